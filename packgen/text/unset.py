"""Finds markup that packgen does not support (other Markdown, HTML, TeX), which is printed as typed or joined.

Each finding quotes the markup and says what to write instead. Escaped characters are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from packgen.text.inline import parse
from packgen.text.story import one_line
from packgen.text.tex import INSTEAD, find_formula

_LONGEST = 48
"""Greatest number of characters of a finding that a message shows."""


class Unset(NamedTuple):
    """A piece of text that is not set as its author intended.

    Attributes:
        found: the text as typed, on one line.
        message: how it is printed.
        remedy: what to write instead.
    """

    found: str
    message: str
    remedy: str


def unset_marks(text: str, *, gaps: bool = False) -> Iterator[Unset]:
    """Yield the unsupported markup in a text, as typed: one piece of each kind.

    Args:
        text: as typed.
        gaps: whether double braces mark gaps.
    """
    bare = _ESCAPED.sub("\0\0", text)
    formula = find_formula(text) or (_span(_BRACED.search(bare)) if "^{" in bare or "_{" in bare else None)
    if formula is not None:
        found = text[formula[0] : formula[1]]
        remedy = f"{INSTEAD} For the sign itself write \\$." if found[0] == "$" else INSTEAD
        yield _as_typed(found, "formulas in TeX are not set", remedy)
        bare = bare[: formula[0]] + "\0" * (formula[1] - formula[0]) + bare[formula[1] :]
    for sign, pattern, what, remedy in _INLINE:
        match = pattern.search(bare) if sign in bare else None
        if match is not None:
            yield _as_typed(match[0], what, remedy)
    yield from _html(bare)
    yield from _open_superscript(bare)
    if not gaps and (gap := _GAP.search(bare)) is not None:
        yield _as_typed(gap[0], "gaps are marked in a block of type cloze", "Write the words alone.")


def unset_lines(text: str) -> Iterator[Unset]:
    """Yield the unsupported markup at the starts of lines of running text, as typed: one piece of each kind."""
    lines = [line.strip() for line in _ESCAPED.sub("\0\0", text).split("\n")]
    for find in (_heading, _underlined, _table, _quotation, _fence, _ruled, _other_lists):
        found = find(lines)
        if found is not None:
            yield found


def verse(text: str) -> str | None:
    """Return the first of several lines that look like a poem, an address or minutes and are joined into a paragraph.

    Every line begins with a capital or a figure and is short, some have room for the first word of the next line, and
    most end inside a sentence.
    """
    for part in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in part.strip().split("\n")]
        if len(lines) < _FEWEST_VERSES or any(line.endswith("\\") for line in lines) or re.search(r"  \n", part):
            continue
        widest = max(map(len, lines))
        if widest > _WIDEST_VERSE or not all(_VERSE.match(line) and not _ITEM.match(line) for line in lines):
            continue
        pairs = list(pairwise(lines))
        loose = [len(line) + 1 + len(after.split(" ")[0]) <= widest for line, after in pairs]
        going_on = [line[-1] not in ".?!" for line, _ in pairs]
        if any(loose) and 2 * sum(going_on) >= len(pairs):
            return lines[0]
    return None


_FEWEST_VERSES = 3
_WIDEST_VERSE = 60
_ITEM = re.compile(r"[0-9]{1,3}[.)] ")
_VERSE = re.compile(r"[“‘\"'(]?[^\W_a-z]")

_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_BRACED = re.compile(r"[\w)\]][\^_]\{[^{}\n]+\}(?:[\^_]\{[^{}\n]+\})*")
_GAP = re.compile(r"\{\{[^{}\n]+\}\}")
_SUPERSCRIPT = re.compile(r"[\w)\]]*[^\W_]\^[+−-]?\w+")

_ITSELF = "for the sign itself put a backslash before it."
_INLINE: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    (
        "~~",
        re.compile(r"~~(?=[^\s~])[^~\n]+~~"),
        "there is no strike-through",
        f"Delete the signs; {_ITSELF}",
    ),
    (
        "![",
        re.compile(r"!\[[^\]\n]*\]\([^()\n]+\)"),
        "pictures do not stand in a text",
        "Add a block of type picture.",
    ),
    (
        "](topic:",
        re.compile(
            r"(?<!!)\[[^\[\]\n]+\]\((?!topic:[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?\))topic:[^()\n]*\)"
        ),
        "a cross-reference names a topic, or a topic and a section, by its id",
        "Write it as [text](topic:the-topic/the-section).",
    ),
    (
        "](",
        re.compile(
            r"(?<!!)\[[^\[\]\n]+\]\((?!https?://|mailto:|topic:)(?:[\w-]+\.[\w./-]+|[./#][^()\s]*|\w+:[^()\s]*)\)"
        ),
        "a link needs a whole address",
        "Write it as [text](https://…).",
    ),
    (
        "] (",
        re.compile(r"\[[^\[\]\n]+\] \(https?://[^()\s]+\)"),
        "a link has no space before its address",
        "Write it as [text](https://…).",
    ),
    (
        "<!--",
        re.compile(r"<!--.{0,400}?-->"),
        "HTML has no meaning",
        'Delete it; what is to be read in the file alone stands after "# " on a line of its own.',
    ),
    (
        "[^",
        re.compile(r"\[\^[^\[\]\s]+\]"),
        "there are no footnotes",
        'Write the note into the text, or name its source under "sources".',
    ),
    (
        "`",
        re.compile(r"(?<![`\w])`[^`\n]+`"),
        "there is no code",
        f"Delete the backticks, or write **bold**; {_ITSELF}",
    ),
    (
        "&",
        re.compile(
            r"&(?:amp|nbsp|lt|gt|quot|apos|[mn]dash|hellip|[lr][sd]quo|pound|euro|deg|times|frac\d\d|sup[123]"
            r"|[aeiou](?:acute|grave|circ|uml)|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
        ),
        "entities of HTML have no meaning",
        "Write the character itself.",
    ),
)
"""Kinds of markup: a sign that each has, for which a text can be searched quickly; pattern; what is wrong; remedy."""

_TAGS = {
    "b": "Write **bold**.",
    "strong": "Write **bold**.",
    "u": "Write **bold**.",
    "i": "Write *emphasis*.",
    "em": "Write *emphasis*.",
    "sub": "Write H~2~O.",
    "sup": "Write x^2^.",
}
_OTHER_TAGS = "a|center|code|del|div|font|h[1-6]|ins|li|mark|ol|p|pre|s|small|span|strike|table|ul"
_PAIR = re.compile(rf"<({'|'.join(_TAGS)}|{_OTHER_TAGS})(?:\s[^<>\n]*)?>[^\n]{{0,400}}?</\1\s*>", re.IGNORECASE)
_EMPTY_TAG = re.compile(r"<(br|hr|img)(?:\s[^<>\n]*)?/?>", re.IGNORECASE)


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    return match.span() if match is not None else None


def _as_typed(found: str, why: str, remedy: str) -> Unset:
    shown = found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
    return Unset(found.split("\n")[0], f'"{one_line(shown)}" is printed as typed: {why}.', remedy)


def _html(text: str) -> Iterator[Unset]:
    if "<" not in text:
        return
    why = "HTML has no meaning"
    empty = _EMPTY_TAG.search(text)
    if empty is not None:
        remedy = "End the line with a backslash." if empty[1].casefold() == "br" else "Delete it."
        yield _as_typed(empty[0], why, remedy)
    pair = _PAIR.search(text)
    if pair is not None:
        yield _as_typed(pair[0], why, _TAGS.get(pair[1].casefold(), f"Delete the tags; {_ITSELF}"))


def _open_superscript(text: str) -> Iterator[Unset]:
    if "^" not in text:
        return
    for run in parse(one_line(text)):
        match = _SUPERSCRIPT.search(run.text) if not run.rise and run.href is None else None
        if match is not None:
            base, _, raised = match[0].partition("^")
            remedy = f"Write {base}^{raised}^, or {base}\\^{raised} for the sign itself."
            yield _as_typed(match[0], "a superscript ends with a second ^", remedy)
            return


# -- lines


def _first(lines: list[str], wanted: Callable[[str], object]) -> str | None:
    return next(filter(wanted, lines), None)


def _heading(lines: list[str]) -> Unset | None:
    found = _first(lines, re.compile(r"#{1,6} (?!of\b)\S|#{2,6}[^\W\d]").match)
    if found is None:
        return None
    return _as_typed(found, "a text has no headings", 'Write it as the "title" of a block of its own, or in **bold**.')


def _underlined(lines: list[str]) -> Unset | None:
    found = _first(lines, re.compile(r"={3,}$").match)
    return (
        _as_typed(found, "a text has no headings", "Delete it, and write the line above in **bold**.")
        if found
        else None
    )


def _table(lines: list[str]) -> Unset | None:
    found = _first(lines, re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?$").match)
    rows = [line for line in lines if re.match(r"\|.+\|.+\|$", line)]
    if found is None and len(rows) < 2:
        return None
    return _as_typed(rows[0] if rows else found or "", "a text has no tables", "Add a block of type table.")


def _quotation(lines: list[str]) -> Unset | None:
    found = _first(lines, re.compile(r">(?!>) ?[^\W\d_]|> ?[“‘\"']").match)
    return _as_typed(found, "a text has no quotations set apart", "Add a block of type extract.") if found else None


def _fence(lines: list[str]) -> Unset | None:
    found = _first(lines, re.compile(r"```|~~~").match)
    remedy = "Delete it; end each line that is to stay one with a backslash."
    return _as_typed(found, "there is no code", remedy) if found else None


def _ruled(lines: list[str]) -> Unset | None:
    found = _first(lines, re.compile(r"(?:- ?){3,}$").match)
    return _as_typed(found, "a text has no rules across it", "Delete it, or make two blocks.") if found else None


_OTHER_LABELS = (
    re.compile(r"-(?=[^\W\d_])"),
    re.compile(r"[–—] "),
    re.compile(r"[0-9]{1,2}[.)](?=[^\W\d_])"),
    re.compile(r"\(?(?:[a-h]|[ivx]{1,4})[.)] "),
    re.compile(r"\([0-9]{1,2}\) "),
    re.compile(r"[oø§·] (?=\w)"),
)


def _other_lists(lines: list[str]) -> Unset | None:
    """Return lines that look like list items but are not: -Militarism, – Alliances, 1.First, (a) Imperialism."""
    for label in _OTHER_LABELS:
        found = list(filter(label.match, lines))
        if len(found) > 1 and not all(line.endswith("\\") for line in found[:-1]):
            shown = found[0] if len(found[0]) <= _LONGEST else f"{found[0][:_LONGEST]}…"
            message = f'"{shown}" and the lines after it are run together: an item begins with "- " or "1. ".'
            return Unset(found[0], message, "Begin them so, each on a line of its own.")
    return None

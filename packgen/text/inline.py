"""Inline Markdown to runs: ``**bold**``, ``*emphasis*``, ``x^2^``, ``H~2~O``, ``[text](https://...)``, ``<https://...>``.

A link to ``topic:`` and the id of a topic, or of a topic and a section as in ``topic:cold-war/origins``, is a
cross-reference.

There is no other markup: HTML, entities, images, code and TeX are shown as typed. A backslash escapes the character
after it, and at the end of a line it makes a line break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from itertools import groupby
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from packgen.text.coverage import blank

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_BEYOND_STARS = re.compile(r"\^|~|<|\\|`|_(?:(?<![^\W_]_)|(?![^\W_]))|\$[^$]*\$")
"""What may be markup other than asterisks and links; an underscore inside a word is none, nor is a lone dollar sign.

Here and below what stands before a character is looked for after it, so that the search skips all characters with which
no markup begins.
"""

_LINK = "]("
"""Stands in every link; other brackets are characters like any other."""

_PLAINLY_STARRED = re.compile(r"(\*(?<![^ (]\*)\*?)([^\s*](?:[^*]*[^\s*])?)\1(?=[ .,;:!?)]|$)")
"""Asterisks with one possible meaning: after a space and before a character, or the other way round."""

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_LINE_END = re.compile(r" *\n *")
_making_parser = Lock()

CROSS_REFERENCE = "](topic:"
"""Stands in every text that has a cross-reference."""

_ADDRESS = re.compile(r"https?://[^/?#]|mailto:[^?]", re.IGNORECASE)
_TARGET = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?"
_CROSS_REFERENCE = re.compile(f"topic:({_TARGET})")
_PLAINLY_REFERRED = re.compile(rf"\[([“‘\"'(]?[^\W_][^][]*)\]\((topic:{_TARGET})\)")
"""A cross-reference whose words begin with a letter or digit, or with one in quotation marks or brackets."""


class Run(NamedTuple):
    """Text with the same attributes throughout.

    Attributes:
        text: the text, with spaces for line ends; a line feed is a hard line break.
        bold: strong.
        italic: emphasised.
        rise: 1 superscript, -1 subscript, else 0.
        href: where a link goes: http, https, mailto, or topic for a cross-reference.
        lang: BCP 47, where it differs from the language around it; parse() never sets it.
        inner: 1 for a superscript, -1 for a subscript, inside the superscript or subscript given by ``rise``, else 0.
    """

    text: str
    bold: bool = False
    italic: bool = False
    rise: int = 0
    href: str | None = None
    lang: str | None = None
    inner: int = 0


_RISE = attrgetter("rise")

_run = partial(tuple.__new__, Run)
"""Takes all values in one tuple, in a third of the time of calling the class; used for nearly every text."""


def parse(markdown: str) -> list[Run]:
    """Return the runs of a text, with equal neighbours joined; none for an empty text."""
    runs = _simple(markdown)
    return list(_marked(markdown)) if runs is None else runs


@lru_cache(maxsize=256)
def plain(markdown: str) -> str:
    """Return the text without its markup, for titles, names and descriptions; cached: most are asked for again."""
    return markdown if is_unmarked(markdown) else said_plainly(parse(markdown))


def is_unmarked(text: str) -> bool:
    """Tell whether a text is of one line and has no character that may be markup, as most names and answers are."""
    return not ("\n" in text or _special(text))


def cross_reference(href: str | None) -> str | None:
    """Return the topic, or topic and section, to which a link refers, such as ``cold-war/origins``; None for others."""
    found = _CROSS_REFERENCE.fullmatch(href) if href is not None else None
    return found[1] if found is not None else None


def folded(markdown: str) -> str:
    """Return the text as a search compares it: case-folded, with superscripts and subscripts as ordinary characters."""
    return folded_lines([markdown])


def folded_lines(texts: Iterable[str]) -> str:
    """Return some texts of inline Markdown as a search compares them (see `folded`), one a line."""
    text = "\n".join([text if is_unmarked(text) else _in_one_line(text) for text in texts])
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


def _in_one_line(markdown: str) -> str:
    return "".join([run.text for run in parse(markdown)]).replace("\n", " ")


def said_plainly(runs: Iterable[Run]) -> str:
    """Return runs as plain text: line breaks as spaces, superscripts and subscripts as in 10³, H₂O or x_max."""
    runs = list(runs)
    if not any(map(_RISE, runs)):
        return "".join([run.text for run in runs]).replace("\n", " ")
    from packgen.text.scripts import in_characters

    stretches = [(rise, _inner(group)) for rise, group in groupby(runs, key=_RISE)]
    texts = ["", *(text for _, text in stretches), ""]
    said = [
        in_characters(rise, text, texts[place], texts[place + 2]) if rise else text
        for place, (rise, text) in enumerate(stretches)
    ]
    return "".join(said).replace("\n", " ")


def _inner(runs: Iterable[Run]) -> str:
    """Return runs of one superscript or subscript, with nested ones as in E_a."""
    stretches = [
        (inner, "".join([run.text for run in group])) for inner, group in groupby(runs, key=attrgetter("inner"))
    ]
    return "".join([f"{'^' if inner > 0 else '_'}{text}" if inner else text for inner, text in stretches])


@lru_cache(maxsize=256)
def _marked(markdown: str) -> tuple[Run, ...]:
    """Return the runs of a text that needs a parser; cached, since pages, keys, tasks and cards read the same texts."""
    return tuple(_runs(_parser().parseInline(markdown)[0].children or []))


def _simple(markdown: str) -> list[Run] | None:
    """Return the runs of text without markup, or with simple asterisks or cross-references only, as markdown-it would.

    It takes a fraction of the time. None for any other text; there are few, and many packs have none at all.
    """
    if "  \n" in markdown:  # two spaces at the end of a line are a line break
        return None
    if "\n" in markdown and "\\" not in markdown:
        markdown = _LINE_END.sub(" ", markdown)
    if not _special(markdown):
        return [_run((markdown, False, False, 0, None, None, 0))] if markdown else []
    if _BEYOND_STARS.search(markdown) is not None:
        return None
    return _referring(markdown) if _LINK in markdown else _starred(markdown)


def _referring(markdown: str) -> list[Run] | None:
    """Return the runs of text with cross-references, and with asterisks inside or outside them; None for others."""
    parts = _PLAINLY_REFERRED.split(markdown)
    if not all(parts[3:-1:3]) or any(_LINK in part for part in parts[::3]):
        return None
    runs = _starred(parts[0])
    for words, href, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        for more in (_starred(words, href), _starred(after)):
            if runs is None or more is None:
                return None
            runs += more
    return runs


def _starred(text: str, href: str | None = None) -> list[Run] | None:
    """Return the runs of text, inside a link or outside, whose only markup is simple asterisks; None for others."""
    parts = _PLAINLY_STARRED.split(text)
    if any("*" in part for part in parts[::3]):
        return None
    runs = [Run(parts[0], href=href)]
    for stars, marked, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        runs += [Run(marked, stars == "**", stars == "*", href=href), Run(after, href=href)]
    return [run for run in runs if run.text]


def _special(text: str) -> bool:
    """Tell whether a text has a character that may be markup; nine such searches are faster than one regex."""
    return (
        "*" in text
        or "_" in text
        or "^" in text
        or "~" in text
        or "[" in text
        or "<" in text
        or "\\" in text
        or "`" in text
        or "$" in text
    )


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    bold = italic = 0
    rises: list[int] = []
    href = None
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "sup_open" | "sub_open":
                rises.append(1 if token.type == "sup_open" else -1)
            case "sup_close" | "sub_close":
                rises.pop()
            case "link_open":
                href = str(token.attrs["href"])
            case "link_close":
                href = None
            case _:
                text = _BREAKS.get(token.type) or token.content.replace("\n", " ")
                outer, inner, *_ = *rises, 0, 0
                run = Run(text, bold > 0, italic > 0, outer, href, None, inner)
                if runs and runs[-1][1:] == run[1:]:
                    run = run._replace(text=runs.pop().text + text)
                if run.text:
                    runs.append(run)
    return runs


def _parser() -> MarkdownIt:
    """Return the parser, which the first thread makes while others wait."""
    with _making_parser:
        return _new_parser()


@cache
def _new_parser() -> MarkdownIt:
    # Imported on first need: it costs 30 ms, and many packs have no marked-up word in what has changed.
    from markdown_it import MarkdownIt

    from packgen.text.scripts import script
    from packgen.text.tex import formula

    parser = MarkdownIt("zero").enable(["newline", "escape", "emphasis", "link", "autolink"])
    parser.inline.ruler.before("escape", "formula", formula)
    parser.inline.ruler.after("emphasis", "script", script)
    parser.inline.ruler.at("link", _link)
    parser.validateLink = _allowed  # type: ignore[method-assign]
    # At first use, markdown-it collects its rules and mdurl fills its tables of characters for addresses; a second
    # thread would meanwhile parse with some of the rules, or fail at a character that is not in the table yet.
    parser.parseInline("*a* [b](https://e.org/%41) <https://e.org/%41>")
    return parser


def _allowed(url: str) -> bool:
    """Tell whether a link is allowed; any other is shown as typed."""
    return _ADDRESS.match(url.strip()) is not None or cross_reference(url) is not None


def _link(state: StateInline, silent: bool) -> bool:
    """Parse a link as markdown-it does, but leave one without text or address as typed."""
    # A bracket after the last "](" begins no link; searching for its end takes 20 steps for each bracket on the way.
    if state.pos > state.env.setdefault("last_link", state.src.rfind("](")):
        return False
    from markdown_it.rules_inline import link

    start, pending, count, metas = state.pos, state.pending, len(state.tokens), len(state.tokens_meta)
    if not link(state, silent):
        return False
    if silent:
        return True
    opening = next(number for number in range(count, len(state.tokens)) if state.tokens[number].type == "link_open")
    if state.tokens[opening].attrs["href"] and not all(blank(token.content) for token in state.tokens[opening:]):
        return True
    del state.tokens[count:], state.tokens_meta[metas:]
    state.pos, state.pending = start, pending
    return False

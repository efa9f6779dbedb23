"""Warnings of Markdown that a field does not support: it would be printed as typed, or joined into one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from packgen.blocks.scalars import Markup
from packgen.errors import Problem
from packgen.load.fields import field_at, markup_of
from packgen.load.places import last_name, whereabouts
from packgen.source import Document, Path, Value
from packgen.text.story import item_lines, stray_lines
from packgen.text.unset import Unset, unset_lines, unset_marks, verse

_SUSPECT = re.compile(r"\$|\\|\^|`|<|>|&|#|\||~~|\]\(|\] \(|\[\^|\{\{|_\{|\n")
"""What a text has to have to need a closer look; most have none.

The alternatives are single characters and texts, so that the search skips all characters with which none begins.
"""

_MOST = 100
"""Warnings of one file."""

_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\[ \t]*(?:\n|$)")
_SPACES = re.compile(r"[^\s] {2,}\n(?=[ \t]*\S)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n[ \t]*(?=\S)")


def warnings(document: Document) -> Iterator[Problem]:
    """Yield a warning for each kind of unsupported mark in each text, up to a hundred."""
    yield from islice(_warnings(document), _MOST)


def _warnings(document: Document) -> Iterator[Problem]:
    for path, text in document.matching(_SUSPECT):
        field = field_at(document.value, path)
        markup = markup_of(field) if field is not None else None
        if markup is None:
            continue
        for found, message, remedy in _unset(document.value, path, text, markup):
            what = ", ".join(filter(None, [whereabouts(document.value, path[:-1]), last_name(path)]))
            yield document.problem(document.find(path, found, what), message, remedy)


def _unset(value: Value, path: Path, text: str, markup: Markup) -> Iterator[Unset]:
    yield from unset_marks(text, gaps=markup.gaps)
    yield from _running(text) if markup.running else _one_line(text)


def _running(text: str) -> Iterator[Unset]:
    if "\n" in text or text.startswith(("#", ">", "`", "|")):
        yield from unset_lines(text)
    if "\n" not in text:
        return
    lines = text.split("\n")
    for number in stray_lines(text)[:1]:
        shown = _shown(lines[number])
        message = f'the line "{shown}" goes on with the item above it.'
        yield Unset(shown, message, "Set it in by two spaces if it should; else leave a blank line before it.")
    first = verse(text)
    if first is not None:
        message = f'"{_shown(first)}" and the lines after it are run together, as one paragraph.'
        yield Unset(_shown(first), message, "End each line that is to stay one with a backslash.")


def _one_line(text: str) -> Iterator[Unset]:
    """Yield marks that need several lines, in a text of one line."""
    lines = text.strip("\n").split("\n")
    heading = re.match(r"#{2,6} \S|# (?:[A-Z“]|\*\*)", text)
    if heading is not None:
        yield Unset(_shown(text), f'"{_shown(text)}" is printed as typed: no text has headings.', 'Delete the "#".')
    items = item_lines(text.strip("\n"))
    if len(items) > 1:
        first = lines[items[0]].strip()
        message = f'"{_shown(first)}" and the items after it are run together: this text is one line.'
        yield Unset(_shown(first), message, "Write them as sentences, or put the list into a prose.")
        return
    broken = _BACKSLASH.search(text) or _SPACES.search(text.strip())
    if broken is not None:
        line = text[: broken.start() + 1].rsplit("\n", 1)[-1].strip()
        message = "a line break is lost: this text is one line."
        yield Unset(
            _shown(line), message, "Delete the backslash or the spaces before it, or put the text into a prose."
        )
    elif _PARAGRAPH.search(text.strip()):
        message = "its paragraphs are run together: this text is one line."
        yield Unset(_shown(lines[0].strip()), message, "Write one paragraph, or put the text into a prose.")


def _shown(line: str) -> str:
    return line.strip()[:40]

"""Running text in Markdown: paragraphs, lists and hard line breaks.

Text as typed is converted to a normal form, in which a blank line separates paragraphs and items: an item begins with
``- `` or ``3. `` after two spaces for each enclosing list, and a hard line break is a backslash at the end of a line
(CommonMark 0.31.2, 6.7). Everything else is on one line. The normal form is itself Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from packgen.text.coverage import blank

BREAK = "\\\n"
"""A hard line break."""

DEEPEST = 3
"""Greatest depth of an item's list; deeper lists are set at this depth."""

_STEP = "  "
_TYPED = re.compile(r"(?:[-*+•]|(?P<number>[0-9]{1,3})[.)]) (?=\S)")
_RULED = re.compile(r"([-*])(?: ?\1){2,}")
_ITEM = re.compile(r"(?P<inside>(?:  )*)(?:-|(?P<number>[0-9]{1,3})\.) ")
_LIKE_AN_ITEM = re.compile(r"(?:[-*+]|(?P<number>[0-9]{1,3})(?P<point>[.)])) ")
_BLANKS = re.compile(r"[ \t\r\n]+")
_ODD_BACKSLASHES = re.compile(r"(?<!\\)(?:\\\\)*\\$")

_LARGEST_STEP = 10
"""Greatest step from one item's number to the next; a number further off begins a sentence instead."""

_SEEN = 100
"""Number of lines in which the second item of a list is searched for."""


class Piece(NamedTuple):
    """A paragraph or a list item.

    Attributes:
        text: inline Markdown, its hard line breaks as `BREAK`.
        label: label of the item, ``-`` or its number; empty for a paragraph.
        depth: number of lists around its own list.
    """

    text: str
    label: str = ""
    depth: int = 0


class SourceLine(NamedTuple):
    """A line as typed, without spaces around it.

    Attributes:
        number: index in the text.
        text: without a backslash that makes a line break.
        indent: columns before it.
        broken: whether it ends in a line break: a backslash or two spaces.
        label: label of an item, ``-`` or a number; empty if the line cannot begin an item.
        start: index of the text after the label.
    """

    number: int
    text: str
    indent: int
    broken: bool
    label: str
    start: int

    @property
    def body(self) -> str:
        """The text after the label."""
        return self.text[self.start :]


def one_line(text: str) -> str:
    """Return the text in Unicode normal form C with each run of spaces as one space. No-break spaces are kept."""
    if "  " in text or "\n" in text or "\t" in text:
        text = _BLANKS.sub(" ", text)
    return unicodedata.normalize("NFC", text.strip())


def normal(text: str) -> str:
    """Return running text in normal form; an empty text if it has no visible character."""
    return "\n\n".join(filter(None, map(_written, _pieces(_lines(text)))))


def pieces(text: str) -> list[Piece]:
    """Return the paragraphs and items of a text in normal form."""
    found = []
    for part in text.split("\n\n"):
        item = _ITEM.match(part)
        if item is None:
            found.append(Piece(part))
        else:
            found.append(Piece(part[item.end() :], item["number"] or "-", len(item["inside"]) // len(_STEP)))
    return found


def labels(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the labels of items in a text in normal form; they are not part of its words."""
    at = 0
    for part in text.split("\n\n"):
        item = _ITEM.match(part)
        if item is not None:
            yield at, at + item.end()
        at += len(part) + 2


def stray_lines(text: str) -> list[int]:
    """Return the indices of lazy continuation lines (CommonMark): lines of an item that are not indented.

    Args:
        text: as typed.
    """
    reader = _StoryReader(_lines(text))
    reader.read()
    return reader.stray


def item_lines(text: str) -> list[int]:
    """Return the indices of the lines of a text, as typed, that begin list items."""
    reader = _StoryReader(_lines(text))
    reader.read()
    return reader.items


def _written(piece: Piece) -> str:
    if blank(piece.text.replace(BREAK, "")):
        return ""
    if piece.label:
        return f"{_STEP * piece.depth}{piece.label}{'' if piece.label == '-' else '.'} {piece.text}"
    if piece.text.startswith("• "):  # a bullet on a line of its own, which a backslash cannot escape
        return f"- {piece.text[2:]}"
    like = _LIKE_AN_ITEM.match(piece.text)
    if like is None:
        return piece.text
    at = like.start("point") if like["point"] else 0
    return f"{piece.text[:at]}\\{piece.text[at:]}"


def _lines(text: str) -> list[SourceLine | None]:
    """Return the lines of a text, None for a blank one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        return [_line(0, text)]
    return [_line(number, line) for number, line in enumerate(text.split("\n"))]


def _line(number: int, typed: str) -> SourceLine | None:
    words = one_line(typed)
    if not words:
        return None
    broken = typed.endswith("  ")
    while words.endswith("\\") and _ODD_BACKSLASHES.search(words):
        words, broken = words[:-1].rstrip(), True
    if not words:
        return None
    spread = typed.expandtabs(4)
    indent = len(spread) - len(spread.lstrip())
    item = _TYPED.match(words) if _RULED.fullmatch(words) is None else None
    if item is None:
        return SourceLine(number, words, indent, broken, "", 0)
    label = str(int(item["number"])) if item["number"] else "-"
    return SourceLine(number, words, indent, broken, label, item.end())


def _pieces(lines: Sequence[SourceLine | None]) -> list[Piece]:
    if len(lines) == 1 and lines[0] is not None and not lines[0].label:
        return [Piece(lines[0].text)]
    return _StoryReader(lines).read()


class _OpenList(NamedTuple):
    """A list to which further items can be added.

    Attributes:
        indent: columns before its labels.
        label: of its last item.
        alike: the typed label, if all items so far have the same one; otherwise empty.
    """

    indent: int
    label: str
    alike: str

    def next_label(self, typed: str) -> str:
        """Return the label of an item that continues the list, or an empty text if it cannot continue it.

        If all items are typed with the first number, they are counted, as in Markdown.
        """
        if "-" in (self.label, typed):
            return typed if typed == self.label else ""
        last, number = int(self.label), int(typed)
        if last < number <= last + _LARGEST_STEP:
            return typed
        return str(last + 1) if typed == self.alike else ""


class _StoryReader:
    """Joins lines into paragraphs and items.

    Attributes:
        items: indices of lines that begin items.
        stray: indices of lines that belong to an item but are not indented.
    """

    def __init__(self, lines: Sequence[SourceLine | None]) -> None:
        self.lines = lines
        self.items: list[int] = []
        self.stray: list[int] = []
        self._found: list[Piece] = []
        self._parts: list[str] = []
        self._lists: list[_OpenList] = []
        self._before: SourceLine | None = None

    def read(self) -> list[Piece]:
        """Return the paragraphs and items."""
        for line in self.lines:
            if line is not None and not (line.label and self._item(line)):
                self._text(line)
            self._before = line
        self._end()
        return self._found

    def _end(self) -> None:
        """Join the lines of the last paragraph or item."""
        if self._found:
            self._found[-1] = self._found[-1]._replace(text="".join(self._parts))
        self._parts = []

    def _open(self, text: str, label: str = "", depth: int = 0) -> None:
        self._end()
        self._found.append(Piece("", label, depth))
        self._parts = [text]

    def _item(self, line: SourceLine) -> bool:
        """Add a line as an item; return False if it is not one."""
        lists = [one for one in self._lists if one.indent <= line.indent + 1]
        inside = bool(lists) and line.indent >= lists[-1].indent + 2
        label, alike = "", line.label
        if lists and not inside:
            label, alike = lists[-1].next_label(line.label), lists[-1].alike
        if not label:
            if not self._begins(line, inside=inside):
                return False
            label = alike = line.label
        if lists and not inside:
            lists.pop()
        self._lists = [*lists, _OpenList(line.indent, label, alike if alike == line.label else "")]
        self._open(line.body, label, min(len(lists), DEEPEST))
        self.items.append(line.number)
        return True

    def _begins(self, line: SourceLine, *, inside: bool) -> bool:
        """Tell whether a line begins a list; a dash or a number at its start may also be part of a sentence."""
        if inside or self._before is None:
            return line.label in ("-", "1") or self._followed(line)
        introduced = self._before.text.endswith(":")
        if line.label in ("-", "1"):
            return introduced or self._followed(line)
        return introduced and self._followed(line)

    def _followed(self, line: SourceLine) -> bool:
        """Tell whether the next item continues a list that would begin with a line."""
        opened = _OpenList(line.indent, line.label, line.label)
        apart = False
        for later in self.lines[line.number + 1 : line.number + 1 + _SEEN]:
            if later is not None and later.indent <= line.indent + 1:
                if later.label:
                    return bool(opened.next_label(later.label))
                if apart:
                    return False
            apart = later is None
        return False

    def _text(self, line: SourceLine) -> None:
        """Add a line as text: to the paragraph or item before it, or as a paragraph of its own."""
        before = self._before
        if before is not None:
            if self._lists and line.indent < self._lists[-1].indent + 2 and not before.broken:
                self.stray.append(line.number)
            self._parts += [BREAK if before.broken else " ", line.text]
        elif self._lists and line.indent >= self._lists[-1].indent + 2:
            self._parts += [BREAK, line.text]
        else:
            self._lists = []
            self._open(line.text)

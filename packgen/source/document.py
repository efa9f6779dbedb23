"""The plain values of a YAML file, with the position of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from packgen.errors import Origin, Problem
from packgen.source.excerpt import excerpt

Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"
"""A value of a file. Every scalar is text, as written; a missing one is None."""

Path: TypeAlias = "Sequence[str | int]"
"""The keys and 0-based indexes that lead from the whole file to one value."""


MOST_COLUMNS = 1 << 24
"""More than a line can have, since a file has at most four million characters."""


class YamlMark(Protocol):
    """A 0-based place in a file."""

    @property
    def line(self) -> int: ...  # noqa: D102 (the class says it)

    @property
    def column(self) -> int: ...  # noqa: D102 (the class says it)


def place(mark: YamlMark) -> int:
    """Return a mark as one number: a file has thousands of marks, and the garbage collector does not track numbers."""
    return mark.line * MOST_COLUMNS + mark.column


def line_and_column(place: int) -> tuple[int, int]:
    """Return the 0-based line and column of a place."""
    return divmod(place, MOST_COLUMNS)


class Scalars(NamedTuple):
    """The scalars of a file that are values (not keys), in its order: their texts and their places."""

    texts: list[str | None]
    places: list[int]


class Document:
    """The values of one file with their positions.

    Attributes:
        shown: the file's name in messages.
        value: the value of the whole file; None if the file is empty. Must not be changed: positions are stored by the
            identity of its lists and mappings.
        scalars: every scalar that is a value.
        lines: the source lines, split as the YAML parser counts them.
        bracketed: every list that is written in brackets.
    """

    __slots__ = ("_in_order", "_places", "_start", "bracketed", "lines", "scalars", "shown", "value")

    def __init__(
        self,
        shown: str,
        lines: list[str],
        value: Value,
        start: int,
        places: dict[int, list[int]],
        scalars: Scalars,
        bracketed: list[list[Value]],
    ) -> None:
        self.shown = shown
        self.value = value
        self.scalars = scalars
        self.lines = lines
        self.bracketed = bracketed
        self._start = start
        self._places = places
        self._in_order: list[int] | None = None

    def origin(self, path: Path, what: str = "") -> Origin:
        """Return where the value at a path starts; if there is none, that of its nearest existing ancestor."""
        return self._origin(self._find(path)[1], what)

    def item_origins(self, items: Value) -> list[Origin]:
        """Return where each item of one of its lists starts."""
        return [self._origin(place, "") for place in self._places[id(items)]]

    def key_origin(self, path: Path, what: str = "") -> Origin:
        """Return where the key at the end of the path starts; for a list item, where the item starts."""
        return self._origin(self._find(path)[0], what)

    def find(self, path: Path, needle: str, what: str = "") -> Origin:
        """Return the position of the needle in the scalar at a path, or else where the scalar starts."""
        start = self._find(path)[1]
        if self._in_order is None:
            self._in_order = sorted(place for places in self._places.values() for place in places)
        after = bisect_right(self._in_order, start)
        following = self._in_order[after] if after < len(self._in_order) else 1 << 62
        line, column = line_and_column(start)
        last, end = line_and_column(following)
        for number in range(line, min(last + 1, len(self.lines))):
            found = self.lines[number].find(needle, column, end if number == last else None)
            if found >= 0:
                return Origin(self.shown, number + 1, found + 1, what)
            column = 0
        return self._origin(start, what)

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield the path and text of every scalar in which a pattern is found, in the order of the file."""
        for text, place in zip(*self.scalars, strict=True):
            if text and pattern.search(text) is not None:
                path = self._path(place)
                if path is not None:
                    yield path, text

    def excerpt(self, line: int) -> str:
        """Return the source line with this 1-based number, or an empty text past the end."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def problem(self, origin: Origin, message: str, remedy: str = "") -> Problem:
        """Return a problem that shows the source line at the origin."""
        text, caret = excerpt(self.excerpt(origin.line), origin.column - 1)
        return Problem(origin, message, remedy, text, caret)

    def _origin(self, place: int, what: str) -> Origin:
        line, column = line_and_column(place)
        return Origin(self.shown, line + 1, column + 1, what)

    def _path(self, place: int) -> tuple[str | int, ...] | None:
        """Return the path of the scalar at a place; None if its value was left out, like that of a key given twice."""
        path: list[str | int] = []
        node, found = self.value, place
        while isinstance(node, dict | list):
            places = self._places[id(node)]
            at = bisect_right(places, place) - 1
            if at < 0:
                return None
            found = places[at]
            if isinstance(node, dict):
                key = list(node)[at // 2]
                path.append(key)
                node = node[key]
            else:
                path.append(at)
                node = node[at]
        return tuple(path) if found == place else None

    def _find(self, path: Path) -> tuple[int, int]:
        """Return the places of key and value at the path, or of its nearest existing ancestor."""
        node = self.value
        key = value = self._start
        for step in path:
            places = self._places.get(id(node), [])
            if isinstance(node, dict) and isinstance(step, str) and step in node:
                key, value = places[2 * (at := list(node).index(step))], places[2 * at + 1]
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
                key = value = places[step]
                node = node[step]
            else:
                break
        return key, value


def source_lines(text: str) -> list[str]:
    """Return the lines of a source text; its line ends are LF, CR LF or CR (`decode` refuses all others)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")

"""Moulds: ready sheets of one pattern, each with other drawings in the pattern's places.

A sheet is made ready with some drawings in its places, and what they are there is kept. So it is with its objects once
they have numbers: a sheet of drawings that are all known is put together out of finished text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind.movable import Goals, Placed, goals_in, number_of, opened, settled
from packgen.bind.ready import ReadySheet, make_ready, objects_of
from packgen.bind.slots import allot
from packgen.bind.writer import Fragment, Stream, joined, object_stream, rows

if TYPE_CHECKING:
    from packgen.sheet.drawing import Drawing
    from packgen.sheet.pattern import Filling, Pattern
    from packgen.text.faces import Faces
    from packgen.theme.design import Design

_MOST = 5000
"""Parts that a mould knows; then it forgets them."""

_Key = tuple[int, "Drawing", int]
"""A place in a pattern, the drawing in it, and what the sheets are counted from that its links lead to."""


class _Part(NamedTuple):
    """What a drawing is in its place: code, objects with numbers still open, the pages they lead to, and its glyphs."""

    code: bytes
    values: tuple[str, ...]
    goals: tuple[tuple[int, int], ...]
    glyphs: dict[int, int]


class Mould:
    """Makes ready sheets of a pattern.

    Args:
        pattern: what they have in common.
        faces: the faces that they were set in.
        design: what they were set in.

    Attributes:
        extent, holder: of their objects, as in `Movable`.
    """

    extent = 0
    holder = 0

    def __init__(self, pattern: Pattern, faces: Faces, design: Design) -> None:
        self._pattern, self._faces, self._design = pattern, faces, design
        self._parts: dict[_Key, _Part] = {}
        self._model: ReadySheet | None = None
        self._values: list[str] = []
        self._own: list[int] = []
        self._indexes: list[tuple[int, ...]] = []
        self._contents: dict[int, int] = {}
        self._streams: tuple[Stream, ...] = ()
        self._glyphs = _masks(pattern.glyphs)
        self._first = -1
        self._rows = b""
        self._numbered: list[str] = []
        self._unsettled: list[int] = []
        self._finished: dict[tuple[_Key, tuple[int, ...]], tuple[str, ...]] = {}

    def cast(self, fillings: Sequence[Filling]) -> ReadySheet:
        """Return the pattern's sheet, ready, with some drawings in its places."""
        keys = [(place, *filling) for place, filling in enumerate(fillings)]
        if self._model is None or not all(key in self._parts for key in keys):
            other = self._learn(fillings, keys)
            if other is not None:
                return other
        parts = [self._parts[key] for key in keys]
        glyphs = dict(self._glyphs)
        for part in parts:
            for face, mask in part.glyphs.items():
                glyphs[face] = glyphs.get(face, 0) | mask
        return replace(self._model, glyphs=glyphs, content=Cast(self, keys, parts), placed={})

    def _learn(self, fillings: Sequence[Filling], keys: Sequence[_Key]) -> ReadySheet | None:
        """Take in what drawings are in their places; return the sheet itself if it is not like the others."""
        sheet = self._pattern.filled(fillings, self._faces.texts)
        slot = allot(sheet)
        objects = objects_of(sheet, slot, self._design)
        made = make_ready(sheet, self._faces, self._design)
        if made.problems:
            return made
        if len(self._parts) >= _MOST:
            self._parts.clear()
            self._finished.clear()
        values, own = [value for _, value in objects], [number_of(character) for character, _ in objects]
        if self._model is None:
            self._model, self._own = made, own
            self.extent, self.holder, self._streams = made.content.extent, made.content.holder, made.content.streams
            self._contents = {page: number_of(slot.contents[page]) for page in self._pattern.pages}
            places = {number: index for index, number in enumerate(own)}
            for copy, lines in zip(self._pattern.copies, self._pattern.rows, strict=True):
                links = slot.links[copy.link : copy.link + len(copy.drawing.links)]
                numbers = map(number_of, [*links, *(slot.rows[line] for line in lines)])
                self._indexes.append(tuple(places[number] for number in numbers if number in places))
            self._values = self._blank(values)
        if own != self._own or self._blank(values) != self._values:
            return made
        for key, indexes in zip(keys, self._indexes, strict=True):
            place, drawing, _ = key
            mine = tuple(values[index] for index in indexes)
            goals = goals_in("".join(mine))
            self._parts[key] = _Part(self._pattern.code(place, drawing), mine, goals, _masks(drawing.glyphs))
        return None

    def _blank(self, values: Sequence[str]) -> list[str]:
        """Return the values of all objects, without those that belong to places."""
        found = list(values)
        for indexes in self._indexes:
            for index in indexes:
                found[index] = ""
        return found

    def streams(self, parts: Sequence[_Part], first: int) -> list[Stream]:
        """Return the streams of a sheet that has some parts in its places, numbered."""
        codes = [part.code for part in parts]
        pages = {own: self._pattern.page(page, codes) for page, own in self._contents.items()}
        return [Stream(first + own, entries, pages.get(own, data)) for own, entries, data in self._streams]

    def place(self, keys: Sequence[_Key], parts: Sequence[_Part], first: int, goals: Goals) -> Placed:
        """Number the objects that are no streams."""
        if first != self._first:
            self._first = first
            self._finished.clear()
            self._numbered = [opened(value, first) for value in self._values]
            self._unsettled = [index for index, value in enumerate(self._values) if goals_in(value)]
            numbered = [(first + own, "") for own in self._own]
            self._rows = rows(first, self.extent, numbered, first + self.holder)
        values = list(self._numbered)
        for index in self._unsettled:
            values[index] = settled(values[index], goals)
        for key, part, indexes in zip(keys, parts, self._indexes, strict=True):
            leading = tuple([goals(sheet, page) for sheet, page in part.goals])
            finished = self._finished.get((key, leading))
            if finished is None:
                finished = tuple([settled(opened(value, first), goals) for value in part.values])
                self._finished[key, leading] = finished
            for index, value in zip(indexes, finished, strict=True):
                values[index] = value
        objects = list(zip([first + own for own in self._own], values, strict=True))
        made = object_stream(first + self.holder, objects)
        return Placed(self._rows, made.entries, made.data)


class Cast:
    """The objects of a sheet out of a mould; as `Movable` is."""

    apart = False

    def __init__(self, mould: Mould, keys: Sequence[_Key], parts: Sequence[_Part]) -> None:
        self._mould, self._keys, self._parts = mould, keys, parts
        self.extent, self.holder = mould.extent, mould.holder

    def place(self, first: int, goals: Goals | None = None) -> Placed:
        """Number the objects that are no streams."""
        if goals is None:
            raise ValueError("a page of another sheet is referred to")
        return self._mould.place(self._keys, self._parts, first, goals)

    def fragment(self, first: int, placed: Placed) -> Fragment:
        """Return the objects under their numbers, ready to be copied into a file."""
        objects = Stream(first + self.holder, placed.entries, placed.data)
        return joined(first, placed.rows, [*self._mould.streams(self._parts, first), objects])


def _masks(glyphs: frozenset[tuple[int, int]]) -> dict[int, int]:
    """Return for each face its glyphs, glyph n as bit n."""
    masks: dict[int, int] = {}
    for face, glyph in sorted(glyphs):
        masks[face] = masks.get(face, 0) | 1 << glyph
    return masks

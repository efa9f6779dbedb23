"""Moulds: ready sheets of one pattern, each with other drawings in the pattern's places.

What a drawing is in a place (its code, and its objects once they have numbers) is kept: a sheet of drawings that stood
there before is put together out of finished text.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind import pages, rules, structure
from packgen.bind.movable import Goals, Movable, Placed, goals_in, number_of, opened, settled
from packgen.bind.ready import ReadySheet, make_ready, objects_of
from packgen.bind.slots import allot
from packgen.bind.writer import Fragment, Stream, joined, object_stream, rows
from packgen.sheet.glyphs import masks
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import LINK, Leaf, Row, Structure

if TYPE_CHECKING:
    from packgen.sheet.drawing import Drawing
    from packgen.sheet.flate import Packed
    from packgen.sheet.pattern import Filling, Pattern
    from packgen.theme.design import Design

_MOST = 10_000
"""Parts that are remembered; then all are forgotten."""


class _Part(NamedTuple):
    """What a drawing is in its place: code, objects with numbers still open, the pages they lead to, and its glyphs."""

    code: Packed
    values: tuple[str, ...]
    goals: tuple[tuple[int, int], ...]
    glyphs: dict[int, int]


class Parts:
    """What drawings are in their places: one for all moulds of a design.

    Attributes:
        known: by place, drawing, and what the sheets are counted from that its links lead to.
        finished: by that, the first number of the sheet's run and those of the pages that it leads to: its objects.
        drawings: those that break no rule.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[int, Drawing, int], _Part] = {}
        self.finished: dict[tuple[int, Drawing, int, int, tuple[int, ...]], list[str]] = {}
        self.drawings: set[tuple[str, Drawing]] = set()
        self._places: dict[Hashable, int] = {}
        self._numbers = count()

    def place(self, told: Hashable) -> int:
        """Return what a place is called that is the same in several patterns."""
        found = self._places.get(told)
        if found is None:
            found = self._places[told] = next(self._numbers)
        return found

    def make_room(self) -> None:
        """Forget everything where there is too much."""
        if max(len(self.known), len(self.finished), len(self.drawings), len(self._places)) >= _MOST:
            self._places.clear()
            self.known.clear()
            self.finished.clear()
            self.drawings.clear()


class Mould:
    """Makes ready sheets of a pattern.

    Args:
        pattern: what they have in common.
        design: what they were set in.
        parts: what is known of drawings in places.

    Attributes:
        model: the pattern's own sheet, ready.
        extent, holder: of the objects of every sheet; see `Movable`.
    """

    def __init__(self, pattern: Pattern, design: Design, parts: Parts) -> None:
        self._pattern, self._design, self._parts = pattern, design, parts
        self.model = make_ready(pattern.sheet, design)
        self.extent: int = self.model.content.extent
        self.holder: int = self.model.content.holder
        self._streams = self.model.content.streams if isinstance(self.model.content, Movable) else ()
        self._slot = slot = allot(pattern.sheet)
        objects = objects_of(pattern.sheet, slot, design)
        self._own = [number_of(character) for character, _ in objects]
        self._values = [value for _, value in objects]
        self._glyphs = masks(pattern.glyphs)
        self._contents = {page: number_of(slot.contents[page]) for page in pattern.pages}
        self._first, self._rows, self._numbered, self._unsettled = -1, b"", [""], [0]
        self._indexes: list[list[int]] = []
        self._places: list[int] = []
        self._alike = True
        indexes = {own: index for index, own in enumerate(self._own)}
        for place, copy in enumerate(pattern.copies):
            lines = pattern.rows[place]
            links = slot.links[copy.link : copy.link + len(copy.drawing.links)]
            owns = [*links, *(slot.rows[line] for line in lines)]
            parent = slot.rows[pattern.sheet.structure.rows[lines[0]].parent]
            self._indexes.append([indexes[own] for own in map(number_of, owns)])
            told = copy.x, copy.y, copy.mark, slot.pages[copy.page], parent, *owns
            self._places.append(parts.place(told))
            mine = tuple([self._values[index] for index in self._indexes[-1]])
            part = self._part(place, copy.drawing, copy.sheet)
            self._alike = self._alike and part is not None and part.values == mine

    def cast(self, fillings: Sequence[Filling]) -> ReadySheet:
        """Return the pattern's sheet, ready, with some drawings in its places."""
        known, made = self._parts.known, []
        for place, (drawing, sheet) in enumerate(fillings):
            part = known.get((self._places[place], drawing, sheet)) or self._part(place, drawing, sheet)
            if part is None or not self._alike:  # something that has to be told of the whole sheet
                return make_ready(self._pattern.filled(fillings), self._design)
            made.append(part)
        glyphs = dict(self._glyphs)
        for part in made:
            for face, mask in part.glyphs.items():
                glyphs[face] = glyphs.get(face, 0) | mask
        return replace(self.model, glyphs=glyphs, content=Cast(self, fillings, made), placed={})

    def streams(self, parts: Sequence[_Part], first: int) -> list[Stream]:
        """Return the streams of a sheet that has some parts in its places, numbered."""
        codes = [part.code for part in parts]
        drawn = {own: self._pattern.page(page, codes) for page, own in self._contents.items()}
        return [Stream(first + own, entries, drawn.get(own, data)) for own, entries, data in self._streams]

    def place(self, fillings: Sequence[Filling], parts: Sequence[_Part], first: int, goals: Goals) -> Placed:
        """Number the objects that are no streams."""
        holder = first + self.holder
        if first != self._first:
            self._number(first, holder)
        values = list(self._numbered)
        for index in self._unsettled:
            values[index] = settled(values[index], goals)
        finished = self._parts.finished
        for place, (drawing, sheet) in enumerate(fillings):
            leading = tuple([goals(*goal) for goal in parts[place].goals])
            key = self._places[place], drawing, sheet, first, leading
            found = finished.get(key)
            if found is None:
                self._parts.make_room()
                found = finished[key] = [settled(opened(value, first), goals) for value in parts[place].values]
            for index, value in zip(self._indexes[place], found, strict=True):
                values[index] = value
        made = object_stream(holder, list(zip([first + own for own in self._own], values, strict=True)))
        return Placed(self._rows, (made,))

    def _number(self, first: int, holder: int) -> None:
        """Number what all sheets have."""
        mine = {index for indexes in self._indexes for index in indexes}
        values = ["" if index in mine else value for index, value in enumerate(self._values)]
        self._first = first
        self._numbered = [opened(value, first) for value in values]
        self._unsettled = [index for index, value in enumerate(values) if goals_in(value)]
        numbered = [(first + own, "") for own in self._own]
        self._rows = rows(first, self.extent, (holder, numbered))

    def _part(self, place: int, drawing: Drawing, sheet: int) -> _Part | None:
        """Return what a drawing is in a place, or None if it breaks a rule there."""
        pattern, slot = self._pattern, self._slot
        copy, lines = pattern.copies[place], pattern.rows[place]
        above = _above(pattern.sheet.structure.rows, lines.start)
        alone = self._alone(place, drawing, sheet, above)
        tag = pattern.sheet.structure.rows[above[-1]].tag
        if (tag, drawing) not in self._parts.drawings:
            if rules.sheet_problems(alone):
                return None
            self._parts.drawings.add((tag, drawing))
        links = slot.links[copy.link : copy.link + len(drawing.links)]
        numbers = *(slot.rows[row] for row in above), *slot.rows[lines.start : lines.stop]
        its = slot._replace(rows=numbers, links=links, fields=())
        elements = structure.elements(alone, its)[-len(lines) :]
        values = tuple([value for _, value in (*pages.links(alone, its), *elements)])
        self._parts.make_room()
        part = _Part(pattern.code(place, drawing), values, goals_in("".join(values)), masks(drawing.glyphs))
        self._parts.known[self._places[place], drawing, sheet] = part
        return part

    def _alone(self, place: int, drawing: Drawing, goal: int, above: Sequence[int]) -> Sheet:
        """Return a sheet that has nothing but a drawing in its place, in the elements that stand above it."""
        sheet, copy, lines = self._pattern.sheet, self._pattern.copies[place], self._pattern.rows[place]
        rows, last = sheet.structure.rows, len(above) - 1
        shift = len(above) - lines.start

        def alone(kid: int | Leaf) -> int | Leaf:
            if isinstance(kid, int):
                return kid + shift
            return (LINK, kid[1] - copy.link) if kid[0] == LINK else kid

        part = [
            Row(row.tag, max(last, row.parent + shift), attributes, tuple([alone(kid) for kid in row.kids]))
            for row, attributes in zip(rows[lines.start : lines.stop], drawing.attributes, strict=True)
        ]
        top = tuple([number for number, row in enumerate(part, len(above)) if row.parent == last])
        stem = [
            rows[row]._replace(parent=depth - 1, kids=top if depth == last else (depth + 1,))
            for depth, row in enumerate(above)
        ]
        owners = sheet.structure.owners[copy.page][copy.mark : copy.mark + drawing.total]
        pointing = sheet.structure.link_owners[copy.link : copy.link + len(drawing.links)]
        held = Structure(
            (*stem, *part),
            (tuple([owner + shift for owner in owners]),),
            tuple([owner + shift for owner in pointing]),
        )
        links = tuple(drawing.links_at(copy.page, copy.x, copy.y, goal))
        return sheet._replace(structure=held, links=links, fields=())


class Cast:
    """The objects of a sheet out of a mould; as `Movable` is."""

    apart = False
    size = 0
    """Of what it has to itself; all else is the mould's."""

    def __init__(self, mould: Mould, fillings: Sequence[Filling], parts: Sequence[_Part]) -> None:
        self._mould, self._fillings, self._parts = mould, fillings, parts
        self.extent: int = mould.extent
        self.holder: int = mould.holder

    def place(self, first: int, goals: Goals | None = None) -> Placed:
        """Number the objects that are no streams."""
        if goals is None:
            raise ValueError("a page of another sheet is referred to")
        return self._mould.place(self._fillings, self._parts, first, goals)

    def fragment(self, first: int, placed: Placed) -> Fragment:
        """Return the objects under their numbers, ready to be copied into a file."""
        return joined(first, placed.rows, [*self._mould.streams(self._parts, first), *placed.streams])


def _above(rows: Sequence[Row], row: int) -> list[int]:
    """Return the elements that hold an element, the sheet's root first."""
    found: list[int] = []
    while rows[row].parent >= 0:
        row = rows[row].parent
        found.insert(0, row)
    return found

"""Moulds: ready sheets of one pattern, each with other drawings in the pattern's places.

What a drawing is in a place (its code, and its objects once they have numbers) is kept: a sheet of drawings that stood
there before is put together out of finished text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind import pages, rules, structure
from packgen.bind.object_ids import assign_ids, extent
from packgen.bind.parts import CastPart, Parts
from packgen.bind.sheet_chunk import SheetChunk, objects_of, to_chunk
from packgen.pdf.chunk import Chunk, Goals, goals_in, number_of, opened, settled
from packgen.pdf.crossref import Settled, rows
from packgen.pdf.crossref import settled as settled_rows
from packgen.pdf.writer import Fragment, Stream, Written, joined, object_stream, written
from packgen.sheet.glyphs import masks
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import LINK, Leaf, StructElem, Structure

if TYPE_CHECKING:
    from packgen.sheet.drawing import Drawing
    from packgen.sheet.pattern import Filling, Pattern
    from packgen.theme.design import Design


class _Group(NamedTuple):
    """Places whose objects have an object stream to themselves: its name, its number, the places, their numbers."""

    number: int
    holder: int
    places: list[int]
    owns: list[int]


class Mould:
    """Makes ready sheets of a pattern.

    Args:
        pattern: what they have in common.
        design: what they were set in.
        parts: what is known of drawings in places.

    Attributes:
        model: the pattern's own sheet, ready.
        extent: of the objects of every sheet; see `Chunk`.
    """

    def __init__(self, pattern: Pattern, design: Design, parts: Parts) -> None:
        self._pattern, self._design, self._parts = pattern, design, parts
        self.model = to_chunk(pattern.sheet, design)
        self._streams = self.model.content.streams if isinstance(self.model.content, Chunk) else ()
        self._slot = slot = assign_ids(pattern.sheet)
        self.extent: int = extent(slot.end + len(pattern.copies))
        values = {number_of(character): value for character, value in objects_of(pattern.sheet, slot, design)}
        self._holder = number_of(slot.holder)
        self._glyphs = masks(pattern.glyphs)
        self._contents = {page: number_of(slot.contents[page]) for page in pattern.pages}
        self._first, self._rows = -1, b""
        self._same: Settled | None = None
        self._constant: list[Written] = []
        self._owns: list[list[int]] = []
        self._places: list[int] = []
        self._alike = True
        for place, copy in enumerate(pattern.copies):
            lines = pattern.rows[place]
            links = slot.links[copy.link : copy.link + len(copy.drawing.links)]
            owns = [*links, *(slot.rows[line] for line in lines)]
            parent = slot.rows[pattern.sheet.structure.rows[lines[0]].parent]
            self._owns.append([number_of(own) for own in owns])
            told = copy.x, copy.y, copy.mark, slot.pages[copy.page], parent, *owns
            self._places.append(parts.place(told))
            mine = tuple([values.pop(own) for own in self._owns[-1]])
            part = self._part(place, copy.drawing, copy.sheet)
            self._alike = self._alike and part is not None and part.values == mine
        self._common = list(values.items())
        self._apart = not any(goals_in(value) for _, value in self._common)
        self._groups = self._grouped()

    def cast(self, fillings: Sequence[Filling]) -> SheetChunk:
        """Return the pattern's sheet, ready, with some drawings in its places."""
        known, made = self._parts.known, []
        for place, (drawing, sheet) in enumerate(fillings):
            part = known.get((self._places[place], drawing, sheet)) or self._part(place, drawing, sheet)
            if part is None or not self._alike:  # something that has to be told of the whole sheet
                return to_chunk(self._pattern.filled(fillings), self._design)
            made.append(part)
        glyphs = dict(self._glyphs)
        for part in made:
            for face, mask in part.glyphs.items():
                glyphs[face] = glyphs.get(face, 0) | mask
        return replace(self.model, glyphs=glyphs, content=Cast(self, fillings, made), placed={})

    def bound(self, fillings: Sequence[Filling], parts: Sequence[CastPart], first: int, goals: Goals) -> Fragment:
        """Return the objects of a sheet that has some parts in its places, under their numbers."""
        if first != self._first:
            self._number(first)
        codes = [part.code for part in parts]
        streams = [
            written(Stream(first + own, "/Filter/FlateDecode", self._pattern.page(page, codes)))
            for page, own in self._contents.items()
        ]
        streams += self._constant
        if not self._apart:
            streams.append(_held(self._holder, self._common, first, goals))
        finished = self._parts.finished
        for group in self._groups:
            told = tuple([fillings[place] for place in group.places])
            leading = tuple([goals(*goal) for place in group.places for goal in parts[place].goals])
            key = group.number, told, first, leading
            found = finished.get(key)
            if found is None:
                self._parts.make_room()
                values = [value for place in group.places for value in parts[place].values]
                found = finished[key] = _held(group.holder, zip(group.owns, values, strict=True), first, goals)
            streams.append(found)
        made = joined(first, self._rows, streams)
        if self._same is None:  # which streams it has is the same for all fillings
            self._same = settled_rows(self._rows, self.model.moving(made))
        return made._replace(settled=self._same)

    def _number(self, first: int) -> None:
        """Number what all sheets have."""
        held = [
            (self._holder, [own for own, _ in self._common]),
            *((group.holder, group.owns) for group in self._groups),
        ]
        numbered = [(first + holder, [(first + own, "") for own in owns]) for holder, owns in held]
        self._first, self._rows, self._same = first, rows(first, self.extent, *numbered), None
        drawn = set(self._contents.values())
        self._constant = [
            written(stream._replace(number=first + stream.number))
            for stream in self._streams
            if stream.number not in drawn
        ]
        if self._apart:
            self._constant.append(_held(self._holder, self._common, first, lambda sheet, page: 0))

    def _grouped(self) -> list[_Group]:
        """Return the places in groups that lead to the same sheets: a topic's line on the cover, and its row.

        What leads nowhere goes along with what follows it.
        """
        groups: dict[int, list[int]] = {}
        waiting: list[int] = []
        for place, copy in enumerate(self._pattern.copies):
            waiting.append(place)
            if copy.drawing.links:
                groups.setdefault(copy.sheet, []).extend(waiting)
                waiting = []
        grouped = [*groups.values(), *([waiting] if waiting else [])]
        # Numbers from the end of the run are the same in patterns that differ in what follows.
        holders = range(self.extent - 1, self.extent - 1 - len(grouped), -1)
        return [
            _Group(
                self._parts.place((holder, *(self._places[place] for place in places))),
                holder,
                places,
                [own for place in places for own in self._owns[place]],
            )
            for holder, places in zip(holders, grouped, strict=True)
        ]

    def _part(self, place: int, drawing: Drawing, sheet: int) -> CastPart | None:
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
        part = CastPart(pattern.code(place, drawing), values, goals_in("".join(values)), masks(drawing.glyphs))
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
            StructElem(row.tag, max(last, row.parent + shift), attributes, tuple([alone(kid) for kid in row.kids]))
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
    """The objects of a sheet out of a mould; as `Chunk` is."""

    size = 0
    """Of what it has to itself; all else is the mould's."""

    def __init__(self, mould: Mould, fillings: Sequence[Filling], parts: Sequence[CastPart]) -> None:
        self._mould, self._fillings, self._parts = mould, fillings, parts
        self.extent: int = mould.extent

    def bound(self, first: int, goals: Goals) -> Fragment:
        """Return the objects under their numbers, ready to be copied into a file."""
        return self._mould.bound(self._fillings, self._parts, first, goals)


def _held(holder: int, objects: Iterable[tuple[int, str]], first: int, goals: Goals) -> Written:
    """Return the object stream of objects whose numbers, like its own, count from the first of a run."""
    numbered = [(first + own, settled(opened(value, first), goals)) for own, value in objects]
    return written(object_stream(first + holder, numbered))


def _above(rows: Sequence[StructElem], row: int) -> list[int]:
    """Return the elements that hold an element, the sheet's root first."""
    found: list[int] = []
    while rows[row].parent >= 0:
        row = rows[row].parent
        found.insert(0, row)
    return found

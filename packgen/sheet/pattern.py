"""Patterns: sheets of which many differ only in drawings that stand in the same places.

The contents of a thousand students' packs have rows as tall as each other. They are set once for all of them; what one
sheet has in a place is put where another has its own.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from packgen.pdf.flate import Packed, joined, packed
from packgen.sheet.drawing import Copy, Drawing
from packgen.sheet.glyphs import masks
from packgen.sheet.sheet import Sheet


class Filling(NamedTuple):
    """What stands in a place: a drawing, and what the sheets are counted from that its links lead to."""

    drawing: Drawing
    sheet: int


@dataclass(frozen=True, eq=False)
class Pattern:
    """A sheet, and the places in it where others have other drawings of the same shape.

    Attributes:
        sheet: the sheet.
        copies: what it has in these places.
        glyphs: in use elsewhere in it; see `packgen.sheet.glyphs`.
    """

    sheet: Sheet
    copies: tuple[Copy, ...]
    glyphs: frozenset[int]

    @cached_property
    def rows(self) -> tuple[range, ...]:
        """The structure elements of each place."""
        owners = self.sheet.structure.owners
        firsts = [owners[copy.page][copy.mark] - copy.drawing.first_owner for copy in self.copies]
        lengths = [len(copy.drawing.attributes) for copy in self.copies]
        return tuple(range(first, first + length) for first, length in zip(firsts, lengths, strict=True))

    @cached_property
    def pages(self) -> Mapping[int, Sequence[Packed | int]]:
        """The pages that have such places: their code, with the place's number where its code stands."""
        found: dict[int, list[bytes | int]] = {}
        for place, copy in enumerate(self.copies):
            parts = found.setdefault(copy.page, [zlib.decompress(self.sheet.pages[copy.page])])
            code, last = self.code(place, copy.drawing).plain, parts.pop()
            assert isinstance(last, bytes)
            before, own, after = last.partition(code)
            if not own:
                raise ValueError("a drawing is not where it was copied to")
            parts += (before, place, after)
        return {
            page: [part if isinstance(part, int) else packed(part) for part in parts] for page, parts in found.items()
        }

    def code(self, place: int, drawing: Drawing) -> Packed:
        """Return the code of a drawing in a place."""
        copy = self.copies[place]
        return packed(drawing.code_at(copy.x, copy.y, copy.mark).encode("latin-1"))

    def page(self, page: int, codes: Sequence[Packed]) -> bytes:
        """Return a page, compressed, given the code of each place."""
        return joined([codes[part] if isinstance(part, int) else part for part in self.pages[page]])

    def filled(self, fillings: Sequence[Filling]) -> Sheet:
        """Return the sheet with other drawings in its places, each of the shape of what is there."""
        sheet, codes = self.sheet, [self.code(place, one.drawing) for place, one in enumerate(fillings)]
        pages, links, rows = list(sheet.pages), list(sheet.links), list(sheet.structure.rows)
        for page in self.pages:
            pages[page] = self.page(page, codes)
        glyphs = set(self.glyphs)
        for copy, (drawing, goal), own in zip(self.copies, fillings, self.rows, strict=True):
            there = drawing.links_at(copy.page, copy.x, copy.y, goal)
            links[copy.link : copy.link + len(there)] = there
            for row, attributes in zip(own, drawing.attributes, strict=True):
                rows[row] = rows[row]._replace(attributes=attributes)
            glyphs |= drawing.glyphs
        structure = sheet.structure._replace(rows=tuple(rows))
        return sheet._replace(pages=tuple(pages), links=tuple(links), structure=structure, glyphs=masks(glyphs))


class Filled(NamedTuple):
    """A sheet as a pattern and what stands in its places."""

    pattern: Pattern
    fillings: tuple[Filling, ...]

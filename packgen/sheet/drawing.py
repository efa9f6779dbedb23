"""Drawings: parts of pages that come back on many sheets, drawn once and copied to their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from packgen.sheet.sheet import FormXObject, Link, OutlineEntry, Reference
from packgen.sheet.structure import Element, Leaf


@dataclass(frozen=True, eq=False)
class Drawing:
    """Something drawn apart, with its lower left corner at the origin, to be copied to pages.

    Attributes:
        code: complete marked-content sequences, cut where the marked-content numbers stand.
        marks: these numbers.
        total: how many there are, counted from 0.
        kids: elements that own them, in a page 0.
        links, outline, references: what they are on a sheet.
        glyphs: in use; see `packgen.sheet.glyphs`.
        forms: what is shown in it.
    """

    code: tuple[str, ...]
    marks: tuple[int, ...]
    total: int
    kids: tuple[Element | Leaf, ...]
    links: tuple[Link, ...]
    outline: tuple[OutlineEntry, ...]
    references: tuple[Reference, ...]
    glyphs: frozenset[int]
    forms: tuple[FormXObject, ...]

    def code_at(self, x: float, y: float, mark: int) -> str:
        """Return the code of a copy, given its place in points and its first marked-content number."""
        code = [self.code[0]]
        for own, rest in zip(self.marks, self.code[1:], strict=True):
            code += (str(mark + own), rest)
        return f"q 1 0 0 1 {x:g} {y:g} cm\n{''.join(code)}\nQ"

    def links_at(self, page: int, x: float, y: float, sheet: int) -> list[Link]:
        """Return the links of a copy, given its place and what the sheets are counted from that they lead to."""
        return [
            Link(
                page,
                (left + x, bottom + y, right + x, top + y),
                target if isinstance(target, str) else (target[0] + sheet, *target[1:]),
                description,
            )
            for _, (left, bottom, right, top), target, description in self.links
        ]


class Copy(NamedTuple):
    """A copy of a drawing on a sheet.

    Attributes:
        drawing: of what.
        page: in the sheet.
        x, y: its lower left corner, in points.
        mark, link: its first marked-content number on the page and its first link in the sheet.
        sheet: what the sheets are counted from that its links lead to.
    """

    drawing: Drawing
    page: int
    x: float
    y: float
    mark: int
    link: int
    sheet: int

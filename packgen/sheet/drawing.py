"""Drawings: parts of pages that come back on many sheets, drawn once and copied to their places."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from packgen.sheet.sheet import FormXObject, Link, OutlineEntry, Reference
from packgen.sheet.structure import EMPTY_ALLOWED, Attributes, Element, Leaf


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

    @cached_property
    def shape(self) -> Hashable:
        """What another drawing must have in common with it to stand in its place: the same numbers of everything.

        None for what nothing else can stand for, since a sheet knows more of it: headings, words of the binder.
        """
        if self.outline or self.references or not self.attributes or not self.total:
            return None
        names = tuple(form.name for form in self.forms)
        return self.total, len(self.links), names, tuple(_shape(kid) for kid in _whole(self.kids))

    @cached_property
    def attributes(self) -> tuple[Attributes, ...]:
        """The attributes of its elements, as a structure lists them."""
        return tuple(tuple(element.attributes.items()) for element in _elements(self.kids))

    @cached_property
    def first_owner(self) -> int:
        """The place among its elements of the one that owns the first marked content."""
        return next(place for place, element in enumerate(_elements(self.kids)) if (0, 0) in element.kids)


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


def _whole(kids: Sequence[Element | Leaf]) -> Iterator[Element | Leaf]:
    """Yield kids as a structure takes them: without elements that hold nothing, or that have no tag."""
    for kid in kids:
        if isinstance(kid, Element) and not kid.tag:
            yield from _whole(kid.kids)
        elif not isinstance(kid, Element) or kid.tag in EMPTY_ALLOWED or any(True for _ in _whole(kid.kids)):
            yield kid


def _elements(kids: Sequence[Element | Leaf]) -> Iterator[Element]:
    for kid in _whole(kids):
        if isinstance(kid, Element):
            yield kid
            yield from _elements(kid.kids)


def _shape(kid: Element | Leaf) -> Hashable:
    return (kid.tag, *(_shape(inner) for inner in _whole(kid.kids))) if isinstance(kid, Element) else kid

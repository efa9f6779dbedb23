"""Forms: drawings that a canvas records once and paints in many places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from packgen.sheet.sheet import Field, FormXObject, Image, Link, OutlineEntry, Reference
from packgen.sheet.structure import FIELD, LINK, Element, Leaf

_MCID = re.compile(r"(?<=<</MCID )([0-9]+)(?=>>BDC)")


class CanvasForm(NamedTuple):
    """A form XObject with decoration, and the glyphs in use in it; see `packgen.sheet.glyphs`."""

    form: FormXObject
    glyphs: frozenset[int]


@dataclass(frozen=True, eq=False)
class TaggedForm:
    """A drawing with tagged content around the origin, to be copied into the content streams of pages.

    A form XObject would be smaller, but its marked content cannot belong to several elements (ISO 32000-1, 14.7.4.2):
    each copy needs marked-content identifiers of its own.

    Attributes:
        code: complete marked-content sequences, divided where the marked-content identifiers (MCIDs) stand.
        mcids: these identifiers, counted from 0.
        mcid_count: how many there are.
        kids: the elements that own them, their leaves in a page 0.
        links, fields, outline, references: as in `Sheet`, on a page 0.
        glyphs: in use; see `packgen.sheet.glyphs`.
        images, forms: what is painted in it.
    """

    code: tuple[str, ...]
    mcids: tuple[int, ...]
    mcid_count: int
    kids: tuple[Element | Leaf, ...]
    links: tuple[Link, ...]
    fields: tuple[Field, ...]
    outline: tuple[OutlineEntry, ...]
    references: tuple[Reference, ...]
    glyphs: frozenset[int]
    images: tuple[Image, ...]
    forms: tuple[FormXObject, ...]

    def code_at(self, x: float, y: float, mcid: int) -> str:
        """Return the operators of a copy.

        Args:
            x: of its origin, in points.
            y: of its origin, in points.
            mcid: its first marked-content identifier.
        """
        code = [self.code[0]]
        for own, rest in zip(self.mcids, self.code[1:], strict=True):
            code += (str(mcid + own), rest)
        return f"q 1 0 0 1 {x:g} {y:g} cm\n{''.join(code)}\nQ"

    def links_at(self, page: int, x: float, y: float, first_sheet: int) -> list[Link]:
        """Return the links of a copy; the sheets that they lead to are counted from a first one."""
        return [
            Link(
                page,
                _moved(rectangle, x, y),
                target if isinstance(target, str) else (target[0] + first_sheet, *target[1:]),
                description,
            )
            for _, rectangle, target, description in self.links
        ]

    def fields_at(self, page: int, x: float, y: float) -> list[Field]:
        """Return the form fields of a copy."""
        return [field._replace(page=page, rectangle=_moved(field.rectangle, x, y)) for field in self.fields]

    def kids_at(self, page: int, mcid: int, link: int, field: int) -> list[Element | Leaf]:
        """Return the elements of a copy.

        Args:
            page: that it stands on.
            mcid: its first marked-content identifier.
            link: index of its first link in the sheet.
            field: index of its first form field in the sheet.
        """

        def copied(kid: Element | Leaf) -> Element | Leaf:
            if isinstance(kid, Element):
                element = Element(kid.tag)
                element.attributes = kid.attributes
                element.kids = [copied(inner) for inner in kid.kids]
                return element
            kind, number = kid
            if kind == LINK:
                return LINK, link + number
            return (FIELD, field + number) if kind == FIELD else (page, mcid + number)

        return [copied(kid) for kid in self.kids]


def divided_at_mcids(code: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return operators divided where the marked-content identifiers stand, and these."""
    parts = _MCID.split(code)
    return tuple(parts[::2]), tuple(map(int, parts[1::2]))


def _moved(rectangle: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float, float, float]:
    left, bottom, right, top = rectangle
    return left + x, bottom + y, right + x, top + y

"""Units: sheets made in one go, and how they are kept on disk."""

from __future__ import annotations

from types import NoneType
from typing import Any, NamedTuple

from packgen.bind.codec import PLACED, SHEET, placed_from, placed_to, sheet_from, sheet_to
from packgen.bind.sheet_chunk import SheetChunk
from packgen.cache.codec import Damaged, decode, encode
from packgen.cache.shape import count

PLACES = 2
"""Positions in a pack for which a sheet's objects are kept on disk."""


class _UnitKind(NamedTuple):
    """What the units of a kind are like: the shape of their facts, and how many sheets they have at most."""

    facts: Any
    most: int
    least: int = 0


_MOST = 100

_KINDS = {
    "section": _UnitKind((count, count, [(count, str, count, count)], [str]), _MOST),
    "sources": _UnitKind(NoneType, 1, 1),
    "cards": _UnitKind(NoneType, _MOST),
    "quiz": _UnitKind([str], 2),
    "front": _UnitKind(NoneType, 1, 1),
}
"""Each kind by the name that its key begins with."""


class Unit(NamedTuple):
    """Sheets made in one go, and what else there is to know of them: plain values."""

    sheets: tuple[SheetChunk, ...]
    facts: Any


def packed(unit: Unit) -> bytes:
    """Return a unit as it is kept on disk."""
    blobs: list[bytes] = []
    sheets = []
    for sheet in unit.sheets:
        plain = sheet_to(sheet, blobs)
        places = list(sheet.placed.items())[-PLACES:]
        sheets.append([plain, [[first, placed_to(placed, blobs)] for first, placed in places]])
    return encode([unit.facts, sheets], blobs)


def unpacked(data: bytes, name: str) -> Unit:
    """Return a unit from what `packed` made of it.

    Args:
        data: its bytes.
        name: of its kind.

    Raises:
        Damaged, ValueError: it is something else.
    """
    kind = _KINDS[name]
    (facts, plain), found = decode(data, (kind.facts, [(SHEET, [(count, PLACED)])]))
    if not kind.least <= len(plain) <= kind.most or (name == "section" and not 0 <= len(plain) - facts[0] <= 1):
        raise Damaged("this is another number of sheets")
    blobs = iter(found)
    sheets = []
    for one, places in plain:
        sheet = sheet_from(one, blobs)
        for first, placed in places:
            sheet.placed[first] = placed_from(placed, blobs, first, sheet.content.extent)
        sheets.append(sheet)
    if next(blobs, None) is not None:
        raise Damaged("there is more than its parts")
    return Unit(tuple(sheets), facts)


def bytes_of(unit: Unit) -> int:
    """Return about how many bytes of memory a unit takes."""
    return sum(sheet.content.size + sum(one.size for one in sheet.placed.values()) for sheet in unit.sheets)

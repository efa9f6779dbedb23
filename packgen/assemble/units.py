"""Units: sheets made in one go, and how they are kept on disk."""

from __future__ import annotations

from typing import Any, NamedTuple

from packgen.bind.ready import ReadySheet
from packgen.bind.stored import placed_from, placed_to, sheet_from, sheet_to
from packgen.cache.codec import decode, encode

PLACES = 2
"""Positions in a pack for which a sheet's objects are kept on disk."""


class Unit(NamedTuple):
    """Sheets made in one go, and what else there is to know of them: plain values."""

    sheets: tuple[ReadySheet, ...]
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


def unpacked(data: bytes) -> Unit:
    """Return a unit from what `packed` made of it.

    Raises:
        Damaged, ValueError, TypeError, LookupError, AttributeError: it is something else.
    """
    (facts, plain), found = decode(data)
    blobs = iter(found)
    sheets = []
    for one, places in plain:
        sheet = sheet_from(one, blobs)
        for first, placed in places:
            sheet.placed[first] = placed_from(placed, blobs)
        sheets.append(sheet)
    return Unit(tuple(sheets), facts)


def bytes_of(unit: Unit) -> int:
    """Return about how many bytes of memory a unit takes."""
    return sum(one.size for sheet in unit.sheets for one in (sheet.content, *sheet.placed.values()))

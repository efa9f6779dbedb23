"""Glyphs in use, of any face, as numbers: the index of the face above 16 bits for the glyph, as fonts count glyphs.

What each of them stands for is told by its font.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

_BITS = 16


def masks(glyphs: Iterable[int]) -> dict[int, int]:
    """Return the glyphs of each face, in the order of faces: glyph n as bit n."""
    return {face: _mask([glyph & 0xFFFF for glyph in some]) for face, some in groupby(sorted(glyphs), _face)}


def _face(glyph: int) -> int:
    return glyph >> _BITS


def _mask(numbers: list[int]) -> int:
    """Return rising numbers as bits; through bytes, since each bit of a long integer is a new one."""
    bits = bytearray((numbers[-1] >> 3) + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")

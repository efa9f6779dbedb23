"""The PNG predictor *Up* (ISO 32000-1, 7.4.4.4): each byte as its difference from the one above it.

Columns that count up, or stay the same, become runs of equal bytes, which is what deflate is best at.
"""

from __future__ import annotations

UNCHANGED, UP = 0, 2
"""What the first byte of a row says about the others."""

_BLOCK = 8192
"""Bytes taken together: of longer numbers each byte takes longer, and more memory."""


def upwards(table: bytes, width: int) -> bytes:
    """Return rows as differences from the rows above them; zeros stand above the first.

    Args:
        table: whole rows, each of which begins with a byte that stands for nothing.
        width: of a row in bytes, that one included.
    """
    if len(table) % width:
        raise ValueError("the last row is not whole")
    step = max(1, _BLOCK // width) * width
    out = bytearray()
    for start in range(0, len(table), step):
        above = table[start - width : start] if start else bytes(width)
        out += _less(above + table[start : start + step], width)
    out[::width] = bytes([UP]) * (len(table) // width)
    return bytes(out)


def _less(table: bytes, width: int) -> bytes:
    """Return all bytes but those of the first row as differences from those above."""
    # All bytes at once, as one number: with their highest bits apart none borrows from its neighbour.
    high = int.from_bytes(b"\x80" * len(table), "big")
    own = int.from_bytes(table, "big")
    above = own >> 8 * width
    less = ((own | high) - (above & ~high)) ^ (~(own ^ above) & high)
    return less.to_bytes(len(table), "big")[width:]

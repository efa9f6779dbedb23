"""The PNG predictor *Up* (ISO 32000-1, 7.4.4.4): each byte as its difference from the one above it.

Columns that count up, or stay the same, become runs of equal bytes, which is what deflate is best at.
"""

from __future__ import annotations

UNCHANGED, UP = 0, 2
"""What the first byte of a row says about the others."""


def upwards(table: bytes, width: int) -> bytes:
    """Return rows as differences from the rows above them; zeros stand above the first.

    Args:
        table: whole rows, each of which begins with a byte that stands for nothing.
        width: of a row in bytes, that one included.
    """
    rows, rest = divmod(len(table), width)
    if rest:
        raise ValueError("the last row is not whole")
    # All bytes at once, as one number: with their highest bits apart none borrows from its neighbour.
    high = int.from_bytes(b"\x80" * len(table), "big")
    own = int.from_bytes(table, "big")
    above = own >> 8 * width
    less = ((own | high) - (above & ~high)) ^ (~(own ^ above) & high)
    out = bytearray(less.to_bytes(len(table), "big"))
    out[::width] = bytes([UP]) * rows
    return bytes(out)

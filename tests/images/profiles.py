"""Colour profiles to test with."""

from __future__ import annotations

import struct
from itertools import product

from packgen.images.primaries import profile_of

ADOBE_RGB = profile_of(1 / 2.19921875, (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06), grey=False)
GREY_GAMMA_18 = profile_of(1 / 1.8, None, grey=True)


def tables(inks: int = 4) -> bytes:
    """Return a profile of a press whose inks, in full, print these colours in Lab; the last of them is black."""
    lab: dict[tuple[int, ...], tuple[int, int, int]] = {
        (1, 0, 0, 0): (60, -20, -20),
        (0, 1, 0, 0): (50, 50, 10),
        (0, 0, 1, 0): (85, 0, 60),
    }
    grid = b""
    for full in product((0, 1), repeat=inks):
        light, a, b = (100, 0, 0) if not any(full) else lab.get(full, (0, 0, 0))
        grid += bytes([round(light * 2.55), a + 128, b + 128])
    ramp = bytes(range(256))
    unity = struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    lut = b"mft1\0\0\0\0" + bytes([inks, 3, 2, 0]) + unity + ramp * inks + grid + ramp * 3
    lut += bytes(-len(lut) % 4)
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    start = 132 + 24
    table = struct.pack(">I4sII4sII", 2, b"A2B0", start, len(lut), b"wtpt", start + len(lut), len(white))
    size = start + len(lut) + len(white)
    head = struct.pack(">I4xI4s4s4s12x4s28x", size, 0x02400000, b"prtr", b"CMYK", b"Lab ", b"acsp") + white[8:]
    return head.ljust(128, b"\0") + table + lut + white

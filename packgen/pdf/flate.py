"""Compressed data (FlateDecode, ISO 32000-1, 7.4.4)."""

from __future__ import annotations

import zlib

_WINDOWS = (12_288, 13), (24_576, 14)
"""For data of up to so many bytes, the window in bits: the largest window takes 50 µs to set up."""


def compress(data: bytes | bytearray, level: int) -> bytes:
    """Return data compressed with a level of zlib."""
    window = next((bits for most, bits in _WINDOWS if len(data) <= most), zlib.MAX_WBITS)
    compressor = zlib.compressobj(level, zlib.DEFLATED, window, min(window - 6, zlib.DEF_MEM_LEVEL))
    return compressor.compress(data) + compressor.flush()

"""Compressed streams (FlateDecode): whole ones, and some put together out of parts that were compressed before."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_WINDOWS = (12_288, 13), (24_576, 14)
"""Data of up to so many bytes needs a window of no more than so many bits: the largest takes 50 µs to be set up."""

_STORED = struct.Struct("<BHH")  # not the last block, not compressed; its length, and that with all bits the other way
_HEADER = b"\x78\x9c"  # a window of 32 KiB (RFC 1950, 2.2)
_END = b"\x03\x00"  # an empty last block (RFC 1951, 3.2.6)
_LEVEL = 9  # a part is compressed once and kept


def compressed(data: bytes, level: int) -> bytes:
    """Return a whole stream, given a level of zlib."""
    packer = _packer(level, _window(data))
    return packer.compress(data) + packer.flush()


class Packed(NamedTuple):
    """A part of a stream: as it is, and compressed, ending at a byte and referring to nothing before it."""

    plain: bytes
    data: bytes


def packed(plain: bytes, level: int = _LEVEL) -> Packed:
    """Return a part."""
    packer = _packer(level, -_window(plain))
    return Packed(plain, packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH))


def stored(plain: bytes) -> Packed:
    """Return a part of less than 64 KiB as it is (RFC 1951, 3.2.4)."""
    return Packed(plain, _STORED.pack(0, len(plain), len(plain) ^ 0xFFFF) + plain)


def joined(parts: Iterable[Packed]) -> bytes:
    """Return a whole stream: copying alone, and a checksum."""
    plain, data = zip(*parts, strict=True)
    return b"".join([_HEADER, *data, _END, zlib.adler32(b"".join(plain)).to_bytes(4, "big")])


def _window(data: bytes) -> int:
    return next((bits for most, bits in _WINDOWS if len(data) <= most), zlib.MAX_WBITS)


def _packer(level: int, window: int) -> zlib._Compress:
    return zlib.compressobj(level, zlib.DEFLATED, window, min(abs(window) - 6, zlib.DEF_MEM_LEVEL))

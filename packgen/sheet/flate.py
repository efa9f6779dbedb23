"""Compressed streams (FlateDecode) put together out of parts that were compressed before."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import NamedTuple

_HEADER = b"\x78\x9c"  # a window of 32 KiB (RFC 1950, 2.2)
_END = b"\x03\x00"  # an empty last block (RFC 1951, 3.2.6)
_LEVEL = 9  # a part is compressed once and kept


class Packed(NamedTuple):
    """A part of a stream: as it is, and compressed, ending at a byte and referring to nothing before it."""

    plain: bytes
    data: bytes


def packed(plain: bytes) -> Packed:
    """Return a part."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(plain, packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH))


def joined(parts: Iterable[Packed]) -> bytes:
    """Return a whole stream: copying alone, and a checksum."""
    plain, data = zip(*parts, strict=True)
    return b"".join([_HEADER, *data, _END, zlib.adler32(b"".join(plain)).to_bytes(4, "big")])

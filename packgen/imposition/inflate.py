"""Decompress FlateDecode data, with a limit on the size of the result."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from packgen.imposition.syntax import MalformedError

_PIECE = 1 << 20


def inflated(data: bytes, most: int) -> bytes:
    """Return the decompressed data of a complete FlateDecode stream.

    Raises:
        MalformedError: it is damaged, incomplete, or has more than ``most`` bytes when decompressed.
    """
    return b"".join(pieces(data, most))


def pieces(data: bytes, most: int) -> Iterator[bytes]:
    """Yield the decompressed data of a complete FlateDecode stream in pieces.

    Raises:
        MalformedError: see `inflated`.
    """
    unpacker = zlib.decompressobj()
    length, waiting = 0, data
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(waiting, _PIECE)
        except zlib.error as error:
            raise MalformedError("damaged compressed data") from error
        waiting = unpacker.unconsumed_tail
        length += len(piece)
        if length > most:
            raise MalformedError("compressed data that comes to too much")
        if not piece and not waiting and not unpacker.eof:
            raise MalformedError("compressed data without its end")
        yield piece

"""Deflated data with a limit to what it may come to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from packgen.imposition.syntax import MalformedError

_PIECE = 1 << 20


def inflated(data: bytes, most: int) -> bytes:
    """Return what a whole FlateDecode stream stands for.

    Raises:
        MalformedError: it is damaged, not whole, or comes to more than ``most`` bytes.
    """
    return b"".join(pieces(data, most))


def pieces(data: bytes, most: int) -> Iterator[bytes]:
    """Yield what a whole FlateDecode stream stands for, piece by piece.

    Raises:
        MalformedError: as `inflated`.
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

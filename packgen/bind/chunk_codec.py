"""Chunks as plain values for the cache, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from packgen.cache.codec import Damaged
from packgen.cache.shape import count
from packgen.pdf.chunk import Chunk, Renumbered
from packgen.pdf.crossref import ROW
from packgen.pdf.streams import Stream

_STREAMS = [(count, str)]

CHUNK = (count, count, bool, _STREAMS)
"""The shape of what `chunk_to_plain` returns; see `packgen.cache.shape`."""

RENUMBERED = _STREAMS
"""The shape of what `renumbered_to_plain` returns."""

_MOST_NUMBERS = 1_000_000


def chunk_to_plain(chunk: Chunk, blobs: list[bytes]) -> list[Any]:
    """Return a chunk as plain values, and append its bytes to a list."""
    blobs += [chunk.text, *(stream.data for stream in chunk.streams)]
    return [chunk.extent, chunk.holder, chunk.self_contained, [[s.number, s.entries] for s in chunk.streams]]


def chunk_from_plain(plain: Sequence[Any], blobs: Iterator[bytes]) -> Chunk:
    """Return a chunk from what `chunk_to_plain` returned.

    Args:
        plain: of the shape `CHUNK`.
        blobs: its bytes.

    Raises:
        Damaged: a number is not within the chunk, or bytes are missing.
    """
    extent, holder, self_contained, streams = plain
    text = _next(blobs)
    known = tuple([Stream(own, entries, _next(blobs)) for own, entries in streams])
    if extent > _MOST_NUMBERS or max(holder, *[own for own, _ in streams]) >= extent:
        raise Damaged("an object number is not within its chunk")
    return Chunk(extent, holder, text, known, self_contained)


def renumbered_to_plain(done: Renumbered, blobs: list[bytes]) -> list[Any]:
    """Return the result of `Chunk.renumber` as plain values, and append its bytes to a list."""
    blobs += [done.rows, *(stream.data for stream in done.streams)]
    return [[stream.number, stream.entries] for stream in done.streams]


def renumbered_from_plain(plain: Sequence[Any], blobs: Iterator[bytes], first: int, extent: int) -> Renumbered:
    """Return the result of `Chunk.renumber` from what `renumbered_to_plain` returned.

    Args:
        plain: of the shape `RENUMBERED`.
        blobs: its bytes.
        first: the first number of the chunk.
        extent: how many numbers the chunk has.

    Raises:
        Damaged: a number is not within the chunk, or bytes are missing.
    """
    rows = _next(blobs)
    if len(rows) != ROW * extent or not all(first <= number < first + extent for number, _ in plain):
        raise Damaged("an object number is not within its chunk")
    return Renumbered(rows, tuple([Stream(number, entries, _next(blobs)) for number, entries in plain]))


def _next(blobs: Iterator[bytes]) -> bytes:
    for blob in blobs:
        return blob
    raise Damaged("a byte string is missing")

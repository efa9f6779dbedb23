"""Finished objects of one run of numbers: to add them to a file is to copy bytes and to enter a few offsets."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from collections.abc import Iterable
from typing import NamedTuple

from packgen.pdf.streams import Stream, serialised


class Fragment(NamedTuple):
    """Finished objects of one run of numbers.

    Attributes:
        first: the lowest object number.
        rows: their cross-reference rows, those of streams empty (see `packgen.pdf.crossref.rows`). Empty if an earlier
            fragment of the file brings the rows of the same run.
        offsets: the number of each stream, and where it begins in ``data``.
        data: the streams, object stream included.
        digest: of ``data``.
    """

    first: int
    rows: bytes
    offsets: tuple[tuple[int, int], ...]
    data: bytes
    digest: bytes


def make_fragment(first: int, rows: bytes, streams: Iterable[Stream]) -> Fragment:
    """Return a fragment of streams, given the cross-reference rows of what is in object streams."""
    offsets: list[tuple[int, int]] = []
    parts: list[bytes] = []
    position = 0
    for stream in streams:
        part = serialised(stream)
        offsets.append((stream.number, position))
        parts.append(part)
        position += len(part)
    data = b"".join(parts)
    return Fragment(first, rows, tuple(offsets), data, digest(data))


def digest(data: bytes) -> bytes:
    """Return 16 bytes that identify some data."""
    return blake2b(data, digest_size=16).digest()

"""A PDF 1.7 file out of runs of objects (ISO 32000-1, 7.5).

All that is not a stream goes into object streams; a cross-reference stream ends the file. A fragment is a run of object
numbers whose bytes are finished: to add it to a file is to copy bytes and to move a few offsets.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ENTRY = struct.Struct(">BII")  # the columns of W [1 4 4]: type, offset or object stream, generation or index
_FREE, _IN_FILE, _IN_STREAM = 0, 1, 2
_LEVEL = 6  # zlib; for streams that compress once and are read often
_LEVEL_REGULAR = 1  # for cross-reference rows: a higher level costs six times as much for a tenth fewer bytes


Object = tuple[int, str]
"""An object that is no stream: its number and its serialised value."""


class Stream(NamedTuple):
    """A stream object: its number, the entries of its dictionary without Length, its encoded data."""

    number: int
    entries: str
    data: bytes


class Fragment(NamedTuple):
    """Finished objects of one run of numbers.

    Attributes:
        first: the lowest object number.
        rows: their cross-reference entries, one after another; rows of streams are empty.
        places: for each stream, its row and where it starts in ``data``.
        data: the bytes of the streams, object stream included.
    """

    first: int
    rows: bytes
    places: tuple[tuple[int, int], ...]
    data: bytes


def deflated(number: int, data: bytes, entries: str = "") -> Stream:
    """Return a stream compressed by us."""
    return Stream(number, f"{entries}/Filter/FlateDecode", zlib.compress(data, _LEVEL))


def fragment(first: int, count: int, objects: list[Object], streams: list[Stream], holder: int) -> Fragment:
    """Serialise and compress the objects ``first`` to ``first + count - 1``.

    Args:
        first: the lowest object number.
        count: how many numbers the run has; a number with no object is left free.
        objects: numbers and values of the objects that are no streams.
        streams: the stream objects.
        holder: the number of the object stream made for ``objects``.
    """
    rows = bytearray(_ENTRY.size * count)
    for index, (number, _) in enumerate(objects):
        _ENTRY.pack_into(rows, _ENTRY.size * (number - first), _IN_STREAM, holder, index)
    places: list[tuple[int, int]] = []
    parts: list[bytes] = []
    position = 0
    for stream in [*streams, _object_stream(holder, objects)] if objects else streams:
        part = _stream_object(stream)
        places.append((stream.number - first, position))
        parts.append(part)
        position += len(part)
    return Fragment(first, bytes(rows), tuple(places), b"".join(parts))


class Writer:
    """A file under construction."""

    def __init__(self, count: int) -> None:
        """Begin a file with the object numbers 1 to ``count - 1``."""
        self._parts = [_HEADER]
        self._position = len(_HEADER)
        self._table = bytearray(_ENTRY.size * count)

    def add(self, part: Fragment) -> None:
        """Copy a fragment into the file."""
        start = _ENTRY.size * part.first
        self._table[start : start + len(part.rows)] = part.rows
        for row, place in part.places:
            self._enter(part.first + row, _IN_FILE, self._position + place, 0)
        self._append(part.data)

    def add_objects(self, holder: int, objects: list[Object]) -> None:
        """Write objects with any numbers into one object stream."""
        for index, (number, _) in enumerate(objects):
            self._enter(number, _IN_STREAM, holder, index)
        self.add_streams([_object_stream(holder, objects)])

    def add_streams(self, streams: Iterable[Stream]) -> None:
        """Write streams."""
        for stream in streams:
            self._enter(stream.number, _IN_FILE, self._position, 0)
            self._append(_stream_object(stream))

    def finish(self, root: int, info: int) -> bytes:
        """Return the whole file; its identifier is a digest of all that was written (14.4)."""
        number = len(self._table) // _ENTRY.size
        self._enter(0, _FREE, 0, 65535)
        self._table.extend(_ENTRY.pack(_IN_FILE, self._position, 0))
        digest = hashlib.blake2b(digest_size=16)
        for part in self._parts:
            digest.update(part)
        identifier = digest.hexdigest()
        start = self._position
        entries = (
            f"/Type/XRef/W[1 4 4]/Size {number + 1}/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{identifier}><{identifier}>]/Filter/FlateDecode"
        )
        self._append(_stream_object(Stream(number, entries, zlib.compress(bytes(self._table), _LEVEL_REGULAR))))
        self._append(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._parts)

    def _enter(self, number: int, kind: int, second: int, third: int) -> None:
        _ENTRY.pack_into(self._table, _ENTRY.size * number, kind, second, third)

    def _append(self, data: bytes) -> None:
        self._parts.append(data)
        self._position += len(data)


def _object_stream(number: int, objects: list[Object]) -> Stream:
    """Return the object stream that holds ``objects`` (7.5.7)."""
    heads = []
    offset = 0
    for own, value in objects:
        heads.append(f"{own} {offset}")
        offset += len(value) + 1
    head = " ".join(heads) + "\n"
    data = (head + "\n".join([value for _, value in objects])).encode("latin-1")
    return deflated(number, data, f"/Type/ObjStm/N {len(objects)}/First {len(head)}")


def _stream_object(stream: Stream) -> bytes:
    # CR LF before endstream: data that itself ends in CR would otherwise seem a byte shorter (PDF/A-2, 6.1.7.1).
    return b"%d 0 obj\n<<%b/Length %d>>stream\r\n%b\r\nendstream\nendobj\n" % (
        stream.number,
        stream.entries.encode("latin-1"),
        len(stream.data),
        stream.data,
    )

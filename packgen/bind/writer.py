"""A PDF 1.7 file out of runs of objects (ISO 32000-1, 7.5).

All that is not a stream goes into object streams; a cross-reference stream ends the file. A fragment is a run of object
numbers whose bytes are finished: to add it to a file is to copy bytes and to move a few offsets.
"""

from __future__ import annotations

import struct
from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from packgen.bind.predictor import upwards
from packgen.sheet.flate import compressed

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ENTRY = struct.Struct(">xBIH")  # W [1 4 2]: type, offset or object stream, generation or index; x is the predictor's
_FREE, _IN_FILE, _IN_STREAM = 0, 1, 2
_LEVEL = 6  # zlib; for what is compressed once and kept
_LEVEL_REGULAR = 4  # for cross-reference rows, of which the predictor leaves little
_GAP = 32  # numbers in a row without an object that are listed as free all the same

Write = Callable[[bytes], object]
"""Takes the bytes that come next."""

Object = tuple[int, str]
"""An object that is no stream: its number and its serialised value."""


class Stream(NamedTuple):
    """A stream object: its number, the entries of its dictionary without Length, its encoded data."""

    number: int
    entries: str
    data: bytes


class Written(NamedTuple):
    """A stream object as it stands in a file, and its number."""

    number: int
    data: bytes


class Fragment(NamedTuple):
    """Finished objects of one run of numbers.

    Attributes:
        first: the lowest object number.
        rows: their cross-reference entries, one after another; rows of streams are empty.
        places: for each stream, its row and where it starts in ``data``.
        data: the bytes of the streams, object stream included.
        digest: of ``data``.
    """

    first: int
    rows: bytes
    places: tuple[tuple[int, int], ...]
    data: bytes
    digest: bytes


def deflated(number: int, data: bytes, entries: str = "") -> Stream:
    """Return a stream compressed by us."""
    return Stream(number, f"{entries}/Filter/FlateDecode", compressed(data, _LEVEL))


def fragment(first: int, count: int, objects: Sequence[Object], streams: Sequence[Stream], holder: int) -> Fragment:
    """Serialise and compress the objects ``first`` to ``first + count - 1``.

    Args:
        first: the lowest object number.
        count: how many numbers the run has; a number with no object is left free.
        objects: numbers and values of the objects that are no streams.
        streams: the stream objects.
        holder: the number of the object stream made for ``objects``.
    """
    whole = [*streams, object_stream(holder, objects)] if objects else streams
    return joined(first, rows(first, count, (holder, objects)), map(written, whole))


def rows(first: int, count: int, *held: tuple[int, Sequence[Object]]) -> bytes:
    """Return the cross-reference entries of a run of numbers, given object streams' numbers and what is in them."""
    table = bytearray(_ENTRY.size * count)
    for holder, objects in held:
        for index, (number, _) in enumerate(objects):
            _ENTRY.pack_into(table, _ENTRY.size * (number - first), _IN_STREAM, holder, index)
    return bytes(table)


def joined(first: int, table: bytes, streams: Iterable[Written]) -> Fragment:
    """Return a fragment of streams, given the cross-reference entries of all that is in object streams."""
    places: list[tuple[int, int]] = []
    parts: list[bytes] = []
    position = 0
    for number, part in streams:
        places.append((number - first, position))
        parts.append(part)
        position += len(part)
    data = b"".join(parts)
    return Fragment(first, table, tuple(places), data, _digest(data))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


class Writer:
    """A file under construction."""

    def __init__(self, count: int, write: Write) -> None:
        """Begin a file with the object numbers 1 to ``count - 1``, and write it from its beginning to its end."""
        self._write = write
        self._position = 0
        self._digests: list[bytes] = []
        self._table = bytearray(_ENTRY.size * count)
        self._used: list[tuple[int, int]] = []
        self._append(_HEADER)

    def add(self, part: Fragment) -> None:
        """Copy a fragment into the file."""
        start = _ENTRY.size * part.first
        self._table[start : start + len(part.rows)] = part.rows
        self._used.append((part.first, part.first + len(part.rows) // _ENTRY.size))
        for row, place in part.places:
            _ENTRY.pack_into(self._table, _ENTRY.size * (part.first + row), _IN_FILE, self._position + place, 0)
        self._digests.append(part.digest)
        self._append(part.data)

    def add_objects(self, holder: int, objects: Sequence[Object]) -> None:
        """Write objects with any numbers into one object stream."""
        for index, (number, _) in enumerate(objects):
            self._enter(number, _IN_STREAM, holder, index)
        self.add_streams([object_stream(holder, objects)])

    def add_streams(self, streams: Iterable[Stream]) -> None:
        """Write streams."""
        for number, data in map(written, streams):
            self._enter(number, _IN_FILE, self._position, 0)
            self._digests.append(_digest(data))
            self._append(data)

    def finish(self, root: int, info: int) -> None:
        """End the file; its identifier is a digest of the digests of all that was written (14.4).

        Long runs of numbers that the file has no use for are not in its cross-reference stream at all.
        """
        number = len(self._table) // _ENTRY.size
        self._enter(0, _FREE, 0, 65535)
        self._table.extend(_ENTRY.pack(_IN_FILE, self._position, 0))
        identifier = _digest(b"".join(self._digests)).hex()
        start = self._position
        runs = self._runs(number + 1)
        index = "".join(f" {first} {end - first}" for first, end in runs)
        table = b"".join([self._table[_ENTRY.size * first : _ENTRY.size * end] for first, end in runs])
        entries = (
            f"/Type/XRef/W[1 4 2]/Size {number + 1}{f'/Index[{index[1:]}]' if len(runs) > 1 else ''}"
            f"/Root {root} 0 R/Info {info} 0 R/ID[<{identifier}><{identifier}>]"
            f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {_ENTRY.size - 1}>>"
        )
        data = compressed(upwards(table, _ENTRY.size), _LEVEL_REGULAR)
        self._append(written(Stream(number, entries, data)).data)
        self._append(b"startxref\n%d\n%%%%EOF\n" % start)

    def _runs(self, count: int) -> list[tuple[int, int]]:
        """Return the numbers to be listed, as runs from the first to before an end."""
        runs = []
        first = end = 0
        for begin, stop in sorted([*self._used, (count - 1, count)]):
            if begin - end > _GAP:
                runs.append((first, end))
                first = begin
            end = max(end, stop)
        return [*runs, (first, end)]

    def _enter(self, number: int, kind: int, second: int, third: int) -> None:
        _ENTRY.pack_into(self._table, _ENTRY.size * number, kind, second, third)
        self._used.append((number, number + 1))

    def _append(self, data: bytes) -> None:
        self._write(data)
        self._position += len(data)


def object_stream(number: int, objects: Sequence[Object]) -> Stream:
    """Return the object stream that holds ``objects`` (7.5.7)."""
    values = [value for _, value in objects]
    offsets = accumulate([len(value) + 1 for value in values], initial=0)
    head = " ".join([f"{own} {offset}" for (own, _), offset in zip(objects, offsets, strict=False)]) + "\n"
    data = (head + "\n".join(values)).encode("latin-1")
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(head)}/Filter/FlateDecode"
    return Stream(number, entries, compressed(data, _LEVEL))


def written(stream: Stream) -> Written:
    """Return a stream as it stands in a file."""
    # CR LF before endstream: data that itself ends in CR would otherwise seem a byte shorter (PDF/A-2, 6.1.7.1).
    data = b"%d 0 obj\n<<%b/Length %d>>stream\r\n%b\r\nendstream\nendobj\n" % (
        stream.number,
        stream.entries.encode("latin-1"),
        len(stream.data),
        stream.data,
    )
    return Written(stream.number, data)

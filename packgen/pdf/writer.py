"""A PDF 1.7 file out of runs of objects (ISO 32000-1, 7.5).

All that is not a stream goes into object streams; a cross-reference stream ends the file. A fragment is a run of object
numbers whose bytes are finished: to add it to a file is to copy bytes and to move a few offsets.
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from packgen.pdf.crossref import WIDTHS, CrossReferenceTable, Settled, rows
from packgen.pdf.flate import compressed

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""How every file of packgen's begins."""

_LEVEL = 6  # zlib; for what is compressed once and kept
_LEVEL_ONCE = 4  # and for what is not: two thirds of the time for a twentieth more bytes

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
        rows: their cross-reference entries, one after another; rows of streams are empty. Nothing where the run is that
            of another fragment, which comes first.
        places: for each stream, its row and where it starts in ``data``.
        data: the bytes of the streams, object stream included.
        digest: of ``data``.
        settled: rows of which each file has the same; see `crossref`.
    """

    first: int
    rows: bytes
    places: tuple[tuple[int, int], ...]
    data: bytes
    digest: bytes
    settled: Settled | None = None


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
        self._count = count
        self._table = CrossReferenceTable(count + 1)
        self._append(HEADER)

    def add(self, part: Fragment) -> None:
        """Copy a fragment into the file."""
        self._table.add(part.first, part.rows, part.settled)
        self._table.moved(part.first, part.places, self._position)
        self._digests.append(part.digest)
        self._append(part.data)

    def add_objects(self, holder: int, objects: Sequence[Object]) -> None:
        """Write objects with any numbers into one object stream."""
        for index, (number, _) in enumerate(objects):
            self._table.in_stream(number, holder, index)
        self.add_streams([object_stream(holder, objects, _LEVEL_ONCE)])

    def add_streams(self, streams: Iterable[Stream]) -> None:
        """Write streams."""
        for number, data in map(written, streams):
            self._table.in_file(number, self._position)
            self._digests.append(_digest(data))
            self._append(data)

    def finish(self, root: int, info: int) -> None:
        """End the file; its identifier is a digest of the digests of all that was written (14.4)."""
        identifier = _digest(b"".join(self._digests)).hex()
        start = self._position
        self._table.in_file(self._count, start)
        index, data = self._table.compressed()
        widths = " ".join(map(str, WIDTHS))
        entries = (
            f"/Type/XRef/W[{widths}]/Size {self._count + 1}{index}"
            f"/Root {root} 0 R/Info {info} 0 R/ID[<{identifier}><{identifier}>]"
            f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {sum(WIDTHS)}>>"
        )
        self._append(written(Stream(self._count, entries, data)).data)
        self._append(b"startxref\n%d\n%%%%EOF\n" % start)

    def _append(self, data: bytes) -> None:
        self._write(data)
        self._position += len(data)


def object_stream(number: int, objects: Sequence[Object], level: int = _LEVEL) -> Stream:
    """Return the object stream that holds ``objects`` (7.5.7)."""
    values = [value for _, value in objects]
    offsets = accumulate([len(value) + 1 for value in values], initial=0)
    head = " ".join([f"{own} {offset}" for (own, _), offset in zip(objects, offsets, strict=False)]) + "\n"
    data = (head + "\n".join(values)).encode("latin-1")
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(head)}/Filter/FlateDecode"
    return Stream(number, entries, compressed(data, level))


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

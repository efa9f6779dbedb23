"""Copy objects from other files into a file under construction; equal objects are written once."""

from __future__ import annotations

from _blake2 import blake2b  # importing hashlib would load OpenSSL
from typing import TypeAlias

from packgen.imposition.inflate import pieces
from packgen.imposition.reader import RawStream
from packgen.imposition.source import SourcePdf
from packgen.imposition.syntax import MalformedError, Ref, Value, references, written
from packgen.pdf.streams import Object, Stream

_DROPPED = (b"/Length", b"/StructParent", b"/StructParents", b"/Metadata", b"/PieceInfo")
"""Entries of streams: their length is counted anew, and the others are of no use to a printer."""

_MOST_INFLATED = 1 << 28
"""Bytes that a stream may come to."""

_Waiting: TypeAlias = "tuple[int, Value | RawStream, list[Ref]]"
"""The number of an object, the object, and what it refers to that is not yet looked at."""


class Stock:
    """The objects of a file under construction, by number.

    Args:
        first: first object number.

    Attributes:
        objects: objects that are not streams.
        streams: stream objects.
        end: first free object number.
    """

    def __init__(self, first: int) -> None:
        self.objects: list[Object] = []
        self.streams: list[Stream] = []
        self.end = first
        self._equal: dict[bytes, int] = {}

    def reserve(self) -> int:
        """Return a new object number."""
        self.end += 1
        return self.end - 1

    def put(self, number: int, value: str, data: bytes | None = None) -> None:
        """Add an object with a reserved number.

        Args:
            number: object number.
            value: the serialised object; for a stream, the entries of its dictionary without Length.
            data: encoded data of a stream; None for any other object.
        """
        if data is None:
            self.objects.append((number, value))
        else:
            self.streams.append(Stream(number, value, data))

    def add(self, value: str, data: bytes | None = None) -> int:
        """Add an object, unless an equal one exists, and return its number. See `put`."""
        digest = blake2b(value.encode("latin-1"), digest_size=16, salt=b"value" if data is None else b"stream")
        if data is not None:
            digest.update(b"\n" + data)
        key = digest.digest()
        number = self._equal.get(key)
        if number is None:
            number = self._equal[key] = self.reserve()
            self.put(number, value, data)
        return number


class Taking:
    """Copies objects of one file, with all objects that they refer to.

    Args:
        source: the file. If packgen made it, the data of its streams are checked for damage.
        stock: the objects of the new file.
    """

    def __init__(self, source: SourcePdf, stock: Stock) -> None:
        self._reader, self._stock, self._checked = source.reader, stock, source.own
        self._numbers: dict[int, int] = {}

    def value(self, value: Value) -> str:
        """Return a value serialised for the new file; the objects that it refers to are copied.

        Raises:
            MalformedError: an object that it refers to cannot be read.
        """
        for reference in references(value):
            self._take(reference)
        return written(value, self._number)

    def stream(self, reference: Ref, entries: str) -> int:
        """Copy the data and filters of a stream into a new stream with other entries; return its number.

        Raises:
            MalformedError: there is no such stream, or an object that it refers to cannot be read.
        """
        found = self._reader.stream(reference)
        encoding: Value = {key: found.entries[key] for key in (b"/Filter", b"/DecodeParms") if key in found.entries}
        return self._stock.add(entries + self.value(encoding)[2:-2], found.data)

    def _number(self, reference: Ref) -> int:
        return self._numbers[reference.number]

    def _take(self, reference: Ref) -> None:
        """Copy an object after all objects that it refers to; iteratively, since the nesting may be deep."""
        if reference.number in self._numbers:
            return
        opened = {reference.number}
        waiting = [self._opened(reference.number)]
        while waiting:
            number, found, left = waiting[-1]
            if not left:
                waiting.pop()
                self._enter(number, found)
                continue
            below = left.pop().number
            if below in self._numbers:
                continue
            if below in opened:  # a cycle: its number is needed before it is written
                self._numbers[below] = self._stock.reserve()
                continue
            opened.add(below)
            waiting.append(self._opened(below))

    def _opened(self, number: int) -> _Waiting:
        """Return an object and its references."""
        found = self._reader.get(Ref(number))
        if isinstance(found, RawStream):
            kept = {key: value for key, value in found.entries.items() if key not in _DROPPED}
            return number, RawStream(kept, found.data), references(kept)
        return number, b"null" if found is None else found, references(found or b"null")

    def _enter(self, number: int, found: Value | RawStream) -> None:
        data = None
        if isinstance(found, RawStream):
            if self._checked:
                _check(found)
            value, data = written(found.entries, self._number)[2:-2], found.data
        else:
            value = written(found, self._number)
        if number in self._numbers:
            self._stock.put(self._numbers[number], value, data)
        else:
            self._numbers[number] = self._stock.add(value, data)


def _check(stream: RawStream) -> None:
    """Check the data of a stream that packgen wrote for damage; JPEG data are not decoded.

    Raises:
        MalformedError: they are damaged.
    """
    kind = stream.entries.get(b"/Filter")
    if kind not in (None, b"/FlateDecode", b"/DCTDecode"):
        raise MalformedError("a filter that packgen does not use")
    if kind == b"/FlateDecode":
        for _ in pieces(stream.data, _MOST_INFLATED):
            pass

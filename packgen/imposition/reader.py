"""Read the objects of a PDF file with one cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).

packgen and qpdf write such files. Any other file raises `MalformedError`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import NamedTuple

from packgen.imposition.inflate import inflated
from packgen.imposition.syntax import MalformedError, Ref, Value, integer, parsed
from packgen.pdf.crossref import UNCHANGED, UP

_MOST_OBJECTS = 1_000_000
_MOST_INFLATED = 1 << 26
"""Bytes that a cross-reference stream or an object stream may come to, and all of them together."""

_MOST_PARSED = 2_000_000
"""Tokens of all values that are read: they take three seconds, and 20,000 pages have half of that."""

_WIDEST = 4096
"""Bytes of a row that a predictor works on."""

_END = re.compile(rb"startxref[\r\n]+([0-9]{1,10})[\r\n]+%%EOF[\r\n]*\Z")
_HEAD = re.compile(rb"([0-9]{1,10}) 0 obj[\r\n ]*(?=<<)")
_STREAM = re.compile(rb"[\r\n ]*stream(?:\r\n|\n)")
_AFTER = re.compile(rb"[\r\n]{0,2}endstream[\r\n ]+endobj")
_WHOLE = re.compile(rb"[0-9]{1,10} 0 obj[\r\n ]*")


class RawStream(NamedTuple):
    """A stream object as in the file: its dictionary, and its encoded data."""

    entries: dict[bytes, Value]
    data: bytes


class PdfReader:
    """The objects of one file.

    Args:
        data: the file's bytes.

    Attributes:
        trailer: dictionary of the cross-reference stream.

    Raises:
        MalformedError: the file has another form.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _MOST_INFLATED
        self._unparsed = _MOST_PARSED
        self._held: dict[int, list[tuple[int, int]]] = {}
        self._bodies: dict[int, bytes] = {}
        self._known: dict[int, Value | RawStream] = {}
        end = _END.search(data, max(0, len(data) - 100))
        if end is None:
            raise MalformedError("no end of the file")
        table = self._stream_at(int(end[1]))
        self.trailer = table.entries
        if table.entries.get(b"/Type") != b"/XRef" or {b"/Prev", b"/Encrypt", b"/XRefStm"} & table.entries.keys():
            raise MalformedError("a file that was changed, or is encrypted")
        self._enter(table)

    def get(self, value: Value | None) -> Value | RawStream | None:
        """Resolve a value: return the object that a reference refers to, any other value unchanged, None for null.

        Raises:
            MalformedError: the object cannot be read.
        """
        if not isinstance(value, Ref):
            return None if value == b"null" else value
        number = value.number
        if number not in self._known:
            self._known[number] = self._read(number)
        found = self._known[number]
        return None if found == b"null" else found

    def dictionary(self, value: Value | None) -> dict[bytes, Value]:
        """Resolve a value to a dictionary.

        Raises:
            MalformedError: it is not a dictionary.
        """
        found = self.get(value)
        if not isinstance(found, dict):
            raise MalformedError("no dictionary")
        return found

    def stream(self, value: Value | None) -> RawStream:
        """Resolve a value to a stream.

        Raises:
            MalformedError: it is not a stream.
        """
        found = self.get(value)
        if not isinstance(found, RawStream):
            raise MalformedError("no stream")
        return found

    def array(self, value: Value | None) -> list[Value]:
        """Resolve a value to an array.

        Raises:
            MalformedError: it is not an array.
        """
        found = self.get(value)
        if not isinstance(found, list):
            raise MalformedError("no array")
        return found

    def _enter(self, table: RawStream) -> None:
        """Read the cross-reference stream (7.5.8)."""
        entries = table.entries
        self._widths = [integer(width) for width in self.array(entries.get(b"/W"))]
        if len(self._widths) != 3 or not all(0 <= width <= 8 for width in self._widths) or self._widths[0] > 1:
            raise MalformedError("rows of no known width")
        size = integer(entries.get(b"/Size"))
        index = [integer(item) for item in self.array(entries.get(b"/Index", [b"0", b"%d" % size]))]
        if not 0 < size <= _MOST_OBJECTS or len(index) % 2 or min(index) < 0 or sum(index[1::2]) > _MOST_OBJECTS:
            raise MalformedError("too many objects")
        width = sum(self._widths)
        self._rows = self._inflated(table)
        if len(self._rows) != width * sum(index[1::2]):
            raise MalformedError("rows that are missing, or too many")
        self._runs: list[tuple[int, int, int]] = []
        place = 0
        for first, count in zip(index[::2], index[1::2], strict=True):
            if self._runs and first < self._runs[-1][1]:
                raise MalformedError("rows out of order")
            self._runs.append((first, first + count, place))
            place += count

    def _row(self, number: int) -> tuple[int, int, int]:
        """Return the three fields of an object's cross-reference entry; those of a free entry if it has none."""
        kind, second, third = self._widths
        run = bisect_right(self._runs, (number, _MOST_OBJECTS, 0)) - 1
        if run >= 0:
            first, end, place = self._runs[run]
            if number < end:
                start = (place + number - first) * (kind + second + third)
                row = self._rows[start : start + kind + second + third]
                fields = row[:kind], row[kind : kind + second], row[kind + second :]
                found = [int.from_bytes(field, "big") for field in fields]
                return (found[0] if kind else 1), found[1], found[2]
        return 0, 0, 0

    def _read(self, number: int) -> Value | RawStream:
        kind, second, third = self._row(number)
        if kind == 0:
            return b"null"
        if kind == 1:
            return self._object_at(second, number)
        if kind != 2:
            raise MalformedError("an object of no known kind")
        places = self._places(second)
        if third >= len(places) or places[third][0] != number:
            raise MalformedError("an object that is not where it should be")
        return self._parsed(self._bodies[second], places[third][1])[0]

    def _places(self, holder: int) -> list[tuple[int, int]]:
        """Return the number and the offset of each object in an object stream (7.5.7)."""
        found = self._held.get(holder)
        if found is None:
            kind, offset, _ = self._row(holder)
            if kind != 1:
                raise MalformedError("an object stream that is no stream")
            stream = self._stream_at(offset, holder)
            if stream.entries.get(b"/Type") != b"/ObjStm":
                raise MalformedError("an object stream that is none")
            count, first = integer(stream.entries.get(b"/N")), integer(stream.entries.get(b"/First"))
            body = self._inflated(stream)
            head = body[: max(0, first)].split()
            if count < 0 or len(head) != 2 * count or not all(len(item) < 11 and item.isdigit() for item in head):
                raise MalformedError("an object stream with a wrong head")
            numbers = list(map(int, head))
            found = [(own, first + place) for own, place in zip(numbers[::2], numbers[1::2], strict=True)]
            self._held[holder], self._bodies[holder] = found, body
        return found

    def _object_at(self, offset: int, number: int) -> Value | RawStream:
        match = _WHOLE.match(self._data, offset)
        if match is None or int(match[0].split()[0]) != number:
            raise MalformedError("an object that is not where it should be")
        value, end = self._parsed(self._data, match.end())
        if isinstance(value, dict) and _STREAM.match(self._data, end):
            return self._stream_at(offset, number)
        return value

    def _stream_at(self, offset: int, number: int | None = None) -> RawStream:
        head = _HEAD.match(self._data, offset)
        if head is None or (number is not None and int(head[1]) != number):
            raise MalformedError("a stream that is not where it should be")
        entries, end = self._parsed(self._data, head.end())
        begins = _STREAM.match(self._data, end)
        if not isinstance(entries, dict) or begins is None:
            raise MalformedError("no stream")
        length = integer(entries.get(b"/Length"))
        data = self._data[begins.end() : begins.end() + max(0, length)]
        if len(data) != length or _AFTER.match(self._data, begins.end() + length) is None:
            raise MalformedError("a stream that is not whole")
        return RawStream(entries, data)

    def _parsed(self, data: bytes, start: int) -> tuple[Value, int]:
        """Return a value and the offset after it; the total is limited, as many entries may point to one place."""
        found = parsed(data, start)
        self._unparsed -= found.tokens
        if self._unparsed < 0:
            raise MalformedError("too many values")
        return found.value, found.end

    def _inflated(self, stream: RawStream) -> bytes:
        """Return the decompressed data of a cross-reference or object stream; their total size is limited."""
        kind = stream.entries.get(b"/Filter")
        if kind is None:
            data = stream.data
        elif kind == b"/FlateDecode":
            data = inflated(stream.data, self._left)
        else:
            raise MalformedError("a filter that packgen does not use")
        self._left -= len(data)
        parameters = stream.entries.get(b"/DecodeParms")
        if parameters is None:
            return data
        columns = integer(parameters.get(b"/Columns")) if isinstance(parameters, dict) else 0
        if not 0 < columns <= _WIDEST:
            raise MalformedError("a predictor that packgen does not use")
        return unpredicted(data, columns)


def unpredicted(data: bytes, columns: int) -> bytes:
    """Undo the PNG predictors None and Up (7.4.4.4).

    Raises:
        MalformedError: the data have another length, or use other predictors.
    """
    width = columns + 1
    kinds = data[::width]
    if len(data) % width or kinds.strip(bytes([UNCHANGED, UP])):
        raise MalformedError("a predictor that packgen does not use")
    starts = [row for row, kind in enumerate(kinds) if kind == UNCHANGED]
    bounds = list(pairwise([*([] if starts[:1] == [0] else [0]), *starts, len(kinds)]))
    out = bytearray(columns * len(kinds))
    for column in range(columns):
        values = data[column + 1 :: width]
        sums = [total & 255 for begin, end in bounds for total in accumulate(values[begin:end])]
        out[column::columns] = bytes(sums)
    return bytes(out)

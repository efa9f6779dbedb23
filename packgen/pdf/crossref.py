"""The cross-reference stream: where each object of a file is (ISO 32000-1, 7.5.8)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from packgen.pdf.flate import compress
from packgen.pdf.streams import LEVEL_ONCE, Object

WIDTHS = (1, 4, 4)
"""Bytes of the fields: type, offset or object stream, generation or index. A file may have over 65,535 objects."""

UNCHANGED, UP = 0, 2
"""First byte of a row: the PNG predictors None and Up (7.4.4.4)."""

_ENTRY = struct.Struct(">xBII")  # x is the predictor's byte, `UNCHANGED` until the table is finished
ROW = _ENTRY.size
"""Bytes of a row, the predictor's byte included."""

_BLOCK = 4096 * ROW
"""Bytes of a table that are subtracted from each other at once: seven integers of this size are in memory."""

_FREE, _IN_FILE, _IN_STREAM = 0, 1, 2
_LONGEST_GAP = 32
"""Unused numbers in succession that are listed as free; more of them are left out of the table."""


def rows(first: int, count: int, holder: int, objects: Sequence[Object]) -> bytes:
    """Return the rows of a run of object numbers of which some are in an object stream.

    Args:
        first: the first number of the run.
        count: how many numbers it has.
        holder: the number of the object stream.
        objects: what it holds. Rows of all other numbers are empty.
    """
    table = bytearray(ROW * count)
    for index, (number, _) in enumerate(objects):
        _ENTRY.pack_into(table, ROW * (number - first), _IN_STREAM, holder, index)
    return bytes(table)


class CrossReferenceTable:
    """The rows of a file under construction.

    Args:
        count: object numbers that the file has, 0 included.
    """

    def __init__(self, count: int) -> None:
        self._rows = bytearray(ROW * count)
        self._used: list[tuple[int, int]] = []
        self._enter(0, _FREE, 0, 65535)

    def add_rows(self, first: int, table: bytes) -> None:
        """Copy the rows of a run of numbers, given the first of them."""
        if table:
            self._rows[ROW * first : ROW * first + len(table)] = table
            self._used.append((first, first + len(table) // ROW))

    def add_streams(self, start: int, offsets: Iterable[tuple[int, int]]) -> None:
        """Enter streams of runs that were added, given where the first begins in the file.

        Args:
            start: where the first begins.
            offsets: their numbers, and how far from there each begins.
        """
        for number, offset in offsets:
            _ENTRY.pack_into(self._rows, ROW * number, _IN_FILE, start + offset, 0)

    def add_stream(self, number: int, offset: int) -> None:
        """Enter a stream, given where it begins in the file."""
        self._enter(number, _IN_FILE, offset, 0)

    def add_object(self, number: int, holder: int, index: int) -> None:
        """Enter an object, given the number of its object stream and its place in it."""
        self._enter(number, _IN_STREAM, holder, index)

    def compressed(self) -> tuple[str, bytes]:
        """Return the Index entry of the stream's dictionary, empty if all numbers are listed, and the stream's data."""
        runs = self._listed()
        table = memoryview(self._rows)
        data = bytearray()
        for first, end in runs:
            _add_predicted(data, table[ROW * first : ROW * end])
        index = " ".join([f"{first} {end - first}" for first, end in runs])
        return f"/Index[{index}]" if len(runs) > 1 else "", compress(data, LEVEL_ONCE)

    def _listed(self) -> list[tuple[int, int]]:
        """Return the runs of numbers that are listed, from the first to before the end of each."""
        runs = []
        first = end = 0
        for begin, stop in sorted(self._used):
            if begin - end > _LONGEST_GAP:
                runs.append((first, end))
                first = begin
            end = max(end, stop)
        return [*runs, (first, end)]

    def _enter(self, number: int, kind: int, second: int, third: int) -> None:
        _ENTRY.pack_into(self._rows, ROW * number, kind, second, third)
        self._used.append((number, number + 1))


def _add_predicted(data: bytearray, table: memoryview) -> None:
    """Append rows with each byte as its difference from the byte above; the first row stays as it is.

    Indexes that count up become equal rows, which take a third of the bytes when they are compressed.
    """
    begin = len(data)
    data += table[:ROW]
    for start in range(ROW, len(table), _BLOCK):
        data += _differences(table[start - ROW : start + _BLOCK])[ROW:]
    data[begin::ROW] = bytes([UNCHANGED]) + bytes([UP]) * (len(table) // ROW - 1)


def _differences(table: memoryview) -> bytes:
    """Return each byte of some rows as its difference from the byte above, modulo 256."""
    # All bytes at once, as one integer: with the highest bit of each byte handled apart, none borrows from the next.
    own = int.from_bytes(table, "big")
    above = own >> 8 * ROW
    high = int.from_bytes(b"\x80" * len(table), "big")
    differences = ((own | high) - (above & ~high)) ^ (~(own ^ above) & high)
    return differences.to_bytes(len(table), "big")

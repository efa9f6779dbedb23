"""Where the objects of a file are: the rows of its cross-reference stream (ISO 32000-1, 7.5.8).

Most of them are those of sheets that stand in many files, and say in which object stream an object is. So they are the
same in each of these files, and are compressed once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from packgen.pdf.flate import Packed, joined, packed, stored

if TYPE_CHECKING:
    from packgen.pdf.writer import Object

WIDTHS = (1, 4, 4)
"""Of type, offset or object stream, generation or index, in bytes; a sheet may have more than 65,535 objects."""

UNCHANGED, UP = 0, 2
"""First byte of a row: the PNG predictors None and Up (7.4.4.4)."""

_ENTRY = struct.Struct(">xBII")  # x is the predictor's, `UNCHANGED`
ROW = _ENTRY.size
"""Bytes of a row."""

_FREE, _IN_FILE, _IN_STREAM = 0, 1, 2
_LEVEL = 4  # of zlib; of rows the predictor leaves little
_GAP = 32  # numbers in a row without an object that are listed as free all the same
_FEWEST = 32  # with fewer rows, to have compressed them before costs more than it saves
_FEW = 16  # rows that are copied sooner than they are compressed


class Settled(NamedTuple):
    """Rows that are the same in every file: the first of them, counted from that of their run, and how many."""

    row: int
    length: int
    packed: Packed


def rows(first: int, count: int, *held: tuple[int, Sequence[Object]]) -> bytes:
    """Return the cross-reference entries of a run of numbers, given object streams' numbers and what is in them."""
    table = bytearray(_ENTRY.size * count)
    for holder, objects in held:
        for index, (number, _) in enumerate(objects):
            _ENTRY.pack_into(table, _ENTRY.size * (number - first), _IN_STREAM, holder, index)
    return bytes(table)


def settled(table: bytes, others: Iterable[int]) -> Settled | None:
    """Return the longest stretch of a run's rows without any that each file has others for; None if these are few."""
    edges = [-1, *sorted(set(others)), len(table) // _ENTRY.size]
    row, end = max(((before + 1, after) for before, after in pairwise(edges)), key=lambda found: found[1] - found[0])
    if end - row < _FEWEST:
        return None
    return Settled(row, end - row, packed(_predicted(table[_ENTRY.size * row : _ENTRY.size * end])))


class CrossReferenceTable:
    """The rows of a file under construction.

    Args:
        count: numbers that it has, 0 included.
    """

    def __init__(self, count: int) -> None:
        self._rows = bytearray(_ENTRY.size * count)
        self._used: list[tuple[int, int]] = []
        self._settled: list[tuple[int, int, Packed]] = []
        self._enter(0, _FREE, 0, 65535)

    def add(self, first: int, table: bytes, known: Settled | None) -> None:
        """Enter the rows of a run, some of which may be settled."""
        if not table:
            return
        start = _ENTRY.size * first
        self._rows[start : start + len(table)] = table
        self._used.append((first, first + len(table) // _ENTRY.size))
        if known is not None:
            self._settled.append((first + known.row, first + known.row + known.length, known.packed))

    def moved(self, run: int, places: Iterable[tuple[int, int]], position: int) -> None:
        """Enter the streams of a run that is in the table, given their rows in it, where they start, and from where."""
        for row, place in places:
            _ENTRY.pack_into(self._rows, _ENTRY.size * (run + row), _IN_FILE, position + place, 0)

    def in_file(self, number: int, position: int) -> None:
        """Enter a stream."""
        self._enter(number, _IN_FILE, position, 0)

    def in_stream(self, number: int, holder: int, index: int) -> None:
        """Enter an object in an object stream."""
        self._enter(number, _IN_STREAM, holder, index)

    def compressed(self) -> tuple[str, bytes]:
        """Return which numbers are listed, as the entry of a dictionary, and their rows.

        Long runs of numbers that the file has no use for are not listed at all.
        """
        runs = self._runs()
        index = " ".join([f"{first} {end - first}" for first, end in runs])
        return f"/Index[{index}]" if len(runs) > 1 else "", joined(self._parts(runs))

    def _parts(self, runs: Iterable[tuple[int, int]]) -> list[Packed]:
        """Return the rows of some runs in order: those that are settled, and between them the others."""
        made: list[Packed] = []
        known = sorted(self._settled)
        for first, end in runs:
            for begin, stop, part in [*[one for one in known if first <= one[0] < end], (end, end, None)]:
                if begin > first:
                    made.append(_once(bytes(self._rows[_ENTRY.size * first : _ENTRY.size * begin])))
                if part is not None:
                    made.append(part)
                first = stop
        return made

    def _runs(self) -> list[tuple[int, int]]:
        """Return the numbers to be listed, as runs from the first to before an end."""
        runs = []
        first = end = 0
        for begin, stop in sorted(self._used):
            if begin - end > _GAP:
                runs.append((first, end))
                first = begin
            end = max(end, stop)
        return [*runs, (first, end)]

    def _enter(self, number: int, kind: int, second: int, third: int) -> None:
        _ENTRY.pack_into(self._rows, _ENTRY.size * number, kind, second, third)
        self._used.append((number, number + 1))


def _once(table: bytes) -> Packed:
    """Return rows that are used once: if they are few, as they are, for which they say the right thing already."""
    return stored(table) if len(table) <= _ENTRY.size * _FEW else packed(_predicted(table), _LEVEL)


def _predicted(table: bytes) -> bytes:
    """Return rows whose bytes are differences from the row above, but for the first row, which is as it was.

    Indexes that count up become equal rows, which take a third of the bytes when they are compressed.
    """
    # All bytes at once, as one integer: with the highest bit of each byte handled apart, none borrows from the next.
    own = int.from_bytes(table, "big")
    above = own >> 8 * ROW
    high = int.from_bytes(b"\x80" * len(table), "big")
    differences = ((own | high) - (above & ~high)) ^ (~(own ^ above) & high)
    predicted = bytearray(differences.to_bytes(len(table), "big"))
    predicted[::ROW] = bytes([UP]) * (len(table) // ROW)
    predicted[:ROW] = bytes([UNCHANGED]) + table[1:ROW]
    return bytes(predicted)

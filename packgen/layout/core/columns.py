"""Columns: short entries, such as those of a key, that fill one column and then the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from itertools import accumulate
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class EntryColumns(Flowable):
    """Entries in columns of equal width, as many columns as the widest entry allows.

    Args:
        setting: design and faces.
        entries: in reading order.
        widest: least width of a column, in points.
        most: greatest number of columns.
        gap: between one entry and the next in a column, in points.
    """

    def __init__(
        self, setting: Setting, entries: Sequence[Flowable], widest: float, most: int, gap: float = 0.0
    ) -> None:
        self.gutter = setting.design.spans.gutter
        self.entries = list(entries)
        self.widest, self.most, self.gap = widest, most, gap
        self.count, self.room = 1, 0.0
        self._measured = False

    @property
    def indivisible(self) -> Flowable:
        """The tallest entry."""
        return max(self.entries, key=lambda entry: entry.height)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: all columns but the last have the same number of entries."""
        if self._measured and self.width == width:
            return width, self.height
        self.count = max(1, min(self.most, int((width + self.gutter) / (self.widest + self.gutter))))
        self.room = (width - self.gutter * (self.count - 1)) / self.count
        for entry in self.entries:
            entry.wrap(self.room, UNBOUNDED)
        self.width, self.height = width, self._tallest(len(self.entries))
        self._measured = True
        return width, self.height

    def _columns(self, number: int) -> list[list[Flowable]]:
        """Return the first ``number`` entries, a list for each column."""
        rows = -(-number // self.count)
        return [self.entries[first : min(first + rows, number)] for first in range(0, number, rows)] if rows else []

    def _stacked(self, column: Sequence[Flowable]) -> float:
        return sum(entry.height for entry in column) + self.gap * (len(column) - 1)

    def _tallest(self, number: int) -> float:
        return max(map(self._stacked, self._columns(number)), default=0.0)

    def least_height(self, width: float) -> float:
        """Return the height of two rows."""
        self.wrap(width, UNBOUNDED)
        return self._tallest(min(len(self.entries), 2 * self.count))

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between entries, with two rows at least on each side; each part fills columns of its own."""
        return self._split(width, height, self.count + 1)

    def loose_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between any two entries."""
        return self._split(width, height, 1)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between any two entries."""
        return self._split(width, height, 1)

    def _split(self, width: float, height: float, least: int) -> Sequence[Flowable]:
        self.wrap(width, height)
        if self.height <= height + TOLERANCE:
            return [self]
        most = self.count * (height + TOLERANCE)  # the columns hold no more than that together
        filled = bisect_right(list(accumulate(entry.height for entry in self.entries)), most)
        number = min(filled, len(self.entries) - least)
        while number >= least and self._tallest(number) > height + TOLERANCE:
            number -= 1
        return [self._part(self.entries[:number]), self._part(self.entries[number:])] if number >= least else []

    def _part(self, entries: list[Flowable]) -> EntryColumns:
        part = copy(self)
        part.entries, part._measured = entries, False
        if entries[0] is not self.entries[0]:
            part.before = 0.0
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the columns from left to right."""
        for column in self._columns(len(self.entries)):
            top, gap = y + self.height, self._drawn_gap(column)
            for entry in column:
                top -= entry.height
                entry.drawOn(canvas, x, top)
                top -= gap
            x += self.room + self.gutter

    def _drawn_gap(self, column: Sequence[Flowable]) -> float:
        return self.gap


class BalancedColumns(EntryColumns):
    """Entries in columns that end as evenly as their order allows, such as those of a list of sources.

    If there are gaps between entries, those of a shorter column are drawn wider, so that all columns end together; see
    `EntryColumns`.
    """

    def __init__(
        self, setting: Setting, entries: Sequence[Flowable], widest: float, most: int, gap: float = 0.0
    ) -> None:
        super().__init__(setting, entries, widest, most, gap)
        self._stretch = setting.design.length("list-stretch")

    @property
    def inner_gaps(self) -> int:
        """Number of gaps in the tallest column."""
        if not self.gap:
            return 0
        return len(max(self._columns(len(self.entries)), key=self._stacked)) - 1

    def loosen(self, more: float) -> None:
        """Widen the gaps by some points each."""
        gaps = self.inner_gaps
        self.gap += more
        self.height += more * gaps

    def _columns(self, number: int) -> list[list[Flowable]]:
        """Return the first ``number`` entries, a list for each column: the lowest columns that hold them."""
        entries, gap = self.entries[:number], self.gap
        height = (sum(entry.height for entry in entries) + gap * (len(entries) - self.count)) / self.count
        while True:
            columns: list[list[Flowable]] = []
            overflows = []
            left = 0.0
            for entry in entries:
                if columns and gap + entry.height <= left + TOLERANCE:
                    columns[-1].append(entry)
                    left -= gap + entry.height
                else:
                    overflows.append(height - left + gap + entry.height)
                    columns.append([entry])
                    left = height - entry.height
            if len(columns) <= self.count:
                return columns
            height = min(overflows[1:])

    def _drawn_gap(self, column: Sequence[Flowable]) -> float:
        """Return the gap with which a column is as tall as the tallest, or nearly so."""
        if not self.gap or len(column) == 1:
            return self.gap
        levelled = (self.height - sum(entry.height for entry in column)) / (len(column) - 1)
        return min(levelled, self.gap + self._stretch)

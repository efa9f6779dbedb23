"""Which facts of an organiser stand in which column, reckoned from their heights alone. All lengths in points.

Boxes follow one another down a column and then down the next. A box is divided between two facts, with at least two on
each side, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from packgen.layout.core.flowable import TOLERANCE

_LEAST = 2
"""Facts of a divided box that stand together."""

_STEPS = 24
"""Halvings in the search for the height at which columns are level."""


class BoxHeights(NamedTuple):
    """Heights of a box: of label and note, of the label where it goes on in another column, and of each fact."""

    head: float
    again: float
    rows: tuple[float, ...]

    def label(self, first: int) -> float:
        """Return the height of what stands above the facts from an index on."""
        return self.again if first else self.head


class BoxPart(NamedTuple):
    """Facts of a box in one column: the index of the box, of the first fact, and of the one after the last."""

    box: int
    first: int
    end: int


class ColumnsOfBoxes(NamedTuple):
    """Rules by which boxes fill columns: the space between two boxes, and whether a box may be divided."""

    gap: float
    divided: bool

    def flowed(self, boxes: Sequence[BoxHeights], heights: Sequence[float]) -> list[list[BoxPart]] | None:
        """Return the pieces in each column, or None if the boxes do not fit.

        Args:
            boxes: in reading order; those without facts are left out.
            heights: of the columns, from left to right.
        """
        columns: list[list[BoxPart]] = [[] for _ in heights]
        column, left = 0, heights[0] if heights else 0.0
        for number, box in enumerate(boxes):
            first = 0
            while first < len(box.rows):
                if column == len(heights):
                    return None
                gap = self.gap if columns[column] else 0.0
                count = self._count(box, first, left - gap, fresh=not columns[column])
                if count:
                    columns[column].append(BoxPart(number, first, first + count))
                    first += count
                    left -= gap + box.label(first - count) + sum(box.rows[first - count : first])
                if first < len(box.rows):
                    column += 1
                    left = heights[column] if column < len(heights) else 0.0
        return columns

    def _count(self, box: BoxHeights, first: int, left: float, *, fresh: bool) -> int:
        """Return how many facts of a box, from the first that waits, go into what is left of a column."""
        rest = len(box.rows) - first
        left -= box.label(first) - TOLERANCE
        fits = 0
        for row in box.rows[first:]:
            left -= row
            if left < 0:
                break
            fits += 1
        if fits == rest or not self.divided:
            return fits if fits == rest else 0
        apart = min(fits, rest - _LEAST)
        if apart >= _LEAST:
            return apart
        return fits if fresh else 0

    def levelled(self, boxes: Sequence[BoxHeights], heights: Sequence[float]) -> list[list[BoxPart]] | None:
        """Return the pieces in each column where all columns are as low as they can be, or None if they do not fit."""
        best = self.flowed(boxes, heights)
        if best is None:
            return None
        low, high = 0.0, min(heights)
        for _ in range(_STEPS):
            middle = (low + high) / 2
            found = self.flowed(boxes, [height - middle for height in heights])
            if found is None:
                high = middle
            else:
                low, best = middle, found
        return best

    def used(self, boxes: Sequence[BoxHeights], column: Sequence[BoxPart]) -> float:
        """Return the height of a column's content."""
        content = sum(boxes[box].label(first) + sum(boxes[box].rows[first:end]) for box, first, end in column)
        return content + self.gap * max(0, len(column) - 1)


def growth(used: Sequence[float], rows: Sequence[int], heights: Sequence[float], most: float) -> list[float]:
    """Return by how much each fact of each column grows so that the columns of a page end level.

    They end as low as they can if no fact grows by more than ``most``; a column that cannot reach the longest one ends
    above it.

    Args:
        used: heights of the columns' content.
        rows: number of facts in each.
        heights: of the columns.
        most: greatest growth of a fact.
    """
    filled = [place for place, count in enumerate(rows) if count]
    if not filled:
        return [0.0] * len(used)
    reach = min(min(heights[place], used[place] + most * rows[place]) for place in filled)
    foot = max(reach, max(used[place] for place in filled))
    return [min(most, max(0.0, foot - used[place]) / rows[place]) if rows[place] else 0.0 for place in range(len(used))]

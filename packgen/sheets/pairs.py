"""Divides a row of a main and a side column where one of them would go on beside an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from packgen.plan.arrangement import RowPlan

_MOST = 20
"""Blocks of a main column up to which all divisions are compared; a section has about five."""


class PairHeights(NamedTuple):
    """Heights of what stands in a row of two columns, in points.

    Attributes:
        main: of each block in the main column.
        full: of the same blocks as wide as the frame; `UNBOUNDED` for one that cannot be.
        side: of all that stands in the side column.
        gap: between two blocks or rows.
        shares: of the frame's width that the main and the side column have.
    """

    main: Sequence[float]
    full: Sequence[float]
    side: float
    gap: float
    shares: tuple[float, float]


def divided(plan: RowPlan, heights: PairHeights, *, headed: bool) -> list[RowPlan]:
    """Return the rows into which a row of two columns is divided.

    The side column stands beside those blocks of the main column with which the rows take least paper, where what one
    column leaves empty below its end counts once more. The other blocks are as wide as the frame, above and below.

    Args:
        plan: the row, of the kind ``pair``.
        heights: of its blocks.
        headed: the side column begins with the gist, beside which the first block stays.
    """
    count = len(plan.left)
    if not 0 < count <= _MOST:
        return [plan]
    runs = [(start, stop) for start in range(1 if headed else count) for stop in range(count, start, -1)]
    start, stop = min(runs, key=lambda run: _cost(heights, *run))
    rows = [
        RowPlan("full", plan.left[:start]),
        RowPlan("pair", plan.left[start:stop], plan.right),
        RowPlan("full", plan.left[stop:]),
    ]
    return [row for row in rows if row.left]


def _cost(heights: PairHeights, start: int, stop: int) -> int:
    """Return the height of the rows, and of what is empty in them if it were as wide as the frame, in points."""
    main = _below(heights.main[start:stop], heights.gap)
    rows = [*heights.full[:start], max(main, heights.side), *heights.full[stop:]]
    empty = abs(main - heights.side) * heights.shares[main > heights.side]
    return round(_below(rows, heights.gap) + empty)


def _below(heights: Sequence[float], gap: float) -> float:
    return sum(heights) + gap * (len(heights) - 1)

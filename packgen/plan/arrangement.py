"""Arrangement: turns blocks in the author's order into rows of columns.

Adjacent main and side blocks share a row, and so do two adjacent half-width blocks; a full-width block has its own row.
A side block without a neighbour joins main blocks that have none, if only full-width blocks stand between.
The reading order is the left column of a row, then its right column. A profile with one column has the order of
these rows; elsewhere `packgen.sheets.pairs` divides rows whose columns would not end together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from packgen.tasks.base import Span

Kind = Literal["full", "pair", "halves"]


class RowPlan(NamedTuple):
    """A row: its kind, and the indices of the blocks in each of its columns."""

    kind: Kind
    left: tuple[int, ...]
    right: tuple[int, ...] = ()


class _OpenRow:
    """A row to which blocks can still be added."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.left: list[int] = []
        self.right: list[int] = []


def arrange(spans: Mapping[int, Span], side_begun: bool = False) -> list[RowPlan]:
    """Arrange blocks, or parts of a key.

    Args:
        spans: width of each block by its index, in order.
        side_begun: the side column of the first row already has content (the gist).
    """
    rows: list[_OpenRow] = [_OpenRow("pair")] if side_begun else []
    for place, span in spans.items():
        last = rows[-1] if rows else None
        if span in ("main", "side"):
            if last is None or last.kind != "pair":
                last = _lonely(rows, side_begun) if span == "side" else None
            if last is None:
                last = _OpenRow("pair")
                rows.append(last)
            (last.left if span == "main" else last.right).append(place)
        elif span == "half":
            if last is not None and last.kind == "halves" and not last.right:
                last.right.append(place)
            else:
                rows.append(_OpenRow("halves"))
                rows[-1].left.append(place)
        else:
            if last is None or last.kind != "full":
                rows.append(_OpenRow("full"))
            rows[-1].left.append(place)
    return [_settled(row, first=side_begun and not number) for number, row in enumerate(rows)]


def _lonely(rows: list[_OpenRow], side_begun: bool) -> _OpenRow | None:
    """Return the row with main blocks only that a side block may join, above full-width blocks."""
    for number, row in reversed(list(enumerate(rows))):
        if row.kind != "full":
            headed = side_begun and not number
            return row if row.kind == "pair" and not row.right and not headed else None
    return None


def _settled(row: _OpenRow, first: bool) -> RowPlan:
    """Return the plan of a complete row; a column without a neighbour gets the full width."""
    if not first and not (row.left and row.right):
        return RowPlan("full", (*row.left, *row.right))
    return RowPlan(row.kind, tuple(row.left), tuple(row.right))

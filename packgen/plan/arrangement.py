"""Arrangement: turns blocks in the author's order into rows of columns.

Adjacent main and side blocks share a row, and so do two adjacent half-width blocks; a full-width block has its own row.
The reading order is the left column of a row, then its right column. A profile with one column has the same order.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from packgen.tasks.base import Span

Kind = Literal["full", "main", "pair", "halves"]


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


def arrange(spans: Mapping[int, Span], reading: Container[int] = (), side_begun: bool = False) -> list[RowPlan]:
    """Arrange blocks, or parts of a key.

    Args:
        spans: width of each block by its index, in order.
        reading: indices of blocks of running text.
        side_begun: the side column of the first row already has content (the gist).
    """
    rows: list[_OpenRow] = [_OpenRow("pair")] if side_begun else []
    for place, span in spans.items():
        last = rows[-1] if rows else None
        if span in ("main", "side"):
            if last is None or last.kind != "pair":
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
    return [_settled(row, reading, first=side_begun and not number) for number, row in enumerate(rows)]


def _settled(row: _OpenRow, reading: Container[int], first: bool) -> RowPlan:
    """Return the plan of a complete row; a column without a neighbour gets the width that suits it."""
    if row.kind == "pair" and not first:
        if not row.left:
            return RowPlan("full", tuple(row.right))
        if not row.right:
            measured = all(place in reading for place in row.left)
            return RowPlan("main" if measured else "full", tuple(row.left))
    if row.kind == "halves" and not row.right:
        return RowPlan("full", tuple(row.left))
    return RowPlan(row.kind, tuple(row.left), tuple(row.right))

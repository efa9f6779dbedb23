"""Arrangement: blocks in the author's order become rows of columns.

Main and side blocks that follow each other share a row, so do two half-width blocks; a full-width block has its own.
Read aloud, a row is its left column, then its right one. A profile with a single column reads the same order downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from packgen.blocks.base import Block

Kind = Literal["full", "main", "pair", "halves"]


class RowPlan(NamedTuple):
    """A row: its kind, and the places of its blocks in the section's list, by column."""

    kind: Kind
    left: tuple[int, ...]
    right: tuple[int, ...] = ()


class _Open:
    """A row that may still take blocks."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.left: list[int] = []
        self.right: list[int] = []


def arrange(blocks: Sequence[Block], places: Sequence[int], side_begun: bool) -> list[RowPlan]:
    """Arrange the blocks at some places of a section's list.

    Args:
        blocks: all blocks of the section.
        places: those to arrange, in order.
        side_begun: the first row's side column already holds something (the gist).
    """
    rows: list[_Open] = [_Open("pair")] if side_begun else []
    for place in places:
        span = blocks[place].span()
        last = rows[-1] if rows else None
        if span in ("main", "side"):
            if last is None or last.kind != "pair":
                last = _Open("pair")
                rows.append(last)
            (last.left if span == "main" else last.right).append(place)
        elif span == "half":
            if last is not None and last.kind == "halves" and not last.right:
                last.right.append(place)
            else:
                rows.append(_Open("halves"))
                rows[-1].left.append(place)
        else:
            if last is None or last.kind != "full":
                rows.append(_Open("full"))
            rows[-1].left.append(place)
    return [_settled(row, blocks, first=side_begun and not number) for number, row in enumerate(rows)]


def _settled(row: _Open, blocks: Sequence[Block], first: bool) -> RowPlan:
    """Let a column that stands alone take the room that suits it."""
    if row.kind == "pair" and not first:
        if not row.left:
            return RowPlan("full", tuple(row.right))
        if not row.right:
            reading = all(blocks[place].reading for place in row.left)
            return RowPlan("main" if reading else "full", tuple(row.left))
    if row.kind == "halves" and not row.right:
        return RowPlan("full", tuple(row.left))
    return RowPlan(row.kind, tuple(row.left), tuple(row.right))

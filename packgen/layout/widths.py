"""Column widths: what is fixed first, then what each column needs, then what it would like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from packgen.layout.stack import Stack

if TYPE_CHECKING:
    from packgen.layout.table import ColumnSpec


@runtime_checkable
class Extended(Protocol):
    """Something that knows how wide it has to be and would like to be."""

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points."""


def share_widths(columns: Sequence[ColumnSpec], rows: Iterable[Sequence[Stack]], room: float) -> list[float]:
    """Return the columns' widths in points, adding up to ``room``.

    A column with neither width nor share gets at least its longest word where that is possible, and a part of what is
    left in proportion to what its cells would take on one line (as CSS 2.2, 17.5.2.2, lays out tables). Columns with a
    width give way where they leave the others less than both their longest words and an even part.
    """
    widths = [_fixed(column, room) for column in columns]
    free = [number for number, width in enumerate(widths) if width is None]
    fixed = sum(width for width in widths if width is not None)
    if not free:
        scale = room / fixed
        return [(width or 0.0) * scale for width in widths]
    left = room - fixed
    even = room * len(free) / len(columns)
    if len(free) == 1 and left >= even:
        return [left if width is None else width for width in widths]
    least, natural = _extents(rows, free)
    needed = min(even, sum(least))
    if left < needed:
        widths = [width and width * (room - needed) / fixed for width in widths]
        left = needed
    filled = iter(_shared(least, natural, left))
    return [next(filled) if width is None else width for width in widths]


def _fixed(column: ColumnSpec, room: float) -> float | None:
    if column.share is not None:
        return column.share * room
    return column.width


def _extents(rows: Iterable[Sequence[Stack]], free: Sequence[int]) -> tuple[list[float], list[float]]:
    least, natural = [1.0] * len(free), [1.0] * len(free)
    for row in rows:
        for place, number in enumerate(free):
            for child in row[number].children:
                if isinstance(child, Extended):
                    low, high = child.extent()
                    least[place] = max(least[place], low)
                    natural[place] = max(natural[place], high)
    return least, natural


def _shared(least: list[float], natural: list[float], room: float) -> list[float]:
    """Give each column its least width, then more in proportion to what it lacks."""
    spare = room - sum(least)
    if spare <= 0:
        return [room * low / sum(least) for low in least]
    wishes = [high - low for low, high in zip(least, natural, strict=True)]
    if sum(wishes) <= spare:
        rest = (spare - sum(wishes)) / len(least)
        return [high + rest for high in natural]
    # A name or a date stays on one line where that costs the others little.
    little = spare / len(wishes) / 2
    granted = sum(wish for wish in wishes if wish <= little)
    greater = sum(wish for wish in wishes if wish > little)
    share = (spare - granted) / greater
    return [low + (wish if wish <= little else wish * share) for low, wish in zip(least, wishes, strict=True)]

"""Column widths: what is fixed first, then what each column needs, then what it would like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from packgen.layout.core.stack import Stack

if TYPE_CHECKING:
    from packgen.layout.table.cells import ColumnSpec


@runtime_checkable
class Extended(Protocol):
    """Something that knows how wide it has to be and would like to be."""

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points."""


@runtime_checkable
class Divisible(Protocol):
    """Something that can be narrower than its longest word, if that is divided."""

    def least_extent(self) -> float:
        """Return the least width in points for that."""


def share_widths(columns: Sequence[ColumnSpec], rows: Sequence[Sequence[Stack]], room: float) -> list[float]:
    """Return the columns' widths in points, adding up to ``room``.

    A column with neither width nor share gets at least its longest word where that is possible, and a part of what is
    left in proportion to what its cells would take on one line (as CSS 2.2, 17.5.2.2, lays out tables). If not, words
    are divided in as few columns as can be. Columns with a width give way where they leave the others less than both
    their longest words and an even part.
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
    if left < sum(least):
        filled = iter(_divided(_extents_divided(rows, free), least, left))
    else:
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


def _extents_divided(rows: Sequence[Sequence[Stack]], free: Sequence[int]) -> list[float]:
    """Return the least widths of columns in which words are divided."""
    least = [1.0] * len(free)
    for row in rows:
        for place, number in enumerate(free):
            for child in row[number].children:
                if isinstance(child, Divisible):
                    least[place] = max(least[place], child.least_extent())
                elif isinstance(child, Extended):
                    least[place] = max(least[place], child.extent()[0])
    return least


def _divided(least: list[float], whole: list[float], room: float) -> list[float]:
    """Share a room that is too narrow for the longest words: most columns keep them whole, the rest get what is left.

    Args:
        least: width of each column with its words divided.
        whole: with its longest word whole.
        room: of all columns.
    """
    spare = room - sum(least)
    if spare <= 0:
        return _capped(least, room)
    widths = list(least)
    wishes = sorted(range(len(least)), key=lambda place: whole[place] - least[place])
    for done, place in enumerate(wishes):
        wish = whole[place] - least[place]
        if wish > spare:
            for other in wishes[done:]:
                widths[other] += spare / (len(wishes) - done)
            break
        widths[place] += wish
        spare -= wish
    return widths


def _capped(least: list[float], room: float) -> list[float]:
    """Share a room that is too narrow for syllables: the narrow columns have all they need, the widest are alike."""
    left, cap = room, 0.0
    for done, low in enumerate(sorted(least)):
        cap = left / (len(least) - done)
        if low > cap:
            break
        left -= low
    return [min(low, cap) for low in least]


def _shared(least: list[float], natural: list[float], room: float) -> list[float]:
    """Give each column its least width, then more in proportion to what it lacks."""
    spare = room - sum(least)
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

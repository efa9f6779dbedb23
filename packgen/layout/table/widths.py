"""Column widths: given widths first, then the least width of each column, then a share of the rest.

At last a column that would break its longest word or number takes room from those that have some to spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.table.cells import ColumnSpec


_NARROWEST, _WIDEST = 3 / 4, 4 / 3
"""Limits of the width of a column that fits its cells, as shares of the width given."""


def share_widths(columns: Sequence[ColumnSpec], rows: Sequence[Sequence[Flowable]], room: float) -> list[float]:
    """Return the widths of the columns in points; their sum is ``room``.

    A column with neither width nor share gets at least the width of its longest word, if possible, and a part of the
    remaining room in proportion to the width that its cells would have on one line (as CSS 2.2, 17.5.2.2, lays out
    tables). Otherwise words are divided in as few columns as possible. Columns with a width become narrower if they
    leave the others less than both their longest words and an even share, and wider, up to an even share, if their
    longest word needs it and others have room to spare.
    """
    widths = _shared_widths(columns, rows, room)
    given = [number for number, column in enumerate(columns) if column.width is not None or column.share is not None]
    if all(row[number].holds(widths[number]) for row in rows for number in given):
        return widths
    return _unbroken(widths, _extents(rows, range(len(columns)))[0], room / len(columns))


def _shared_widths(columns: Sequence[ColumnSpec], rows: Sequence[Sequence[Flowable]], room: float) -> list[float]:
    """Return the widths of the columns by what is said of them, and the rest by the extents of their cells."""
    widths = [_given(column, number, rows, room) for number, column in enumerate(columns)]
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


def _given(column: ColumnSpec, number: int, rows: Sequence[Sequence[Flowable]], room: float) -> float | None:
    """Return the width that is given for a column of a number, or None."""
    if column.share is not None:
        return column.share * room
    if column.width is None or not column.fits:
        return column.width
    [natural] = _extents(rows, [number])[1]
    return min(max(natural, column.width * _NARROWEST), column.width * _WIDEST)


def _unbroken(widths: list[float], least: list[float], even: float) -> list[float]:
    """Widen columns narrower than their longest word, up to an even share; the others give of what they can spare."""
    wanted = [max(0.0, min(low, even) - width) for width, low in zip(widths, least, strict=True)]
    if not any(wanted):
        return widths
    spare = [max(0.0, width - low) for width, low in zip(widths, least, strict=True)]
    given = min(sum(wanted), sum(spare))
    if not given:
        return widths
    more, less = given / sum(wanted), given / sum(spare)
    return [width + want * more - have * less for width, want, have in zip(widths, wanted, spare, strict=True)]


def _extents(rows: Iterable[Sequence[Flowable]], numbers: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return the least and the natural widths of some columns."""
    least, natural = [1.0] * len(numbers), [1.0] * len(numbers)
    for row in rows:
        for place, number in enumerate(numbers):
            low, high = row[number].extent()
            least[place] = max(least[place], low)
            natural[place] = max(natural[place], high)
    return least, natural


def _extents_divided(rows: Sequence[Sequence[Flowable]], free: Sequence[int]) -> list[float]:
    """Return the least widths of columns with words divided."""
    least = [1.0] * len(free)
    for row in rows:
        for place, number in enumerate(free):
            least[place] = max(least[place], row[number].least_extent())
    return least


def _divided(least: list[float], whole: list[float], room: float) -> list[float]:
    """Share a room too narrow for the longest words: most columns keep them whole, the others get the remaining room.

    Args:
        least: width of each column with its words divided.
        whole: width of each column with its longest word whole.
        room: width of all columns together.
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
    """Share a room too narrow for syllables: narrow columns get their least width, the widest columns are equal."""
    left, cap = room, 0.0
    for done, low in enumerate(sorted(least)):
        cap = left / (len(least) - done)
        if low > cap:
            break
        left -= low
    return [min(low, cap) for low in least]


def _shared(least: list[float], natural: list[float], room: float) -> list[float]:
    """Give each column its least width, then share the rest in proportion to natural less least width."""
    spare = room - sum(least)
    wishes = [high - low for low, high in zip(least, natural, strict=True)]
    if sum(wishes) <= spare:
        rest = (spare - sum(wishes)) / len(least)
        return [high + rest for high in natural]
    # Keep a name or a date on one line if that takes little from the other columns.
    little = spare / len(wishes) / 2
    granted = sum(wish for wish in wishes if wish <= little)
    greater = sum(wish for wish in wishes if wish > little)
    share = (spare - granted) / greater
    return [low + (wish if wish <= little else wish * share) for low, wish in zip(least, wishes, strict=True)]

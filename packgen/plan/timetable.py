"""Timetable: a day for every visit to every section, from the first day of revision to the exam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from packgen.plan.schedule import MOST_REVIEWS, squeezed

FIRST_VISIT, LATER_VISIT = 40, 20
"""Minutes for a section's Learn and Recall sheets, and for recalling it again and checking the answers."""

MOST_MINUTES = 60
"""Minutes of work on a day."""

USUAL_PER_WEEK = 3
"""Sections begun in a week where there is neither a number of them nor an exam."""

_WEEK = 7
_LATEST = 3650
"""By how many days a visit may be moved where there is no exam."""

_FAR = 4
"""How many times as far as the usual last visit the exam must be for that visit to be later, between its neighbours."""


class Revision(NamedTuple):
    """When sections are revised.

    Attributes:
        days: of the visits, counted from a section's first day; see `packgen.plan.schedule.require_days`.
        start: first day of revision; None for visits without dates.
        exam: day of the exam, or None.
        per_week: number of sections to begin in a week; None to spread them evenly.
    """

    days: tuple[int, ...]
    start: date | None = None
    exam: date | None = None
    per_week: int | None = None


class Timetable(NamedTuple):
    """The dates of the visits to each section, and the days with more work than `MOST_MINUTES`."""

    visits: tuple[tuple[date, ...], ...]
    overfull: tuple[date, ...]


def timetable(revision: Revision, count: int) -> Timetable:
    """Return the dates of the visits to so many sections; none for visits without dates.

    Sections begin in turn: ``per_week`` of them in each week, else evenly spread over the time before the exam, else
    `USUAL_PER_WEEK` a week. After a section's usual visits comes another in the week before the exam; if that is far
    off, the one before it is later than usual, so that intervals grow. A visit that would make a day too long is moved
    to the nearest day that has room.

    Args:
        revision: start, exam and days of the visits.
        count: number of sections.
    """
    if revision.start is None:
        return Timetable((), ())
    last = None if revision.exam is None else max(0, (revision.exam - revision.start).days - 1)
    wanted = [_wanted(revision.days, begin, last) for begin in _begins(revision, count, last)]
    found, work = _placed(wanted, last)
    start = revision.start
    dates = tuple(tuple(start + timedelta(day) for day in days) for days in found)
    return Timetable(dates, tuple(start + timedelta(day) for day in sorted(work) if work[day] > MOST_MINUTES))


def long_days(revision: Revision | None, count: int) -> list[str]:
    """Return a warning where so many sections make too much work for some days."""
    overfull = () if revision is None else timetable(revision, count).overfull
    if not overfull:
        return []
    days = f"{len(overfull)} days" if len(overfull) > 1 else "a day"
    message = f"The tracker has more than an hour of work on {days}, such as {overfull[0].isoformat()}."
    return [f"{message} Let --start be earlier, or choose fewer sections."]


def _begins(revision: Revision, count: int, last: int | None) -> Iterator[int]:
    """Yield the day on which each section is to begin, counted from the start."""
    if revision.per_week is not None or last is None:
        per_week = revision.per_week or USUAL_PER_WEEK
        for number in range(count):
            day = number * _WEEK // per_week
            yield day if last is None else min(day, last)
        return
    time = max(last - max(revision.days[-1], _WEEK), last // 2)
    for number in range(count):
        yield time * number // max(1, count - 1)


def _wanted(days: Sequence[int], begin: int, last: int | None) -> list[int]:
    """Return the days on which a section is to be visited, in order."""
    if last is None:
        return [begin + day for day in days]
    final = last - begin % _WEEK
    found = [day for day in days if begin + day < last - _WEEK][: MOST_REVIEWS - 1]
    if len(found) < min(2, len(days)):
        return [begin + day for day in squeezed(days, last - begin)]
    if len(found) > 2 and final - begin > _FAR * found[-1]:
        found[-1] = max(found[-1], round((found[-2] * (final - begin)) ** 0.5))
    return [*(begin + day for day in found), final]


def _placed(wanted: Sequence[Sequence[int]], last: int | None) -> tuple[list[list[int]], Counter[int]]:
    """Return the days of the visits to each section, and the minutes of work on each day.

    First visits are placed before all others, since most of the time is theirs.
    """
    work: Counter[int] = Counter()
    found: list[list[int]] = [[] for _ in wanted]
    for turn in range(max(map(len, wanted), default=0)):
        minutes = LATER_VISIT if turn else FIRST_VISIT
        for days, placed in zip(wanted, found, strict=True):
            if turn < len(days):
                earliest = placed[-1] + 1 if placed else 0
                latest = max(days[turn], earliest) + _LATEST if last is None else last - (len(days) - 1 - turn)
                day = _nearest(days[turn], range(earliest, max(earliest, latest) + 1), minutes, work)
                work[day] += minutes
                placed.append(day)
    return found, work


def _nearest(wanted: int, days: range, minutes: int, work: Counter[int]) -> int:
    """Return the day nearest to the one wanted that has room; where none has, the one with the least work."""
    for day in _outwards(wanted, days):
        if work[day] + minutes <= MOST_MINUTES:
            return day
    return min(days, key=lambda day: (work[day], abs(day - wanted)))


def _outwards(wanted: int, days: range) -> Iterator[int]:
    """Yield days from the one wanted on, the later of two that are equally far from it first."""
    for distance in range(max(wanted - days[0], days[-1] - wanted) + 1):
        for day in dict.fromkeys((wanted + distance, wanted - distance)):
            if day in days:
                yield day

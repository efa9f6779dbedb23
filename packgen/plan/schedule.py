"""Schedule: the days of the visits to a section, and the parsing of days and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import UsageProblem

if TYPE_CHECKING:
    from packgen.locale.words import Words

REVIEWS = (0, 2, 7, 21)
"""Days of the visits by default, counted from the day on which a section is learnt."""

MOST_REVIEWS = 8
LAST_REVIEW = 365

_YEARS = range(2000, 2100)


class Visit(NamedTuple):
    """A visit to a section; the day is counted from day 0, on which the section is learnt."""

    day: int

    def label(self, words: Words) -> str:
        """Return its name, such as "Same day" or "Day 7"."""
        return words.text("visit.day", n=self.day) if self.day else words.text("visit.same_day")


def require_days(days: Sequence[int], start: date | None = None, exam: date | None = None) -> None:
    """Return if sections can be visited on some days.

    Args:
        days: of the visits, counted from a section's first day.
        start: first day of revision.
        exam: day of the exam.

    Raises:
        UsageProblem: there are no days or too many, they are too far off or not in order, or the exam is not after
            the start.
    """
    _check(days)
    if start is not None and exam is not None and exam <= start:
        when = f"the exam ({exam.isoformat()}) is not after the start ({start.isoformat()})"
        raise UsageProblem(f"There is no day to review on: {when}. Put --start before --exam-date.")


def _check(days: Sequence[int]) -> None:
    shown = ",".join(map(str, days))
    if not days or len(days) > MOST_REVIEWS:
        raise UsageProblem(
            f"{len(days)} days of review are given. Give 1 to {MOST_REVIEWS}, such as --reviews 0,2,7,21."
        )
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise UsageProblem(
            f"The days of review, {shown}, do not go up. Put them in order, each once: --reviews 0,2,7,21."
        )
    if days[0] < 0 or days[-1] > LAST_REVIEW:
        raise UsageProblem(f"The days of review, {shown}, go beyond 0 to {LAST_REVIEW}. Choose days within a year.")


def squeezed(days: Sequence[int], last: int) -> Sequence[int]:
    """Return the days shortened in proportion to end by ``last``, each at least a day after the one before."""
    if days[-1] <= last:
        return days
    first = min(days[0], 1, last)
    count = min(len(days), last - first + 1)
    found: list[int] = []
    for place, day in enumerate(days[:count]):
        least = found[-1] + 1 if found else first
        most = last - (count - 1 - place)
        found.append(min(max(round(day * last / days[-1]), least), most))
    return found


def parse_reviews(text: str) -> tuple[int, ...]:
    """Return the days in a text such as ``0,2,7,21``; `require_days` validates them.

    Raises:
        UsageProblem: something in it is not a whole number.
    """
    days = []
    for part in text.split(","):
        if re.fullmatch(r"\d{1,4}", part.strip(), re.ASCII) is None:
            raise UsageProblem(
                f'"{part.strip()}" in --reviews is not a number of days. '
                "Write days with commas between, such as 0,2,7,21."
            )
        days.append(int(part))
    return tuple(days)


def parse_date(text: str, option: str) -> date:
    """Return the date in a text such as ``23/11/2026``, ``23 November 2026`` or ``2026-11-23``.

    Raises:
        UsageProblem: it is not a date, is in no calendar, or its year is out of range.
    """
    from packgen.dates import DateProblem, read_date  # most packs have no date

    tidy = " ".join(text.split())
    try:
        found = read_date(tidy)
    except DateProblem as problem:
        raise UsageProblem(f'{option} "{tidy}" {problem.message}. {problem.remedy}') from None
    if found.year not in _YEARS:
        raise UsageProblem(f"{option} {tidy} is not between {_YEARS[0]} and {_YEARS[-1]}. Check its year.")
    return found

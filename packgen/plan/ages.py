"""Ages: how long ago the lessons on the sections of a pack were, for a retrieval grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.errors import UsageProblem

if TYPE_CHECKING:
    from datetime import date

    from packgen.plan.selection import Chosen, T


def ages(taught: Sequence[date]) -> tuple[int, ...]:
    """Return how long ago each of some lessons was, counted back from the last of them.

    1 is the last lesson, 2 the week before it, 3 the month (31 days) before it, and 4 is earlier.

    Args:
        taught: the day of each lesson, in any order.
    """
    last = max(taught, default=None)
    found = [(last - day).days for day in taught] if last is not None else []
    return tuple(1 if not days else 2 if days <= 7 else 3 if days <= 31 else 4 for days in found)


def require_ages(chosen: Sequence[Chosen[T]], ages: Sequence[int]) -> None:
    """Return if there is an age for each chosen section, or for none.

    Raises:
        UsageProblem: there are more or fewer.
    """
    count = sum(len(one.sections) for one in chosen)
    if ages and len(ages) != count:
        dates = f"{len(ages)} date{' is' if len(ages) == 1 else 's are'} given with --taught"
        sections = f"{count} section{'' if count == 1 else 's'}"
        remedy = "Give the date of each section, in the order of the sections, or leave --taught out."
        raise UsageProblem(f"{dates}, and there {'is' if count == 1 else 'are'} {sections}. {remedy}")

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.plan.schedule import MOST_REVIEWS, REVIEWS
from packgen.plan.timetable import FIRST_VISIT, LATER_VISIT, MOST_MINUTES, Revision, timetable

MONDAY = date(2026, 11, 23)


def days(revision: Revision, count: int) -> list[list[int]]:
    """Days of the visits from Monday, 23 November 2026."""
    return [[(day - MONDAY).days for day in visits] for visits in timetable(revision, count).visits]


def minutes(visits: list[list[int]]) -> Counter[int]:
    work: Counter[int] = Counter()
    for section in visits:
        for number, day in enumerate(section):
            work[day] += LATER_VISIT if number else FIRST_VISIT
    return work


def test_without_a_start_there_are_no_dates() -> None:
    assert timetable(Revision(REVIEWS), 7) == ((), ())
    assert timetable(Revision(REVIEWS, None, MONDAY), 7) == ((), ())


def test_without_an_exam_three_sections_begin_in_a_week() -> None:
    assert days(Revision(REVIEWS, MONDAY), 4) == [[0, 2, 7, 21], [2, 4, 9, 23], [4, 6, 11, 25], [7, 9, 14, 28]]


def test_so_many_sections_begin_in_a_week_as_asked_for() -> None:
    assert [visits[0] for visits in days(Revision(REVIEWS, MONDAY, per_week=1), 3)] == [0, 7, 14]
    assert [visits[0] for visits in days(Revision(REVIEWS, MONDAY, per_week=7), 9)] == list(range(9))


def test_before_an_exam_sections_begin_evenly_and_are_visited_until_its_week() -> None:
    exam = MONDAY + timedelta(182)
    found = days(Revision(REVIEWS, MONDAY, exam), 7)
    begins = [visits[0] for visits in found]
    assert begins == sorted(begins)
    assert {later - earlier for earlier, later in pairwise(begins)} <= {26, 27}
    assert found[0] == [0, 2, 7, 36, 181]
    assert all(175 <= visits[-1] <= 181 for visits in found)


@given(
    reviews=st.lists(st.integers(0, 90), min_size=1, max_size=8, unique=True).map(sorted),
    count=st.integers(1, 30),
    until=st.integers(1, 300),
    per_week=st.one_of(st.none(), st.integers(1, 14)),
)
@settings(max_examples=150)
def test_visits_are_in_order_before_the_exam_and_no_day_is_too_long_where_that_can_be(
    reviews: list[int], count: int, until: int, per_week: int | None
) -> None:
    revision = Revision(tuple(reviews), MONDAY, MONDAY + timedelta(until), per_week)
    table = timetable(revision, count)
    found = [[(day - MONDAY).days for day in visits] for visits in table.visits]
    assert len(found) == count
    for visits in found:
        assert 1 <= len(visits) <= MOST_REVIEWS
        assert all(earlier < later for earlier, later in pairwise(visits))
        assert visits[0] >= 0
        assert visits[-1] < until
    long = {day for day, work in minutes(found).items() if work > MOST_MINUTES}
    assert {MONDAY + timedelta(day) for day in long} == set(table.overfull)
    if until >= 90 and count <= 10 and reviews[-1] <= 30 and len(reviews) > 1 and per_week is None:
        assert not long
        assert all(until - 7 <= visits[-1] for visits in found)
        assert len({visits[0] for visits in found}) == count


def test_many_sections_take_little_time() -> None:
    table = timetable(Revision(REVIEWS, MONDAY, MONDAY + timedelta(300)), 500)
    assert len(table.visits) == 500
    assert table.overfull


@pytest.mark.parametrize("until", [1, 2, 3, 8])
def test_a_few_days_before_the_exam_each_section_is_visited_as_often_as_there_are_days(until: int) -> None:
    [visits] = days(Revision(REVIEWS, MONDAY, MONDAY + timedelta(until)), 1)
    assert len(visits) == min(until, 4)

from __future__ import annotations

import locale
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.errors import UsageProblem
from packgen.plan.schedule import REVIEWS, Visit, parse_date, parse_reviews, require_days, squeezed
from tests.support.words import WORDS

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("reviews", "until_exam", "wanted"),
    [
        (REVIEWS, 400, [0, 2, 7, 21]),
        (REVIEWS, 22, [0, 2, 7, 21]),
        (REVIEWS, 21, [0, 2, 7, 20]),
        (REVIEWS, 11, [0, 1, 3, 10]),
        (REVIEWS, 5, [0, 1, 2, 4]),
        (REVIEWS, 4, [0, 1, 2, 3]),
        (REVIEWS, 3, [0, 1, 2]),
        (REVIEWS, 2, [0, 1]),
        (REVIEWS, 1, [0]),
        ((0, 1, 2, 300), 31, [0, 1, 2, 30]),
        ((0, 298, 299, 300), 31, [0, 28, 29, 30]),
        ((1, 3, 7), 4, [1, 2, 3]),
        ((1, 3, 7), 3, [1, 2]),
        ((1, 3, 7), 1, [0]),
        ((30,), 8, [7]),
    ],
)
def test_the_last_visit_is_before_the_exam(reviews: tuple[int, ...], until_exam: int, wanted: list[int]) -> None:
    assert list(squeezed(reviews, until_exam - 1)) == wanted


def test_visits_are_named_after_their_days() -> None:
    assert [Visit(day).label(WORDS) for day in REVIEWS] == ["Same day", "Day 2", "Day 7", "Day 21"]


@given(st.lists(st.integers(0, 365), min_size=1, max_size=8, unique=True), st.integers(1, 400))
def test_squeezed_days_go_up_and_end_before_the_exam(reviews: list[int], until_exam: int) -> None:
    asked = sorted(reviews)
    found = squeezed(asked, until_exam - 1)
    assert all(earlier < later for earlier, later in pairwise(found))
    assert found[0] >= 0
    assert found[-1] == min(asked[-1], until_exam - 1)
    assert len(found) <= len(asked)
    if until_exam > len(asked):
        assert len(found) == len(asked)
    assert all(one <= other for one, other in zip(found, asked, strict=False) if asked[-1] < until_exam)


@pytest.mark.parametrize("exam", [MONDAY, MONDAY - timedelta(1)])
def test_an_exam_on_or_before_the_start_is_refused(exam: date) -> None:
    with pytest.raises(UsageProblem, match=r"^There is no day to review on: the exam \(2026-11-2[23]\) is not after "):
        require_days(REVIEWS, MONDAY, exam)


@pytest.mark.parametrize(
    ("reviews", "message"),
    [
        ((), "0 days of review are given. Give 1 to 8, such as --reviews 0,2,7,21."),
        (tuple(range(9)), "9 days of review are given. Give 1 to 8, such as --reviews 0,2,7,21."),
        ((0, 7, 2), "The days of review, 0,7,2, do not go up. Put them in order, each once: --reviews 0,2,7,21."),
        ((0, 2, 2), "The days of review, 0,2,2, do not go up. Put them in order, each once: --reviews 0,2,7,21."),
        ((0, 366), "The days of review, 0,366, go beyond 0 to 365. Choose days within a year."),
        ((-1, 3), "The days of review, -1,3, go beyond 0 to 365. Choose days within a year."),
    ],
)
def test_days_that_will_not_do_are_refused_with_or_without_dates(reviews: tuple[int, ...], message: str) -> None:
    for start in (None, MONDAY):
        with pytest.raises(UsageProblem) as caught:
            require_days(reviews, start)
        assert str(caught.value) == message


def test_eight_days_within_a_year_will_do() -> None:
    require_days((0, 1, 2, 3, 4, 5, 6, 365), MONDAY)


# -- what is typed


@pytest.mark.parametrize(("text", "wanted"), [("0,2,7,21", (0, 2, 7, 21)), (" 1, 30 ", (1, 30)), ("7", (7,))])
def test_reviews_are_read(text: str, wanted: tuple[int, ...]) -> None:
    assert parse_reviews(text) == wanted


@pytest.mark.parametrize(
    ("text", "part"), [("", ""), ("0,two", "two"), ("0,,2", ""), ("-1", "-1"), ("٣", "٣"), ("1.5", "1.5")]
)
def test_reviews_that_are_not_numbers_are_refused(text: str, part: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_reviews(text)
    assert str(caught.value) == (
        f'"{part}" in --reviews is not a number of days. Write days with commas between, such as 0,2,7,21.'
    )


@pytest.mark.parametrize("text", [" 2026-11-23 ", "23/11/2026", "23.11.2026", "23 November 2026", " 23  Nov 2026"])
def test_a_date_is_read(text: str) -> None:
    assert parse_date(text, "--start") == MONDAY


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "soon",
            '--start "soon" is no date. Write day, month and year as in 23/11/2026, or 23 November 2026.',
        ),
        ("", '--start "" is no date. Write day, month and year as in 23/11/2026, or 23 November 2026.'),
        ("11/23/2026", '--start "11/23/2026" has no month 23, since the day comes first. Write 23/11/2026.'),
        ("2026-11-31", '--start "2026-11-31" is not in the calendar. Check its day and month.'),
        ("0226-11-23", "--start 0226-11-23 is not between 2000 and 2099. Check its year."),
    ],
)
def test_what_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_date(text, "--start")
    assert str(caught.value) == message


# -- what is printed


def test_dates_are_written_in_british_order_with_their_year_where_it_differs() -> None:
    assert WORDS.day(MONDAY, 2026) == "Mon 23 Nov"
    assert WORDS.day(MONDAY) == "Mon 23 Nov 2026"
    assert WORDS.day(date(2027, 1, 3), 2026) == "Sun 3 Jan 2027"


def test_every_day_and_month_has_its_english_name() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "C")
        for number in range(400):
            day = MONDAY + timedelta(number)
            assert WORDS.day(day) == f"{day:%a} {day.day} {day:%b} {day.year}"
    finally:
        locale.setlocale(locale.LC_TIME, before)

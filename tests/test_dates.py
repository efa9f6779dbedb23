"""Dates, the day first."""

from datetime import date

import pytest

from packgen.dates import HOW, DateProblem, in_full, read_date


@pytest.mark.parametrize(
    "text",
    [
        "07/06/2027", "7/6/2027", " 7 / 6 / 2027 ", "7.6.2027", "07.06.2027", "7-6-2027", "7 June 2027",
        "7th June 2027", "7 JUN 2027", "7th of June, 2027", "Monday 7 June 2027", "Mon, 7 Jun. 2027", "2027-06-07",
        "2027-6-7",
    ],
)  # fmt: skip
def test_the_day_comes_first(text: str) -> None:
    assert read_date(text) == date(2027, 6, 7)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("06/25/2027", "has no month 25, since the day comes first", "Write 25/6/2027."),
        ("2027-25-06", "has no month 25, since the day comes first", "Write 25/6/2027."),
        ("7/6/27", "has only two figures for its year", "Write the year in full: 7/6/2027."),
        ("31/6/2027", "is not in the calendar", "Check its day and month."),
        ("29 February 2027", "is not in the calendar", "Check its day and month."),
        ("99/99/2027", "is not in the calendar", "Check its day and month."),
        ("Tuesday 7 June 2027", "is a Monday", "Check the day of the week, or leave it out."),
        ("0/0/0000", "is not in the calendar", "Check its day and month."),
        ("7 Ju 2027", "is no date", HOW),
        ("7 Brumaire 2027", "is no date", HOW),
        ("Exam 7 June 2027", "is no date", HOW),
        ("June 7, 2027", "is no date", HOW),
        ("20270607", "is no date", HOW),
        ("٧/٦/٢٠٢٧", "is no date", HOW),
        ("7/6.2027", "is no date", HOW),
        ("", "is no date", HOW),
    ],
)
def test_what_is_no_date_is_refused(text: str, message: str, remedy: str) -> None:
    with pytest.raises(DateProblem) as caught:
        read_date(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


def test_a_date_is_told_in_full() -> None:
    assert in_full(date(2027, 6, 7)) == "Monday 7 June 2027"
    assert in_full(date(1953, 3, 5)) == "Thursday 5 March 1953"

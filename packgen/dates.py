"""Dates as people in Britain write them: the day comes first."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.ASCII)
_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+)\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})",
    re.ASCII,
)
_SHORT_YEAR = re.compile(r"(\d{1,2}[/.\-]\d{1,2}[/.\-])(\d{2})", re.ASCII)

HOW = "Write day, month and year as in 23/11/2026, or 23 November 2026."


class DateProblem(ValueError):
    """A text that is no date; its arguments are what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def read_date(text: str) -> date:
    """Return the date in ``7/6/2027``, ``7.6.2027``, ``7 June 2027`` or ``2027-06-07``: always 7 June.

    Raises:
        DateProblem: it is written in another way, or no calendar has it.
    """
    tidy = text.strip().casefold()
    numbers = _iso(tidy) or _numbers(tidy) or _words(tidy)
    if numbers is None:
        short = _SHORT_YEAR.fullmatch(tidy)
        if short is not None:
            raise DateProblem("has only two figures for its year", f"Write the year in full: {short[1]}20{short[2]}.")
        raise DateProblem("is no date", HOW)
    year, month, day = numbers
    try:
        found = date(year, month, day)
    except ValueError:
        if month > 12 and day <= 12 and year:
            other = f"{month}/{day}/{year}"
            raise DateProblem(f"has no month {month}, since the day comes first", f"Write {other}.") from None
        raise DateProblem("is not in the calendar", "Check its day and month.") from None
    named = _WORDS.fullmatch(tidy)
    if named and named["weekday"] and _abbreviated(named["weekday"], _WEEKDAYS) != found.weekday():
        raise DateProblem(f"is a {_WEEKDAYS[found.weekday()].title()}", "Check the day of the week, or leave it out.")
    return found


def in_full(day: date) -> str:
    """Return a date such as ``Monday 7 June 2027``, in English whatever the machine's locale is."""
    return f"{_WEEKDAYS[day.weekday()].title()} {day.day} {_MONTHS[day.month - 1].title()} {day.year}"


def _iso(text: str) -> tuple[int, int, int] | None:
    match = _ISO.fullmatch(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _numbers(text: str) -> tuple[int, int, int] | None:
    match = _NUMBERS.fullmatch(text)
    return (int(match[4]), int(match[3]), int(match[1])) if match else None


def _words(text: str) -> tuple[int, int, int] | None:
    match = _WORDS.fullmatch(text)
    if match is None:
        return None
    month = _abbreviated(match["month"], _MONTHS)
    weekday = _abbreviated(match["weekday"], _WEEKDAYS) if match["weekday"] else 0
    return (int(match["year"]), month + 1, int(match["day"])) if month is not None and weekday is not None else None


def _abbreviated(text: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the name that begins like a text of three letters or more."""
    found = [place for place, name in enumerate(names) if len(text) > 2 and name.startswith(text)]
    return found[0] if found else None

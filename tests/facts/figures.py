"""Dates and numbers in English prose, to compare what several blocks say of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORDS = ("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty")
"""Numbers in words; smaller ones are too often no count of anything."""
_VALUES = dict(zip(WORDS, (*range(4, 13), 20), strict=True))
_SCALES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?"
_FIGURE = re.compile(
    rf"""
    (?P<day>[0-9]{{1,2}})(?:[–/-](?P<today>[0-9]{{1,2}}))?\ (?P<dayof>{_MONTH})(?:\ (?P<dayin>{_YEAR}))?
    |(?P<month>{_MONTH})(?:[–-](?P<tomonth>{_MONTH}))?(?:\ (?P<monthin>{_YEAR}))?
    |(?<![0-9,.])(?P<year>{_YEAR})(?:[–-](?P<toyear>[0-9]{{4}}|[0-9]{{2}}))?(?![0-9]|,[0-9]|\.[0-9])
    |(?P<ordinal>[0-9]+)(?:st|nd|rd|th)\b
    |(?<![0-9])(?<![Ss]ection\ )(?P<number>{_NUMBER})(?:[–-](?P<tonumber>{_NUMBER}))?
        \ ?(?P<scale>thousand|million|billion|bn|m)?(?![A-Za-z])
    |\b(?P<word>(?i:{"|".join(WORDS)}))(?:\ (?P<wordscale>thousand|million|billion))?\b
    """,
    re.VERBOSE,
)


class Figure(NamedTuple):
    """A date or a number.

    Attributes:
        kind: ``date``, ``ordinal`` or ``number``.
        value: what is compared: day, month and year, any of them None; or the number as written and in full.
        text: as it is written, with what belongs to it.
        start, end: where the part that gives the value stands, such as the ``65`` of ``1956–65``.
    """

    kind: str
    value: tuple[float | None, ...]
    text: str
    start: int
    end: int

    def says(self, other: Figure) -> bool:
        """Tell whether this figure vouches for another: nothing of the other is different or left open here.

        A day vouches for its month and its year; a day without a year for that day of any year.
        """
        if self.kind != other.kind:
            return False
        if self.kind != "date":
            return self.value[0] == other.value[0] or self.value[-1] == other.value[-1]
        (day, month, year), (o_day, o_month, o_year) = self.value, other.value
        if o_month is None:
            return year == o_year
        return month == o_month and o_day in (None, day) and (year == o_year or None in (year, o_year))


@cache
def figures(text: str) -> tuple[Figure, ...]:
    """Return the dates and numbers of a text, in order, but no numbers of sections.

    A range gives both its ends, and a day in both styles, such as ``1/13 March 1881``, two days.
    """
    return tuple(figure for match in _FIGURE.finditer(text) for figure in _read(match))


def _read(match: re.Match[str]) -> Iterator[Figure]:
    found = {name: value for name, value in match.groupdict().items() if value is not None}

    def made(name: str, kind: str, *value: float | None) -> Figure:
        return Figure(kind, value, match[0].strip(), *match.span(name))

    if "day" in found:
        year = int(found["dayin"]) if "dayin" in found else None
        for name in ("day", "today"):
            if name in found:
                yield made(name, "date", int(found[name]), _month(found["dayof"]), year)
    elif "month" in found:
        year = int(found["monthin"]) if "monthin" in found else None
        for name in ("month", "tomonth"):
            if name in found:
                yield made(name, "date", None, _month(found[name]), year)
    elif "year" in found:
        yield made("year", "date", None, None, int(found["year"]))
        if "toyear" in found:
            end = found["toyear"]
            yield made("toyear", "date", None, None, int(end if len(end) == 4 else found["year"][:2] + end))
    elif "ordinal" in found:
        yield made("ordinal", "ordinal", int(found["ordinal"]))
    elif "word" in found:
        value = _VALUES[found["word"].lower()]
        yield made("word", "number", value, value * _SCALES.get(found.get("wordscale", ""), 1))
    else:
        for name in ("number", "tonumber"):
            if name in found:
                value = float(found[name].replace(",", ""))
                yield made(name, "number", value, value * _SCALES.get(found.get("scale", ""), 1))


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1

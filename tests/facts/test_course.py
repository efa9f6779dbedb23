"""The bundled topics agree with each other on people, and on the two calendars of Russia."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from packgen.boards import load_paper
from packgen.load import Library
from packgen.load.loaded import LoadedTopic
from packgen.load.sourcing import sourcing
from packgen.resources import content_folder
from tests.facts.figures import MONTHS
from tests.facts.topics import topics

TOPICS = sorted(topics())

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAYS = r"[0-9]{1,2}(?:[–-][0-9]{1,2})?"
_BOTH = re.compile(
    rf"(?<![0-9/])(?P<old>{_DAYS})(?: (?P<oldmonth>{_MONTH}))?(?: (?P<oldyear>1[0-9]{{3}}))?"
    rf" ?/ ?(?P<new>{_DAYS}) (?P<newmonth>{_MONTH})(?: (?P<year>1[0-9]{{3}}))?"
)
"""A day, or first and last day, in both styles: 1/13 March 1881, 19 February/3 March 1861, 10–11/23–24 March."""


def texts(node: Any) -> Iterator[str]:
    """Yield all texts of a part of a topic, without emphasis marks and the marks of gaps."""
    if isinstance(node, str):
        yield re.sub(r"\{\{([^|}]*)[^}]*\}\}", r"\1", node).replace("*", "").replace("\u00a0", " ")
    elif node is not None:
        for child in node.values() if isinstance(node, dict) else node:
            yield from texts(child)


def wrongly_dated(text: str, years: range) -> list[str]:
    """Return the dates in both styles that are not 12 days apart to 29 February 1900 (Old Style), or 13 after it.

    A date without a year may be of any of the years.
    """
    return [found[0] for found in _BOTH.finditer(text) if not any(_fits(found, year) for year in _years(found, years))]


def _years(found: re.Match[str], years: range) -> range:
    return range(int(found["year"]), int(found["year"]) + 1) if found["year"] else years


def _fits(found: re.Match[str], year: int) -> bool:
    """Tell whether both days, or both ends of a range, are as far apart as the calendars were in a year."""
    new_month = _number(found["newmonth"])
    old_month = _number(found["oldmonth"] or found["newmonth"])
    old_year = int(found["oldyear"] or (year - 1 if old_month > new_month else year))
    old_days, new_days = (re.split("[–-]", found[style]) for style in ("old", "new"))
    return len(old_days) == len(new_days) and all(
        (one := _new_style(old_year, old_month, int(old))) is not None
        and (one.year, one.month, one.day) == (year, new_month, int(new))
        for old, new in zip(old_days, new_days, strict=True)
    )


def _new_style(year: int, month: int, day: int) -> date | None:
    """Return a day of the Julian calendar from 1800 on in the Gregorian one, or None if there is no such day."""
    leap_day_of_1900 = (year, month, day) == (1900, 2, 29)
    try:
        one = date(1900, 3, 1) if leap_day_of_1900 else date(year, month, day)
    except ValueError:
        return None
    behind = 12 if leap_day_of_1900 or one < date(1900, 3, 1) else 13
    return one + timedelta(days=behind)


def _number(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1


def period(name: str) -> range:
    """Return the years that a topic is about, by its title and dates."""
    years = [int(year) for key in ("title", "dates") for year in re.findall("[0-9]{4}", topics()[name].get(key, ""))]
    return range(min(years), max(years) + 1)


@pytest.mark.parametrize("name", TOPICS)
def test_old_and_new_style_are_12_days_apart_until_1900_and_13_after(name: str) -> None:
    said = [text for key in ("sections", "sources") for text in texts(topics()[name][key])]
    assert [wrong for text in said for wrong in wrongly_dated(text, period(name))] == []
    assert [found[0] for text in said for found in _BOTH.finditer(text) if " /" in found[0]] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("On 1/13 March 1881", []),
        ("On 1/14 March 1881", ["1/14 March 1881"]),
        ("19 February / 3 March 1861, 28 December 1881 / 9 January 1882", []),
        ("19 February/2 March 1861", ["19 February/2 March 1861"]),
        ("25 October/7 November 1917, and 10–11/23–24 March 1917", []),
        ("25 October/6 November 1917", ["25 October/6 November 1917"]),
        ("16/28 February 1900, 29 February/13 March 1900, 1/14 March 1900", []),
        ("1/13 March 1900", ["1/13 March 1900"]),
        ("On 23 February/8 March, then 24 February/7 March", ["24 February/7 March"]),
        ("10–11/23–25 March 1917", ["10–11/23–25 March 1917"]),
    ],
)
def test_what_is_wrongly_dated(text: str, wrong: list[str]) -> None:
    assert wrongly_dated(text, range(1917, 1918)) == wrong


def test_a_person_has_one_native_name_and_one_life_in_all_topics() -> None:
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for name, topic in topics().items():
        for section in topic["sections"]:
            for block in section["blocks"]:
                for person in block.get("people", []):
                    for key in ("native", "dates"):
                        said = found.setdefault((person["name"], key), {})
                        said.setdefault(person.get(key, ""), []).append(f"{name}/{section['id']}")
    assert {what: said for what, said in found.items() if len(said) > 1} == {}


# -- what the topics rest on, and what they cover

NOT_TAUGHT: dict[str, set[str]] = {
    "aqa-7042-1h": set(),
    "ocr-y318": set(),
}
"""Points that no section teaches. Whoever writes a section on one takes it out."""


@cache
def loaded(name: str) -> LoadedTopic:
    library = Library(content_folder())
    return library.load_topic(library.topic_files()[name])


@pytest.mark.parametrize("name", TOPICS)
def test_every_section_covers_points_each_once(name: str) -> None:
    covered = {section.id: section.covers for section in loaded(name).topic.sections}
    assert [section for section, points in covered.items() if not points] == []
    assert [section for section, points in covered.items() if len(set(points)) < len(points)] == []


@pytest.mark.parametrize("paper", NOT_TAUGHT)
def test_every_point_of_a_paper_is_covered_but_those_listed(paper: str) -> None:
    covered = {point for name in TOPICS for section in loaded(name).topic.sections for point in section.covers}
    points = [point.id for point in load_paper(paper).points]
    assert {point for point in points if f"{paper}/{point}" not in covered} == NOT_TAUGHT[paper]


@pytest.mark.parametrize("name", TOPICS)
def test_the_facts_of_a_topic_rest_on_sources(name: str) -> None:
    found = sourcing(loaded(name))
    assert [str(origin) for origin in found.bare] == []
    assert found.share >= 0.9

"""The blocks of every bundled topic agree on dates and numbers, whatever is changed in one of them."""

from __future__ import annotations

import copy
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.facts.agreement import Topic, read_in, unsupported, without_witness
from tests.facts.figures import Figure, figures
from tests.facts.statements import Part, Statement, statements
from tests.facts.topics import listed, topics
from tests.support.soak import SOAK

TOPICS = sorted(topics())
SECTIONS = [
    (name, place) for name in ("alexander-ii-reforms", "khrushchev") for place in range(len(topics()[name]["sections"]))
][:: 1 if SOAK else 3]
"""Sections in which a change is tried: of two topics, since each section takes seconds."""


@cache
def topic(name: str) -> Topic:
    return topics()[name]


@cache
def elsewhere(name: str) -> list[Figure]:
    """Return the figures that the other topics of a course give to read."""
    course = topic(name)["course"]
    return read_in(one for one in topics().values() if one["course"] == course and one["id"] != name)


@cache
def said_once(name: str) -> Counter[str]:
    return Counter(listed(name).read_text(encoding="utf-8").splitlines())


def faults(name: str, changed: Topic) -> list[str]:
    """Return what no longer agrees: figures that nothing vouches for, and what is said once, or no longer is."""
    now, before = Counter(without_witness(changed)), said_once(name)
    return [*unsupported(changed, elsewhere(name)), *(now - before), *(before - now)]


@pytest.mark.parametrize("name", TOPICS)
def test_tasks_keys_and_schemes_ask_for_no_figure_that_cannot_be_read(name: str) -> None:
    assert unsupported(topic(name), elsewhere(name)) == []


@pytest.mark.parametrize("name", TOPICS)
def test_every_figure_is_given_by_another_block_or_listed_as_said_once(name: str) -> None:
    """What stands on one side only is new, or differs from what another block says of the same thing.

    Where it is right, ``python -m tests.facts`` writes the list anew.
    """
    now, before = Counter(without_witness(topic(name))), said_once(name)
    assert sorted((now - before).elements()) == [], "without a witness, and not listed"
    assert sorted((before - now).elements()) == [], "listed, and no longer there"


@pytest.mark.parametrize("name", TOPICS)
def test_the_same_person_term_and_event_is_the_same_in_all_sections(name: str) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for section in topic(name)["sections"]:
        for block in section["blocks"]:
            for person in block.get("people", []):
                found.setdefault(("dates", person["name"]), set()).add(person.get("dates", ""))
                found.setdefault(("native", person["name"]), set()).add(person.get("native", ""))
            for term in block.get("terms", []):
                found.setdefault(("native", term["term"]), set()).add(term.get("native", ""))
            for event in block.get("events", []):
                found.setdefault(("event", event["event"]), set()).add(event["date"])
    assert {key: values for key, values in found.items() if len(values) > 1} == {}


# -- that a change is seen


def changed(name: str, place: int, part: Part) -> Topic | None:
    """Return a topic in which the first number or day of a text is another; None if there is none in digits."""
    sections = list(topic(name)["sections"])
    at = sections[place] = copy.deepcopy(sections[place])
    whole = {**topic(name), "sections": sections}
    for key in part.path[:-1]:
        at = at[key]
    text = at[part.path[-1]]
    also = [match.span() for match in re.finditer(r"\|[^}]*", text)]  # what else is right in a gap
    for figure in figures(text):
        if any(start < figure.start < end for start, end in also):
            continue
        if text[figure.start : figure.end][-1].isdecimal():
            at[part.path[-1]] = text[: figure.start] + other(text[figure.start : figure.end]) + text[figure.end :]
            return whole
    return None


def other(written: str) -> str:
    """Return another figure that is written alike: a day, a year, or a number with its last digit changed."""
    if written.isdecimal() and len(written) == 4:
        return str(int(written) + 33)
    if written.isdecimal() and 0 < int(written) <= 28:
        return str((int(written) + 3) % 28 + 1)
    return written[:-1] + str((int(written[-1]) + 3) % 10)


def by_block(name: str, place: int) -> dict[str, Topic]:
    """Return a section's topic with one figure changed, for each block and each part of a question that has one."""
    found: dict[str, Topic] = {}
    for one in statements(topic(name)["sections"][place]):
        for part in one.parts:
            if _kind(one) not in found and (whole := changed(name, place, part)):
                found[_kind(one)] = whole
    return found


def _kind(one: Statement) -> str:
    number, kind, *rest = one.place.split()
    return " ".join([number, kind, *(rest[:1] if kind == "question" else rest[-1:] if one.about else [])])


@pytest.mark.parametrize(("name", "place"), SECTIONS)
def test_a_number_changed_in_one_block_is_told(name: str, place: int) -> None:
    assert faults(name, topic(name)) == []
    blocks = by_block(name, place)
    assert len(blocks) > 8
    assert [kind for kind, whole in blocks.items() if not faults(name, whole)] == []


MINE: dict[str, Any] = {
    "title": "Rockets",
    "sections": [
        {
            "id": "race",
            "blocks": [
                {"type": "prose", "text": "On 4 October 1957 the satellite Sputnik circled the earth, 83.6 kg of it."},
                {"type": "timeline", "events": [{"date": "4 Oct 1957", "event": "Sputnik circles the earth"}]},
                {"type": "cloze", "text": "In {{1957}} a satellite of {{83.6|about 84}} kg went up."},
                {"type": "question", "question": "Why?", "scheme": [{"points": ["Sputnik, October 1957"]}]},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ((1, "events", 0, "date"), "5 Oct 1957", "race · timeline · 5 Oct 1957 · 5 Oct 1957"),
        (
            (0, "text"),
            "On 4 October 1958 the satellite Sputnik flew, 83.6 kg of it.",
            "race · timeline · 4 Oct 1957 · 4 Oct 1957",
        ),
        ((2, "text"), "In {{1957}} a satellite of {{86.3|about 84}} kg went up.", "race: 2 cloze: 86.3"),
        ((3, "scheme", 0, "points", 0), "Sputnik, November 1957", "race: 3 question scheme 1.1: November 1957"),
    ],
)
def test_an_example(path: tuple[str | int, ...], text: str, told: str) -> None:
    assert unsupported(MINE) == []
    assert without_witness(MINE) == []
    whole = copy.deepcopy(MINE)
    at = whole["sections"][0]["blocks"]
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = text
    assert any(line.startswith(told) for line in [*unsupported(whole), *without_witness(whole)])

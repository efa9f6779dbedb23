"""The dates and people of an overview: which there are, and which are taken first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from packgen.load import open_library
from packgen.plan.overview import DATES, PEOPLE, OverviewPlan, overview_plan
from tests.support.library import read_topics
from tests.support.words import WORDS


def timeline(*events: str) -> dict[str, Any]:
    """Return a timeline of events such as ``1957-06 Vote`` and ``!1957-06-18 Vote`` for a key one."""
    listed = []
    for event in events:
        sort, _, text = event.removeprefix("!").partition(" ")
        listed.append({"date": f"In {sort}", "event": text, "key": event.startswith("!"), "sort": sort})
    return {"type": "timeline", "events": listed}


def figures(*names: str, role: str = "Premier") -> dict[str, Any]:
    return {"type": "key-figures", "people": [{"name": name, "role": role, "why": "He led"} for name in names]}


def planned(folder: Path, *sections: list[dict[str, Any]], dates: str | None = None) -> OverviewPlan:
    value = {
        "schema": 1, "id": "one", "title": "One", "subject": "History", "level": "A-level",
        **({"dates": dates} if dates else {}),
        "sections": [{"id": f"s{n}", "title": f"Part {n}", "blocks": blocks} for n, blocks in enumerate(sections, 1)],
    }  # fmt: skip
    (folder / "one.yaml").write_text(json.dumps(value), encoding="utf-8")
    [loaded] = read_topics(open_library(folder), ["one"])
    return overview_plan(loaded.topic, range(len(sections)), WORDS)


def events(plan: OverviewPlan, count: int | None = None) -> list[str]:
    return [fact.text for fact in plan.first(plan.most if count is None else count).dates]


def test_key_dates_of_all_sections_stand_in_their_order(tmp_path: Path) -> None:
    plan = planned(tmp_path, [timeline("1953 Death", "!1956 Speech")], [timeline("!1954 Lands", "1955 Treaty")])
    assert events(plan) == ["Lands", "Speech"]


def test_a_topic_without_key_dates_has_them_all(tmp_path: Path) -> None:
    assert events(planned(tmp_path, [timeline("1956 Speech")], [timeline("1954 Lands")])) == ["Lands", "Speech"]


def test_a_day_has_one_event_and_a_month_may_have_more(tmp_path: Path) -> None:
    first, second = timeline("!1957-05 Plan", "!1964-10-14 Fall"), timeline("!1957-05 Pledge", "!1964-10-14 Removal")
    assert events(planned(tmp_path, [first], [second])) == ["Plan", "Pledge", "Fall"]


def test_an_event_that_two_sections_have_in_the_same_words_is_there_once(tmp_path: Path) -> None:
    assert events(planned(tmp_path, [timeline("!1956 Speech")], [timeline("!1956 Speech")])) == ["Speech"]


def test_events_outside_the_years_of_the_topic_are_left_out(tmp_path: Path) -> None:
    block = timeline("!1917 Abdication", "!1953-03 Death", "!1964 Fall", "!1985 Reform")
    assert events(planned(tmp_path, [block], dates="1953–1964")) == ["Death", "Fall"]
    assert len(events(planned(tmp_path, [block], dates="after Stalin"))) == 4


def test_the_first_date_of_each_section_comes_before_the_second_of_any(tmp_path: Path) -> None:
    plan = planned(tmp_path, [timeline("!1951 a", "!1952 b")], [timeline("!1953 c", "!1954 d")], [timeline("!1955 e")])
    assert [events(plan, count) for count in range(1, 6)] == [
        ["a"], ["a", "c"], ["a", "c", "e"], ["a", "b", "c", "e"], ["a", "b", "c", "d", "e"],
    ]  # fmt: skip


def test_the_last_date_of_a_section_comes_before_those_between(tmp_path: Path) -> None:
    plan = planned(tmp_path, [timeline("!1951 a", "!1952 b", "!1953 c", "!1954 d", "!1955 e")])
    assert [events(plan, count) for count in range(1, 6)] == [
        ["a"], ["a", "e"], ["a", "c", "e"], ["a", "b", "c", "e"], ["a", "b", "c", "d", "e"],
    ]  # fmt: skip


def test_a_key_event_stands_for_its_day_where_an_earlier_section_has_no_key(tmp_path: Path) -> None:
    plan = planned(tmp_path, [timeline("1956-02-25 A speech", "!1957 b")], [timeline("!1956-02-25 Secret Speech")])
    assert events(plan) == ["Secret Speech", "b"]


def test_people_of_the_most_sections_come_first_in_the_words_of_the_first(tmp_path: Path) -> None:
    second = figures("Bo", "Ann", role="Minister")
    plan = planned(tmp_path, [figures("Ann", "Cy")], [second], [figures("Dee", "Ann", "Bo")])
    people = plan.first(plan.most).people
    assert [(fact.prompt, fact.brief) for fact in people] == [
        ("Ann", "Premier"), ("Bo", "Minister"), ("Dee", "Premier"), ("Cy", "Premier"),
    ]  # fmt: skip


def test_dates_and_people_are_taken_in_turns(tmp_path: Path) -> None:
    years = timeline(*(f"!{1950 + n} Event" for n in range(DATES + 2)))
    plan = planned(tmp_path, [years, figures(*"ABCDE")])
    counts = [(len(facts.dates), len(facts.people)) for facts in map(plan.first, range(plan.most + 2))]
    assert counts[DATES] == (DATES, 0)
    assert counts[DATES + PEOPLE] == (DATES, PEOPLE)
    assert counts[DATES + PEOPLE + 2] == (DATES + 2, PEOPLE)
    assert counts[plan.most :] == [(DATES + 2, 5)] * 2

"""The facts of a knowledge organiser: what each block gives, how they are put together, and what is left out first."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.blocks import KINDS
from packgen.layout.organiser.facts import FactGroup, OrganiserFact
from packgen.plan.organiser import TURNS, OrganiserPlan, left_out, organiser_plan
from tests.support.paper import parse, specimens
from tests.support.topics import load
from tests.support.words import WORDS

TERMS = {"type": "glossary", "terms": [{"term": f"Term {n}", "meaning": f"Meaning {n}."} for n in range(1, 7)]}
VIEWS = {"type": "interpretations", "views": [{"historian": f"H {n}", "claim": f"Claim {n}."} for n in range(1, 4)]}
TABLE = {"type": "table", "title": "Two rulers", "columns": ["Ruler", "Reform", "End"], "rows": [["A", "B", "C"]]}


def timeline(*events: tuple[str, str, bool, str], title: str = "") -> dict[str, object]:
    listed = [
        {"date": date, "event": event, "key": key, **({"sort": sort} if sort else {})}
        for date, event, key, sort in events
    ]
    return {"type": "timeline", "events": listed, **({"title": title} if title else {})}


def titles(plan: OrganiserPlan) -> list[tuple[str, str]]:
    return [(group.kind, group.title) for group in plan.groups]


def order(plan: OrganiserPlan) -> list[str]:
    """The prompts in the order in which they are taken; facts that are taken together with a plus between."""
    return ["+".join(plan.groups[group].facts[place].prompt or "-" for group, place in facts) for facts in plan.turns]


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("summary", {"boxes": [{"label": "Why?", "cue": "Why then?",
                                "items": [{"handle": "Fear.", "text": "They feared it."}, {"text": "Hope."}]}]},
         FactGroup("argument", "Why?", (OrganiserFact("Fear", "They feared it."), OrganiserFact("", "Hope.")),
                   "Why then?")),
        ("glossary", {"terms": [{"term": "Zek", "meaning": "A prisoner"}]},
         FactGroup("term", "Glossary", (OrganiserFact("Zek", "A prisoner"),))),
        ("timeline", timeline(("May 1957", "It began", True, "1957-05")),
         FactGroup("date", "Timeline", (OrganiserFact("May 1957", "It began", key=True, sort=(1957, 5)),))),
        ("key-figures", {"people": [{"name": "A. Person", "role": "Premier", "why": "Led it"}]},
         FactGroup("person", "Key figures", (OrganiserFact("A. Person", "Premier. Led it.", brief="Premier"),))),
        ("statistics", {"display": "numbers", "title": "Two", "unit": "%", "rows": [{"label": "of all", "value": "7"}]},
         FactGroup("number", "Key statistics", (OrganiserFact("7%", "of all"),))),
        ("statistics", {"title": "Grain", "unit": "tonnes", "rows": [{"label": "1953", "value": "82"}]},
         FactGroup("comparison", "Grain", (OrganiserFact("1953", "82\u00a0tonnes"),), whole=True)),
        ("table", TABLE,
         FactGroup("comparison", "Two rulers", (OrganiserFact("A", "B\u00a0· C"),), "Reform\u00a0· End", whole=True)),
        ("interpretations", {"views": [{"historian": "A. Nove", "claim": "Good aims."}]},
         FactGroup("view", "Interpretations", (OrganiserFact("A. Nove", "Good aims."),))),
        ("misconceptions", {"items": [{"wrong": "He fell.", "right": "he was **pushed**."}]},
         FactGroup("mistake", "Do not write", (OrganiserFact("“He fell”:", "he was **pushed**."),))),
        ("extract", {"text": "One.\n\nTwo,\\\nthree.", "provenance": "A letter"},
         FactGroup("quotation", "In their words", (OrganiserFact("A letter", "One. Two, / three."),))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_block_says_what_it_gives(kind: str, fields: dict[str, object], expected: FactGroup) -> None:
    given = {key: value for key, value in fields.items() if key != "type"}
    assert parse(kind, **given).organised(WORDS) == [expected]


def test_tasks_running_text_and_pictures_give_nothing() -> None:
    giving = {kind for kind in KINDS if any(block.organised(WORDS) for block in specimens(kind))}
    assert giving == {
        "summary", "glossary", "timeline", "key-figures", "statistics", "table", "interpretations", "misconceptions",
        "extract",
    }  # fmt: skip


def test_a_section_has_its_boxes_in_the_order_of_the_kinds(tmp_path: Path) -> None:
    topic = load(tmp_path, [VIEWS, TABLE, TERMS, timeline(("1957", "It began", False, ""))]).topic
    assert titles(organiser_plan(topic, [0], WORDS)) == [
        ("date", "Timeline"), ("term", "Glossary"), ("comparison", "Two rulers"), ("view", "Interpretations"),
    ]  # fmt: skip


def test_facts_of_several_sections_share_a_box_and_are_said_once(tmp_path: Path) -> None:
    again = {
        "type": "glossary",
        "terms": [{"term": "term 2", "meaning": "Other words."}, {"term": "New", "meaning": "N"}],
    }
    own = {**again, "title": "Verbs"}
    topic = load(tmp_path, [TERMS], [again, own]).topic
    first, second = organiser_plan(topic, [0, 1], WORDS).groups
    assert [fact.prompt for fact in first.facts] == [*(f"Term {n}" for n in range(1, 7)), "New"]
    assert first.facts[1].text == "Meaning 2."
    assert (second.title, len(second.facts)) == ("Verbs", 2)


def test_dates_of_several_timelines_are_in_order_if_all_are_known(tmp_path: Path) -> None:
    early, late = ("1953", "Early", False, "1953"), ("May 1957", "Late", False, "1957-05")
    topic = load(tmp_path, [timeline(late)], [timeline(early)], [timeline(("1900", "Unsorted", False, ""))]).topic
    assert [fact.text for fact in organiser_plan(topic, [0, 1], WORDS).groups[0].facts] == ["Early", "Late"]
    assert [fact.text for fact in organiser_plan(topic, [0, 1, 2], WORDS).groups[0].facts] == [
        "Late", "Early", "Unsorted",
    ]  # fmt: skip


def test_the_gists_of_all_sections_are_the_argument_of_a_topic(tmp_path: Path) -> None:
    boxes = {"type": "summary", "boxes": [{"label": "Why?", "items": [{"handle": "Fear", "text": "They feared it."}]}]}
    topic = load(tmp_path, [boxes], [boxes]).topic
    told = topic.model_copy(
        update={"sections": tuple(one.model_copy(update={"gist": f"Gist of {one.id}."}) for one in topic.sections)}
    )
    assert titles(organiser_plan(told, [0, 1], WORDS)) == [("argument", "The argument")]
    [group] = organiser_plan(told, [0, 1], WORDS).groups
    assert group.facts == (
        OrganiserFact("Section 1 of topic", "Gist of s1."),
        OrganiserFact("Section 2 of topic", "Gist of s2."),
    )
    assert titles(organiser_plan(told, [1], WORDS)) == [("gist", "In one line"), ("argument", "Why?")]
    assert titles(organiser_plan(topic, [0, 1], WORDS)) == [("argument", "Why?")]


def test_facts_are_taken_in_turns_and_key_facts_first(tmp_path: Path) -> None:
    events = [(str(1950 + n), f"Event {n}", n == 7, "") for n in range(1, 9)]
    plan = organiser_plan(load(tmp_path, [TERMS, VIEWS, TABLE, timeline(*events)]).topic, [0], WORDS)
    assert order(plan) == [
        "1957", "1951", "1952", "1953", "1954", "1955", "Term 1", "Term 2", "Term 3", "Term 4",
        "1956", "1958", "Term 5", "Term 6",
        "A", "H 1", "H 2", "H 3",
    ]  # fmt: skip


def test_the_first_facts_of_each_section_come_before_the_second(tmp_path: Path) -> None:
    others = {"type": "glossary", "terms": [{"term": f"Other {n}", "meaning": "M"} for n in range(1, 3)]}
    plan = organiser_plan(load(tmp_path, [TERMS], [others]).topic, [0, 1], WORDS)
    assert order(plan)[:4] == ["Term 1", "Other 1", "Term 2", "Other 2"]


def test_a_table_is_taken_as_a_whole(tmp_path: Path) -> None:
    table = {**TABLE, "rows": [["A", "B", "C"], ["D", "E", "F"]]}
    assert order(organiser_plan(load(tmp_path, [table, VIEWS]).topic, [0], WORDS)) == ["A+D", "H 1", "H 2", "H 3"]


def test_every_fact_has_its_turn(tmp_path: Path) -> None:
    plan = organiser_plan(load(tmp_path, [TERMS, VIEWS, TABLE], [VIEWS, TERMS]).topic, [0, 1], WORDS)
    taken = sorted(fact for facts in plan.turns for fact in facts)
    assert taken == [(n, m) for n, group in enumerate(plan.groups) for m in range(len(group.facts))]
    assert {group.kind for group in plan.groups} <= {kind for counts in TURNS for kind in counts}


def test_what_is_left_out_is_counted_and_named(tmp_path: Path) -> None:
    mistakes = {"type": "misconceptions", "items": [{"wrong": "He fell", "right": "he was pushed."}]}
    plan = organiser_plan(load(tmp_path, [TERMS, TABLE, mistakes]).topic, [0], WORDS)
    assert left_out(plan, [range(6), range(1), range(1)]) == []
    assert left_out(plan, [(1,), (), ()]) == [
        "5 of 6 terms (Term 1; Term 3; Term 4; Term 5 and 1 more)",
        "1 of 1 tables (Two rulers)",
        "1 of 1 mistakes (“He fell”)",
    ]

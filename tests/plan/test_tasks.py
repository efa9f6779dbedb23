from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from packgen.blocks.base import TaskProblem
from packgen.model import Topic
from packgen.plan.tasks import mentions, recall_tasks, write_tasks

PEOPLE: dict[str, Any] = {
    "type": "key-figures",
    "people": [
        {"name": "Georgy Malenkov", "role": "Premier", "why": "Led the attempt"},
        {"name": "Georgy Zhukov", "role": "Minister", "why": "Refused to back it"},
    ],
}
EVENTS: dict[str, Any] = {
    "type": "timeline",
    "events": [
        {"date": f"{day} June 1957", "event": f"Event {letter}"}
        for day, letter in zip(range(18, 24), "ABCDEF", strict=True)
    ],
}
PROMPT: dict[str, Any] = {"type": "recall", "prompt": "Who led it?", "points": ["Led the attempt", "Nobody else"]}


def topic(*blocks: Mapping[str, object]) -> Topic:
    section = {"id": "one", "title": "One", "blocks": list(blocks)}
    return Topic.model_validate(
        {"schema": "1", "id": "t", "title": "T", "subject": "S", "level": "L", "sections": [section]}
    )


def test_tasks_come_from_the_blocks_for_study_where_no_author_wrote_any() -> None:
    made = topic(EVENTS, PEOPLE)
    found = recall_tasks(made, made.sections[0], 1)
    assert [(task.letter, type(task.form).__name__, task.place) for task in found] == [
        ("A", "GridTask", 1),
        ("B", "DatedTask", 0),
    ]


def test_tasks_that_an_author_wrote_are_all_there_are() -> None:
    made = topic(EVENTS, PEOPLE, PROMPT)
    [found] = recall_tasks(made, made.sections[0], 1)
    assert (found.letter, found.form.title, found.place) == ("A", "Who led it?", 2)


def test_it_is_known_where_an_answer_stands() -> None:
    made = topic(EVENTS, PEOPLE, PROMPT)
    [found] = recall_tasks(made, made.sections[0], 1)
    assert found.facts == {1: 1}


def test_of_several_places_that_which_has_most_answers_counts() -> None:
    prompt = {"type": "recall", "prompt": "x", "points": ["Led the attempt", "Refused to back it"]}
    made = topic({"type": "prose", "text": "Malenkov led the attempt."}, PEOPLE, prompt)
    [found] = recall_tasks(made, made.sections[0], 1)
    assert found.facts == {1: 1, 2: 1}


def test_questions_have_numbers() -> None:
    question = {"type": "question", "kind": "Essay", "question": "Why?", "marks": "25"}
    made = topic(PEOPLE, question, question)
    assert [task.letter for task in write_tasks(made, made.sections[0], 1)] == ["1", "2"]


def test_letters_go_on_after_z() -> None:
    made = topic(PEOPLE, *[PROMPT] * 28)
    assert [task.letter for task in recall_tasks(made, made.sections[0], 1)][25:] == ["Z", "AA", "AB"]


def test_another_person_leaves_the_timeline_as_it_was() -> None:
    more = {**PEOPLE, "people": [*PEOPLE["people"], {"name": "Ivan Serov", "role": "Chairman", "why": "Flew them in"}]}
    before, after = (topic(EVENTS, people) for people in (PEOPLE, more))
    assert recall_tasks(before, before.sections[0], 1)[1].form == recall_tasks(after, after.sections[0], 1)[1].form


def test_a_task_without_what_it_is_made_from_is_a_problem() -> None:
    made = topic(EVENTS, {"type": "rebuild", "of": "glossary"})
    with pytest.raises(TaskProblem):
        recall_tasks(made, made.sections[0], 1)


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("On 18 June the Presidium met", "18 june", True),
        ("On 18 June", "8 June", False),
        ("Zhukov’s men", "Zhukov", True),
        ("sovnarkhozy", "sovnarkhoz", False),
        ("(C++) is", "C++", True),
        ("anything", "", False),
    ],
)
def test_words_are_looked_for_whole(text: str, words: str, there: bool) -> None:
    assert mentions(text.casefold(), words.casefold()) is there


def test_a_bank_gets_spare_words_of_its_section_and_of_other_banks_by_the_seed() -> None:
    terms = [{"term": term, "meaning": "m"} for term in ("Alpha", "Beta", "Gamma")]
    blocks: list[Mapping[str, object]] = [
        {"type": "glossary", "terms": terms},
        {"type": "cloze", "title": "One", "text": "It was {{Delta}} and {{Epsilon}}, not Alpha."},
        {"type": "cloze", "title": "Two", "text": "It was {{Zeta}} and {{Theta}}.", "bank": "no"},
        {"type": "cloze", "title": "Three", "text": "It was {{Kappa}} and {{Lambda}}.", "spare": ["Omega"]},
    ]
    made = topic(*blocks)
    found = [recall_tasks(made, made.sections[0], seed) for seed in range(12)]
    for one, two, three in found:
        spare = set(one.form.bank) - {"Delta", "Epsilon"}
        assert len(spare) == 2
        assert spare <= {"Beta", "Gamma", "Kappa", "Lambda", "Omega"}
        assert two.form.bank == ()
        assert three.form.bank == ["Kappa", "Lambda", "Omega"]
    assert len({tuple(one.form.bank) for one, *_ in found}) > 3
    assert [task.form for task in recall_tasks(made, made.sections[0], 1)] == [task.form for task in found[1]]

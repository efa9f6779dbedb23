from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.errors import Origin
from packgen.load import open_library
from packgen.load.loaded import LoadedTopic
from packgen.model import Topic
from packgen.plan.questions import cards_of, quiz_of
from packgen.plan.selection import Chosen
from packgen.tasks.asking import gives_away
from packgen.tasks.base import Card
from tests.support.library import read_topics

TOPIC: dict[str, Any] = {
    "schema": "1",
    "title": "The rise",
    "subject": "History",
    "level": "A-level",
}


class Loaded(LoadedTopic):
    """A topic with no file behind it."""

    def block_origin(self, section: int, block: int, *path: str | int) -> Origin:
        return Origin("test.yaml", section + 1, block + 1)


def chosen(shape: dict[str, dict[str, int]], name: str = "rise") -> Chosen[LoadedTopic]:
    """A topic of sections, each with so many people, terms and events."""
    sections = [{"id": key, "title": f"Section {key}", "blocks": blocks(key, **kinds)} for key, kinds in shape.items()]
    topic = Topic.model_validate({**TOPIC, "id": name, "title": f"Topic {name}", "sections": sections})
    return Chosen(Loaded(topic, Path(), "", None), tuple(range(len(sections))))


def blocks(key: str, people: int = 0, terms: int = 0, events: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"type": "prose", "text": "Text"}]
    if people:
        named = [{"name": f"Person {key}{n}", "role": f"Role {n}", "why": "Why"} for n in range(people)]
        found.append({"type": "key-figures", "people": named})
    if terms:
        meant = [{"term": f"Term {key}{n}", "meaning": f"Meaning {n}, told at such a length"} for n in range(terms)]
        found.append({"type": "glossary", "terms": meant})
    if events:
        dated = [{"date": f"{1900 + n}", "event": f"Event {key}{n}"} for n in range(events)]
        found.append({"type": "timeline", "events": dated})
    return found


# -- cards of a topic


def test_cards_are_numbered_in_their_section() -> None:
    one = chosen({"a": {"people": 2, "events": 1}, "b": {"terms": 1}})
    found = cards_of(one)
    assert [card.number for card in found] == ["1.1", "1.2", "1.3", "2.1"]
    assert [(card.place, card.block, card.section) for card in found] == [
        (0, 1, "Section a"),
        (0, 1, "Section a"),
        (0, 2, "Section a"),
        (1, 1, "Section b"),
    ]
    assert found[2].origin == Origin("test.yaml", 1, 3)


def test_numbers_do_not_depend_on_what_else_is_chosen() -> None:
    one = chosen({"a": {"people": 2}, "b": {"terms": 2}})
    assert [card.number for card in cards_of(one._replace(sections=(1,)))] == ["2.1", "2.2"]


def test_a_card_that_answers_itself_is_left_out() -> None:
    assert gives_away(Card("The plan of **1957**", "1957"))
    assert not gives_away(Card("The plan", "1957"))
    events = [
        {"date": "1957", "event": "Plan of 1957"},
        {"date": "1958", "event": "Plan"},
        {"date": "1958", "event": "Plan"},
    ]
    section = {"id": "a", "title": "A", "blocks": [{"type": "timeline", "events": events}]}
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [section]})
    one: Chosen[LoadedTopic] = Chosen(Loaded(topic, Path(), "", None), (0,))
    assert [(card.number, card.card.question) for card in cards_of(one)] == [("1.1", "Plan")]


def test_cards_know_where_they_were_written(tmp_path: Path) -> None:
    section = {"id": "a", "title": "A", "blocks": blocks("a", terms=1)}
    text = yaml.safe_dump({**TOPIC, "id": "rise", "sections": [section]})
    (tmp_path / "rise.yaml").write_text(text, encoding="utf-8")
    [loaded] = read_topics(open_library(tmp_path), ["rise"])
    [card] = cards_of(Chosen(loaded, (0,)))
    assert str(card.origin).partition(":")[0].endswith("rise.yaml")
    assert "glossary" in card.origin.what


# -- quizzes

SHAPES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.fixed_dictionaries({"people": st.integers(0, 4), "terms": st.integers(0, 4), "events": st.integers(0, 4)}),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60)
@given(SHAPES, st.integers(1, 25), st.integers(0, 9))
def test_neighbours_come_from_different_sections_where_that_can_be(
    shape: dict[str, dict[str, int]], count: int, seed: int
) -> None:
    questions, _ = quiz_of([chosen(shape)], count, seed)
    there = sum(sum(kinds.values()) for kinds in shape.values())
    assert len(questions) == min(count, there)
    assert [question.number for question in questions] == list(range(1, len(questions) + 1))
    assert len({question.card for question in questions}) == len(questions)
    homes = [question.section for question in questions]
    shares = [homes.count(home) for home in set(homes)]
    alike = sum(one == other for one, other in pairwise(homes))
    assert alike == (max(0, 2 * max(shares) - len(homes) - 1) if shares else 0)


@settings(max_examples=40)
@given(SHAPES, st.integers(1, 20), st.integers(0, 9))
def test_sections_have_equal_shares(shape: dict[str, dict[str, int]], count: int, seed: int) -> None:
    questions, _ = quiz_of([chosen(shape)], count, seed)
    sizes = {f"{n} Section {key}": sum(kinds.values()) for n, (key, kinds) in enumerate(shape.items(), 1)}
    shares = {home: sum(question.section == home for question in questions) for home in sizes}
    for home, share in shares.items():
        assert share == sizes[home] or share >= max(shares.values()) - 1


def test_neighbours_come_from_different_topics() -> None:
    both = [chosen({"a": {"people": 9, "terms": 9}, "b": {"events": 9}}, name) for name in ("rise", "fall")]
    questions, told = quiz_of(both, 12, 3)
    assert told == []
    topics = [question.topic for question in questions]
    assert set(topics) == {"Topic rise", "Topic fall"}
    assert all(one != other for one, other in pairwise(topics))
    assert questions[0].home(": ").startswith(f"{topics[0]}: ")


def test_an_only_topic_is_not_named() -> None:
    questions, _ = quiz_of([chosen({"a": {"people": 3}})], 2, 1)
    assert [question.home(": ") for question in questions] == ["Section a"] * 2


def test_sections_have_numbers_among_others() -> None:
    questions, _ = quiz_of([chosen({"a": {"people": 3}, "b": {"people": 3}})], 4, 1)
    assert {question.home(": ") for question in questions} == {"1 Section a", "2 Section b"}


def test_kinds_alternate() -> None:
    shape = {key: {"people": 6, "terms": 6, "events": 6} for key in "abc"}
    for seed in range(5):
        questions, _ = quiz_of([chosen(shape)], 18, seed)
        kinds = [question.block for question in questions]
        assert {kinds.count(kind) for kind in set(kinds)} == {6}
        assert sum(one == other for one, other in pairwise(kinds)) <= 2


def test_a_seed_decides() -> None:
    one = chosen({key: {"people": 6, "terms": 6, "events": 6} for key in "abc"})
    assert quiz_of([one], 10, 1) == quiz_of([one], 10, 1)
    assert len({tuple(question.card for question in quiz_of([one], 10, seed)[0]) for seed in range(5)}) == 5


def test_one_more_fact_changes_a_question_at_most() -> None:
    shape = {key: {"people": 6, "terms": 6, "events": 6} for key in "abc"}
    more = shape | {"b": {"people": 7, "terms": 6, "events": 6}}
    for seed in range(20):
        before = {question.card for question in quiz_of([chosen(shape)], 12, seed)[0]}
        after = {question.card for question in quiz_of([chosen(more)], 12, seed)[0]}
        assert len(before - after) <= 1


def test_nothing_is_asked_twice() -> None:
    people = [{"name": "Malenkov", "role": role, "why": "Why"} for role in ("Premier", "Rebel")]
    sections = [
        {"id": f"s{n}", "title": "S", "blocks": [{"type": "key-figures", "people": [person]}]}
        for n, person in enumerate(people)
    ]
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": sections})
    one: Chosen[LoadedTopic] = Chosen(Loaded(topic, Path(), "", None), (0, 1))
    assert len(cards_of(one)) == 2
    assert len(quiz_of([one], 9, 1)[0]) == 1


def test_long_answers_and_exam_questions_are_no_quiz() -> None:
    terms = [{"term": "Long", "meaning": "word " * 40}, {"term": "Short", "meaning": "word " * 8}]
    exam = {"type": "question", "question": "Why?", "marks": "2", "example": "Because."}
    section = {"id": "s", "title": "S", "blocks": [{"type": "glossary", "terms": terms}, exam]}
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [section]})
    one: Chosen[LoadedTopic] = Chosen(Loaded(topic, Path(), "", None), (0,))
    assert [card.card.question for card in cards_of(one)] == ["Long", "Short", "Why?"]
    assert [question.card.question for question in quiz_of([one], 9, 1)[0]] == ["Short"]


def test_what_makes_no_question_by_itself_is_left_out() -> None:
    events = [{"date": "1957", "event": "Presidium votes him out"}, {"date": "1958", "event": "Bulganin goes"}]
    section = {"id": "a", "title": "A", "blocks": [{"type": "timeline", "events": events}]}
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [section]})
    one: Chosen[LoadedTopic] = Chosen(Loaded(topic, Path(), "", None), (0,))
    assert [(card.number, card.card.question) for card in cards_of(one)] == [("1.1", "Bulganin goes")]


def test_a_quiz_asks_for_a_word_in_one_direction_only() -> None:
    words = [{"term": f"mot{n}", "meaning": f"word{n}"} for n in range(8)]
    section = {"id": "a", "title": "A", "blocks": [{"type": "glossary", "terms": words}]}
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [section]})
    one: Chosen[LoadedTopic] = Chosen(Loaded(topic, Path(), "", None), (0,))
    assert len(cards_of(one)) == 16
    for seed in range(4):
        questions, _ = quiz_of([one], 50, seed)
        assert sorted(question.card.fact for question in questions) == [word["term"] for word in words]
        assert len({question.card.cue for question in questions}) == 2


def test_a_quiz_asks_for_the_gaps_of_a_passage_but_no_exam_question() -> None:
    cloze = {"type": "cloze", "text": "In May 1957 a law set up 105 {{sovnarkhozy}}."}
    exam = {"type": "question", "question": "Why?", "marks": "2", "example": "Because."}
    section = {"id": "a", "title": "A", "blocks": [cloze, exam]}
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [section]})
    one: Chosen[LoadedTopic] = Chosen(Loaded(topic, Path(), "", None), (0,))
    assert [question.card.answer for question in quiz_of([one], 5, 1)[0]] == ["sovnarkhozy"]


def test_questions_know_where_their_answers_stand() -> None:
    [question], _ = quiz_of([chosen({"a": {"terms": 1}})], 1, 1)
    assert (question.sheet, question.block, question.origin) == ("rise/a/learn", 1, Origin("test.yaml", 1, 2))


@pytest.mark.parametrize(("count", "words"), [(0, "there are none"), (1, "there is only 1"), (2, "there are only 2")])
def test_too_few_facts_are_told(count: int, words: str) -> None:
    questions, told = quiz_of([chosen({"a": {"people": count}})], 5, 1)
    assert len(questions) == count
    assert told == [f"The quiz was to have 5 questions, but {words} in these sections."]


# -- options to choose from


def choosing(fixed: str = "no") -> Chosen[LoadedTopic]:
    options = [{"text": "Molotov", "right": "yes"}, *(f"Person {n}" for n in range(4))]
    asked = [{"question": "Who was it?", "options": options, "fixed": fixed}]
    section = {"id": "a", "title": "A", "blocks": [{"type": "multiple-choice", "questions": asked}]}
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [section]})
    return Chosen(Loaded(topic, Path(), "", None), (0,))


def test_a_quiz_asks_multiple_choice_with_the_options_shuffled_by_its_seed() -> None:
    shown = set()
    for seed in range(8):
        [question], _ = quiz_of([choosing()], 1, seed)
        assert question.card.answer == "Molotov"
        assert [option.text for option in question.card.options if option.right] == ["Molotov"]
        shown.add(tuple(option.text for option in question.card.options))
    assert len(shown) > 4


def test_fixed_options_keep_their_order_in_a_quiz() -> None:
    for seed in range(4):
        [question], _ = quiz_of([choosing("yes")], 1, seed)
        assert [option.text for option in question.card.options] == ["Molotov", *(f"Person {n}" for n in range(4))]


def test_a_question_with_several_answers_names_its_section() -> None:
    one = chosen({"a": {"people": 1, "terms": 1}, "b": {"people": 1}})
    sections = [section.model_dump() for section in one.loaded.topic.sections]
    for section, role in zip(sections, ("Premier", "Marshal"), strict=True):
        section["blocks"][1]["people"] = [{"name": "G. Zhukov", "role": role, "why": "Why"}]
    topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": sections})
    questions, _ = quiz_of([one._replace(loaded=Loaded(topic, Path(), "", None))], 9, 1)
    asked = {question.card.question: question.card.answer for question in questions}
    [name] = [question for question in asked if "Zhukov" in question]
    assert (name, asked[name]) in [
        ("G. Zhukov (Section a)", "Premier"), ("G. Zhukov (Section b)", "Marshal"),
    ]  # fmt: skip
    assert "Term a0" in asked


def test_an_argument_is_asked_for_on_the_enquiry_of_its_section() -> None:
    views = {
        "type": "interpretations",
        "views": [{"historian": "A. Nove", "work": "History", "claim": "It could not."}],
    }
    section = {"id": "a", "title": "A", "enquiry": "Could NEP last?", "blocks": [views]}
    for one, cue in (
        (section, "Could NEP last? The argument of"),
        (section | {"enquiry": None}, "What is the argument?"),
    ):
        topic = Topic.model_validate({**TOPIC, "id": "rise", "sections": [one]})
        [card] = cards_of(Chosen(Loaded(topic, Path(), "", None), (0,)))
        assert (card.card.cue, card.card.question) == (cue, "A. Nove, *History*")

"""The parts of a pack, in order, and what a teacher is warned of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from packgen.load import open_library
from packgen.plan.kinds import SHEETS
from packgen.plan.options import PlanOptions
from packgen.plan.stages import QUIZ, Answers
from packgen.sheet.sheet import PackPart, Sheet
from tests.support.assembled import TypesetPack, typeset_pack
from tests.support.geometry import read
from tests.support.pages import design, faces
from tests.support.tags import tree
from tests.support.topics import ESSAY, QUESTION, STUDY, TASK, load

EVERYTHING = (*STUDY, *TASK, *QUESTION)
STAGES = ("learn", "recall", "write", "check")
QUIZZED = (*STAGES, "quiz")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two topics: the first of two sections, with sources."""
    load(tmp_path, EVERYTHING, EVERYTHING, id_="one", title="First topic", sources=True)
    load(tmp_path, EVERYTHING, id_="two", title="Second topic")
    return tmp_path


def pack(
    folder: Path,
    topics: Sequence[str] = ("one", "two"),
    *,
    sheets: Sequence[str] = STAGES,
    answers: Answers = "overleaf",
    single_sided: bool = False,
) -> TypesetPack:
    used = design("standard", "a4", single_sided)
    return typeset_pack(open_library(folder), topics, used, PlanOptions(tuple(sheets), answers))


def shown(parts: Sequence[PackPart]) -> dict[str, dict[str, list[str]]]:
    """Return the names of the sheets by part and chapter."""
    return {
        part.title: {
            chapter.title: [sheet.name or sheet.title for sheet in chapter.sheets] for chapter in part.chapters
        }
        for part in parts
    }


def front(sheet: Sheet) -> str:
    return tree(sheet, read(sheet, faces())).text


def section(topic: str, number: int, stages: Sequence[str] = STAGES) -> list[str]:
    return [f"{topic}/s{number}/{stage}" for stage in stages]


# -- order


def test_sections_then_organisers_sources_cards_and_quiz(folder: Path) -> None:
    made = pack(folder, ["one"], sheets=SHEETS)
    assert shown(made.parts) == {
        "First topic": {
            "Section 1 of one": section("one", 1),
            "Section 2 of one": section("one", 2),
            "Knowledge organiser": ["one/organiser", "one/organiser-blank"],
            "Flashcards": ["one/cards"],
            "Sources": ["Sources"],
            "Quiz": ["quiz", "quiz/check"],
            "Retrieval grid": ["grid", "grid/check"],
        }
    }
    assert made.answers is None


def test_each_topic_has_its_cards_and_the_quiz_is_of_all(folder: Path) -> None:
    assert shown(pack(folder, sheets=SHEETS).parts) == {
        "First topic": {
            "Section 1 of one": section("one", 1),
            "Section 2 of one": section("one", 2),
            "Knowledge organiser": ["one/organiser", "one/organiser-blank"],
            "Flashcards": ["one/cards"],
        },
        "Second topic": {
            "Section 1 of two": section("two", 1),
            "Knowledge organiser": ["two/s1/organiser", "two/s1/organiser-blank"],
            "Flashcards": ["two/cards"],
        },
        "Sources": {"Sources": ["Sources"]},
        "Quiz": {"Quiz": ["quiz", "quiz/check"]},
        "Retrieval grid": {"Retrieval grid": ["grid", "grid/check"]},
    }


def test_answers_at_the_back_come_last(folder: Path) -> None:
    made = pack(folder, answers="back", sheets=QUIZZED)
    assert list(shown(made.parts)) == ["First topic", "Second topic", "Sources", "Quiz", "Answers"]
    assert shown(made.parts)["Answers"] == {"First topic": ["one/check"], "Second topic": ["two/check"]}
    single = shown(pack(folder, ["one"], answers="back").parts)
    assert list(single["First topic"].items())[-1] == ("Answers", ["one/check"])


def test_answers_in_a_file_of_their_own_leave_none_in_the_pack(folder: Path) -> None:
    made = pack(folder, answers="separate", sheets=QUIZZED)
    assert "check" not in str(shown(made.parts))
    assert made.answers is not None
    cover, parts = made.answers
    assert shown(parts) == {
        "First topic": {"Answers": ["one/check"]},
        "Second topic": {"Answers": ["two/check"]},
        "Quiz": {"Quiz": ["quiz/check"]},
    }
    assert front(cover).startswith("Answers · A-level History")
    assert "Answers ·" not in front(made.front_matter)


def test_a_quiz_alone_has_its_answers_apart_too(folder: Path) -> None:
    made = pack(folder, ["one"], answers="separate", sheets=["quiz"])
    assert shown(made.parts) == {"First topic": {"Quiz": ["quiz"]}}
    assert made.answers is not None
    assert shown(made.answers[1]) == {"First topic": {"Quiz": ["quiz/check"]}}


def test_no_answers_anywhere(folder: Path) -> None:
    made = pack(folder, answers="none", sheets=QUIZZED)
    assert "check" not in str(shown(made.parts))
    assert made.answers is None
    assert "Check" not in front(made.front_matter)


@pytest.mark.parametrize("answers", ["back", "separate"])
def test_where_nothing_is_asked_there_is_nothing_to_answer(tmp_path: Path, answers: Answers) -> None:
    load(tmp_path, STUDY[:1], id_="one")
    load(tmp_path, STUDY[:1], id_="two")
    made = pack(tmp_path, answers=answers)
    assert [chapter.title for part in made.parts for chapter in part.chapters] == [
        "Section 1 of one",
        "Section 1 of two",
    ]
    assert made.answers is None


def test_sources_belong_to_what_is_learnt(folder: Path) -> None:
    assert "Sources" not in str(shown(pack(folder, ["one"], sheets=["recall", "check"]).parts))


def test_sections_are_told_with_the_names_of_their_sheets(folder: Path) -> None:
    for answers in ("overleaf", "back", "separate"):
        made = pack(folder, answers=answers)
        assert [(one.topic, one.section, one.title, list(one.sheets)) for one in made.sections] == [
            ("one", "s1", "Section 1 of one", section("one", 1)),
            ("one", "s2", "Section 2 of one", section("one", 2)),
            ("two", "s1", "Section 1 of two", section("two", 1)),
        ]


def test_contents_have_a_line_for_every_chapter(folder: Path) -> None:
    made = pack(folder, answers="back", sheets=SHEETS)
    said = front(made.front_matter)
    places = [said.find(words) for words in ("Section 2 of one", "Section 1 of two", "Sources", "Quiz", "Answers")]
    assert -1 not in places
    assert places == sorted(places)


def test_contents_name_the_page_of_answers_at_the_foot_of_learn(tmp_path: Path) -> None:
    load(tmp_path, (*STUDY, *TASK), (*STUDY, *TASK), EVERYTHING)
    made = typeset_pack(open_library(tmp_path), ("topic",), design("standard", "a4", False), PlanOptions())
    described = [link.description for link in made.front_matter.links if ", page" not in link.description]
    assert [words for words in described if "Section 2" in words] == [
        "2 Section 2 of topic, Learn 5",
        "2 Section 2 of topic, Recall 6",
        "2 Section 2 of topic, Check 5",
    ]
    assert "3 Section 3 of topic, Check 10" in described


# -- the quiz's leaves


def quiz(made: TypesetPack) -> list[Sheet]:
    [chapter] = [one for part in made.parts for one in part.chapters if one.title == QUIZ]
    return list(chapter.sheets)


def test_the_answers_to_a_quiz_are_on_its_back(folder: Path) -> None:
    for answers in ("overleaf", "back"):
        asked, key = quiz(pack(folder, sheets=QUIZZED, answers=answers))
        assert (len(asked.pages), len(key.pages), key.verso) == (1, 1, True)
    single = quiz(pack(folder, sheets=QUIZZED, single_sided=True))
    assert [(len(sheet.pages), sheet.verso) for sheet in single] == [(1, False), (1, False)]


def test_a_quiz_whose_answers_are_elsewhere_takes_whole_leaves(folder: Path) -> None:
    for answers in ("separate", "none"):
        [sheet] = quiz(pack(folder, answers=answers, sheets=QUIZZED))
        assert (len(sheet.pages), sheet.verso) == (2, False)


def test_a_key_names_pages_of_what_is_in_the_pack(folder: Path) -> None:
    key = quiz(pack(folder, sheets=QUIZZED))[1]
    assert {one.target and one.target.sheet for one in key.references} <= {
        "one/s1/learn",
        "one/s2/learn",
        "two/s1/learn",
    }
    assert key.references
    assert quiz(pack(folder, sheets=["recall", "check", "quiz"]))[1].references == ()


# -- warnings


def long(points: int) -> tuple[dict[str, object], ...]:
    """A study block of so many lines."""
    return ({"type": "timeline", "events": [{"date": f"Day {n}", "event": "Something"} for n in range(points)]},)


def warned(folder: Path, *blocks: dict[str, object], single_sided: bool = False) -> list[str]:
    load(folder, blocks)
    made = pack(folder, topics=["topic"], single_sided=single_sided)
    return [warning.partition(" takes another sheet of paper")[0] for warning in made.warnings]


def test_a_sheet_that_a_little_shortening_would_fit_is_named(tmp_path: Path) -> None:
    """Where it has an odd number of sides, and the last would be a strip if all gave way."""
    made, named = dict.fromkeys((1, 2, 3, 4), 0), []
    for points in range(20, 160, 10):
        load(tmp_path, long(points))
        made_pack = pack(tmp_path, ["topic"], sheets=["learn"])
        told = [warning.partition(" takes another sheet of paper")[0] for warning in made_pack.warnings]
        learn = made_pack.parts[0].chapters[0].sheets[0]
        noted = "Notes" in read(learn, faces()).words(len(learn.pages) - 1)
        used = len(learn.pages) - noted
        made[used] = made.get(used, 0) + 1
        named += [used] * ("topic/s1: Learn" in told)
    assert made[2]
    assert made[3]
    assert made[4]
    assert 3 in named
    assert {used % 2 for used in named} == {1}
    assert named.count(3) < made[3]


def test_three_sides_of_questions_with_answers_on_the_back_waste_nothing(tmp_path: Path) -> None:
    assert warned(tmp_path, *STUDY[:1], *ESSAY, *ESSAY, *ESSAY) == []
    load(tmp_path, (*STUDY[:1], *ESSAY, *ESSAY, *ESSAY))
    made = pack(tmp_path, ["topic"], answers="back")
    assert made.warnings == ()


def test_a_single_sided_pack_wastes_no_backs(tmp_path: Path) -> None:
    assert all(warned(tmp_path, *long(points), single_sided=True) == [] for points in range(20, 160, 10))

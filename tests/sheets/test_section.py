"""Which sheets a section has, on which sides they begin, and what they say of one another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from packgen.layout.core.setting import Setting
from packgen.plan.options import PlanOptions
from packgen.plan.stages import SECTION_STAGES, Answers
from packgen.sheet.sheet import Pages, Sheet
from packgen.sheets.context import section_context
from packgen.sheets.section import typeset_section
from tests.support.geometry import read
from tests.support.pages import faces
from tests.support.tags import tree
from tests.support.topics import ESSAY, QUESTION, STUDY, TASK, Blocks, load, plain_setting

EVERYTHING = (*STUDY, *TASK, *QUESTION)
ELSEWHERE: tuple[Answers, ...] = ("back", "separate")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


class SectionSheets(NamedTuple):
    """The sheets that follow one another, the answers where they stand elsewhere, and the facts."""

    sheets: tuple[Sheet, ...]
    apart: Sheet | None
    marks: int
    pages: Mapping[int, Pages]


def made(folder: Path, blocks: Blocks, options: PlanOptions, used: Setting | None = None) -> SectionSheets:
    unit = typeset_section(section_context(load(folder, blocks), 0, used or plain_setting(), options))
    count = len(unit.sheets) - unit.facts.apart
    [apart] = unit.sheets[count:] or [None]
    return SectionSheets(unit.sheets[:count], apart, unit.facts.marks, dict(unit.facts.pages))


def names(sheets: SectionSheets) -> list[str]:
    return [sheet.name.removeprefix("topic/s1/") for sheet in sheets.sheets]


def head(sheet: Sheet) -> str:
    """What the running head of the first page says, from left to right."""
    texts = [text for text in read(sheet, faces()).texts(0) if text.mcid is None]
    return " ".join(text.text.strip() for text in sorted(texts, key=lambda text: text.x))


def said(sheet: Sheet) -> str:
    return tree(sheet, read(sheet, faces())).text


# -- stages


def test_a_section_has_four_stages_and_the_answers_are_overleaf(folder: Path) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions())
    assert (names(sheets), sheets.apart) == (["learn", "recall", "write", "check"], None)
    assert [sheet.title for sheet in sheets.sheets] == list(SECTION_STAGES)
    assert all("Learn › Recall › Write › Check" in head(sheet) for sheet in sheets.sheets)


@pytest.mark.parametrize("answers", ELSEWHERE)
def test_answers_may_stand_elsewhere(folder: Path, answers: Answers) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(answers=answers))
    assert names(sheets) == ["learn", "recall", "write"]
    assert sheets.apart is not None
    assert sheets.apart.name == "topic/s1/check"
    assert "Learn › Recall › Write › Check" in head(sheets.sheets[0])


def test_without_answers_nothing_speaks_of_them(folder: Path) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(answers="none"))
    assert (names(sheets), sheets.apart) == (["learn", "recall", "write"], None)
    for sheet in sheets.sheets:
        assert "Check" not in head(sheet)
        assert sheet.references == ()
        assert "nswer" not in said(sheet)


@pytest.mark.parametrize(
    ("blocks", "stages"),
    [
        (STUDY[:1], ["learn"]),
        ((*STUDY, *TASK), ["learn", "recall", "check"]),
        ((*STUDY, *QUESTION), ["learn", "recall", "write", "check"]),
        ((*STUDY[:1], *QUESTION), ["learn", "write", "check"]),
        (QUESTION, ["learn", "write", "check"]),
    ],
    ids=["nothing to ask", "no question", "a task made of the timeline", "no task", "only a question"],
)
def test_a_section_has_the_sheets_that_it_has_something_for(folder: Path, blocks: Blocks, stages: list[str]) -> None:
    sheets = made(folder, blocks, PlanOptions())
    assert names(sheets) == stages
    assert head(sheets.sheets[0]).endswith(" › ".join(stage.capitalize() for stage in stages))


@pytest.mark.parametrize(
    ("sheets", "keyed"),
    [
        (("check",), ["A Complete the timeline", "1 Question"]),
        (("recall", "check"), ["A Complete the timeline"]),
        (("write", "check"), ["1 Question"]),
        (("learn", "check"), ["A Complete the timeline", "1 Question"]),
        (("learn", "recall", "write", "check"), ["A Complete the timeline", "1 Question"]),
    ],
)
def test_the_key_answers_what_the_pack_asks(folder: Path, sheets: tuple[str, ...], keyed: list[str]) -> None:
    check = made(folder, EVERYTHING, PlanOptions(sheets=sheets)).sheets[-1]
    headings = [node.text for node in tree(check, read(check, faces())).find("H3")]
    assert headings[: len(keyed)] == keyed
    assert len([one for one in headings if one[:2] in ("A ", "1 ")]) == len(keyed)


def test_marks_are_those_of_the_recall_sheet(folder: Path) -> None:
    assert made(folder, EVERYTHING, PlanOptions()).marks == 3
    assert made(folder, STUDY[:1], PlanOptions()).marks == 0


def test_the_pages_of_every_study_block_are_known(folder: Path) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions())
    assert {place: (pages.sheet, pages.first) for place, pages in sheets.pages.items()} == {
        0: ("topic/s1/learn", 0),
        1: ("topic/s1/learn", 0),
    }
    assert made(folder, EVERYTHING, PlanOptions(sheets=("recall", "check"))).pages == {}


# -- what they say of one another


def test_the_self_check_names_the_page_of_the_answers(folder: Path) -> None:
    for answers in ("overleaf", "back", "separate"):
        recall = made(folder, EVERYTHING, PlanOptions(answers=answers)).sheets[1]
        [reference] = recall.references
        assert reference.target is not None
        assert (reference.words, reference.target.sheet) == ("Answers: page {}", "topic/s1/check")


def test_the_key_names_the_page_of_the_facts_only_where_the_pack_has_it(folder: Path) -> None:
    with_facts = made(folder, EVERYTHING, PlanOptions()).sheets[-1]
    assert [one.target and one.target.sheet for one in with_facts.references] == ["topic/s1/learn"]
    assert made(folder, EVERYTHING, PlanOptions(sheets=("recall", "check"))).sheets[-1].references == ()


# -- leaves


def test_answers_begin_on_the_back_of_a_question(folder: Path) -> None:
    *_, write, check = made(folder, EVERYTHING, PlanOptions()).sheets
    assert (len(write.pages), check.verso, len(check.pages)) == (1, True, 1)


def test_answers_begin_on_a_leaf_of_their_own_after_two_sides_of_questions(folder: Path) -> None:
    *_, write, check = made(folder, (*STUDY, *ESSAY, *ESSAY), PlanOptions()).sheets
    assert (len(write.pages), check.verso, len(check.pages)) == (2, False, 2)


def test_without_questions_the_answers_have_a_leaf_of_their_own(folder: Path) -> None:
    *_, recall, check = made(folder, (*STUDY, *TASK), PlanOptions()).sheets
    assert (len(recall.pages), check.verso, len(check.pages)) == (2, False, 2)


@pytest.mark.parametrize("answers", ["back", "separate", "none"])
def test_questions_take_whole_leaves_where_no_answers_are_on_their_back(folder: Path, answers: Answers) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(answers=answers))
    assert [len(sheet.pages) for sheet in sheets.sheets] == [2, 2, 2]
    assert sheets.apart is None or (sheets.apart.verso, len(sheets.apart.pages)) == (False, 2)


def test_a_single_sided_pack_has_no_backs(folder: Path) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(), plain_setting(single_sided=True))
    assert [(len(sheet.pages), sheet.verso) for sheet in sheets.sheets] == [(1, False)] * 4


# -- editions


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_teachers_answers_are_on_the_sheets_that_ask(folder: Path, profile: str) -> None:
    used = plain_setting(profile)
    student = made(folder, EVERYTHING, PlanOptions(), used).sheets
    teacher = made(folder, EVERYTHING, PlanOptions(teacher=True), used).sheets
    assert [one.title for one, other in zip(student, teacher, strict=True) if one != other] == ["Recall"]
    assert [len(sheet.pages) for sheet in student] == [len(sheet.pages) for sheet in teacher]


def test_a_seed_changes_what_is_asked_and_its_key_alone(folder: Path) -> None:
    events = [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 9)]
    blocks = (STUDY[0], {"type": "timeline", "events": events}, *QUESTION)
    found = [made(folder, blocks, PlanOptions(seed=seed)).sheets for seed in range(1, 6)]
    assert len({sheets[0].pages for sheets in found}) == 1
    assert len({sheets[2].pages for sheets in found}) == 1
    assert len({sheets[1].pages for sheets in found}) > 2
    assert len({sheets[3].pages for sheets in found}) > 2

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
    """The sheets that follow one another, and the facts."""

    sheets: tuple[Sheet, ...]
    marks: int
    pages: Mapping[int, Pages]


def made(folder: Path, blocks: Blocks, options: PlanOptions, used: Setting | None = None) -> SectionSheets:
    unit = typeset_section(section_context(load(folder, blocks), 0, used or plain_setting(), options))
    assert unit.facts.apart == 0
    return SectionSheets(unit.sheets, unit.facts.marks, dict(unit.facts.pages))


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
    assert names(sheets) == ["learn", "recall", "write", "check"]
    assert [sheet.title for sheet in sheets.sheets] == list(SECTION_STAGES)
    assert all("Learn › Recall › Write › Check" in head(sheet) for sheet in sheets.sheets)


@pytest.mark.parametrize("answers", ELSEWHERE)
def test_answers_may_stand_elsewhere(folder: Path, answers: Answers) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(answers=answers))
    assert names(sheets) == ["learn", "recall", "write"]
    assert "Learn › Recall › Write › Check" in head(sheets.sheets[0])


def test_without_answers_nothing_speaks_of_them(folder: Path) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(answers="none"))
    assert names(sheets) == ["learn", "recall", "write"]
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
def test_a_section_has_the_stages_that_it_has_something_for(folder: Path, blocks: Blocks, stages: list[str]) -> None:
    """A short one has its answers at the foot of Learn."""
    sheets = made(folder, blocks, PlanOptions())
    parts = [part.name.removeprefix("topic/s1/") for sheet in sheets.sheets for part in sheet.parts]
    assert [*names(sheets), *parts] == stages
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

FULL: Blocks = (*STUDY, {"type": "prose", "text": "Study text. " * 350})
"""Blocks to learn that fill a page."""

LONG: Blocks = [{"type": "recall", "prompt": "Write freely.", "lines": "40"}] * 2
"""Tasks of three pages."""


@pytest.mark.parametrize(
    ("blocks", "sides"),
    [
        (EVERYTHING, [("learn", 1, False), ("recall", 1, True), ("write", 1, False), ("check", 1, True)]),
        ((*STUDY, *TASK), [("learn", 1, False), ("recall", 1, True)]),
        ((*STUDY[:1], *QUESTION), [("learn", 1, False), ("write", 1, True)]),
        ((*FULL, *TASK), [("learn", 2, False), ("recall", 1, False), ("check", 1, True)]),
        (
            (*STUDY, *LONG, *QUESTION),
            [("learn", 1, False), ("recall", 3, True), ("write", 1, False), ("check", 1, True)],
        ),
        (
            (*STUDY, *TASK, *ESSAY, *ESSAY),
            [("learn", 2, False), ("recall", 1, False), ("write", 2, True), ("check", 1, True)],
        ),
    ],
    ids=["all", "no question", "no task", "a full page", "a long task", "two essays"],
)
def test_sheets_follow_one_another_and_learn_has_leaves_of_its_own_where_that_takes_none_more(
    folder: Path, blocks: Blocks, sides: list[tuple[str, int, bool]]
) -> None:
    sheets = made(folder, blocks, PlanOptions())
    assert [(name, len(one.pages), one.verso) for name, one in zip(names(sheets), sheets.sheets, strict=True)] == sides


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_short_section_is_a_leaf_with_its_answers_at_the_foot_of_learn(folder: Path, profile: str) -> None:
    learn, recall = made(folder, (*STUDY, *TASK), PlanOptions(), plain_setting(profile)).sheets
    text = said(learn)
    assert text.index("Event 3") < text.index("Answers") < text.index("A Complete the timeline")
    assert text.endswith("To mend before the next visit")
    [key] = learn.parts
    assert (key.name, key.first, key.last) == ("topic/s1/check", 0, 0)
    assert [box.kind for box in learn.blocks] == ["prose", "timeline"]
    assert [box.kind for box in key.blocks] == ["rebuild"]
    [reference] = recall.references
    assert reference.target == Pages("topic/s1/check", 0, 0)
    assert learn.references == ()


def test_a_short_section_without_a_key_in_it_has_none_at_the_foot_of_learn(folder: Path) -> None:
    for options in (PlanOptions(answers="none"), PlanOptions(answers="back"), PlanOptions(sheets=("learn", "recall"))):
        sheets = made(folder, (*STUDY, *TASK), options).sheets
        assert "Answers" not in said(sheets[0])
        assert sheets[0].parts == ()


@pytest.mark.parametrize("answers", ["back", "separate", "none"])
def test_without_answers_overleaf_questions_end_the_leaf(folder: Path, answers: Answers) -> None:
    sheets = made(folder, EVERYTHING, PlanOptions(answers=answers)).sheets
    assert [(len(sheet.pages), sheet.verso) for sheet in sheets] == [(2, False), (1, False), (1, True)]
    sheets = made(folder, (*STUDY, *TASK, *ESSAY, *ESSAY), PlanOptions(answers=answers)).sheets
    assert [(len(sheet.pages), sheet.verso) for sheet in sheets] == [(1, False), (1, True), (2, False)]
    sheets = made(folder, (*STUDY[:1], *ESSAY), PlanOptions(answers=answers, sheets=("write", "check"))).sheets
    assert [(len(sheet.pages), sheet.verso) for sheet in sheets] == [(2, False)]
    assert "Notes" in said(sheets[-1])


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_section_takes_whole_leaves_and_has_no_empty_page(folder: Path, profile: str) -> None:
    for count in range(1, 8):
        tasks: Blocks = [{"type": "recall", "prompt": "Write.", "lines": "12", "points": ["a"]}] * count
        unit = made(folder, (*STUDY, *tasks, *QUESTION), PlanOptions(), plain_setting(profile)).sheets
        assert sum(len(sheet.pages) for sheet in unit) % 2 == 0
        assert all(owners for sheet in unit for owners in sheet.structure.owners)


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

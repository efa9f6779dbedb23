"""Write and Check: whole leaves, lines to mend on where there is room, tighter gaps where there is too little."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from packgen.layout.core.setting import Setting
from packgen.plan.stages import Answers
from packgen.sheet.sheet import Sheet
from packgen.sheets import check as check_stage
from packgen.sheets import recall as recall_stage
from packgen.sheets import write as write_stage
from packgen.units import MM
from tests.support.geometry import Drawing, read
from tests.support.pages import faces
from tests.support.tags import tree
from tests.support.topics import ESSAY, QUESTION, Blocks, context, load, plain_setting

MEND = "To mend before the next visit"
TASKS: Blocks = [
    {"type": "timeline", "events": [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 6)]},
    {"type": "cloze", "title": "Gapped", "text": "It {{fell}}, {{rose}} and {{fled}}."},
    {"type": "rebuild", "of": "timeline", "title": "Timed"},
    {"type": "blurt", "title": "Blurted", "cues": [{"cue": "Why?", "points": ["p", "q"]}]},
    {"type": "match-up", "title": "Matched", "pairs": [{"left": f"l{n}", "right": f"r{n}"} for n in range(3)]},
    {"type": "put-in-order", "title": "Ordered", "items": ["one", "two", "three"]},
    {"type": "recall", "title": "Lined", "prompt": "Say it", "points": ["a", "b"]},
    {"type": "question", "kind": "Asked", "question": "Why?", "marks": "4", "example": "Because."},
]
PROFILES = ("standard", "large-print")


def judged(count: int, words: int = 5) -> Blocks:
    """So many questions; the key of each is a heading and a paragraph, the last one's of so many words."""
    return [
        {"type": "question", "question": "Why?", "marks": "9", "judgement": "word " * (words if n == count - 1 else 5)}
        for n in range(count)
    ]


def check(folder: Path, blocks: Blocks, used: Setting, verso: bool = False) -> tuple[Sheet, Drawing]:
    """Return the answers to some questions; after one page of them, or after two."""
    section = context(load(folder, blocks), used, ["write", "check"])
    before = write(folder, QUESTION, used, whole=not verso)
    sheet = check_stage.typeset_stage(replace(section, before=(before,))).sheet
    return sheet, read(sheet, used.faces)


def write(folder: Path, blocks: Blocks, used: Setting, whole: bool) -> Sheet:
    answers: Answers = "back" if whole else "overleaf"
    return write_stage.typeset_stage(context(load(folder, blocks), used, ["write", "check"], answers=answers)).sheet


# -- Write


def test_questions_end_where_they_end_if_answers_follow(tmp_path: Path) -> None:
    assert len(write(tmp_path, QUESTION, plain_setting(), whole=False).pages) == 1
    assert len(write(tmp_path, QUESTION, plain_setting(), whole=True).pages) == 2
    assert len(write(tmp_path, [*ESSAY, *ESSAY], plain_setting(), whole=True).pages) == 2
    assert len(write(tmp_path, QUESTION, plain_setting(single_sided=True), whole=True).pages) == 1


def test_questions_have_numbers_and_every_place_is_known(tmp_path: Path) -> None:
    sheet = write(tmp_path, [*QUESTION, *ESSAY], plain_setting(), whole=False)
    headings = [node.text for node in tree(sheet, read(sheet, faces())).find("H2")]
    assert headings == ["1 Question", "2 Question"]
    assert sheet.name == "topic/s1/write"


# -- lines to mend on


def test_every_key_has_lines_to_mend_on_that_fill_the_foot_of_its_page(tmp_path: Path) -> None:
    """Six at most, two at least; where two have no room, gaps give way."""
    used = plain_setting()
    pitch, frame = used.design.length("writing-line") / MM, used.design.frame(True)
    foot = (used.design.page_height - frame.y) / MM
    counts, pages = set(), set()
    for words in range(5, 900, 12):
        sheet, drawing = check(tmp_path, judged(6, words), used)
        assert len(sheet.pages) == 2
        if any("word" in text.text for text in drawing.texts(1)):
            break
        title = drawing.find(MEND)
        lines = [line for line in drawing.lines(title.page) if line.y0 > title.y and line.x1 - line.x0 > 170]
        counts.add(len(lines))
        pages.add(title.page)
        steps = [lower.y0 - upper.y0 for upper, lower in pairwise(lines)]
        assert steps == pytest.approx([pitch] * len(steps), abs=0.01)
        assert lines[-1].y0 <= foot + 0.01
        assert len(lines) == 6 or foot - lines[-1].y0 < pitch
    assert (counts, pages) == ({2, 3, 4, 5, 6}, {0})


@pytest.mark.parametrize("verso", [False, True])
def test_lines_to_mend_on_never_cost_a_leaf(tmp_path: Path, verso: bool) -> None:
    used = plain_setting()
    leaf = 2 - verso
    left_out = 0
    for words in range(5, 2600 if leaf == 2 else 1000, 60):
        sheet, drawing = check(tmp_path, judged(6, words), used, verso)
        mends = MEND in drawing.words()
        if len(sheet.pages) > leaf:
            assert any("word" in text.text for text in drawing.texts(leaf))
            break
        left_out += not mends
    assert left_out


def test_lines_to_mend_on_stand_beside_the_main_column_where_they_have_room(tmp_path: Path) -> None:
    points = [f"point {n}" for n in range(14)]
    blocks = [
        *QUESTION,
        {"type": "blurt", "cues": [{"cue": "Why?", "points": points}]},
        {"type": "match-up", "pairs": [{"left": f"l{n}", "right": f"r{n}"} for n in range(3)]},
    ]
    section = context(load(tmp_path, blocks), plain_setting(), ["recall", "write", "check"])
    sheet, *_ = check_stage.typeset_stage(replace(section, before=(write(tmp_path, QUESTION, plain_setting(), True),)))
    drawing = read(sheet, plain_setting().faces)
    title, question = drawing.find("To mend before"), drawing.find("Question")
    assert title.x == pytest.approx(140, abs=0.01)
    assert question.y < title.y < drawing.find("point 13").y < drawing.find("Match up").y
    lines = [line for line in drawing.lines() if 139 < line.x0 < 141 and line.y0 > title.y and line.weight == 0.6]
    assert 2 <= len(lines) <= 6
    assert max(line.y0 for line in lines) <= drawing.find("point 13").y + 2


def test_the_key_has_the_left_edges_and_the_names_of_the_tasks(tmp_path: Path) -> None:
    """Every task is called the same on both sheets, and starts at the same place from the left."""
    section = context(load(tmp_path, TASKS), plain_setting(), ["recall", "write", "check"])
    recalled, *_ = recall_stage.typeset_stage(section)
    asked = read(recalled, plain_setting().faces)
    before = (write(tmp_path, TASKS, plain_setting(), True),)
    keyed = read(check_stage.typeset_stage(replace(section, before=before)).sheet, plain_setting().faces)
    for task in section.recall:
        task_title, key_title = (drawing.find(task.form.title) for drawing in (asked, keyed))
        edges = [title.x - (15 if title.page % 2 else 20) for title in (task_title, key_title)]  # of a verso, a recto
        assert edges[1] == pytest.approx(edges[0], abs=0.01), task.form.title
    assert len(section.recall) == 6


def test_scores_stand_once_and_on_the_sheets_that_a_teacher_takes_in(tmp_path: Path) -> None:
    section = context(load(tmp_path, TASKS), plain_setting(), ["recall", "write", "check"])
    recalled, *_ = recall_stage.typeset_stage(section)
    written = write_stage.typeset_stage(section).sheet
    before = (write(tmp_path, TASKS, plain_setting(), True),)
    keyed = check_stage.typeset_stage(replace(section, before=before)).sheet

    def scores(sheet: Sheet) -> list[int]:
        texts = read(sheet, plain_setting().faces).texts()
        return [int(text.text[2:]) for text in texts if text.text.startswith("/ ") and text.size == 10.5]

    marks = [task.form.marks for task in section.recall if task.form.marks]
    assert scores(recalled) == [*marks, sum(marks)]
    assert scores(written) == [task.form.marks for task in section.write]
    assert scores(keyed) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_to_mend_is_a_section_of_its_own_at_the_end(tmp_path: Path, profile: str) -> None:
    sheet, drawing = check(tmp_path, judged(1), plain_setting(profile))
    [mend] = [node for node in tree(sheet, drawing).find("Sect") if node.text.strip() == MEND]
    assert [kid.tag for kid in mend.kids if not isinstance(kid, str | tuple)] == ["H3"]
    assert tree(sheet, drawing).text.strip().removesuffix("Notes").endswith(MEND)


# -- tighter gaps


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("verso", [False, True])
def test_a_key_that_runs_over_by_a_little_is_pulled_back(tmp_path: Path, profile: str, verso: bool) -> None:
    """One more answer than fits the leaf costs no leaf while gaps can give way, and then one."""
    used = plain_setting(profile)
    leaf = 2 - verso
    found: dict[int, tuple[int, float, bool]] = {}
    for count in range(1, 80):
        sheet, drawing = check(tmp_path, judged(count), used, verso)
        sides = 1 + max(text.page for text in drawing.texts() if text.mcid is not None and text.text != "Notes")
        tops = [text.y for text in drawing.texts(0) if text.text.strip() == "Judgement."]
        found[count] = sides, round(tops[1] - tops[0], 2) if len(tops) > 1 else 0.0, MEND in drawing.words()
        assert sheet.verso == verso
        assert (len(sheet.pages) + verso) % 2 == 0
        if sides > leaf:
            break
    fitted = [(pitch, mended) for sides, pitch, mended in found.values() if pitch and sides <= leaf]
    pitches = [pitch for pitch, _ in fitted]
    assert min(pitches) < max(pitches) - 1, "gaps gave way before another leaf was begun"
    assert list(found.values())[-1][0] == leaf + 1


def test_a_single_sided_pack_tightens_what_ends_in_a_strip(tmp_path: Path) -> None:
    used = plain_setting(single_sided=True)
    for count in range(8, 24):
        sheet, drawing = check(tmp_path, judged(count), used)
        feet = [
            max(text.y for text in drawing.texts(page) if text.mcid is not None) for page in range(len(sheet.pages))
        ]
        assert len(feet) == 1 or min(feet) > 25 + 250 / 4

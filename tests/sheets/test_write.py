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
from packgen.sheets import write as write_stage
from packgen.units import MM
from tests.support.geometry import Drawing, read
from tests.support.pages import faces
from tests.support.tags import tree
from tests.support.topics import ESSAY, QUESTION, Blocks, context, load, plain_setting

MEND = "To mend before the next visit"
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
    sheet, *_ = check_stage.typeset_stage(replace(section, before=(before,)))
    return sheet, read(sheet, used.faces)


def write(folder: Path, blocks: Blocks, used: Setting, whole: bool) -> Sheet:
    answers: Answers = "back" if whole else "overleaf"
    sheet, *_ = write_stage.typeset_stage(context(load(folder, blocks), used, ["write", "check"], answers=answers))
    return sheet


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


def test_lines_to_mend_on_fill_the_foot_of_the_page(tmp_path: Path) -> None:
    """Six at most, two at least; without room for two there is not even the heading."""
    used = plain_setting()
    pitch, frame = used.design.length("writing-line") / MM, used.design.frame(True)
    foot = (used.design.page_height - frame.y) / MM
    heading = (used.design.length("row-gap") + used.design.length("heading-height")) / MM
    counts = set()
    for words in range(5, 700, 12):
        sheet, drawing = check(tmp_path, judged(6, words), used)
        if any("word" in text.text for text in drawing.texts(1)):
            break
        below = max(text.y for text in drawing.texts(0) if "word" in text.text)
        found = [text for text in drawing.texts() if text.text == MEND]
        if not found:
            counts.add(0)
            assert foot - below < heading + 3 * pitch
            continue
        [title] = found
        lines = [line for line in drawing.lines(0) if line.y0 > title.y and line.x1 - line.x0 > 170]
        counts.add(len(lines))
        assert 2 <= len(lines) <= 6
        steps = [lower.y0 - upper.y0 for upper, lower in pairwise(lines)]
        assert steps == pytest.approx([pitch] * len(steps), abs=0.01)
        assert lines[-1].y0 <= foot + 0.01
        assert len(lines) == 6 or foot - lines[-1].y0 < pitch
        assert len(sheet.pages) == 2
    assert counts == {0, 2, 3, 4, 5, 6}


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_to_mend_is_a_section_of_its_own_at_the_end(tmp_path: Path, profile: str) -> None:
    sheet, drawing = check(tmp_path, judged(1), plain_setting(profile))
    [mend] = [node for node in tree(sheet, drawing).find("Sect") if node.text.strip() == MEND]
    assert [kid.tag for kid in mend.kids if not isinstance(kid, str | tuple)] == ["H3"]
    assert tree(sheet, drawing).text.strip().endswith(MEND)


# -- tighter gaps


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("verso", [False, True])
def test_a_key_that_runs_over_by_a_little_is_pulled_back(tmp_path: Path, profile: str, verso: bool) -> None:
    """One more answer than fits the leaf costs no leaf while gaps can give way, and then one."""
    used = plain_setting(profile)
    leaf = 2 - verso
    found = {}
    for count in range(1, 80):
        sheet, drawing = check(tmp_path, judged(count), used, verso)
        sides = 1 + max(text.page for text in drawing.texts() if text.mcid is not None)
        tops = [text.y for text in drawing.texts(0) if text.text.strip() == "Judgement."]
        found[count] = sides, round(tops[1] - tops[0], 2) if len(tops) > 1 else 0.0
        assert sheet.verso == verso
        assert (len(sheet.pages) + verso) % 2 == 0
        if sides > leaf:
            break
    pitches = [pitch for sides, pitch in found.values() if pitch and sides <= leaf]
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

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from packgen.blocks import Block
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.load import open_library
from packgen.plan.options import PlanOptions
from packgen.sheet.structure import Element
from packgen.sheets.context import section_context
from packgen.sheets.recall import lay_out_recall
from tests.support.library import read_topics
from tests.support.paper import Laid, lay_block, lay_key, lay_rows, parse, setting, task
from tests.support.parity import both
from tests.support.pdf import tag_tree


def recall(**fields: object) -> Block:
    return parse("recall", prompt="Why did it fail?", **fields)


def ruled(laid: Laid, page: int | None = None) -> list[float]:
    """The heights of the writing lines."""
    return [line.y0 for line in laid.drawing.lines(page) if line.weight == 0.6]


def lay_all(*blocks: Block) -> Laid:
    root = Element("Sect")
    story = [flowable for n, block in enumerate(blocks) for flowable in task(block).flow(setting(), root, "ABCD"[n])]
    return lay_rows([PageRow([StoryColumn(0.0, setting().design.spans.full, story)])], setting(), root)


def test_letter_title_prompt_and_lines_stand_below_one_another() -> None:
    laid = lay_block(recall(title="Who saved him?", lines=3))
    letter, title, prompt = laid.drawing.texts()
    assert (letter.text.strip(), letter.x, letter.y) == ("A", pytest.approx(20, abs=0.01), title.y)
    assert title.y == pytest.approx(25 + 1.4 + 4.9, abs=0.01)
    assert (prompt.x, prompt.y, prompt.size) == pytest.approx((20, 25 + 11.25 + 3.5, 11), abs=0.01)
    assert ruled(laid) == pytest.approx([25 + 11.25 + 5 + 8 * n for n in (1, 2, 3)], abs=0.01)


def test_a_prompt_without_title_is_the_heading() -> None:
    assert tag_tree(lay_block(recall()).tags) == "Sect\n  Sect\n    H3: A Why did it fail?\n"
    assert tag_tree(lay_block(recall(title="T")).tags) == "Sect\n  Sect\n    H3: A T\n    P: Why did it fail?\n"


@pytest.mark.parametrize(
    ("fields", "count"),
    [({}, 6), ({"lines": 1}, 1), ({"lines": 20}, 20), ({"share": "40%"}, 12), ({"rest": "yes"}, 29)],
)
def test_lines_are_a_number_a_share_or_the_rest(fields: dict[str, object], count: int) -> None:
    assert len(ruled(lay_block(recall(**fields)))) == count


def test_the_rest_ends_at_the_foot_of_the_frame() -> None:
    laid = lay_block(recall(rest="yes"))
    assert 275 - 8 < max(ruled(laid)) <= 275.01


def test_never_less_than_six_lines_stand_on_a_page() -> None:
    for skip in range(100, 250, 4):
        laid = lay_block(recall(lines=20), skip=skip)
        counts = [len(ruled(laid, page)) for page in range(laid.pages)]
        assert sum(counts) >= 20
        assert all(count >= 6 for count in counts if count)


def test_a_prompt_is_not_left_at_the_foot() -> None:
    for skip in range(100, 250, 4):
        laid = lay_block(recall(title="Who saved him?", lines=12), skip=skip)
        prompt, title = laid.drawing.find("Why did"), laid.drawing.find("Who saved")
        assert prompt.page == title.page
        assert len([y for y in ruled(laid, prompt.page) if y > prompt.y]) >= 6


def test_a_few_lines_are_never_divided() -> None:
    for skip in range(150, 250, 4):
        laid = lay_block(recall(lines=8), skip=skip)
        assert sorted(len(ruled(laid, page)) for page in range(laid.pages))[-1] >= 8


def test_sixty_lines_go_on_over_the_page() -> None:
    laid = lay_block(recall(lines=60))
    assert laid.pages == 2
    assert len(ruled(laid)) == 60


def test_blocks_below_one_another_have_twice_the_gap() -> None:
    laid = lay_all(recall(lines=3), recall(lines=3))
    rules = [line.y0 for line in laid.drawing.lines() if line.weight == 1]
    assert rules[1] - ruled(laid)[2] == pytest.approx(10, abs=0.01)


def test_lines_run_on_to_the_foot_above_a_block_on_the_next_page() -> None:
    laid = lay_all(recall(lines=20), recall(lines=11))
    assert laid.drawing.lines(1)[0].weight == 1
    assert 275 - 8 < max(ruled(laid, 0)) <= 275.01


def test_lines_are_further_apart_in_large_print() -> None:
    heights = ruled(lay_block(recall(lines=6), setting("large-print")))
    assert [round(below - above, 2) for above, below in itertools.pairwise(heights)] == [12.0] * 5


# -- what should be written

POINTS = ["The Central Committee alone could remove him", "Zhukov’s aircraft flew its members in", "**Serov** stood by"]


def test_points_have_the_first_lines_and_others_are_for_more() -> None:
    plain, pointed = lay_block(recall(lines=8)), lay_block(recall(lines=8, points=POINTS))
    assert ruled(pointed) == pytest.approx(ruled(plain), abs=0.01)
    assert pointed.drawing.find("3 marks").y == pointed.drawing.find("Why did").y
    assert "mark" not in plain.drawing.words()


@pytest.mark.parametrize(("fields", "count"), [({"lines": 2}, 3), ({"lines": 3}, 3), ({"lines": 4}, 4), ({}, 6)])
def test_there_are_never_fewer_lines_than_points(fields: dict[str, object], count: int) -> None:
    assert len(ruled(lay_block(recall(points=POINTS, **fields)))) == count


def test_points_leave_a_share_or_the_rest_its_lines() -> None:
    assert len(ruled(lay_block(recall(points=POINTS, share="40%")))) == 12
    assert len(ruled(lay_block(recall(points=POINTS, rest="yes")))) == 29


def test_a_long_point_has_the_lines_that_it_takes_in_both_editions() -> None:
    student, teacher = both(task(recall(lines=4, points=[*POINTS, "Members of the Committee came " * 6])))
    assert len(ruled(student)) == len(ruled(teacher)) == 5


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_editions_are_the_same_pages(profile: str) -> None:
    student, teacher = both(task(recall(title="Who saved him?", lines=8, points=POINTS)), profile)
    assert tag_tree(student.tags) == (
        "Sect\n  Sect\n    H3: A Who saved him?\n    P: 3 marks\n    P: Why did it fail?\n"
        + "".join(f"    P\n      Span [actual='blank {number}']: {number}\n" for number in (1, 2, 3))
    )
    assert tag_tree(teacher.tags).endswith(
        "    P\n      Span: 1 The Central Committee alone could remove him\n"
        "    P\n      Span: 2 Zhukov’s aircraft flew its members in\n    P\n      Span: 3 Serov stood by\n"
    )


def test_points_go_on_over_the_page() -> None:
    student, _ = both(task(recall(points=[f"Point {n:02}" for n in range(40)])))
    assert student.pages == 2
    assert len(ruled(student)) == 40


def test_the_key_lists_the_points() -> None:
    laid = lay_key(task(recall(title="Who saved him?", points=POINTS)))
    assert tag_tree(laid.tags) == (
        "Sect\n  Sect\n    H3: A Who saved him?\n    P: 3 marks\n"
        "    L [numbering=Decimal]\n"
        "      LI\n        Lbl\n          Span: 1\n          Span [actual='Box: ']\n"
        "        LBody: The Central Committee alone could remove him\n"
        "      LI\n        Lbl\n          Span: 2\n          Span [actual='Box: ']\n"
        "        LBody: Zhukov’s aircraft flew its members in\n"
        "      LI\n        Lbl\n          Span: 3\n          Span [actual='Box: ']\n        LBody: Serov stood by\n"
    )


def test_without_points_the_key_sends_back_to_the_learn_sheet() -> None:
    laid = lay_key(task(recall()))
    assert tag_tree(laid.tags) == "Sect\n  Sect\n    H3: A Why did it fail?\n    P: Compare with the Learn sheet\n"
    assert (task(recall()).marks, task(recall(points=POINTS)).marks) == (0, 3)
    assert task(recall()).weaknesses() != [] == task(recall(points=POINTS)).weaknesses()


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_rest_of_a_page_leaves_room_for_the_self_check(profile: str, tmp_path: Path) -> None:
    text = (
        "schema: 1\nid: x\ntitle: X\nsubject: S\nlevel: L\nsections:\n- id: one\n  title: One\n  blocks:\n"
        "  - {type: recall, prompt: First, lines: 1, points: [One]}\n  - {type: recall, prompt: Then, rest: yes}\n"
    )
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    [loaded] = read_topics(open_library(tmp_path), ["x"])
    loop = lay_out_recall(section_context(loaded, 0, setting(profile), PlanOptions(answers="none")))
    assert loop.page == 1
    design = setting(profile).design
    assert (1 - loop.shares[-1]) * design.frame(True).height < design.length("writing-line")

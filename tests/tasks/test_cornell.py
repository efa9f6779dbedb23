from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.tasks.blurt import TaskCue
from packgen.tasks.cornell import CornellTask
from tests.support.geometry import Line
from tests.support.paper import Laid, lay_form, lay_key, setting
from tests.support.parity import both
from tests.support.pdf import tag_tree


def notes(*counts: int) -> CornellTask:
    """A cue for each number, with so many points."""
    cues = tuple(
        TaskCue(f"Cue{n}", f"Why {n}?", tuple(f"Answer{n}{m:02}" for m in range(count)))
        for n, count in enumerate(counts)
    )
    return CornellTask("Notes", cues)


def level(laid: Laid, page: int | None = None) -> list[Line]:
    """The lines to write on."""
    return [line for line in laid.drawing.lines(page) if line.weight == 0.6 and line.y0 == line.y1]


def test_cues_stand_left_of_a_rule_and_lines_right_of_it() -> None:
    laid = lay_form(notes(2, 2))
    top = 25 + 11.25 + 5
    lines = level(laid)
    assert [(line.x0, line.x1, line.y0) for line in lines[:3]] == [
        pytest.approx((70, 195, top + y), abs=0.01) for y in (8, 16, 26.5)
    ]
    rule = [line for line in laid.drawing.lines() if line.x0 == line.x1]
    assert {(round(line.x0, 2), round(line.x1, 2)) for line in rule} == {(67.5, 67.5)}
    assert (rule[0].y0, rule[-1].y1) == pytest.approx((top, top + 37), abs=0.01)
    assert rule[0].y1 == pytest.approx(rule[1].y0, abs=0.01)
    assert laid.drawing.find("Why 0?").x == pytest.approx(20, abs=0.01)


def test_a_box_to_sum_up_in_stands_at_the_foot() -> None:
    laid = lay_form(notes(2))
    [box] = laid.drawing.boxes()
    lines = [line for line in level(laid) if line.y0 > box.y]
    assert (box.x, box.width, box.dashed) == (pytest.approx(20, abs=0.01), pytest.approx(175, abs=0.01), False)
    assert len(lines) == 3
    assert all(box.x < line.x0 and line.x1 < box.x + box.width and line.y0 < box.y + box.height for line in lines)
    assert box.y < laid.drawing.find("Summary").y < lines[0].y0


def test_the_box_is_never_divided() -> None:
    for skip in range(150, 250, 6):
        laid = lay_form(notes(2, 2), skip=skip)
        [box] = laid.drawing.boxes()
        assert laid.drawing.find("Summary").page == laid.drawing.find("Cue1").page == box.page
        assert len([line for line in level(laid, box.page) if box.y < line.y0 < box.y + box.height]) == 3


def test_its_tags() -> None:
    assert tag_tree(lay_form(notes(1)).tags) == (
        "Sect\n  Sect\n    H3: A Notes\n    P: 5 minutes, no notes\n"
        "    P: Answer each cue, one point a line, in any order. Then cover the lines, and sum up in the box.\n"
        "    Sect\n      H4: Cue0\n      P: Why 0?\n      P\n        Span [actual='blank 1']: 1\n"
        "    Sect\n      H4: Summary\n"
    )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("skip", [0, 120])
def test_both_editions_are_the_same_pages(profile: str, skip: float) -> None:
    both(notes(4, 5, 3), profile, skip)


def test_large_print_has_no_rule_between() -> None:
    laid = lay_form(notes(2), setting("large-print"))
    assert not [line for line in laid.drawing.lines() if line.x0 == line.x1]
    assert level(laid)[0].x0 == pytest.approx(20, abs=0.01)
    assert len(level(laid)) == 5


def test_the_summary_is_a_field_too() -> None:
    laid = lay_form(notes(1), replace(setting(), fillable=True), letter="D")
    assert [(field.name, field.kind) for field in laid.sheet.fields] == [("D.1", "line"), ("D.summary-1", "lines")]
    assert not lay_form(notes(1), replace(setting(), fillable=True, answers=True)).sheet.fields


def test_the_key_has_every_point() -> None:
    form = notes(2, 3)
    assert [gap.answer for gap in form.gaps if gap.answer not in lay_key(form).tags.text] == []
    assert form.marks == 0

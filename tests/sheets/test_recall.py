"""The Recall sheet: its tasks in order, its leaves, and the self-check at its end."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.load import LoadedTopic
from packgen.plan.stages import Answers
from packgen.sheet.sheet import Pages, PageWords, Sheet
from packgen.sheets.recall import lay_out_recall, typeset_stage
from tests.support.geometry import Drawing, read
from tests.support.tags import tree
from tests.support.topics import STUDY, Blocks, context, load, plain_setting

ANSWERS = PageWords("Answers: page {}", "Answers: in a file of their own", Pages("topic/s1/check", 0, 0))
SCORED: Blocks = (
    {"type": "rebuild", "of": "timeline", "form": "dates"},
    {"type": "recall", "prompt": "Write freely.", "lines": "5"},
    {"type": "put-in-order", "prompt": "Order.", "items": ["one", "two", "three", "four"]},
)


def recall(loaded: LoadedTopic, used: Setting | None = None, answers: Answers = "overleaf") -> tuple[Sheet, Drawing]:
    used = used or plain_setting()
    sheet = typeset_stage(context(loaded, used, ["learn", "recall", "check"], answers=answers)).sheet
    return sheet, read(sheet, used.faces)


def lined(*counts: int) -> Blocks:
    return [{"type": "recall", "prompt": f"Prompt {n}", "lines": str(count)} for n, count in enumerate(counts)]


def untrimmed(loaded: LoadedTopic, used: Setting) -> int:
    return lay_out_recall(context(loaded, used, answers="none")).page


def rules(drawing: Drawing) -> int:
    return sum(line.x1 - line.x0 > 170 and line.weight == 0.6 for line in drawing.lines())


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_tasks_stand_in_order_between_the_title_and_the_self_check(tmp_path: Path, profile: str) -> None:
    sheet, drawing = recall(load(tmp_path, (*STUDY, *SCORED)), plain_setting(profile))
    tags = tree(sheet, drawing)
    assert [node.text for node in tags.find("H2")] == ["From memory"]
    assert [node.text for node in tags.find("H3")] == [
        "A Complete the timeline",
        "B Write freely.",
        "C Put in order",
        "Self-check",
    ]
    assert (sheet.name, sheet.title) == ("topic/s1/recall", "Recall")


def test_the_self_check_scores_what_has_marks(tmp_path: Path) -> None:
    sheet, drawing = recall(load(tmp_path, (*STUDY, *SCORED)))
    section = tree(sheet, drawing).find("Sect")[-1]
    assert [node.text for node in section.find("P")] == [
        "",  # where the binder names the page of the answers
        "A Timeline out of 3",
        "C Order out of 4",
        "Total out of 7",
        "Next visit (date)",
    ]
    [reference] = sheet.references
    assert (reference.words, reference.target) == (ANSWERS.words, ANSWERS.target)


def test_without_answers_the_self_check_names_no_page(tmp_path: Path) -> None:
    sheet, drawing = recall(load(tmp_path, (*STUDY, *SCORED)), answers="none")
    assert sheet.references == ()
    assert "Self-check" in tree(sheet, drawing).text


def test_nothing_to_score_needs_no_self_check(tmp_path: Path) -> None:
    sheet, drawing = recall(load(tmp_path, lined(5, 5)))
    assert "Self-check" not in tree(sheet, drawing).text


def test_every_task_knows_its_pages(tmp_path: Path) -> None:
    loaded = load(tmp_path, (*STUDY, *lined(10, 20, 10)))
    section = context(loaded, answers="none")
    loop = lay_out_recall(section)
    loop.draw()
    canvas = loop.canvas
    assert [canvas.pages_of(section.block_origin(task.place)) for task in section.recall] == [(0, 0), (0, 1), (1, 1)]


# -- leaves


@pytest.mark.parametrize(("profile", "tasks", "pulled"), [("standard", 5, {9, 10}), ("large-print", 5, {5, 6})])
def test_fewer_and_closer_lines_keep_the_sheet_on_its_leaf(
    tmp_path: Path, profile: str, tasks: int, pulled: set[int]
) -> None:
    """A task loses two lines at most."""
    used = plain_setting(profile)
    found = set()
    for count in range(4, 16):
        loaded = load(tmp_path, lined(*[count] * tasks))
        sheet, drawing = recall(loaded, used)
        if untrimmed(loaded, used) == 3 and len(sheet.pages) == 2:
            found.add(count)
        assert rules(drawing) >= tasks * max(4, count - 2)
    assert found >= pulled


def test_a_task_keeps_two_thirds_of_its_lines(tmp_path: Path) -> None:
    used = plain_setting("large-print")
    for count in range(8, 16):
        _, drawing = recall(load(tmp_path, lined(*[4] * count)), used)
        assert rules(drawing) >= 3 * count


def test_lines_take_what_is_left_of_the_last_page(tmp_path: Path) -> None:
    for tasks in (1, 2, 3):
        _, drawing = recall(load(tmp_path, (*STUDY, *lined(*[5] * tasks))))
        last = max(line.y1 for line in drawing.lines() if line.x1 - line.x0 > 170)
        assert 275 - last < 8
        assert rules(drawing) > 5 * tasks


EVENTS = [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 20)]
DEEDS = [[f"Name {n}", f"Deed {n}"] for n in range(1, 19)]
TO_FILL: dict[str, Blocks] = {
    "timeline": ({"type": "timeline", "events": EVENTS}, {"type": "rebuild", "of": "timeline", "form": "dates"}),
    "table": ({"type": "table", "columns": ["Name", "Deed"], "rows": DEEDS}, {"type": "rebuild", "of": "table"}),
    "order": (*STUDY, {"type": "put-in-order", "prompt": "Order.", "items": [f"Item {n}" for n in range(17)]}),
}


@pytest.mark.parametrize("form", TO_FILL)
def test_rows_to_write_in_go_to_the_foot_and_no_line_is_drawn_twice(tmp_path: Path, form: str) -> None:
    sheet, drawing = recall(load(tmp_path, TO_FILL[form]))
    assert len(sheet.pages) == 1
    level = sorted(line.y1 for line in drawing.lines() if line.y0 == line.y1 and line.x0 < 30)
    assert level[-1] == pytest.approx(275, abs=1)
    rows = level[3:-2]  # without the rules of headings and of the self-check
    assert len(rows) >= 10
    assert all(8 < after - before < 8 + 1.25 + 4.01 for before, after in pairwise(rows))


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("count", [26, 30, 120])
def test_any_number_of_scored_tasks_can_be_set(tmp_path: Path, profile: str, count: int) -> None:
    asked: Blocks = [{"type": "recall", "prompt": f"Year {n}?", "points": ["a fact"]} for n in range(count)]
    _, drawing = recall(load(tmp_path, (*STUDY, *asked)), plain_setting(profile))
    assert len([text for text in drawing.texts() if text.text == "/ 1"]) == count
    assert [text.text for text in drawing.texts() if text.text == f"/ {count}"] == [f"/ {count}"]


def test_all_that_stands_on_the_sheet_comes_from_a_place_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_: list[Flowable] = []
    lay_out = PageLoop.lay_out

    def told(loop: PageLoop, rows: list[PageRow]) -> None:
        set_.extend(part for row in rows for part in _story(row))
        lay_out(loop, rows)

    monkeypatch.setattr(PageLoop, "lay_out", told)
    recall(load(tmp_path, (*STUDY, *SCORED)))
    assert len(set_) > 8
    assert {flowable.origin.file for flowable in set_ if flowable.origin} == {str(tmp_path / "topic.yaml")}
    assert [flowable for flowable in set_ if flowable.origin is None] == []
    assert [one.origin.what for one in set_[-2:] if one.origin] == ["the self-check of section 1 (s1)"] * 2


def _story(row: PageRow) -> list[Flowable]:
    return [flowable for column in row.columns for flowable in column.story]

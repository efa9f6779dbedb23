"""The columns of a key end together, as far as its parts allow; headings of two lines are set close."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.stack import Stack
from packgen.layout.tasks.marked import KeyHeading
from packgen.sheet.structure import Element
from packgen.sheets.key_rows import key_rows
from packgen.units import MM
from tests.support.paper import lay, lay_rows, setting
from tests.support.topics import TASK, Blocks, context, load

LEVEL = 5.0
"""Millimetres that two columns may end apart."""

STRETCH = 5.0
"""Millimetres by which the gap above the lines for corrections may be wider."""

HAPPENED = [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 9)]
EVENTS: Blocks = ({"type": "timeline", "events": HAPPENED},)


def blurt(points: int) -> Blocks:
    return ({"type": "blurt", "cues": [{"cue": "Why?", "points": [f"Reason {n}" for n in range(1, points + 1)]}]},)


def drill(sentences: int) -> Blocks:
    example, kind = "Because he had more friends in the Party. " * sentences, "Drill: not an exam question"
    return ({"type": "question", "kind": kind, "question": "Why?", "marks": "4", "example": example},)


def columns(folder: Path, *blocks: Blocks, mended: bool = True) -> tuple[str, list[float]]:
    """Return the key as read, and the heights in mm of its first columns that stand side by side."""
    own = context(load(folder, [block for part in (EVENTS, TASK, *blocks) for block in part]))
    root = Element("Sect")
    rows = key_rows(own, root, mended=mended)
    heights = [
        [Stack(column.story).wrap(column.width, UNBOUNDED)[1] / MM for column in row.columns]
        for row in rows
        if len(row.columns) > 1
    ]
    return lay_rows(rows, own.setting, root).tags.text, heights[0] if heights else []


@pytest.mark.parametrize("points", range(3, 14))
def test_columns_end_together_or_as_near_as_can_be(tmp_path: Path, points: int) -> None:
    _, (main, side) = columns(tmp_path, blurt(points), drill(2))
    assert abs(main - side) < LEVEL + STRETCH
    assert side > 30


def test_lines_for_corrections_stand_beside_a_long_list(tmp_path: Path) -> None:
    said, (main, side) = columns(tmp_path, blurt(13), drill(2))
    assert said.index("Blurt") < said.index("Drill") < said.index("To mend")
    assert abs(main - side) < LEVEL + STRETCH


def test_a_list_takes_the_frame_where_short_parts_would_end_early(tmp_path: Path) -> None:
    own, _ = columns(tmp_path, blurt(3), drill(4))
    assert own.index("Drill") < own.index("Blurt") < own.index("To mend")


def test_a_short_answer_takes_the_frame_where_lines_for_corrections_end_with_the_list(tmp_path: Path) -> None:
    said, (main, side) = columns(tmp_path, blurt(3), drill(6))
    assert said.index("Blurt") < said.index("To mend") < said.index("Drill")
    assert abs(main - side) < LEVEL + STRETCH


def test_a_key_without_lines_for_corrections_has_its_lists_in_two_columns(tmp_path: Path) -> None:
    used = context(load(tmp_path, [*EVENTS, *TASK, *blurt(13)]))
    heights = []
    for mended in (True, False):
        rows = key_rows(used, Element("Sect"), mended=mended)
        heights.append(sum(max(Stack(c.story).wrap(c.width, UNBOUNDED)[1] for c in row.columns) for row in rows))
    assert heights[0] - heights[1] > 5 * used.setting.design.style("key").leading


def test_a_profile_of_one_column_keeps_the_order_of_the_tasks(tmp_path: Path) -> None:
    own = context(load(tmp_path, [*EVENTS, *TASK, *blurt(5), *drill(2)]), setting("large-print"))
    root = Element("Sect")
    said = lay_rows(key_rows(own, root), own.setting, root).tags.text
    places = [said.index(words) for words in ("Complete", "Blurt", "Drill", "To mend")]
    assert places == sorted(places)


@pytest.mark.parametrize("profile", ["standard", "large-print", "dyslexia", "clear-print"])
def test_lines_of_a_heading_are_closer_than_its_first_line_is_high(profile: str) -> None:
    used, root = setting(profile), Element("Sect")
    heading = KeyHeading(used, "Drill: not an exam question", root, letter="1")
    width = used.design.spans.side if used.design.columns > 1 else used.design.spans.full / 3
    laid = lay([heading], used, root, width)
    first, second = (laid.drawing.find(words).y for words in ("Drill", "exam"))
    assert second - first == pytest.approx(used.design.style("key-heading").leading / MM, abs=0.02)
    assert laid.drawing.find("1").y == pytest.approx(first, abs=0.02)
    one = KeyHeading(used, "Gaps", root).wrap(used.design.spans.full, UNBOUNDED)[1]
    assert one == pytest.approx(used.design.style("heading").leading)

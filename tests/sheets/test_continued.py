"""A task or block that goes on overleaf says there what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packgen.layout.core.setting import rich
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.table import RuledTable
from packgen.layout.text.continued import continuing
from packgen.layout.text.heading import Heading
from packgen.sheet.structure import Element
from packgen.sheets.check import typeset_stage as check
from packgen.sheets.learn import typeset_stage as learn
from packgen.sheets.recall import typeset_stage as recall
from tests.support.collisions import overlaps
from tests.support.geometry import Drawing, read
from tests.support.paper import lay, setting
from tests.support.pdf import tag_tree
from tests.support.tags import tree
from tests.support.topics import Blocks, context, load, plain_setting

EVENTS = [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 31)]
TIMELINE: Blocks = (
    {"type": "timeline", "events": EVENTS},
    {"type": "rebuild", "of": "timeline", "form": "dates"},
)
TABLE = {
    "type": "table",
    "title": "Rulers",
    "columns": ["Ruler", "End"],
    "rows": [[f"Ruler {n}", "Natural death"] for n in range(40)],
}


def marks(drawing: Drawing, page: int) -> list[tuple[str, int | None]]:
    """Return what stands above the frame of a page of the standard profile, without the running head."""
    return [(text.text.strip(), text.mcid) for text in drawing.texts(page) if 20 < text.y < 25]


@pytest.mark.parametrize(
    ("language", "said"), [("en-GB", "Complete the timeline (continued)"), ("fr", "Complete the timeline (suite)")]
)
def test_a_task_is_named_where_it_goes_on(tmp_path: Path, language: str, said: str) -> None:
    used = replace(plain_setting(), language=language)
    sheet = recall(context(load(tmp_path, TIMELINE), used, ["recall"])).sheet
    drawing = read(sheet, used.faces)
    assert marks(drawing, 0) == []
    assert marks(drawing, 1) == [("A", None), (said, None)]
    assert said not in tag_tree(tree(sheet, drawing))
    assert overlaps(drawing) == []


def test_the_name_takes_no_room(tmp_path: Path) -> None:
    used = plain_setting()
    drawing = read(recall(context(load(tmp_path, TIMELINE), used, ["recall"])).sheet, used.faces)
    assert 25 < min(text.y for text in drawing.texts(1) if text.text.startswith("Event")) < 33


@pytest.mark.parametrize(("skip", "said"), [(100, ["Causes (continued)"]), (235, [])])
def test_what_begins_a_page_has_its_heading_only(skip: float, said: list[str]) -> None:
    used, root = setting(), Element("Sect")
    columns = [ColumnSpec("Cause"), ColumnSpec("For")]
    rows = [[[rich(f"Cause {n}")], [rich("Grain")]] for n in range(26)]
    story = continuing(used, [Heading(used, "Causes", root), RuledTable(used, root, columns, rows)])
    drawing = lay(story, used, root, skip=skip).drawing
    assert ("Causes" in [text.text for text in drawing.texts(1)]) == (not said)
    assert [text for text, _ in marks(drawing, 1)] == said


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_a_block_to_learn_is_named_where_it_goes_on(tmp_path: Path, profile: str) -> None:
    used = plain_setting(profile)
    sheet = learn(context(load(tmp_path, [TABLE]), used, ["learn"])).sheet
    drawing = read(sheet, used.faces)
    assert len(sheet.pages) > 1
    for page in range(1, len(sheet.pages)):
        assert drawing.words(page).count("Rulers (continued)") == 1
        heads = [text.text for text in drawing.texts(page) if text.text.strip() in ("Ruler", "End")]
        assert len(heads) == (2 if profile == "standard" else 0)
    assert tag_tree(tree(sheet, drawing)).count("Rulers") == 1
    assert overlaps(drawing) == []


def test_running_text_goes_on_without_a_name(tmp_path: Path) -> None:
    prose = {"type": "prose", "title": "Aftermath", "text": "The council met in the long hall. " * 220}
    used = plain_setting()
    sheet = learn(context(load(tmp_path, [prose]), used, ["learn"])).sheet
    drawing = read(sheet, used.faces)
    assert len(sheet.pages) > 1
    assert marks(drawing, 1) == []


def test_a_key_is_named_where_it_goes_on(tmp_path: Path) -> None:
    events = [{**event, "event": f"{event['event']} " + "and what came of it " * 12} for event in EVENTS]
    blocks: Blocks = [{"type": "timeline", "events": events}, TIMELINE[1]]
    used = plain_setting()
    drawing = read(check(context(load(tmp_path, blocks), used, ["recall", "check"])).sheet, used.faces)
    assert "Complete the timeline (continued)" in [text for text, _ in marks(drawing, 1)]


def test_a_long_name_is_cut_short(tmp_path: Path) -> None:
    used = plain_setting()
    title = "A very long title of a timeline that is much too long for its column"
    blocks: Blocks = [{"type": "prose", "text": "A line."}, {"type": "timeline", "title": title, "events": EVENTS}]
    sheet = learn(context(load(tmp_path, blocks), used, ["learn"])).sheet
    [(said, _)] = marks(read(sheet, used.faces), 1)
    assert said.startswith("A very long")
    assert said.endswith("…")

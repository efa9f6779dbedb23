"""Boxes on the Learn sheet, to tick when sure: which blocks have one, what is said of them, and when there are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packgen.build import build
from packgen.layout.core.setting import Setting
from packgen.load import open_library
from packgen.options import PackOptions
from packgen.plan.options import PlanOptions
from packgen.resources import content_folder
from packgen.sheet.sheet import Sheet
from packgen.sheets.context import section_context, topic_setting
from packgen.sheets.learn import number_runs, typeset_stage
from tests.support.collisions import overlaps
from tests.support.geometry import read
from tests.support.library import read_topics
from tests.support.pdf import open_pdf
from tests.support.topics import Blocks, context, load, plain_setting
from tests.support.validation import page_problems

SUMMARY = {
    "type": "summary",
    "boxes": [{"label": label, "items": [{"text": "A point."}]} for label in ("Why?", "What?", "So what?")],
}
TIMELINE = {"type": "timeline", "events": [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 4)]}
PROSE = {"type": "prose", "text": "Only to read."}
SAID = "Tick when you are sure."


def learn(folder: Path, blocks: Blocks, own: Setting | None = None) -> Sheet:
    return typeset_stage(context(load(folder, blocks), own or plain_setting(), ["learn"])).sheet


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_each_heading_of_a_block_has_a_box_and_the_band_says_once_what_for(tmp_path: Path, profile: str) -> None:
    own = replace(plain_setting(profile), fillable=True)
    sheet = learn(tmp_path, [SUMMARY, TIMELINE, {**PROSE, "title": "Aftermath"}, PROSE], own)
    assert sorted((field.name, field.description) for field in sheet.fields) == [
        ("sure.0.1", "Sure of: Why?"), ("sure.0.2", "Sure of: What?"), ("sure.0.3", "Sure of: So what?"),
        ("sure.1", "Sure of: Timeline"), ("sure.2", "Sure of: Aftermath"),
    ]  # fmt: skip
    drawing = read(sheet, own.faces)
    assert drawing.words().count(SAID) == 1
    assert overlaps(drawing) == []


def test_a_sheet_without_headings_says_nothing_of_boxes(tmp_path: Path) -> None:
    own = replace(plain_setting(), fillable=True)
    sheet = learn(tmp_path, [PROSE], own)
    assert sheet.fields == ()
    assert SAID not in read(sheet, own.faces).words()


def section_pages(section: str, paper: str = "a4", profile: str = "standard") -> tuple[Sheet, Setting]:
    """Return the Learn sheet of a bundled section, such as ``khrushchev/rise``."""
    topic, _, name = section.partition("/")
    [loaded] = read_topics(open_library(content_folder()), [topic])
    place = [one.id for one in loaded.topic.sections].index(name)
    own = replace(topic_setting(plain_setting(profile, paper=paper), loaded), fillable=True)
    return typeset_stage(section_context(loaded, place, own, PlanOptions(sources="end"))).sheet, own


def test_boxes_that_would_take_another_page_are_left_out() -> None:
    without, own = section_pages("february-october-1917/dual-power", "letter")
    assert (len(without.pages), without.fields) == (2, ())
    assert SAID not in read(without, own.faces).words()
    beside, _ = section_pages("february-october-1917/dual-power")
    assert len(beside.pages) == 2
    assert beside.fields


def test_only_the_learn_sheet_has_them(tmp_path: Path) -> None:
    load(tmp_path, [SUMMARY, TIMELINE])
    options: dict[str, Any] = {"content": tmp_path, "no_cache": True, "topics": ("topic",), "fillable": True}
    made = build(PackOptions(**options))
    assert page_problems(made.pdf) == []
    with open_pdf(made.pdf) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    sure = [name for name in names if "/sure/" in name]
    assert sure == [f"topic/s1/learn/sure/{block}" for block in ("0/1", "0/2", "0/3", "1")]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((2,), "2"), ((1, 2), "1 2"), ((1, 2, 3), "1–3"), ((2, 3, 4, 6), "2–4 6"), ((1, 3, 5), "1 3 5")],
)
def test_sections_to_know_first_are_given_as_runs(numbers: tuple[int, ...], said: str) -> None:
    assert " ".join(number_runs(numbers)) == said

"""The tracker of a pack to fill in on screen: dates, scores and letters are form fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.layout.front_matter.contents import ContentsEntry, Goal
from packgen.layout.front_matter.tracker import TrackerRow
from packgen.sheet.structure import Element
from tests.support.paper import Laid, lay, setting
from tests.support.tags import struct_elems

VISITS = ("Same day", "Day 2")


def row(profile: str = "standard", *, fillable: bool = True, dates: tuple[str, ...] = ()) -> Laid:
    used, root = replace(setting(profile), fillable=fillable), Element("Sect")
    entry = ContentsEntry(used, Element("TOC", root), "3", "The *fall*", [Goal(0, 5, "Learn")])
    story = TrackerRow(used, entry, VISITS, 12, 5.0, dates=dates, last=True, name="tracker.4")
    return lay([story], used, root, used.design.spans.full)


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_letters_date_and_score_of_each_visit_are_fields(profile: str) -> None:
    laid = row(profile)
    assert [(field.name, field.kind) for field in laid.sheet.fields] == [
        (f"tracker.4.{visit}.{what}", kind)
        for visit in (1, 2)
        for what, kind in (
            ("rating-1", "ring"), ("rating-2", "ring"), ("rating-3", "ring"), ("date", "line"), ("score", "line"),
        )
    ]  # fmt: skip
    assert [field.description for field in laid.sheet.fields][2:5] == [
        "3 The fall, Same day: G",
        "3 The fall, Same day: Date",
        "3 The fall, Same day: Score out of 12",
    ]
    for field in laid.sheet.fields:
        left, bottom, right, top = field.rectangle
        assert right - left > 10
        assert top - bottom > 10


def test_fields_are_read_after_their_entry() -> None:
    tags = [one.tag for one in struct_elems(row().sheet.structure)]
    assert tags[tags.index("TOCI") :].count("Form") == 10
    assert tags.index("Form") > tags.index("Link")


def test_a_day_that_is_printed_needs_no_field() -> None:
    kinds = [field.name.rsplit(".", 1)[1] for field in row(dates=("2 Nov 2026", "4 Nov 2026")).sheet.fields]
    assert "date" not in kinds
    assert kinds.count("score") == 2


def test_a_tracker_for_the_pen_has_no_fields() -> None:
    laid = row(fillable=False)
    assert laid.sheet.fields == ()
    assert laid.drawing.boxes() == []

"""Boxes on the Learn sheet, to tick when sure: which blocks have one, what is said of them, and when there are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packgen.build import build
from packgen.layout.boxes.band import TitleBand
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import Setting
from packgen.options import PackOptions
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.learn import number_runs, typeset_stage
from packgen.units import MM
from tests.support.collisions import overlaps
from tests.support.geometry import Drawing, read
from tests.support.pdf import open_pdf
from tests.support.topics import Blocks, context, load, plain_setting
from tests.support.validation import page_problems

SUMMARY = {
    "type": "summary",
    "boxes": [{"label": label, "items": [{"text": "A point."}]} for label in ("Why?", "What?", "So what?")],
}
TIMELINE = {"type": "timeline", "events": [{"date": f"{n} May 1957", "event": f"Event {n}"} for n in range(1, 4)]}
PROSE = {"type": "prose", "text": "Only to read."}
SAID, SHORT = "Tick when you are sure.", "Tick if sure."


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


TITLE = "A title that has room on one line of the frame, unless there is a box to tick at its right"


def test_boxes_that_would_take_another_page_are_left_out_and_the_build_says_so(tmp_path: Path) -> None:
    load(tmp_path, [{**PROSE, "title": TITLE}] * 9 + [{**PROSE, "title": "Short"}] * 17)
    options: dict[str, Any] = {"content": tmp_path, "no_cache": True, "topics": ("topic",), "fillable": True}
    made = build(PackOptions(**options))
    assert made.pages == 2
    with open_pdf(made.pdf) as pdf:
        assert not [field for field in pdf.Root.AcroForm.Fields if "/sure/" in str(field.T)]
    [warning] = made.warnings
    assert warning.startswith("topic/s1: The boxes to tick would take another page of Learn and are left out.")
    assert "Shorten Learn by 31 mm, or the notes beside its headings." in warning
    load(tmp_path, [{**PROSE, "title": TITLE}] * 10)
    made = build(PackOptions(**options))
    assert (made.pages, made.warnings) == (2, ())


def band_words(label: str, title: str, enquiry: str) -> tuple[Drawing, float]:
    """Return what the band of a section draws in large print, and how many mm of its height the note takes."""
    own = plain_setting("large-print")
    root = Element("Sect")
    band = TitleBand(own, root, label, title, enquiry, [])
    bare = band.wrap(own.design.spans.full, UNBOUNDED)[1]
    band.add_note(SAID, SHORT)
    noted = band.wrap(own.design.spans.full, UNBOUNDED)[1]
    canvas = SheetCanvas(own.faces, (own.design.page_width, own.design.page_height), root)
    band.drawOn(canvas, 20 * MM, 100 * MM)
    canvas.showPage()
    return read(canvas.finish("Sheet", "en-GB"), own.faces), (noted - bare) / MM


LABEL = "Section 3 · OCR Y318, depth 1956–64 · Before: Sections 1 and 2"
ENQUIRY = "Why did the attempt to remove Khrushchev fail?"


@pytest.mark.parametrize(
    ("label", "title", "enquiry", "said", "beside"),
    [
        ("Section 3", "The plot", "Why?", SAID, "Section"),
        (LABEL, "The plot", "Why?", SAID, "Why?"),
        (LABEL, "The plot", ENQUIRY, SAID, "The plot"),
        (LABEL, "The Anti-Party Group, June 1957", ENQUIRY, SHORT, "Why did"),
    ],
)
def test_the_note_of_the_boxes_stands_where_it_takes_no_line(
    label: str, title: str, enquiry: str, said: str, beside: str
) -> None:
    drawing, more = band_words(label, title, enquiry)
    assert more == 0
    note = drawing.find(said)
    assert (note.right, note.y) == pytest.approx((20 + 175, drawing.find(beside).y), abs=0.01)
    assert overlaps(drawing) == []


def test_the_note_of_the_boxes_stands_below_the_label_where_no_text_leaves_room() -> None:
    drawing, more = band_words(LABEL, "The Anti-Party Group, June 1957", ENQUIRY.replace("fail", "not work"))
    assert more == pytest.approx(9)
    assert drawing.find("Section").y < drawing.find(SAID).y < drawing.find("The Anti").y


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

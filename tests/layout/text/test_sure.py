"""The box to tick by the heading of a block to learn: where it is, what gives way to it, and its form field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packgen.layout.boxes.panel import PanelHead
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import Setting
from packgen.layout.text.heading import Heading
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.geometry import Drawing, read
from tests.support.topics import plain_setting

WIDTH = 55 * MM


def drawn(
    own: Setting, title: str, note: str | None = None, *, panel: bool = False, width: float = WIDTH
) -> tuple[Drawing, Sheet, float]:
    """Return what a heading or the head of a panel draws, its sheet, and its height in millimetres."""
    root = Element("Sect")
    canvas = SheetCanvas(own.faces, (own.design.page_width, own.design.page_height), root)
    flowable = PanelHead(own, title, note, root) if panel else Heading(own, title, root, note=note)
    height = flowable.wrap(width, UNBOUNDED)[1]
    flowable.drawOn(canvas, 20 * MM, 200 * MM)
    canvas.showPage()
    sheet = canvas.finish("Sheet", "en-GB")
    return read(sheet, own.faces), sheet, height / MM


@pytest.mark.parametrize("panel", [False, True])
def test_the_box_ends_with_the_heading_and_is_of_the_size_to_tick(panel: bool) -> None:
    drawing, sheet, _ = drawn(replace(plain_setting(), sure="sure.1"), "Why?", panel=panel)
    [box] = drawing.boxes()
    assert (box.width, box.height) == pytest.approx((4.0, 4.0), abs=0.05)
    assert (box.x + box.width) == pytest.approx(20 + 55, abs=0.05)
    title = drawing.find("Why?")
    assert box.y < title.y < box.y + box.height + 1
    assert sheet.fields == ()
    assert drawn(plain_setting(), "Why?", panel=panel)[0].boxes() == []


@pytest.mark.parametrize("panel", [False, True])
def test_a_note_stands_left_of_the_box_or_below_the_title(panel: bool) -> None:
    own = replace(plain_setting(), sure="sure.1")
    drawing, _, height = drawn(own, "Why?", "a short note", panel=panel)
    [box] = drawing.boxes()
    assert drawing.find("a short").right == pytest.approx(box.x - 3.0, abs=0.3)
    crowded, _, taller = drawn(own, "Timeline", "a note that does not fit it", panel=panel)
    assert crowded.find("a note").x == pytest.approx(20.0, abs=0.1)
    assert taller == pytest.approx(height + (7.5 if panel else 7.0), abs=0.05)


def test_a_note_stands_closer_to_the_box_and_the_title_rather_than_below() -> None:
    own = replace(plain_setting(), sure="sure.1")
    for note in ("filled: turning points", "filled: the state leads"):
        drawing, _, height = drawn(own, "Timeline", note)
        [box] = drawing.boxes()
        text = drawing.find("filled")
        assert text.right == pytest.approx(box.x - 1.5, abs=0.1)
        assert text.x - drawing.find("Timeline").right >= 2.2 - 0.01
        assert height == pytest.approx(drawn(own, "Timeline")[2])


@pytest.mark.parametrize("panel", [False, True])
def test_a_long_title_is_broken_before_the_box(panel: bool) -> None:
    drawing, _, _ = drawn(replace(plain_setting(), sure="sure.1"), "A title that is as long as its column", panel=panel)
    [box] = drawing.boxes()
    assert max(text.right for text in drawing.texts()) <= box.x - 2.9


@pytest.mark.parametrize("panel", [False, True])
def test_it_is_a_field_in_a_file_to_fill_in(panel: bool) -> None:
    own = replace(plain_setting(), sure="sure.1", fillable=True)
    drawing, sheet, _ = drawn(own, "Why *then*?", panel=panel)
    [box], [field] = drawing.boxes(), sheet.fields
    assert (field.name, field.description, field.kind) == ("sure.1", "Sure of: Why then?", "tick")
    left, _, right, _ = (edge / MM for edge in field.rectangle)
    assert (left, right) == pytest.approx((box.x, (box.x + box.width)), abs=0.01)

from __future__ import annotations

import zlib

import pytest

from packgen.errors import ConformanceError
from packgen.layout.core.canvas import SheetCanvas
from packgen.sheet.sheet import Image, Pages, PageWords
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.geometry import read
from tests.support.glyphs import letters
from tests.support.paper import setting
from tests.support.tags import struct_elems, tree

BLACK = setting().design.colour("ink")
FACE = setting().faces.index("text")
PICTURE = Image("Image1", 1, 1, 1, "FlateDecode", zlib.compress(b"\0"))
BOX = (0.0, 0.0, 30.0, 30.0)


def canvas() -> SheetCanvas:
    return SheetCanvas(setting().faces, (210 * MM, 297 * MM), Element("Sect"))


def star(made: SheetCanvas) -> None:
    made.show(Element("P"), FACE, 10, BLACK, 1, 2, "star")


def everything(made: SheetCanvas) -> None:
    """Draw something of every kind that a form may hold."""
    word, link, field = Element("P", made.root), Element("Link", made.root), Element("Form", made.root)
    made.show(word, FACE, 10, BLACK, 1, 2, "word")
    made.show(link, FACE, 10, BLACK, 1, 20, "link")
    made.link(link, (1, 20, 15, 30), (2, 0, 100.0), "a link")
    made.field(field, (20, 20, 40, 30), "gap", "Gap", "line")
    made.reference(word, 5, 6, False, "body", PageWords("page {}", "", Pages("other", 0, 0)))
    made.outline_entry("Heading", 12.0)
    with made.figure(Element("Figure", made.root, alt="A dot")):
        made.draw_image(PICTURE, 0, 0, 4, 4)
    made.paint_form(made.record_form(BOX, star), 3, 4)


def test_recording_leaves_the_page_alone() -> None:
    made = canvas()
    made.record_tagged(Element("Sect"), everything)
    made.record_form(BOX, star)
    made.showPage()
    sheet = made.finish("Test", "en")
    assert zlib.decompress(sheet.pages[0]) == b""
    held = (sheet.links, sheet.fields, sheet.references, sheet.outline, sheet.images, sheet.forms)
    assert held == ((),) * 6
    assert sheet.glyphs == {}
    assert struct_elems(sheet.structure) == []


def test_copies_hold_everything_that_was_recorded() -> None:
    made = canvas()
    form = made.record_tagged(Element("Sect"), everything)
    made.showPage()
    made.show(Element("P", made.root), FACE, 10, BLACK, 0, 0, "first")
    for x, y, first_sheet in ((100, 200, 3), (300.004, 400, 7)):
        group = Element("Div", made.root)
        group.kids = made.paint_tagged(form, x, y, first_sheet)
    made.showPage()
    sheet = made.finish("Test", "en")
    drawing = read(sheet, setting().faces)
    words = {
        text.mcid: (round(text.x * MM), round(297 * MM - text.y * MM))
        for text in drawing.texts()
        if text.mcid is not None
    }
    assert words == {0: (0, 0), 1: (101, 202), 2: (101, 220), 5: (301, 402), 6: (301, 420)}
    assert [(link.page, link.rectangle, link.target) for link in sheet.links] == [
        (1, (101, 220, 115, 230), (5, 0, 100.0)),
        (1, (301, 420, 315, 430), (9, 0, 100.0)),
    ]
    assert [(field.page, field.rectangle) for field in sheet.fields] == [
        (1, (120, 220, 140, 230)),
        (1, (320, 420, 340, 430)),
    ]
    assert [(one.page, one.mcid, one.x, one.y) for one in sheet.references] == [(1, 3, 105, 206), (1, 7, 305, 406)]
    assert [(entry.page, entry.y) for entry in sheet.outline] == [(1, 212), (1, 412)]
    assert sheet.images == (PICTURE,)
    assert len(sheet.forms) == 1
    assert letters(sheet.glyphs, made.faces) == set(" firstwordlinka")
    rows = struct_elems(sheet.structure)
    assert [rows[owner].tag for owner in sheet.structure.owners[1]] == ["P", *2 * ["P", "Link", "P", "Figure"]]
    assert [rows[owner].tag for owner in sheet.structure.link_owners] == ["Link", "Link"]
    assert [rows[owner].tag for owner in sheet.structure.field_owners] == ["Form", "Form"]
    assert [dict(row.attributes) for row in rows if row.tag == "Figure"] == 2 * [{"alt": "A dot"}]
    assert tree(sheet, drawing).text == "first" + 2 * "wordlink"


def test_text_in_a_copy_belongs_to_an_element() -> None:
    with pytest.raises(ConformanceError):
        canvas().record_tagged(
            Element("Sect"), lambda recorder: recorder.addLiteral(f"BT /F{FACE} 10 Tf (\\000A)Tj ET")
        )


def test_a_form_is_decoration_and_is_embedded_once() -> None:
    made = canvas()
    form = made.record_form(BOX, star)
    for y in (10, 50):
        made.paint_form(form, 20, y)
    made.showPage()
    sheet = made.finish("Test", "en")
    code = zlib.decompress(sheet.pages[0]).decode("latin-1")
    assert code.startswith("/Artifact BMC ")
    assert [f"1 0 0 1 20 {y} cm\n/{form.form.name} Do" in code for y in (10, 50)] == [True, True]
    assert sheet.forms == (form.form,)
    assert form.form.box == BOX
    assert b"MCID" not in form.form.data
    assert letters(sheet.glyphs, made.faces) == set(" star")

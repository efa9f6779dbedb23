from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from packgen.errors import ConformanceError
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.geometry import read
from tests.support.glyphs import letters
from tests.support.paper import setting
from tests.support.tags import struct_elems, tree

BLACK = setting().design.colour("ink")
FACE = setting().faces.index("text")


def canvas() -> SheetCanvas:
    return SheetCanvas(setting().faces, (210 * MM, 297 * MM), Element("Sect"))


def stream(made: SheetCanvas) -> str:
    """End the page and the sheet; return the page's operators."""
    made.showPage()
    return zlib.decompress(made.finish("Test", "en").pages[0]).decode("latin-1")


# -- text must be owned


def test_text_belongs_to_its_element() -> None:
    made = canvas()
    element = Element("P", made.root)
    width = made.show(element, FACE, 10, BLACK, 20 * MM, 200 * MM, "Rise and fall")
    assert element.kids == [(0, 0)]
    made.showPage()
    sheet = made.finish("Test", "en")
    [text] = read(sheet, setting().faces).texts()
    assert (text.text, text.mcid, text.size, text.page) == ("Rise and fall", 0, 10, 0)
    assert (text.x, text.y) == pytest.approx((20, 97), abs=0.01)
    assert text.width == pytest.approx(width / MM)
    assert tree(sheet, read(sheet, setting().faces)).text == "Rise and fall"


def test_text_of_no_element_is_an_error() -> None:
    made = canvas()
    made.addLiteral(f"BT /F{FACE} 10 Tf (\\000A)Tj ET")
    with pytest.raises(ConformanceError, match=r"^Text was drawn that no structure element claims: BT /F"):
        made.showPage()


def test_an_array_of_text_of_no_element_is_an_error_too() -> None:
    made = canvas()
    made.addLiteral(f"BT /F{FACE} 10 Tf [(\\000A)]TJ ET")
    with pytest.raises(ConformanceError):
        made.showPage()


STOCK: dict[str, Callable[[SheetCanvas], object]] = {
    "drawString": lambda made: made.drawString(10, 10, "loose"),
    "drawRightString": lambda made: made.drawRightString(10, 10, "loose"),
    "drawCentredString": lambda made: made.drawCentredString(10, 10, "loose"),
    "textLine": lambda made: made.beginText(10, 10).textLine("loose"),
    "textOut": lambda made: made.beginText(10, 10).textOut("loose"),
    "save": lambda made: made.save(),
}


@pytest.mark.parametrize("method", STOCK)
def test_stock_methods_that_bypass_tagging_are_refused(method: str) -> None:
    with pytest.raises(ConformanceError):
        STOCK[method](canvas())


def test_an_element_outside_the_tree_is_a_bug() -> None:
    made = canvas()
    made.show(Element("P"), FACE, 10, BLACK, 0, 0, "lost")
    made.showPage()
    with pytest.raises(ConformanceError, match="not in the sheet's tree"):
        made.finish("Test", "en")


# -- artifacts and figures


def test_unmarked_drawing_is_an_artifact() -> None:
    made = canvas()
    made.addLiteral("1 w 0 0 m 9 9 l S")
    made.line(0, 0, 5, 5)
    made.show(Element("P", made.root), FACE, 10, BLACK, 0, 0, "a")
    made.addLiteral("0 0 5 5 re f")
    code = stream(made)
    assert code.count("/Artifact BMC") == 2
    assert code.startswith("/Artifact BMC")
    assert code.endswith("0 0 5 5 re f EMC")


def test_an_artifact_can_be_drawn_again_after_unmarked_drawing() -> None:
    made = canvas()
    made.line(0, 0, 5, 5)
    made.line(5, 5, 9, 0)
    start = made.position
    with made.artifact("Header"):
        made.line(0, 0, 9, 9)
    header = made.since(start)
    made.neutral(header)
    code = stream(made)
    assert code == f"/Artifact BMC n 0 0 m 5 5 l S\nn 5 5 m 9 0 l S EMC\n{header}\n{header}"


def test_text_in_an_artifact_needs_no_element() -> None:
    made = canvas()
    with made.artifact("Pagination"):
        made.show(Element("P"), FACE, 10, BLACK, 0, 0, "Running head")
        made.addLiteral("0 0 m 9 9 l S")
    code = stream(made)
    assert code.startswith("/Artifact/P BDC\nBT ")
    assert code.endswith("EMC")
    assert code.count("BMC") == 0
    assert code.count("BDC") == 1


def test_a_figure_owns_what_is_drawn_in_it_text_included() -> None:
    made = canvas()
    figure = Element("Figure", made.root, alt="A mark")
    with made.figure(figure):
        made.rect(0, 0, 5, 5)
        made.show(figure, FACE, 10, BLACK, 0, 0, "12")
    assert figure.kids == [(0, 0)]
    code = stream(made)
    assert code.startswith("/Figure<</MCID 0>>BDC")
    assert code.count("BDC") == code.count("EMC") == 1


def test_an_artifact_in_a_figure_does_not_turn_tagging_on_again() -> None:
    made = canvas()
    figure = Element("Figure", made.root, alt="x")
    with made.figure(figure):
        with made.artifact("Layout"):
            assert not made.tagging
        assert not made.tagging
    assert made.tagging


def test_a_paragraph_in_an_artifact_is_not_tagged() -> None:
    made = canvas()
    element = Element("P", made.root)
    paragraph = Paragraph(setting(), "Why? [more](https://example.org)", "body", element)
    paragraph.wrap(100 * MM, 100 * MM)
    with made.artifact("Pagination"):
        paragraph.drawOn(made, 0, 0)
    made.showPage()
    sheet = made.finish("Test", "en")
    assert element.kids == []
    assert sheet.links == ()
    assert {text.mcid for text in read(sheet, setting().faces).texts()} == {None}


def test_marks_are_numbered_from_nought_on_every_page() -> None:
    made = canvas()
    element = Element("P", made.root)
    for _ in range(2):
        made.show(element, FACE, 10, BLACK, 0, 0, "a")
        made.show(element, FACE, 10, BLACK, 0, 9, "b")
        made.showPage()
    assert element.kids == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert made.finish("Test", "en").structure.owners == ((1, 1), (1, 1))


# -- stock ReportLab


def test_a_stock_drawing_becomes_an_artifact() -> None:
    from reportlab.graphics import renderPDF
    from reportlab.graphics.shapes import Circle, Drawing, Group, Rect

    drawing = Drawing(100, 50)
    drawing.add(Group(Rect(0, 0, 10, 5), Circle(30, 20, 4)))
    made = canvas()
    renderPDF.draw(drawing, made, 20 * MM, 100 * MM)
    made.showPage()
    sheet = made.finish("Test", "en")
    code = zlib.decompress(sheet.pages[0]).decode()
    assert (code.count("/Artifact BMC"), code.count("BDC")) == (1, 0)
    [box] = read(sheet, setting().faces).boxes()
    assert (box.x, box.y) == pytest.approx((20, 297 - 100 - 5 / MM))
    [circle] = read(sheet, setting().faces).curves()
    assert circle.width == pytest.approx(8 / MM)


def test_a_stock_drawing_with_text_is_refused() -> None:
    from reportlab.graphics import renderPDF
    from reportlab.graphics.shapes import Drawing, String

    drawing = Drawing(100, 50)
    drawing.add(String(0, 0, "loose"))
    with pytest.raises(ConformanceError):
        renderPDF.draw(drawing, canvas(), 0, 0)


# -- what is remembered


def test_glyphs_in_use_are_counted() -> None:
    made = canvas()
    made.show(Element("P", made.root), FACE, 10, BLACK, 0, 0, "ab a")
    made.showPage()
    assert letters(made.finish("Test", "en").glyphs, made.faces) == {" ", "a", "b"}


def test_links_and_outline_know_their_page() -> None:
    made = canvas()
    made.showPage()
    link = Element("Link", Element("P", made.root))
    made.show(link, FACE, 10, BLACK, 0, 0, "here")
    made.link(link, (0, 0, 9, 9), "https://example.org", "here")
    made.outline_entry("Why?", 123.456)
    made.showPage()
    sheet = made.finish("Test", "en")
    assert [(entry.title, entry.page, entry.y) for entry in sheet.outline] == [("Why?", 1, 123.5)]
    assert [(one.page, one.target) for one in sheet.links] == [(1, "https://example.org")]
    assert struct_elems(sheet.structure)[sheet.structure.link_owners[0]].tag == "Link"


def test_the_same_drawing_gives_the_same_sheet() -> None:
    def draw() -> object:
        made = canvas()
        made.show(Element("P", made.root), FACE, 10, BLACK, 0, 0, "Same")
        made.showPage()
        return made.finish("Test", "en")

    assert draw() == draw()

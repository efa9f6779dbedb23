"""Stock flowables and drawings of ReportLab as figures of a real PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from packgen.bind.document import bind
from packgen.errors import ConformanceError, LayoutError
from packgen.layout.figures.stock import StockFigure
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.content import instructions
from tests.support.geometry import Text
from tests.support.pages import pack
from tests.support.paper import Laid, lay, setting
from tests.support.tags import kid_tags
from tests.support.validation import page_problems

ADDRESS = "https://example.org/khrushchev?topic=thaw"


def qr_code() -> Any:
    from reportlab.graphics.barcode import createBarcodeDrawing

    return createBarcodeDrawing("QR", value=ADDRESS, width=30 * MM, height=30 * MM)


def bar_code() -> Any:
    from reportlab.graphics.barcode.code128 import Code128

    return Code128("KHRUSHCHEV-1956", humanReadable=True)


def bar_chart() -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.graphics.shapes import Drawing, String
    from reportlab.lib import colors

    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 40, 30, 250, 110
    chart.data = [(24, 80, 51), (12, 60, 44)]
    chart.categoryAxis.categoryNames = ["Wheat", "Maize", "Virgin Lands"]
    chart.categoryAxis.labels.fontName = "Helvetica-Bold"
    chart.barLabelFormat, chart.barLabels.nudge = "%d", 7
    chart.bars[0].fillColor, chart.bars[1].fillColor = colors.CMYKColor(0.1, 1, 0.8, 0.2), colors.lightgrey
    drawing = Drawing(300, 160, chart)
    drawing.add(String(165, 148, "Million tonnes, 1953 and 1958", textAnchor="middle", fontName="Times-Italic"))
    return drawing


def pie() -> Any:
    from reportlab.graphics.charts.piecharts import Pie
    from reportlab.graphics.shapes import Drawing

    chart = Pie()
    chart.x, chart.y, chart.width, chart.height = 60, 20, 80, 80
    chart.data, chart.labels = [7, 4], ["for", "against"]
    return Drawing(200, 120, chart)


def stock_table() -> Any:
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as StockParagraph
    from reportlab.platypus import Table

    style = ParagraphStyle("any", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY)
    words = "A <b>stock</b> paragraph, <i>justified</i>, with Хрущёв in it and a 2<super>nd</super> line or more."
    cells: list[list[Any]] = [["Year", "Event"], ["1956", StockParagraph(words, style)]]
    return Table(cells, colWidths=[60, 140], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])


def picture(mode: str = "RGBA", kind: str = "PNG") -> Any:
    from reportlab.platypus import Image

    data = io.BytesIO()
    Pillow.new(mode, (40, 20), (200, 0, 0, 128)[: len(mode)]).save(data, kind)
    data.seek(0)
    return Image(data, 40 * MM, 20 * MM)


STOCK: dict[str, Callable[[], Any]] = {
    "QR code": qr_code,
    "Code 128": bar_code,
    "bar chart": bar_chart,
    "pie chart": pie,
    "table": stock_table,
    "PNG": picture,
    "JPEG": lambda: picture("RGB", "JPEG"),
}


class Printed(NamedTuple):
    """A sheet with one figure between two paragraphs, and the PDF it was bound into."""

    laid: Laid
    data: bytes


def printed(content: Any, alt: str) -> Printed:
    used, root = setting(), Element("Sect")
    story = [
        Paragraph(used, "Before it.", "body", Element("P", root)),
        StockFigure(used, root, content, alt),
        Paragraph(used, "After it.", "body", Element("P", root)),
    ]
    laid = lay(story, used, root)
    return Printed(laid, bind(pack(laid.sheet), used.faces, used.design))


class FigureElement(NamedTuple):
    """A Figure element of a PDF: its alternative text and its box in points."""

    alt: str
    box: tuple[float, ...]


def figures(data: bytes) -> list[FigureElement]:
    """Return the Figure elements of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        return [FigureElement(str(one.Alt), tuple(float(number) for number in one.A.BBox)) for one in elements]


@pytest.mark.parametrize("name", STOCK)
def test_stock_content_becomes_a_figure_of_a_conforming_pdf(name: str) -> None:
    laid, data = printed(STOCK[name](), f"A {name} that says something")
    assert page_problems(data) == []
    assert kid_tags(laid.tags) == ["P", "Figure", "P"]
    [figure] = figures(data)
    assert figure.alt == f"A {name} that says something"
    left, bottom, right, top = figure.box
    before, after = laid.drawing.find("Before"), laid.drawing.find("After")
    height = laid.design.page_height
    assert before.y < (height - top) / MM < (height - bottom) / MM < after.y
    assert 0 < right - left <= laid.design.spans.main + 0.01


@pytest.mark.parametrize("name", STOCK)
def test_every_font_of_stock_content_is_embedded(name: str) -> None:
    with pikepdf.open(io.BytesIO(printed(STOCK[name](), "x").data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
        assert fonts
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_a_qr_code_can_be_scanned() -> None:
    laid, data = printed(qr_code(), ADDRESS)
    assert {(round(box.width, 2), round(box.height, 2)) for box in laid.drawing.boxes() if box.filled}
    assert _dark_modules(data, figures(data)[0].box) == _expected_modules()


def _expected_modules() -> list[list[bool]]:
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.L)
    code.addData(ADDRESS)
    code.make()
    return [[bool(cell) for cell in row] for row in code.modules]


def _dark_modules(data: bytes, box: tuple[float, ...]) -> list[list[bool]]:
    """Read a QR code off the page: whether the middle of each module is dark, its quiet zone of four left out."""
    document = pypdfium2.PdfDocument(data)
    left, bottom, right, top = box
    for page in document:
        picture = page.render(scale=4).to_pil().convert("L")
        height = page.get_height()
        area = picture.crop((int(left * 4), int((height - top) * 4), int(right * 4), int((height - bottom) * 4)))
        if area.getextrema()[0] < 50 and "Before it" in page.get_textpage().get_text_bounded():
            break
    count = len(_expected_modules())
    module = area.width / (count + 8)
    at = [int((number + 4.5) * module) for number in range(count)]
    return [[area.getpixel((x, y)) < 128 for x in at] for y in at]


def test_labels_of_a_chart_are_set_in_our_faces_and_stay_where_reportlab_put_them() -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    laid, _ = printed(bar_chart(), "Wheat 24, 12 ...")
    faces = laid.faces
    category, title = laid.drawing.find("Virgin Lands"), laid.drawing.find("Million")
    assert category.face == faces.index("text", bold=True)
    assert title.face == faces.index("text", italic=True)
    for text, font in ((category, "Helvetica-Bold"), (title, "Times-Italic")):
        assert text.width * MM == pytest.approx(stringWidth(text.text, font, text.size), abs=0.05)
    left = laid.design.frame(True).x / MM
    assert title.x + title.width / 2 == pytest.approx(left + 165 / MM, abs=0.05)
    marks = {text.mcid for text in laid.drawing.texts() if text.mcid not in (None,)}
    inside = {text.mcid for text in _labels(laid)}
    assert len(inside) == 1
    assert len(marks) == 3


def _labels(laid: Laid) -> list[Text]:
    return [text for text in laid.drawing.texts() if not re.match("(Before|After) it", text.text)]


def test_a_justified_stock_paragraph_ends_at_its_right_edge() -> None:
    laid, _ = printed(stock_table(), "A table")
    rows: dict[float, float] = {}
    for text in _labels(laid):
        if text.x > laid.design.frame(True).x / MM + 60 / MM:
            rows[round(text.y, 1)] = max(rows.get(round(text.y, 1), 0.0), text.right)
    right = (laid.design.frame(True).x + 200 - 6) / MM
    lines = [rows[y] for y in sorted(rows)][1:-1]
    assert lines[:2] == pytest.approx([right, right], abs=0.5)


def test_it_is_scaled_down_to_the_column_and_to_most_of_a_page() -> None:
    from reportlab.graphics.shapes import Drawing, Rect

    used = setting()
    wide = StockFigure(used, Element("Sect"), Drawing(1000, 100, Rect(0, 0, 1000, 100)), "x")
    assert wide.wrap(200, 700) == pytest.approx((200, 20))
    tall = StockFigure(used, Element("Sect"), Drawing(100, 5000, Rect(0, 0, 100, 5000)), "x")
    width, height = tall.wrap(200, 700)
    assert height == pytest.approx(used.design.frame(True).height * 0.8)
    assert width == pytest.approx(height / 50)
    assert StockFigure(used, Element("Sect"), Drawing(50, 40), "x").wrap(200, 700) == (50, 40)
    assert wide.split(200, 10) == []


def test_a_drawing_starts_in_reportlabs_graphics_state_whatever_stands_above() -> None:
    """Code 128 draws its bars in the fill colour in force."""
    used, root = setting(), Element("Sect")
    accent = Paragraph(used, "[A link](https://example.org)", "body", Element("P", root))
    laid = lay([accent, StockFigure(used, root, bar_code(), "x")], used, root)
    grounds = {item for item in _fills(laid) if item[1] == "rect"}
    assert grounds == {("0 0 0", "rect")}


def _fills(laid: Laid) -> list[tuple[str, str]]:
    """The fill colour in force at each filled rectangle of the first page."""
    import zlib

    found, colour, saved = [], "", []
    code = zlib.decompress(laid.sheet.pages[0])
    with pikepdf.new() as pdf:
        for operands, operator in instructions(pikepdf.Stream(pdf, code)):
            match operator:
                case "q":
                    saved.append(colour)
                case "Q":
                    colour = saved.pop()
                case "rg":
                    colour = " ".join(f"{float(value):g}" for value in operands)
                case "f" | "f*" | "B" | "B*":
                    found.append((colour, "rect"))
    return found


# -- what a tagged page cannot hold


def transparent() -> Any:
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.colors import Color

    return Drawing(50, 50, Rect(0, 0, 50, 50, fillColor=Color(1, 0, 0, alpha=0.5)))  # type: ignore[arg-type]  # the stubs are wrong


def faded() -> Any:
    from reportlab.graphics.shapes import Drawing, Rect

    return Drawing(50, 50, Rect(0, 0, 50, 50, fillOpacity=0.5))  # type: ignore[arg-type]  # the stubs are wrong


def linked() -> Any:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph as StockParagraph

    return StockParagraph('<a href="https://example.org">a link</a>', getSampleStyleSheet()["Normal"])


@pytest.mark.parametrize("content", [transparent, faded, linked], ids=lambda content: content.__name__)
def test_what_a_page_cannot_hold_is_refused_by_name(content: Callable[[], Any]) -> None:
    with pytest.raises(ConformanceError, match=r"^A SheetCanvas cannot (draw .*transparent|keep links)"):
        printed(content(), "x")


def test_a_character_that_no_font_has_is_an_error_of_the_block() -> None:
    from reportlab.graphics.shapes import Drawing, String

    with pytest.raises(LayoutError, match="has text in a drawing that cannot be set"):
        printed(Drawing(50, 50, String(0, 0, "\U00012000")), "x")


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_a_figure_needs_alternative_text(alt: str) -> None:
    with pytest.raises(ValueError, match="alternative text"):
        StockFigure(setting(), Element("Sect"), qr_code(), alt)


def test_a_transparent_picture_stands_on_white_paper(tmp_path: Path) -> None:
    laid, data = printed(picture(), "A red square")
    [shown] = laid.drawing.pictures()
    assert (shown.width, shown.height) == pytest.approx((40, 20), abs=0.01)
    [image] = laid.sheet.images
    assert (image.width, image.height, image.components) == (40, 20, 3)
    document = pypdfium2.PdfDocument(data)
    colours = [
        page.render(scale=1).to_pil().getpixel((int((shown.x + 20) * MM), int((shown.y + 10) * MM)))
        for page in document
    ]
    assert any(abs(red - 227) < 3 and abs(green - 127) < 3 for red, green, _ in colours)

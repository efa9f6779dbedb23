"""What packgen takes for granted of ReportLab beyond its documented API. A new ReportLab that breaks it fails here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import reportlab
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

import packgen.layout
from packgen.errors import ConformanceError
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.reportlab_canvas import StockString, StockText, opaque_rgb
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.paper import setting

CHANGED = f"ReportLab {reportlab.__version__} has changed: see packgen/layout/core/reportlab_canvas.py. "

DRAWS = {
    *("addLiteral", "arc", "beginPath", "bezier", "circle", "clipPath", "cross", "drawBoundary", "drawPath", "ellipse"),
    *("grid", "line", "lines", "rect", "roundRect", "wedge", "absolutePosition", "resetTransforms", "rotate", "scale"),
    *("skew", "transform", "translate", "saveState", "restoreState", "push_state_stack", "pop_state_stack"),
    *("setDash", "setFillColor", "setFillColorCMYK", "setFillColorRGB", "setFillGray", "setLineCap", "setLineJoin"),
    *("setLineWidth", "setMiterLimit", "setStrokeColor", "setStrokeColorCMYK", "setStrokeColorRGB", "setStrokeGray"),
    *("drawString", "drawRightString", "drawCentredString", "drawAlignedString", "drawText", "setFontSize"),
    *("stringWidth", "init_graphics_state", "getCurrentPageContent", "getAvailableFonts", "listLoadedFonts0"),
}
"""Stock methods that do on our canvas what they say."""

OURS = {
    *("beginText", "drawImage", "drawInlineImage", "setFont", "showPage"),
    *("setFillAlpha", "setStrokeAlpha", "setFillOverprint", "setStrokeOverprint", "setOverprintMask"),
}
"""Stock methods that ReportLabCanvas, or a canvas built on it, overrides."""

REFUSED = {
    *("save", "getpdfdata", "beginForm", "endForm", "doForm", "linkURL", "linkAbsolute", "linkRect", "bookmarkPage"),
    *("bookmarkHorizontal", "bookmarkHorizontalAbsolute", "addOutlineEntry", "textAnnotation", "freeTextAnnotation"),
    *("inkAnnotation", "highlightAnnotation", "shade", "linearGradient", "radialGradient", "setBlendMode"),
    *("setPageSize", "setPageRotation"),
}
"""Stock methods that raise ConformanceError."""

WITHOUT_EFFECT = {
    *("acroForm", "STATE_ATTRIBUTES", "STATE_RANGE", "addPageLabel", "addPostScriptCommand", "delCatalogEntry"),
    *("delViewerPreference", "getCatalogEntry", "getNamedCB", "getPageNumber", "getViewerPreference", "hasForm"),
    *("inkAnnotation0", "textAnnotation0", "pageHasData", "setArtBox", "setAuthor", "setBleedBox", "setCatalogEntry"),
    *("setCreator", "setCropBox", "setDateFormatter", "setEncrypt", "setKeywords", "setNamedCB", "setOutlineNames0"),
    *("setPageCallBack", "setPageCompression", "setPageDuration", "setPageTransition", "setProducer", "setSubject"),
    *("setTitle", "setTrimBox", "setViewerPreference", "showFullScreen0", "showOutline"),
}
"""What concerns a file of ReportLab's own, which is never written, and draws nothing."""


def made() -> SheetCanvas:
    return SheetCanvas(setting().faces, (210 * MM, 297 * MM), Element("Sect"))


def test_every_public_name_of_canvas_is_accounted_for() -> None:
    names = {name for name in dir(Canvas) if not name.startswith("_")}
    known = DRAWS | OURS | REFUSED | WITHOUT_EFFECT
    assert names - known == set(), f"{CHANGED}Canvas has new names: draw, override or refuse them."
    assert known - names == set(), f"{CHANGED}Canvas has lost names."


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_only_reportlabs_own_file_could_hold_is_refused(name: str) -> None:
    with pytest.raises(ConformanceError, match=r"^A SheetCanvas cannot "):
        getattr(made(), name)()


def test_form_fields_of_reportlab_are_refused() -> None:
    with pytest.raises(ConformanceError, match="form fields"):
        made().acroForm  # noqa: B018


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_we_override_is_there_to_be_overridden(name: str) -> None:
    assert getattr(SheetCanvas, name) is not getattr(Canvas, name)


PRIVATE: dict[str, Callable[[], object]] = {
    "Canvas._code": lambda: made()._code,
    "Canvas._restartAccumulators": lambda: Canvas._restartAccumulators,  # type: ignore[attr-defined]
    "Canvas.init_graphics_state": lambda: Canvas.init_graphics_state,
    "Canvas.state_stack": lambda: made().state_stack,
    "Canvas._fontname": lambda: made()._fontname,
    "Canvas._fontsize": lambda: made()._fontsize,
    "Canvas._leading": lambda: made()._leading,
    "PDFTextObject._formatText": lambda: PDFTextObject._formatText,  # type: ignore[attr-defined]
    "PDFTextObject._setFont": lambda: PDFTextObject._setFont,  # type: ignore[attr-defined]
    "PDFTextObject._canvas": lambda: StockText(made(), 0, 0)._canvas,
    "PDFTextObject._rise": lambda: StockText(made(), 0, 0)._rise,
}


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_name_that_the_adapter_uses_is_there(name: str) -> None:
    try:
        PRIVATE[name]()
    except AttributeError:
        pytest.fail(f"{CHANGED}It has no {name} any more.")


def test_drawing_calls_append_to_the_list_of_operators() -> None:
    canvas = made()
    operators = canvas.operators
    canvas.line(1, 2, 3, 4)
    canvas.addLiteral("0 g")
    assert operators == ["n 1 2 m 3 4 l S", "0 g"], f"{CHANGED}Its calls do not append operators to Canvas._code."
    assert canvas.operators is operators


def test_a_new_page_begins_without_operators_and_in_the_first_state() -> None:
    canvas = made()
    canvas.saveState()
    canvas.translate(5, 5)
    taken = canvas.take_operators()
    assert taken == ["q", "1 0 0 1 5 5 cm"]
    assert canvas.operators == [], f"{CHANGED}_restartAccumulators leaves operators behind."
    assert canvas.state_stack == []
    assert canvas.absolutePosition(0, 0) == (0, 0), f"{CHANGED}init_graphics_state leaves a transform behind."


def test_canvases_share_nothing_that_drawing_changes() -> None:
    def draw(canvas: SheetCanvas) -> list[str]:
        canvas.circle(1, 1, 1)
        canvas.saveState()
        canvas.translate(5, 5)
        canvas.setLineWidth(3)
        canvas.setDash([1, 2])
        canvas.setFillColorRGB(1, 0, 0)
        canvas.setFont("Courier", 7)
        return list(canvas.operators)

    first = draw(made())
    second = made()
    assert (second.operators, second.state_stack) == ([], []), f"{CHANGED}Its canvases share lists."
    assert second.absolutePosition(0, 0) == (0, 0), f"{CHANGED}Its canvases share a transform."
    state = vars(second)
    assert (state["_fontname"], state["_lineWidth"], state["_lineDash"]) == ("Helvetica", 1, None)
    assert draw(second) == first


def test_choosing_a_font_draws_nothing_and_is_known_to_text_objects() -> None:
    canvas = made()
    canvas.setFont("Times-Bold", 9)
    canvas.setFontSize(11, 15)
    assert canvas.operators == []
    text = canvas.beginText(0, 0)
    assert (text._fontname, text._fontsize, text._leading) == ("Times-Bold", 11, 15), (
        f"{CHANGED}Text objects take their font from elsewhere."
    )


SHOWING: dict[str, Callable[[Any], None]] = {
    "drawString": lambda canvas: canvas.drawString(0, 0, "Thaw"),
    "drawRightString": lambda canvas: canvas.drawRightString(0, 0, "Thaw"),
    "drawCentredString": lambda canvas: canvas.drawCentredString(0, 0, "Thaw"),
    "drawAlignedString": lambda canvas: canvas.drawAlignedString(0, 0, "Thaw"),
    "textOut": lambda canvas: canvas.beginText(0, 0).textOut("Thaw"),
    "textLine": lambda canvas: canvas.beginText(0, 0).textLine("Thaw"),
    "textLines": lambda canvas: canvas.beginText(0, 0).textLines("Thaw\nThaw"),
    "_textOut": lambda canvas: canvas.beginText(0, 0)._textOut("Thaw"),
}


@pytest.mark.parametrize("name", SHOWING)
def test_all_ways_to_show_text_go_to_our_shaper(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def stock_string(self: SheetCanvas, string: StockString) -> str:
        shown.append(string.text)
        return ""

    monkeypatch.setattr(SheetCanvas, "stock_string", stock_string)
    SHOWING[name](made())
    assert set(shown) == {"Thaw"}, f"{CHANGED}{name} does not call PDFTextObject._formatText."


def test_colours_are_set_in_rgb_and_opaque() -> None:
    from reportlab.lib.colors import CMYKColor, Color

    canvas = made()
    canvas.setFillColor(CMYKColor(0, 1, 1, 0))
    canvas.setStrokeColorCMYK(0, 0, 0, 1)
    assert canvas.operators == ["1 0 0 rg", "0 0 0 RG"], f"{CHANGED}Canvas does not ask enforceColorSpace."
    canvas.setFillColor("red")
    canvas.setFillAlpha(1)
    assert len(canvas.operators) == 3
    with pytest.raises(ConformanceError, match="transparent"):
        opaque_rgb(Color(1, 0, 0, 0.5))


def test_a_jpeg_keeps_its_bytes(tmp_path: Any) -> None:
    from PIL import Image as Pillow

    path = tmp_path / "red.jpg"
    Pillow.new("RGB", (8, 4), (200, 0, 0)).save(path, "JPEG")
    canvas = made()
    assert canvas.drawImage(str(path), 0, 0, 80, 80, preserveAspectRatio=True) == (8, 4)
    [image] = canvas._images.values()
    assert image.filter == "DCTDecode", f"{CHANGED}ImageReader.jpeg_fh gives no JPEG."
    assert canvas.operators[1].startswith("80 0 0 40 0 20 cm")


def test_a_drawing_is_the_same_whatever_the_environment_says_of_reportlab() -> None:
    """RL_invariant changes the order in which renderPDF sets the state."""
    code = (
        "from reportlab.graphics.shapes import Circle, Drawing, Rect\n"
        "from packgen.layout.core.reportlab_canvas import draw_drawing\n"
        "from tests.layout.core.test_reportlab import made\n"
        "canvas = made()\n"
        "draw_drawing(Drawing(9, 9, Rect(0, 0, 5, 5, strokeWidth=2, fillColor=None), Circle(1, 1, 1)), canvas, 3, 4)\n"
        "print(canvas.operators)"
    )
    settings: list[dict[str, str]] = [{}, {"RL_invariant": "1"}, {"RL_canvas_basefontname": "Courier"}]
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | values, capture_output=True, text=True, check=True
        ).stdout
        for values in settings
    }
    assert len(told) == 1


def test_no_module_of_ours_but_the_adapter_uses_private_names_of_reportlab() -> None:
    private = re.compile(r"\._(?:code|restartAccumulators|pagesize|fontname|fontsize|doc|fillColorObj)\b|rl_config")
    root = Path(packgen.layout.__file__).parent
    users = {path.name for path in root.rglob("*.py") if private.search(path.read_text(encoding="utf-8"))}
    assert users == {"reportlab_canvas.py"}


def test_the_adapter_leaves_reportlabs_settings_alone() -> None:
    code = (
        "from reportlab import rl_config\n"
        "before = {n: getattr(rl_config, n) for n in dir(rl_config) if not n.startswith('_')}\n"
        "import packgen.layout.core.canvas, packgen.layout.figures.chart, packgen.layout.figures.stock\n"
        "print([n for n, value in before.items() if getattr(rl_config, n) is not value])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"

"""ReportLabCanvas: ReportLab's Canvas as packgen draws on it. The only module that uses ReportLab's private names.

ReportLab draws shapes, paths, transforms, state and `reportlab.graphics`. It writes no tags, its text is not
shaped and names fonts by itself, and it keeps pages, images and links for a file of its own. So its Canvas is used for
one page's operators at a time, text goes to our shaper and images to our XObjects, and calls that would put something
into ReportLab's own file are refused. tests/layout/core/test_reportlab.py names what a new ReportLab changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn

from reportlab.lib.boxstuff import aspectRatioFix
from reportlab.lib.colors import CMYKColor, Color, cmyk2rgb, toColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from packgen.errors import ConformanceError

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from packgen.sheet.sheet import Image

Direction = Literal["LTR", "RTL"] | None
"""Of a string, as ReportLab takes it."""

_START_FONT = "Helvetica"
"""The font a page starts with, given so that nobody's RL_canvas_basefontname decides it. No text is set in it."""


class StockString(NamedTuple):
    """A string that ReportLab lays out and our shaper draws.

    Attributes:
        text: the string.
        font: ReportLab's name of the font, such as ``Helvetica-Bold``.
        size: in points.
        width: what ReportLab took the string to be wide, in points, without extra space.
        word_space, char_space: extra space after each space and each character, in points.
        rise: of the baseline, in points.
    """

    text: str
    font: str
    size: float
    width: float
    word_space: float
    char_space: float
    rise: float


def _refused(what: str, remedy: str) -> Callable[..., NoReturn]:
    """Return a method that raises ConformanceError."""

    def method(self: Canvas, *args: Any, **kwargs: Any) -> NoReturn:
        raise ConformanceError(f"A SheetCanvas cannot {what}; {remedy}.")

    return method


def opaque_rgb(colour: Any) -> Color:
    """Return a colour of ReportLab's in sRGB, which the output intent of the PDF describes.

    Raises:
        ConformanceError: it is transparent.
        ValueError: it is no colour.
    """
    found = toColor(colour)
    if found.alpha not in (None, 1):
        raise ConformanceError(f"A SheetCanvas cannot draw the transparent colour {found}; use an opaque one.")
    if isinstance(found, CMYKColor):
        return Color(*cmyk2rgb((found.cyan, found.magenta, found.yellow, found.black), found.density))
    return found


@cache
def _first_state(page_size: tuple[float, float]) -> dict[str, Any]:
    """Return the attributes of a new Canvas."""
    canvas = Canvas(
        "",
        pagesize=page_size,
        pageCompression=0,
        invariant=1,
        initialFontName=_START_FONT,  # type: ignore[arg-type] # a name; the stubs say a number
        enforceColorSpace=opaque_rgb,
    )
    return vars(canvas)


class ReportLabCanvas(Canvas):
    """The operators of one page at a time. Subclasses mark the content and keep pages.

    Attributes:
        operators: of the page being drawn, one string a drawing call. It is the list that ReportLab's calls append to.
    """

    # The list that all of ReportLab's drawing calls append operators to. It has no public name to replace it by.
    _code: list[str]
    # Makes that list a new one.
    _restartAccumulators: Callable[[], None]

    def __init__(self, page_size: tuple[float, float]) -> None:
        # Canvas.__init__ also makes a file with its fonts, which takes longer than to lay out a paragraph. All canvases
        # share one, since nothing is put into it.
        vars(self).update(_first_state(page_size))
        self.page_size = page_size
        self.take_operators()

    def take_operators(self) -> list[str]:
        """Return the operators of the page and begin another page, in the graphics state that a page begins with."""
        operators = self._code
        # What Canvas.showPage does, but for the page object that it adds to ReportLab's own file.
        self._restartAccumulators()
        self.init_graphics_state()
        self.state_stack: list[Any] = []
        self.operators = self._code
        return operators

    # -- text

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """Remember the font. Stock setFont also writes an operator with a font that the page's resources lack."""
        # Drawings select a font even where they set no text; text objects and renderPDF read these three names.
        self._fontname, self._fontsize, self._leading = psfontname, size, size * 1.2 if leading is None else leading

    def beginText(self, x: float = 0, y: float = 0, direction: Direction = None) -> StockText:
        """Return a text object whose strings go to our shaper; drawString and its siblings use it."""
        return StockText(self, x, y, direction)

    def stock_string(self, string: StockString) -> str:
        """Return the operators that show a string inside a text object.

        Raises:
            ConformanceError: it would be text that no structure element owns.
        """
        raise NotImplementedError

    # -- images

    def drawImage(
        self,
        image: Any,
        x: float,
        y: float,
        width: float | None = None,
        height: float | None = None,
        mask: Any = None,
        preserveAspectRatio: bool = False,
        anchor: str = "c",
        anchorAtXY: bool = False,
        showBoundary: Any = False,
        extraReturn: Any = None,
    ) -> tuple[int, int]:
        """Draw a picture as an image XObject of ours; the parameters are those of `Canvas.drawImage`.

        A transparent picture stands on white paper, whatever its mask.

        Returns:
            Width and height in samples.

        Raises:
            UnusablePicture: it is too large or damaged.
        """
        found = _image(image)
        size = found.width, found.height
        x, y, width, height, _ = aspectRatioFix(preserveAspectRatio, anchor, x, y, width, height, *size, anchorAtXY)
        self.draw_image(found, x, y, width, height)
        return size

    def drawInlineImage(
        self,
        image: Any,
        x: float,
        y: float,
        width: float | None = None,
        height: float | None = None,
        preserveAspectRatio: bool = False,
        anchor: str = "c",
        anchorAtXY: bool = False,
        showBoundary: bool = False,
        extraReturn: Any = None,
    ) -> tuple[int, int]:
        """Draw a picture as `drawImage` does: an inline one would be stored again wherever it is shown."""
        return self.drawImage(image, x, y, width or None, height or None, None, preserveAspectRatio, anchor, anchorAtXY)

    def draw_image(self, image: Image, x: float, y: float, width: float, height: float) -> None:
        """Draw an image XObject with its lower left corner at (x, y)."""
        raise NotImplementedError

    # -- what only ReportLab's own file could hold, or PDF/A-2a (ISO 19005-2) and our resources do not allow

    def setFillAlpha(self, a: float) -> None:
        """Refuse transparency; renderPDF asks for none of it in every drawing."""
        if a != 1:
            raise ConformanceError("A SheetCanvas cannot draw transparent colours; use opaque ones.")

    setStrokeAlpha = setFillAlpha

    def setFillOverprint(self, a: bool) -> None:
        """Refuse overprinting; renderPDF asks for none of it in every drawing."""
        if a:
            raise ConformanceError("A SheetCanvas cannot overprint; leave it to the printer.")

    setStrokeOverprint = setOverprintMask = setFillOverprint

    save = getpdfdata = _refused("make a file", "it makes a Sheet: call finish()")
    beginForm = endForm = doForm = _refused("draw ReportLab's form XObjects", "draw the content itself")
    linkURL = linkAbsolute = linkRect = _refused("keep links of a stock drawing", "set the link in a Paragraph")
    bookmarkPage = bookmarkHorizontal = bookmarkHorizontalAbsolute = _refused(
        "keep bookmarks of a stock drawing", "refer to the heading of its block"
    )
    addOutlineEntry = _refused("keep outline entries of a stock drawing", "call outline_entry()")
    textAnnotation = freeTextAnnotation = inkAnnotation = highlightAnnotation = _refused(
        "keep annotations of a stock drawing", "leave them out"
    )
    shade = linearGradient = radialGradient = _refused("draw gradients", "use plain colours")
    setBlendMode = _refused("blend colours", "use opaque ones")
    setPageSize = setPageRotation = _refused("change its page", "give the size when it is made")

    @property
    def acroForm(self) -> NoReturn:
        """Refuse ReportLab's form fields."""
        raise ConformanceError("A SheetCanvas cannot keep ReportLab's form fields; call field().")


class StockText(PDFTextObject):
    """A text object whose strings go to `ReportLabCanvas.stock_string`."""

    # State that PDFTextObject takes over from its canvas, and setRise sets.
    _leading: float
    _rise: float

    def __init__(self, canvas: ReportLabCanvas, x: float, y: float, direction: Direction = None) -> None:
        super().__init__(canvas, x, y, direction)
        self._canvas: ReportLabCanvas = canvas
        self._word_space = self._char_space = 0.0
        self.setLeading(self._leading)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """Remember the font; `stock_string` selects ours."""
        self._setFont(psfontname, size)
        self.setLeading(size * 1.2 if leading is None else leading)

    # Platypus' Paragraph calls these two instead of setFont and textOut.

    def _setFont(self, psfontname: str, size: float) -> None:
        self._fontname, self._fontsize = psfontname, size

    def _formatText(self, text: str | bytes) -> str:
        """Return the operators that show a string; stock text objects show it in ReportLab's own font."""
        words = text.decode() if isinstance(text, bytes) else str(text)
        width = stringWidth(words, self._fontname, self._fontsize)
        spaces = self._word_space, self._char_space
        return self._canvas.stock_string(StockString(words, self._fontname, self._fontsize, width, *spaces, self._rise))

    def setWordSpace(self, wordSpace: float) -> None:
        """Remember extra space between words. Its operator widens codes of one byte only (ISO 32000-1, 9.3.3)."""
        self._word_space = wordSpace

    def setCharSpace(self, charSpace: float) -> None:
        """Remember extra space between characters."""
        self._char_space = charSpace

    def setHorizScale(self, horizScale: float) -> NoReturn:
        """Refuse: strings are scaled to the width that ReportLab gives them."""
        raise ConformanceError("A SheetCanvas cannot scale text; choose another size.")


def _image(source: Any) -> Image:
    """Return a picture of ReportLab's as an image XObject: a JPEG's own bytes, anything else by way of PNG."""
    from reportlab.lib.utils import ImageReader

    from packgen.images.prepared import prepared

    reader: Any = ImageReader(source)
    jpeg = reader.jpeg_fh()
    if jpeg is not None:
        return prepared(jpeg.read())
    data = BytesIO()
    # The Pillow image; getRGBData, the public way, leaves transparency out.
    reader._image.save(data, "PNG")
    return prepared(data.getvalue())


def draw_drawing(drawing: Drawing, canvas: ReportLabCanvas, x: float, y: float) -> None:
    """Draw a drawing of reportlab.graphics with its lower left corner at (x, y)."""
    from reportlab.graphics import renderbase

    scaled: Any = renderbase.renderScaledDrawing
    _renderer()().draw(scaled(drawing), canvas, x, y, showBoundary=False)


@cache
def _renderer() -> Any:
    """Return ReportLab's renderer; the first drawing imports it."""
    from reportlab.graphics.renderPDF import _PDFRenderer

    class Renderer(_PDFRenderer):
        """Sets the graphics state in the same order whatever RL_invariant says."""

        def applyStateChanges(self, delta: dict[str, Any], newState: dict[str, Any]) -> None:
            super().applyStateChanges(dict(sorted(delta.items())), newState)

    return Renderer

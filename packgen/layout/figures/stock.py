"""StockFigure: any flowable of Platypus, or drawing of reportlab.graphics, as a figure with alternative text.

    from reportlab.graphics.barcode import createBarcodeDrawing
    StockFigure(setting, parent, createBarcodeDrawing("QR", value="https://example.org"), "Code that leads to ...")

Whoever makes the drawing imports ReportLab inside the function that makes it: it is slow to import.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.sheet.structure import Element
from packgen.text.shaping import MissingGlyph

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.platypus import Flowable as PlatypusFlowable

    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_TALLEST = 0.8
"""Share of the frame's height that a figure may take; a taller one is scaled down."""


class StockFigure(Flowable):
    """A stock flowable or drawing, scaled down where it is wider or taller than it may be. It is never divided.

    Its strings are set in our text family, bold and italic as their fonts are; see `SheetCanvas.stock_string`. They
    belong to the figure: a screen reader reads the alternative text in their place.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        content: what to draw.
        alt: alternative text; it must say all that the figure says, a link's address and a chart's data included.

    Raises:
        ValueError: there is no alternative text.
    """

    def __init__(self, setting: Setting, parent: Element, content: PlatypusFlowable | Drawing, alt: str) -> None:
        if not alt.strip():
            raise ValueError("a figure needs alternative text")
        self.content = content
        self.element = Element("Figure", parent, alt=alt)
        self.tallest = setting.design.frame(True).height * _TALLEST
        self.scale = 1.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the content for the width, and scale it down if it takes more room."""
        wide, tall = self.content.wrap(width, self.tallest)
        self.scale = min(1.0, width / wide if wide > 0 else 1.0, self.tallest / tall if tall > 0 else 1.0)
        self.width, self.height = wide * self.scale, tall * self.scale
        return self.width, self.height

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Never divide."""
        return []

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the content as one figure.

        Raises:
            ConformanceError: it draws what a tagged page cannot hold, such as a link or a transparent colour.
            LayoutError: a string of it has a character that is in no font.
        """
        self.element.attributes["bbox"] = f"{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.height:.2f}"
        with canvas.figure(self.element):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.scale(self.scale, self.scale)
            _initial_state(canvas)
            try:
                self._draw(canvas)
            except MissingGlyph as error:
                raise self.refusal(f"has text in a drawing that cannot be set ({error}).", "Leave it out.") from None
            canvas.restoreState()

    def _draw(self, canvas: SheetCanvas) -> None:
        from reportlab.graphics.shapes import Drawing

        from packgen.layout.core.reportlab_canvas import draw_drawing

        if isinstance(self.content, Drawing):
            draw_drawing(self.content, canvas, 0, 0)
        else:
            self.content.drawOn(canvas, 0, 0)


def _initial_state(canvas: SheetCanvas) -> None:
    """Set the state in which ReportLab's pages begin: our text and strokes leave theirs behind."""
    canvas.setFillColor((0, 0, 0))
    canvas.setStrokeColor((0, 0, 0))
    canvas.setLineWidth(1)
    canvas.setDash()

"""Inline boxes of known sizes."""

from __future__ import annotations

from packgen.bind.document import bind
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.setting import rich
from packgen.layout.table.cells import Cell, ColumnSpec
from packgen.layout.table.table import RuledTable
from packgen.layout.text.heading import page_title
from packgen.layout.text.inline_box import InlineBox
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from tests.support.pages import faces, pack
from tests.support.paper import lay, setting


class Plate(InlineBox):
    """A black rectangle that is a figure with alternative text."""

    def __init__(self, width: float, ascent: float, descent: float = 0.0, alt: str = "plate") -> None:
        self.width, self.ascent, self.descent, self.alt = width, ascent, descent, alt

    def draw(self, canvas: SheetCanvas, x: float, baseline: float, owner: Element) -> None:
        bottom, top = baseline - self.descent, baseline + self.ascent
        figure = Element("Figure", owner, alt=self.alt, bbox=f"{x:.2f} {bottom:.2f} {x + self.width:.2f} {top:.2f}")
        with canvas.figure(figure):
            canvas.setFillColorRGB(0, 0, 0)
            canvas.rect(round(x, 2), round(bottom, 2), round(self.width, 2), round(top - bottom, 2), stroke=0, fill=1)


def boxed_file() -> bytes:
    """Return a PDF with boxes in a paragraph, beside a link, and in a cell of a table."""
    used, root = setting(), Element("Sect")
    plate = Plate(40, 30, 12, alt="x squared")
    content: list[Run | InlineBox] = [
        *rich("The area "),
        plate,
        *rich(" is found in [this](https://e.org)"),
        plate,
        *rich(" by H~2~O."),
    ]
    title = page_title(used, "Areas", "sheet-title", root, 2)
    text = Paragraph(used, content, "body", Element("P", root))
    cells: list[Cell] = [[rich("one")], lambda owner: [Paragraph(used, content, "table", owner)]]
    table = RuledTable(used, root, [ColumnSpec("Name"), ColumnSpec("Picture")], [cells], row_heads=False)
    return bind(pack(lay([title, text, table], used, root).sheet), faces(), used.design)

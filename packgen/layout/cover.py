"""The title of a pack on its cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.flowable import UNBOUNDED, Flowable
from packgen.layout.paragraph import Paragraph
from packgen.layout.strokes import line
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.canvas import SheetCanvas
    from packgen.layout.setting import Setting


class CoverTitle(Flowable):
    """A heavy rule, a line on what this is, the title, its dates and a note.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        kicker: such as "Revision pack · A-level History".
        title: inline Markdown; heading level 1.
        dates: a second line of the title.
        note: course and specification.
    """

    def __init__(
        self, setting: Setting, parent: Element, kicker: str, title: str, dates: str | None, note: str
    ) -> None:
        design = setting.design
        self.design = design
        self.name = plain(title)
        half = design.length("half")
        self.parts = [
            (2 * half, Paragraph(setting, kicker, "cover-kicker", Element("P", parent))),
            (4 * half, Paragraph(setting, title, "cover-title", Element("H1", parent))),
        ]
        if dates:
            self.parts.append((0.0, Paragraph(setting, dates, "cover-dates", Element("P", parent))))
        if note:
            self.parts.append((2 * half, Paragraph(setting, note, "cover-note", Element("P", parent))))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.height = sum(gap + part.wrap(width, UNBOUNDED)[1] for gap, part in self.parts)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw from the top down."""
        at = y + self.height
        line(canvas, self.design.rule("cover"), x, at, x + self.width, at)
        for gap, part in self.parts:
            at -= gap + part.height
            part.drawOn(canvas, x, at)

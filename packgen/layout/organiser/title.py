"""The title of an organiser: a rule, title and course, the enquiry question, and a name to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.strokes import line
from packgen.layout.tasks.ruled import Fields
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_ENQUIRY_SHARE = 0.62
"""Share of the width for the enquiry question; the name stands beside it."""


class OrganiserTitle(Flowable):
    """The title of an organiser.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        title: of the section or topic, inline Markdown; heading level 1.
        course: what it is for, such as a specification; may be empty.
        enquiry: question that the section answers, or None.
        named: whether there is a field for a name; there is room for it anyway.
    """

    def __init__(
        self, setting: Setting, parent: Element, title: str, course: str, enquiry: str | None, *, named: bool
    ) -> None:
        self.design = setting.design
        self.title = Paragraph(setting, title, "sheet-title", Element("H1", parent))
        self.course = Paragraph(setting, course, "spec", Element("P", parent)) if course else None
        self.enquiry = Paragraph(setting, enquiry, "gist", Element("P", parent)) if enquiry else None
        self.field = Fields(setting, parent, [(setting.words.text("field.name"), 1.0)]) if named else None
        self._beside = True
        self._lower = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        length = self.design.length
        self._beside = True
        self.title.wrap(width, UNBOUNDED)
        upper = self.title.height
        if self.course is not None:
            natural = self.course.extent()[1]
            gap = self.design.spans.gutter
            self._beside = len(self.title.lines) == 1 and self.title.widest + gap + natural <= width
            self.course.wrap(natural + 0.1 if self._beside else width, UNBOUNDED)
            upper += 0.0 if self._beside else self.course.height
        self._lower = self.design.style("gist").leading
        if self.enquiry is not None:
            self._lower = max(self._lower, self.enquiry.wrap(width * _ENQUIRY_SHARE, UNBOUNDED)[1])
        self.width, self.height = width, length("quarter") + upper + self._lower + length("organiser-gap")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rule and the texts from the top down."""
        top = y + self.height
        line(canvas, self.design.rule("band"), x, top, x + self.width, top)
        at = top - self.design.length("quarter") - self.title.height
        self.title.drawOn(canvas, x, at)
        if self.course is not None:
            self._draw_course(canvas, self.course, x, at)
            at -= 0.0 if self._beside else self.course.height
        if self.enquiry is not None:
            self.enquiry.drawOn(canvas, x, at - self.enquiry.height)
        if self.field is not None:
            gap = self.design.spans.gutter
            width, _ = self.field.wrap(self.width * (1 - _ENQUIRY_SHARE) - gap, UNBOUNDED)
            self.field.drawOn(canvas, x + self.width - width, at - self._lower)

    def _draw_course(self, canvas: SheetCanvas, course: Paragraph, x: float, at: float) -> None:
        if not self._beside:
            course.drawOn(canvas, x, at - course.height)
            return
        baseline = at + self.title.last_baseline
        course.drawOn(canvas, x + self.width - course.widest, baseline - course.last_baseline)

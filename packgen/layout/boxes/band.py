"""The title band at the start of a section: rule, label, title, enquiry question and specification."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import line
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class SpecLine(Flowable):
    """A bold label and its text, in two columns."""

    def __init__(self, setting: Setting, parent: Element, name: str, text: str) -> None:
        self.design = setting.design
        element = Element("P", parent)
        self.name = Paragraph(setting, name, "spec-label", element, joined=True)
        self.text = Paragraph(setting, text, "spec", element)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        indent = self.design.length("spec-label-width")
        self.width = width
        self.height = max(self.name.wrap(indent, UNBOUNDED)[1], self.text.wrap(width - indent, UNBOUNDED)[1])
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the label and the text on the same first baseline."""
        top = y + self.height
        self.name.drawOn(canvas, x, top - self.name.height)
        self.text.drawOn(canvas, x + self.design.length("spec-label-width"), top - self.text.height)


class TitleBand(Flowable):
    """The band across the top of the first page of a section.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        label: such as "Section 3".
        title: inline Markdown; heading level 1.
        enquiry: question that the section answers.
        facts: pairs such as ("Spec", "OCR Y318"); with a single pair its label may be empty.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        label: str,
        title: str,
        enquiry: str | None,
        facts: Sequence[tuple[str, str]],
    ) -> None:
        design = setting.design
        self.design = design
        self.name = plain(title)
        self.stacked = design.option("band") == "stacked"
        if self.stacked:
            spec, colon = setting.words.text("learn.spec"), setting.words.text("colon")
            label = " · ".join([label, *(text if name == spec else f"{name}{colon}{text}" for name, text in facts)])
        self.setting = setting
        self.label = Paragraph(setting, label, "band-label", Element("P", parent))
        self.title = Paragraph(setting, title, "topic-title", Element("H1", parent))
        self.enquiry = Paragraph(setting, enquiry, "enquiry", Element("P", parent)) if enquiry else None
        self.facts = Stack([SpecLine(setting, parent, *fact) for fact in facts] if not self.stacked else [])
        self._place, self._beside = Element("", parent), True
        self.note: Paragraph | None = None

    def add_note(self, text: str) -> None:
        """Add a note at the right of the label, or below it where there is no room; it is read last."""
        self.note = Paragraph(self.setting, text, "spec", Element("P", self._place), right=True)

    def _upper(self, width: float) -> float:
        """Measure the label and the note; return their height in points."""
        upper = self.label.wrap(width, UNBOUNDED)[1]
        if self.note is None:
            return upper
        natural = self.note.extent()[1] + 0.1
        self._beside = len(self.label.lines) == 1 and self.label.widest + self.design.spans.gutter + natural <= width
        self.note.right = self._beside
        below = self.note.wrap(natural if self._beside else width, UNBOUNDED)[1]
        return upper if self._beside else upper + below

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: a multiple of the baseline grid, at least the height of a band with a one-line title."""
        design, quarter = self.design, self.design.length("quarter")
        lower = 0.0
        if self.enquiry is not None:
            lower = self.enquiry.wrap(width if self.stacked else design.spans.main, UNBOUNDED)[1]
        lower = max(lower, self.facts.wrap(design.spans.side, UNBOUNDED)[1])
        text = self._upper(width) + self.title.wrap(width, UNBOUNDED)[1]
        used = quarter + text + quarter + lower
        if design.columns > 1:
            used += design.length("half")  # between the last line and a box directly below the band
        grid = design.length("baseline")
        self.width = width
        self.height = max(design.length("band-height"), math.ceil(used / grid - 0.001) * grid)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rule and the texts from the top down."""
        design, quarter = self.design, self.design.length("quarter")
        rule = design.rule("band")
        top = y + self.height
        line(canvas, rule, x, top, x + self.width, top)
        at = top - quarter - self.label.height
        self.label.drawOn(canvas, x, at)
        if self.note is not None:
            at -= 0.0 if self._beside else self.note.height
            self.note.drawOn(canvas, x + self.width - self.note.width if self._beside else x, at)
        at -= self.title.height
        self.title.drawOn(canvas, x, at)
        at -= quarter
        if self.enquiry is not None:
            self.enquiry.drawOn(canvas, x, at - self.enquiry.height)
        if self.facts.children:
            self.facts.drawOn(canvas, x + design.spans.main + design.spans.gutter, at - self.facts.height)

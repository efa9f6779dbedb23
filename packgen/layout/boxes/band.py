"""The title band at the start of a section: rule, label, title, enquiry question and specification."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

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


class _Noted(NamedTuple):
    """A note, the text on whose last line it stands if not below the label, and its distance from the left."""

    note: Paragraph
    beside: Paragraph | None = None
    left: float = 0.0


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
        self._place = Element("", parent)
        self._notes: list[Paragraph] = []
        self._noted: _Noted | None = None

    def add_note(self, text: str, short: str) -> None:
        """Add a note at the right of the first text that leaves room on its last line, or below the label.

        It is read last.

        Args:
            text: of the note.
            short: said instead where only that has room beside a text.
        """
        element = Element("P", self._place)
        self._notes = [Paragraph(self.setting, words, "spec", element, right=True) for words in (text, short)]

    def _texts(self, width: float) -> list[tuple[Paragraph, float]]:
        """Return the texts beside which a note may stand, and the width that they share with it; measure them."""
        texts = [(self.label, width), (self.title, width)]
        if self.enquiry is not None:
            texts.insert(1, (self.enquiry, width if self.stacked else self.design.spans.main))
        for text, room in texts:
            text.wrap(room, UNBOUNDED)
        return texts

    def _place_note(self, width: float) -> float:
        """Measure the texts and the note; return the height that the note takes below the label, in points."""
        texts = self._texts(width)
        for note in self._notes:
            natural = note.extent()[1] + 0.1
            for text, room in texts:
                if text.last_width + self.design.spans.gutter + natural <= room:
                    note.wrap(natural, UNBOUNDED)
                    self._noted = _Noted(note, text, room - natural)
                    return 0.0
        if not self._notes:
            return 0.0
        note = self._notes[0]
        note.right, self._noted = False, _Noted(note)
        return note.wrap(width, UNBOUNDED)[1]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: a multiple of the baseline grid, at least the height of a band with a one-line title."""
        design, quarter = self.design, self.design.length("quarter")
        noted = self._place_note(width)
        lower = self.enquiry.height if self.enquiry is not None else 0.0
        lower = max(lower, self.facts.wrap(design.spans.side, UNBOUNDED)[1])
        text = self.label.height + noted + self.title.height
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
        self._draw_note(canvas, self.label, x, at)
        if self._noted is not None and self._noted.beside is None:
            at -= self._noted.note.height
            self._noted.note.drawOn(canvas, x, at)
        at -= self.title.height
        self.title.drawOn(canvas, x, at)
        self._draw_note(canvas, self.title, x, at)
        at -= quarter
        if self.enquiry is not None:
            self.enquiry.drawOn(canvas, x, at - self.enquiry.height)
            self._draw_note(canvas, self.enquiry, x, at - self.enquiry.height)
        if self.facts.children:
            self.facts.drawOn(canvas, x + design.spans.main + design.spans.gutter, at - self.facts.height)

    def _draw_note(self, canvas: SheetCanvas, beside: Paragraph, x: float, y: float) -> None:
        """Draw the note on the last line of a paragraph with its lower left corner at (x, y), if that is its place."""
        if self._noted is not None and beside is self._noted.beside:
            note = self._noted.note
            note.drawOn(canvas, x + self._noted.left, y + beside.last_baseline - note.last_baseline)

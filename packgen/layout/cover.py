"""The cover of a pack: its title, and the steps from reading to recalling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.flowable import UNBOUNDED, Flowable
from packgen.layout.paragraph import Paragraph
from packgen.layout.strokes import box, level_lines, line
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain

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

    def named(self) -> str:
        """Return how a message begins."""
        return "The title on the cover"

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


class Rung(NamedTuple):
    """A step of the recall ladder: what to do, how, and when."""

    name: str
    text: str
    when: str


class LadderRung(Flowable):
    """A step on its own line, with a box to tick and a rule below."""

    def __init__(self, setting: Setting, parent: Element, number: int, rung: Rung) -> None:
        self.design = setting.design
        item = Element("LI", parent)
        label, body = Element("Lbl", item), Element("LBody", item)
        self.number = Paragraph(setting, str(number), "box-label", label)
        self.name = Paragraph(setting, [Run(rung.name, bold=True)], "body", body, joined=True)
        self.text = Paragraph(setting, rung.text, "body", body, joined=True)
        self.when = Paragraph(setting, rung.when, "cover-note", body)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        length = self.design.length
        self.width = width
        indent, name = self._indents()
        self.number.wrap(indent, UNBOUNDED)
        self.name.wrap(name, UNBOUNDED)
        when = self.when.extent()[1] + 0.1
        self.when.wrap(when, UNBOUNDED)
        tick = length("tick-size") + length("column-gap")
        if self.design.columns == 1:
            text = self.text.wrap(width - indent - tick, UNBOUNDED)[1] + self.name.height
        else:
            text = self.text.wrap(width - indent - name - when - tick - 2 * length("column-gap"), UNBOUNDED)[1]
        self.height = max(self.number.height, text) + length("quarter") * 2
        return width, self.height

    def _indents(self) -> tuple[float, float]:
        return self.design.length("ladder-number"), self.design.length("ladder-name")

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the step."""
        length = self.design.length
        indent, name = self._indents()
        top = y + self.height - length("quarter")
        first = top - self.number.style.leading * self.number.style.baseline
        right = x + self.width
        tick = length("tick-size")
        self.number.drawOn(canvas, x, top - self.number.height)
        self._on_baseline(canvas, self.name, x + indent, first)
        if self.design.columns == 1:
            self.text.drawOn(canvas, x + indent, y + length("quarter"))
            after = x + indent + self.name.widest + length("label-gap")
            self._on_baseline(canvas, self.when, after, first)
        else:
            self._on_baseline(canvas, self.text, x + indent + name, first)
            self._on_baseline(canvas, self.when, right - tick - length("column-gap") - self.when.width, first)
        box(canvas, self.design.rule("tick"), right - tick, top - (self.number.height + tick) / 2, tick, tick)
        level_lines(canvas, self.design.rule("table-row"), x, right, [y])

    @staticmethod
    def _on_baseline(canvas: SheetCanvas, text: Paragraph, x: float, baseline: float) -> None:
        """Draw a paragraph so that its first line stands on a baseline."""
        text.drawOn(canvas, x, baseline + text.style.leading * text.style.baseline - text.height)

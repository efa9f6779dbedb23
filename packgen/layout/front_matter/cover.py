"""The cover of a pack: its title, and the recall ladder from reading to writing from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import box, level_lines, line, squares
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class CoverTitle(Flowable):
    """A heavy rule, a line above the title, the title, its dates and a note.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        kicker: such as "Revision pack · A-level History".
        title: inline Markdown; heading level 1.
        dates: second line of the title.
        note: course and specification.
        gap: space above the kicker and above the title, in points, where the title is to be low: the note is on the
            line of the dates then, if it fits there. None for a title with wide gaps.
    """

    subject = "The title on the cover"

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        kicker: str,
        title: str,
        dates: str | None,
        note: str,
        *,
        gap: float | None = None,
    ) -> None:
        design = setting.design
        self.design = design
        self.name = plain(title)
        half = design.length("half")
        self.parts = [
            (2 * half if gap is None else gap, Paragraph(setting, kicker, "cover-kicker", Element("P", parent))),
            (4 * half if gap is None else gap, Paragraph(setting, title, "cover-title", Element("H1", parent))),
        ]
        if dates:
            self.parts.append((0.0, Paragraph(setting, dates, "cover-dates", Element("P", parent))))
        self.beside: Paragraph | None = None
        if note:
            shown = Paragraph(setting, note, "cover-note", Element("P", parent), right=True)
            if gap is not None and dates and self._fits_beside(shown):
                self.beside = shown
            else:
                shown.right = False
                self.parts.append((2 * half if gap is None else half, shown))

    def _fits_beside(self, note: Paragraph) -> bool:
        """Tell whether a note fits the line of the dates, which is the last so far."""
        taken = self.parts[-1][1].extent()[1] + self.design.spans.gutter
        return taken + note.extent()[1] <= self.design.spans.full

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.height = sum(gap + part.wrap(width, UNBOUNDED)[1] for gap, part in self.parts)
        if self.beside is not None:
            self.beside.wrap(width, UNBOUNDED)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw from the top down."""
        at = y + self.height
        line(canvas, self.design.rule("cover"), x, at, x + self.width, at)
        for gap, part in self.parts:
            at -= gap + part.height
            part.drawOn(canvas, x, at)
        if self.beside is not None:
            self.beside.drawOn(canvas, x, at + _below_baseline(self.parts[-1][1]) - _below_baseline(self.beside))


def _below_baseline(line: Paragraph) -> float:
    """Return the height of a line below its baseline, in points."""
    return line.style.leading * (1 - line.style.baseline)


class Rung(NamedTuple):
    """A step of the recall ladder.

    Attributes:
        name: one word or two.
        text: what to do; inline Markdown.
        help: how much help the student gets, from 0 to `MOST_HELP`.
        when: such as "Day 2".
    """

    name: str
    text: str
    help: int
    when: str


MOST_HELP = 4


class LadderRung(Flowable):
    """A step on its own line: squares for the amount of help, a box to tick, and a rule below.

    Args:
        setting: design and faces.
        parent: structure element of the list.
        number: of the step, from 1.
        rung: the step.
        pad: padding above and below, in points.
    """

    def __init__(self, setting: Setting, parent: Element, number: int, rung: Rung, pad: float) -> None:
        self.design, self.pad = setting.design, pad
        item = Element("LI", parent)
        label, body = Element("Lbl", item), Element("LBody", item)
        self.help = rung.help
        self.number = Paragraph(setting, str(number), "box-label", label)
        self.name = Paragraph(setting, [Run(rung.name, bold=True)], "body", Element("Span", body), joined=True)
        self.text = Paragraph(setting, rung.text, "body", Element("Span", body), joined=True)
        self.squares = Element("Span", body, actual=setting.words.text("ladder.help", n=rung.help, most=MOST_HELP))
        self.when = Paragraph(setting, rung.when, "cover-note", Element("Span", body))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        length = self.design.length
        self.width = width
        self.number.wrap(length("ladder-number"), UNBOUNDED)
        self.name.wrap(length("ladder-name"), UNBOUNDED)
        self.when.wrap(length("ladder-when"), UNBOUNDED)
        if self.design.columns == 1:
            text = self.number.height + self.text.wrap(width - length("ladder-number"), UNBOUNDED)[1]
        else:
            taken = length("ladder-number") + length("ladder-name")
            text = self.text.wrap(self._help_at() - taken - length("column-gap"), UNBOUNDED)[1]
        self.height = max(self.number.height, text) + self.pad * 2
        return width, self.height

    def _when_at(self) -> float:
        """Return the left edge of the day: before the box to tick, or after the name in a page of one column."""
        length = self.design.length
        if self.design.columns == 1:
            return length("ladder-number") + length("ladder-name")
        return self.width - length("tick-size") - length("column-gap") - length("ladder-when")

    def _help_at(self) -> float:
        """Return the left edge of the squares: before the day, or before the box to tick in a page of one column."""
        length = self.design.length
        wide = MOST_HELP * length("square-size") + (MOST_HELP - 1) * length("square-gap")
        end = self._when_at() if self.design.columns > 1 else self.width - length("tick-size")
        return end - 2 * length("column-gap") - wide

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the step."""
        length = self.design.length
        top = y + self.height - self.pad
        first = top - self.number.style.leading * self.number.style.baseline
        right = x + self.width
        tick, start = length("tick-size"), x + length("ladder-number")
        self.number.drawOn(canvas, x, top - self.number.height)
        self._on_baseline(canvas, self.name, start, first)
        if self.design.columns == 1:
            self.text.drawOn(canvas, start, y + self.pad)
        else:
            self._on_baseline(canvas, self.text, start + length("ladder-name"), first)
        middle = first + MIDDLE * self.name.style.size
        self._draw_help(canvas, x + self._help_at(), middle)
        self._on_baseline(canvas, self.when, x + self._when_at(), first)
        box(canvas, self.design.rule("tick"), right - tick, middle - tick / 2, tick, tick)
        level_lines(canvas, self.design.rule("table-row"), x, right, [y])

    def _draw_help(self, canvas: SheetCanvas, x: float, middle: float) -> None:
        """Draw the squares; the number of filled ones shows the amount of help."""
        side = self.design.length("square-size")
        places = [x + place * (side + self.design.length("square-gap")) for place in range(MOST_HELP)]
        rule = self.design.rule("square")
        with canvas.figure(self.squares):
            for part, filled in ((places[: self.help], True), (places[self.help :], False)):
                if part:
                    squares(canvas, rule, part, middle - side / 2, side, filled)

    @staticmethod
    def _on_baseline(canvas: SheetCanvas, text: Paragraph, x: float, baseline: float) -> None:
        """Draw a paragraph with its first line on a baseline."""
        text.drawOn(canvas, x, baseline + text.style.leading * text.style.baseline - text.height)

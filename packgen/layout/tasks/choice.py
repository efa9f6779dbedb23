"""Options to tick: a box before each option; the teacher's edition ticks the right one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import box
from packgen.layout.text.gap import Gap, draw_number, field_name, gap_span
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

TICK = "\u2713"


class TickBoxes(Flowable):
    """Options with a box before each, side by side or, where they do not fit, one below another.

    Args:
        setting: design and faces.
        parent: structure element that holds the options: P, TD or another that may contain text.
        gap: the gap whose answer is one of the options.
        options: inline Markdown.
    """

    def __init__(self, setting: Setting, parent: Element, gap: Gap, options: Sequence[str]) -> None:
        self.setting, self.design, self.gap = setting, setting.design, gap
        self.span = gap_span(setting, gap, after=" ")
        parent.kids.append(self.span)
        self.options: list[tuple[str, Element, Paragraph]] = []
        self.forms: list[Element] = []
        for option in options:
            ticked = setting.answers and plain(option) == plain(gap.answer)
            said = setting.words.text("box.ticked" if ticked else "box.item")
            mark = Element("Span", parent, actual=said)
            self.options.append(
                (option, mark, Paragraph(setting, option, "table", Element("Span", parent), joined=True))
            )
            if setting.fillable:
                self.forms.append(Element("Form", parent))
        self.places: list[tuple[float, float]] = []

    def _widths(self) -> list[float]:
        """Return the width of each box with its option on one line."""
        room = self.design.length("tick-size") + self.design.length("tick-gap")
        return [room + text.extent()[1] + 0.1 for _, _, text in self.options]

    def extent(self) -> tuple[float, float]:
        """Return the least width (the longest option) and the natural width (all options on one line), in points."""
        slot, own = self.design.length("gap-slot"), self._widths()
        return slot + max(own), slot + sum(own) + 3 * self.design.length("tick-gap") * (len(own) - 1)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: one writing line, or one for each option."""
        design = self.design
        pitch, gap = design.length("writing-line"), design.length("tick-gap")
        own, slot = self._widths(), design.length("gap-slot")
        beside = self.extent()[1] <= width
        self.places, x, top = [], slot, 0.0
        for wide, (_, _, text) in zip(own, self.options, strict=True):
            text.wrap(wide if beside else width - slot - design.length("tick-size") - gap, UNBOUNDED)
            self.places.append((x, top))
            if beside:
                x += wide + 3 * gap
            else:
                top += pitch + text.height - text.style.leading
        self.width, self.height = width, pitch if beside else top
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the number, then boxes and options; the teacher's edition ticks the right one."""
        design, setting = self.design, self.setting
        side, pitch = design.length("tick-size"), design.length("writing-line")
        first = y + self.height - pitch + design.length("gap-drop")
        draw_number(canvas, setting, self.span, self.gap, x, first)
        for number, ((option, mark, text), (left, top)) in enumerate(zip(self.options, self.places, strict=True), 1):
            baseline = first - top
            foot = baseline + design.style("table").size * MIDDLE - side / 2
            with canvas.figure(mark):
                box(canvas, design.rule("tick"), x + left, foot, side, side)
                if setting.answers and plain(option) == plain(self.gap.answer):
                    draw_tick(canvas, setting, mark, x + left, foot)
            start = x + left + side + design.length("tick-gap")
            style = text.style
            text.drawOn(canvas, start, baseline - style.leading * (1 - style.baseline) - (text.height - style.leading))
            if self.forms and not setting.answers:
                name, said = field_name(setting, self.gap)
                rectangle = (x + left, foot, x + left + side, foot + side)
                form, colon = self.forms[number - 1], setting.words.text("colon")
                canvas.field(form, rectangle, f"{name}.{number}", f"{said}{colon}{plain(option)}", "tick")


def draw_tick(canvas: SheetCanvas, setting: Setting, mark: Element, x: float, foot: float) -> None:
    """Draw a tick into a box whose lower left corner is at (x, foot); ``mark`` owns it."""
    design = setting.design
    style, side = design.style("answer"), design.length("tick-size")
    face = setting.faces.index(style.family, style.bold, False)
    width = canvas.phrase(face, TICK)[0] * style.size / 1000
    canvas.show(mark, face, style.size, style.colour, x + (side - width) / 2, foot + side * 0.18, TICK)

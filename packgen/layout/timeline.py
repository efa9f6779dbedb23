"""Timeline: events along a rail, a circle at each; a filled circle is a key event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.flowable import Flowable
from packgen.layout.paragraph import Paragraph
from packgen.layout.setting import bold, rich
from packgen.layout.stack import Stack
from packgen.layout.strokes import circle, line
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.canvas import SheetCanvas
    from packgen.layout.setting import Setting


class Event(Stack):
    """A date and what happened."""

    def __init__(self, setting: Setting, parent: Element, date: str, text: str, key: bool) -> None:
        item = Element("LI", parent)
        label = Element("Lbl", item)
        # What a filled circle says to those who see it; it is read before the date.
        self.mark = Element("Span", label, actual="Key event: ") if key else None
        super().__init__(
            [
                Paragraph(setting, bold(date), "side-bold", label, keep=True),
                Paragraph(setting, rich(text), "side", Element("LBody", item)),
            ],
            before=setting.design.length("timeline-gap"),
        )


class Timeline(Stack):
    """Events from top to bottom, never divided inside one.

    Args:
        setting: design and faces.
        parent: structure element that holds the list.
        events: date, text and whether it is a key event.
    """

    def __init__(self, setting: Setting, parent: Element, events: Sequence[tuple[str, str, bool]]) -> None:
        design = setting.design
        items = Element("L", parent, numbering="None")
        super().__init__(
            [Event(setting, items, date, text, key) for date, text, key in events],
            left=design.length("timeline-text"),
            least=int(design.number("min-rows")),
        )
        self.design = design
        self.goes_on = False
        self.centre = design.style("side-bold").leading / 2

    def _part(self, children: Sequence[Flowable], continued: bool) -> Stack:
        part = super()._part(children, continued)
        if isinstance(part, Timeline):
            part.goes_on = self.goes_on if continued else True
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rail, the circles and the events."""
        design = self.design
        axis, radius = x + design.length("timeline-axis"), design.length("timeline-radius")
        top = y + self.height - self.top
        centres = [top - offset - self.centre for offset in self.tops]
        ends = [*(centre + radius for centre in centres[1:]), *([y] if self.goes_on else [])]
        for start, end in zip(centres, ends, strict=False):
            line(canvas, design.rule("timeline"), axis, start - radius, axis, end)
        rule = design.rule("timeline-circle")
        for child, centre in zip(self.children, centres, strict=True):
            mark = child.mark if isinstance(child, Event) else None
            if mark is None:
                circle(canvas, rule, design.colour("paper"), axis, centre, radius)
                continue
            with canvas.figure(mark):
                circle(canvas, rule, design.colour("ink"), axis, centre, radius)
        super().drawOn(canvas, x, y)

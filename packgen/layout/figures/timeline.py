"""Timeline: events along a rail, each with a circle; the circle of a key event is filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import circle, line
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class OnRail(Flowable):
    """A flowable with a circle beside it.

    Attributes:
        centre: distance from its top to the centre of its circle, in points.
        mark: element with the meaning of a filled circle, or None if the circle is open.
    """

    centre: float = 0.0
    mark: Element | None = None


class RailEvent(OnRail, Stack):
    """The date and the text of an event."""

    def __init__(self, setting: Setting, parent: Element, date: str, text: str, key: bool) -> None:
        item = Element("LI", parent)
        label = Element("Lbl", item)
        # ActualText gives the meaning of a filled circle to screen readers; it is read before the date.
        self.mark = Element("Span", label, actual=setting.words.text("timeline.key")) if key else None
        super().__init__(
            [
                Paragraph(setting, bold(date), "side-bold", label, keep=True),
                Paragraph(setting, rich(text), "side", Element("LBody", item)),
            ],
            before=setting.design.length("timeline-gap"),
        )
        self.centre = setting.design.style("side-bold").leading / 2


class Rail(Stack):
    """Rows from top to bottom along a rail; a row is never divided.

    Args:
        setting: design and faces.
        rows: each has the position of its circle.
    """

    def __init__(self, setting: Setting, rows: Sequence[OnRail]) -> None:
        design = setting.design
        super().__init__(rows, left=design.length("timeline-text"), least=int(design.number("min-rows")), loose=1)
        self.design = design
        self.goes_on = False

    def _part(self, children: Sequence[Flowable], continued: bool) -> Stack:
        part = super()._part(children, continued)
        if isinstance(part, Rail):
            part.goes_on = self.goes_on if continued else True
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rail, the circles and the rows."""
        design = self.design
        axis, radius = x + design.length("timeline-axis"), design.length("timeline-radius")
        top = y + self.height - self.top
        rows = [child for child in self.children if isinstance(child, OnRail)]
        centres = [top - offset - row.centre for offset, row in zip(self.tops, rows, strict=True)]
        ends = [*(centre + radius for centre in centres[1:]), *([y] if self.goes_on else [])]
        for start, end in zip(centres, ends, strict=False):
            line(canvas, design.rule("timeline"), axis, start - radius, axis, end)
        rule = design.rule("timeline-circle")
        for row, centre in zip(rows, centres, strict=True):
            if row.mark is None:
                circle(canvas, rule, design.colour("paper"), axis, centre, radius)
                continue
            with canvas.figure(row.mark):
                circle(canvas, rule, design.colour("ink"), axis, centre, radius)
        super().drawOn(canvas, x, y)


class TimelineRail(Rail):
    """A rail of dates and events.

    Args:
        setting: design and faces.
        parent: structure element that holds the list.
        events: date, text and whether it is a key event.
    """

    def __init__(self, setting: Setting, parent: Element, events: Sequence[tuple[str, str, bool]]) -> None:
        items = Element("L", parent, numbering="None")
        super().__init__(setting, [RailEvent(setting, items, date, text, key) for date, text, key in events])

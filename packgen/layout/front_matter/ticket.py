"""Parts of a ticket for the print room: labelled lines, and numbers in a row; long texts are shortened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.strokes import level_lines, line
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_COUNTS = ("ticket-count", "topic-title", "sheet-title", "ticket-label")
"""Styles of the numbers, largest first."""


def on_lines_at_most(
    setting: Setting, text: str, role: str, element: Element, width: float, most: int, end: int = 0
) -> Paragraph:
    """Return plain text on a limited number of lines; a longer text gets an ellipsis in its middle or at its end.

    Args:
        setting: design and faces.
        text: plain text, no Markdown.
        role: style.
        element: structure element that owns it.
        width: in points.
        most: greatest number of lines.
        end: number of characters to keep at its end, such as the end of a file name.
    """

    def made(text: str) -> Paragraph:
        paragraph = Paragraph(setting, [Run(text)], role, element)
        paragraph.wrap(width, UNBOUNDED)
        return paragraph

    def cut(length: int) -> Paragraph:
        return made(f"{text[:length].rstrip()}…{text[len(text) - end :] if end else ''}")

    whole = made(text)
    if len(whole.lines) <= most:
        return whole
    fits = bisect_left(range(len(text) - end), True, key=lambda length: len(cut(length).lines) > most)
    return cut(max(fits - 1, 0))


class TicketLine(Flowable):
    """A label and its text side by side, with a rule below.

    Args:
        setting: design and faces.
        parent: L element of which the line is an item.
        name: one word or two.
        text: plain text.
        width: of label and text together, in points.
        pad: padding above and below, in points.
        most: greatest number of lines of the text.
        end: see `on_lines_at_most`.
        strong: set the text in the style of the label.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        name: str,
        text: str,
        width: float,
        pad: float,
        *,
        most: int = 1,
        end: int = 0,
        strong: bool = False,
    ) -> None:
        self.design, self.pad = setting.design, pad
        item = Element("LI", parent)
        self.indent = self.design.length("ticket-label-width")
        self.name = Paragraph(setting, [Run(name)], "ticket-label", Element("Lbl", item))
        body = Element("LBody", item)
        role = "ticket-label" if strong else "ticket"
        self.text = on_lines_at_most(setting, text, role, body, width - self.indent, most, end)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.name.wrap(self.indent, UNBOUNDED)
        text = self.text.wrap(width - self.indent, UNBOUNDED)[1]
        self.height = max(self.name.height, text) + 2 * self.pad
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw label and text on the same first baseline, and the rule."""
        top = y + self.height - self.pad
        self.name.drawOn(canvas, x, top - self.name.height)
        self.text.drawOn(canvas, x + self.indent, top - self.text.height)
        level_lines(canvas, self.design.rule("table-row"), x, x + self.width, [y])


class Counts(Flowable):
    """Numbers side by side, each above its label, as large as the widest allows; with a rule above and below.

    Args:
        setting: design and faces.
        parent: structure element that holds them.
        counts: numbers and their labels.
    """

    def __init__(self, setting: Setting, parent: Element, counts: Sequence[tuple[str, str]]) -> None:
        self.setting, self.design = setting, setting.design
        items = [Element("LI", kids) for kids in [Element("L", parent, numbering="None")] for _ in counts]
        self._elements = [(Element("Lbl", item), Element("LBody", item)) for item in items]
        self._counts = list(counts)
        self.columns: list[tuple[Paragraph, Paragraph]] = []
        self.pitch = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the columns are equally wide."""
        gap = self.design.length("column-gap")
        self.width, self.pitch = width, (width + gap) / len(self._counts)
        for role in _COUNTS:
            self.columns = [
                (
                    Paragraph(self.setting, [Run(number)], role, count),
                    on_lines_at_most(self.setting, what, "ticket", meaning, self.pitch - gap, 1),
                )
                for (number, what), (count, meaning) in zip(self._counts, self._elements, strict=True)
            ]
            if all(number.extent()[1] <= self.pitch - gap for number, _ in self.columns):
                break
        text = max(number.wrap(self.pitch - gap, UNBOUNDED)[1] for number, _ in self.columns)
        text += max(what.wrap(self.pitch - gap, UNBOUNDED)[1] for _, what in self.columns)
        self.height = text + 2 * self.design.length("quarter")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the numbers on one baseline and their labels on the next."""
        rule, top = self.design.rule("section"), y + self.height
        line(canvas, rule, x, top, x + self.width, top)
        for place, (number, what) in enumerate(self.columns):
            left = x + place * self.pitch
            number.drawOn(canvas, left, top - self.design.length("quarter") - number.height)
            what.drawOn(canvas, left, y + self.design.length("quarter"))
        line(canvas, rule, x, y, x + self.width, y)

"""Number lists and vote strips: figures in large type, or counted in squares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import squares
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_WIDEST_NUMERAL = 0.45
"""Share of the available width above which a numeral is set above its text instead of beside it."""


class NumberItem(Flowable):
    """A numeral with its text beside it."""

    def __init__(self, setting: Setting, parent: Element, numeral: str, text: str) -> None:
        self.design = setting.design
        item = Element("LI", parent)
        self.numeral = Paragraph(setting, rich(numeral), "numeral", Element("Lbl", item))
        self.text = Paragraph(setting, rich(text), "side", Element("LBody", item))
        self.indent = setting.design.length("numeral-width")
        self.stacked = False

    def numeral_width(self) -> float:
        """Return the width of the numeral on one line and of the gap after it, in points."""
        return self.numeral.extent()[1] + self.design.length("label-gap")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.stacked = self.indent > width * _WIDEST_NUMERAL
        if self.stacked:
            # Set a numeral closer to its own text than to the text above it.
            self.before = self.before and self.design.length("half")
            self.height = self.numeral.wrap(width, height)[1] + self.text.wrap(width, height)[1]
        else:
            self.height = max(
                self.numeral.wrap(self.indent, UNBOUNDED)[1], self.text.wrap(width - self.indent, UNBOUNDED)[1]
            )
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the numeral and its text on the same first baseline, or one above the other."""
        top = y + self.height
        self.numeral.drawOn(canvas, x, top - self.numeral.height)
        if self.stacked:
            self.text.drawOn(canvas, x, y)
        else:
            self.text.drawOn(canvas, x + self.indent, top - self.text.height)


def number_list(setting: Setting, parent: Element, rows: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return numerals with their texts; all texts have the indent that the widest numeral needs."""
    items = Element("L", parent, numbering="None")
    entries = [NumberItem(setting, items, numeral, text) for numeral, text in rows]
    gap = max(setting.design.length("list-gap"), setting.design.length("quarter"))  # else two texts would read as one
    indent = max([setting.design.length("numeral-width"), *(entry.numeral_width() for entry in entries)])
    for number, entry in enumerate(entries):
        entry.indent = indent
        entry.before = gap if number else 0.0
    return list(entries)


class Squares(Flowable):
    """A label such as "7 against him", and a row of squares, filled or open, one for each vote."""

    def __init__(self, setting: Setting, element: Element, text: str, count: int, filled: bool) -> None:
        self.design = setting.design
        self.text = Paragraph(setting, bold(text), "body", element)
        self.count, self.filled = count, filled
        self.pitch = self.design.length("square-size") + self.design.length("square-gap")
        self.beside = True
        self.rows = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: one line, or more if the squares do not fit beside the words."""
        self.width = width
        self.text.wrap(width, height)
        self.beside = self.text.widest + self.design.length("label-gap") + self.count * self.pitch <= width
        self.rows = 1 if self.beside else -(-self.count // self._row)
        self.height = self.text.height + (0.0 if self.beside else self.rows * self.text.style.leading)
        return width, self.height

    @property
    def _row(self) -> int:
        """Return the number of squares in a row."""
        return max(1, int((self.width + self.design.length("square-gap")) / self.pitch))

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the words and the squares."""
        style, side = self.text.style, self.design.length("square-size")
        self.text.drawOn(canvas, x, y + self.height - self.text.height)
        start = x + self.text.widest + self.design.length("label-gap") if self.beside else x
        row = self.count if self.beside else self._row
        baseline = y + style.leading * (self.rows - style.baseline)
        for first in range(0, self.count, row):
            xs = [start + number * self.pitch for number in range(min(row, self.count - first))]
            squares(canvas, self.design.rule("square"), xs, baseline - first // row * style.leading, side, self.filled)


class VoteStrip(Flowable):
    """The sides of a vote side by side, or one below another in a page of one column.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        sides: label of each, names of those who voted so, and whether its squares are filled.
    """

    def __init__(self, setting: Setting, parent: Element, sides: Sequence[tuple[str, Sequence[str], bool]]) -> None:
        self.design = setting.design
        self.sides: list[Stack] = []
        self.names: list[Paragraph] = []
        for label, names, filled in sides:
            group = Element("Div", parent)
            count = Squares(setting, Element("P", group), label, len(names), filled)
            self.names.append(Paragraph(setting, ", ".join(names), "table", Element("P", group)))
            self.sides.append(Stack([count, self.names[-1]]))
        self.xs: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        gap = self.design.length("column-gap")
        widths = self._widths(width - gap * (len(self.sides) - 1))
        cramped = any(names.extent()[0] > room for names, room in zip(self.names, widths, strict=True))
        if self.design.columns == 1 or len(self.sides) == 1 or cramped:
            self.xs = []
            between = self.design.length("list-gap") * (len(self.sides) - 1)
            self.height = between + sum(side.wrap(width, height)[1] for side in self.sides)
            return width, self.height
        self.xs = [sum(widths[:n]) + gap * n for n in range(len(widths))]
        self.height = max(side.wrap(w, UNBOUNDED)[1] for side, w in zip(self.sides, widths, strict=True))
        return width, self.height

    def _widths(self, room: float) -> list[float]:
        """Share the room so that the names of each side take about the same number of lines."""
        least = room / len(self.names) / 2
        lengths = [names.extent()[1] for names in self.names]
        total = sum(lengths) or 1.0  # a lone accent has no width
        shares = [max(least, room * length / total) for length in lengths]
        return [room * share / sum(shares) for share in shares]

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the sides."""
        top = y + self.height
        if self.xs:
            for side, offset in zip(self.sides, self.xs, strict=True):
                side.drawOn(canvas, x + offset, top - side.height)
            return
        for side in self.sides:
            side.drawOn(canvas, x, top - side.height)
            top -= side.height + self.design.length("list-gap")

"""The cells of a retrieval grid: outlined, with a number, the points and what stands below them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import box
from packgen.layout.text.inline_box import InlineBox
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.text.gap import AnswerLines

_TALLEST = 2
"""Rows of the tallest cells on a page."""


class PointsBox(InlineBox):
    """A number of points in a small box, which shows on any photocopy; a screen reader says "3 points".

    Args:
        setting: design and faces.
        points: one figure.
        margin: at the left and at the right of the box, in points.
        after: what a screen reader says after the points, before text on the same line.
    """

    def __init__(self, setting: Setting, points: int, margin: float = 0.0, after: str = "") -> None:
        self.setting, self.points, self.margin = setting, points, margin
        self.said = f"{setting.words.number('retrieval.worth', points)}{after}"
        self.style = setting.design.style("card-box")
        self.side = setting.design.length("leitner-size")
        self.width = self.side + 2 * margin
        middle = MIDDLE * self.style.size
        self.ascent, self.descent = self.side / 2 + middle, self.side / 2 - middle

    def draw(self, canvas: SheetCanvas, x: float, baseline: float, owner: Element) -> None:
        """Draw the box and the figure in it."""
        style, side, figure = self.style, self.side, str(self.points)
        x += self.margin
        span = Element("Span", owner, actual=self.said)
        face = self.setting.faces.index(style.family, style.bold, False)
        with canvas.figure(span):
            box(canvas, self.setting.design.rule("leitner"), x, baseline - self.descent, side, side)
            left = x + (side - canvas.phrase(face, figure)[0] * style.size / 1000) / 2
            canvas.show(span, face, style.size, style.colour, left, baseline, figure)


class GridCell(Flowable):
    """A cell: its number at the left and its points at the right of its head, then text, and lines at its foot.

    Args:
        setting: design and faces.
        item: structure element of the cell, an LI.
        number: of the question.
        points: for the answer.

    Attributes:
        body: structure element for what stands below the head.
        story: set below the head.
        lines: at the foot, as many as there is room for; None in a key.
    """

    def __init__(self, setting: Setting, item: Element, number: int, points: int) -> None:
        self.design = setting.design
        self.number = Paragraph(setting, [Run(str(number))], "list-number", Element("Lbl", item), joined=True)
        self.body = Element("LBody", item)
        self.scored = Element("P", self.body)
        self.points = PointsBox(setting, points)
        self.story: list[Flowable] = []
        self.lines: AnswerLines | None = None

    @property
    def _pad(self) -> float:
        return self.design.length("box-pad-x")

    @property
    def _head(self) -> float:
        """Height from the upper edge to the text below the head."""
        gaps = self.design.length("half") + self.design.length("quarter")
        return gaps + max(self.points.side, self.number.style.leading)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: as tall as the height, if that is bounded and not too little."""
        inner = width - 2 * self._pad
        self.number.wrap(inner, UNBOUNDED)
        used = self._head + self._pad + sum(one.before + one.wrap(inner, UNBOUNDED)[1] for one in self.story)
        if self.lines is not None:
            free = 0.0 if height >= UNBOUNDED else height - used
            self.lines.least = max(1, int((free + TOLERANCE) / self.lines.pitch))
            used += self.lines.wrap(inner, UNBOUNDED)[1]
        self.width, self.height = width, used if height >= UNBOUNDED else max(height, used)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the outline, the head, the text and the lines."""
        pad, top = self._pad, y + self.height
        box(canvas, self.design.rule("box"), x, y, self.width, self.height)
        head = top - self.design.length("half")
        self.number.drawOn(canvas, x + pad, head - self.number.height)
        style = self.number.style
        baseline = head - style.leading * style.baseline
        self.points.draw(canvas, x + self.width - pad - self.points.side, baseline, self.scored)
        top -= self._head
        for one in self.story:
            top -= one.before + one.height
            one.drawOn(canvas, x + pad, top)
        if self.lines is not None:
            self.lines.drawOn(canvas, x + pad, y + pad)


class CellGrid(Flowable):
    """Cells in rows that fill the page, of one height if the page has room; what does not fit goes on in whole rows.

    Args:
        setting: design and faces.
        cells: in reading order.
        columns: number of cells in a row.
    """

    def __init__(self, setting: Setting, cells: Sequence[GridCell], columns: int) -> None:
        self.gap = setting.design.length("half")
        self.tallest = (setting.design.frame(True).height + self.gap) / _TALLEST - self.gap
        self.rows = [cells[first : first + columns] for first in range(0, len(cells), columns)]
        self.columns = columns

    def _room(self, width: float) -> float:
        """Return the width of a cell."""
        return (width - self.gap * (self.columns - 1)) / self.columns

    def _needs(self, width: float) -> list[float]:
        """Return the least height of each row."""
        room = self._room(width)
        return [max(cell.wrap(room, UNBOUNDED)[1] for cell in row) for row in self.rows]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the height available, if the grid fits there."""
        needs = self._needs(width)
        free = height - self.gap * (len(needs) - 1)
        if height < UNBOUNDED and sum(needs) <= free + TOLERANCE:
            equal = min(self.tallest, free / len(needs))
            more = max(0.0, free - sum(needs)) / len(needs)
            needs = [equal] * len(needs) if max(needs) <= equal else [need + more for need in needs]
        for row, tall in zip(self.rows, needs, strict=True):
            for cell in row:
                cell.wrap(self._room(width), tall)
        self.width, self.height = width, sum(needs) + self.gap * (len(needs) - 1)
        return width, self.height

    def least_height(self, width: float) -> float:
        """Return the least height of the first row."""
        return self._needs(width)[0]

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between rows: pages have as many rows each as possible, rather than the last one few."""
        left, count = height, 0
        for need in self._needs(width):
            if need > left + TOLERANCE:
                break
            left -= need + self.gap
            count += 1
        if count == len(self.rows):
            return [self]
        if not count:
            return []
        pages = -(-len(self.rows) // count)
        count = -(-len(self.rows) // pages)
        return [self._part(self.rows[:count]), self._part(self.rows[count:])]

    def _part(self, rows: list[Sequence[GridCell]]) -> CellGrid:
        part = copy(self)
        part.rows = rows
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the cells, row by row."""
        top = y + self.height
        for row in self.rows:
            for place, cell in enumerate(row):
                cell.drawOn(canvas, x + place * (cell.width + self.gap), top - cell.height)
            top -= row[0].height + self.gap

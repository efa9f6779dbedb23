"""Tables: the head is repeated on each page, and rows are kept whole if they fit."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import bold
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import closing_line, level_lines
from packgen.layout.table.cells import Cell, ColumnSpec
from packgen.layout.table.records import records
from packgen.layout.table.widths import share_widths
from packgen.layout.text.gap import AnswerLines
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import plain
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_TEXT = attrgetter("text")


class RuledTable(Flowable):
    """A table with horizontal rules only.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        columns: heads and widths.
        rows: cells; each row has as many as there are columns.
        row_heads: set the first column in bold and tag its cells as row headers.
        lined: rows are a whole number of writing lines high, with text on the first of them; for cells to write in.
        tight: in the style of keys, with little padding and no rules between rows.
        name: by which the starts of its columns are kept for equal tables of the same design; see `Setting.measured`.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        columns: Sequence[ColumnSpec],
        rows: Sequence[Sequence[Cell]],
        *,
        row_heads: bool = True,
        lined: bool = False,
        tight: bool = False,
        name: Hashable = None,
    ) -> None:
        self.design = setting.design
        self._measured, self._name = setting.measured, name
        self.lined, self.tight = lined, tight
        self.ruled = not (lined and setting.fillable)
        self._pad = 0.0 if lined else self.design.length("cell-pad-tight" if tight else "cell-pad")
        self.columns = list(columns)
        element = Element("Table", parent)
        head = Element("TR", Element("THead", element))
        text, strong = ("key", "key") if tight else ("table", "table-bold")
        self.head = tuple(
            _cell(setting, [bold(column.head)], Element("TH", head, scope="Column"), strong, column.right)
            for column in columns
        )
        body = Element("TBody", element)
        self.rows: list[tuple[Flowable, ...]] = []
        for row in rows:
            tr = Element("TR", body)
            self.rows.append(
                tuple(
                    _cell(setting, cell, Element("TH", tr, scope="Row"), strong, lined=lined)
                    if row_heads and not place
                    else _cell(setting, cell, Element("TD", tr), text, columns[place].right, lined)
                    for place, cell in enumerate(row)
                )
            )
        self.repeated = False
        self._width: float | None = None
        self._shared: float | None = None
        self.xs: list[float] = []
        self.widths: list[float] = []
        self.head_height = 0.0
        self.heights: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the columns, then the rows.

        Raises:
            LayoutError: there are too many columns.
        """
        if self._width != width:
            self.starts(width)
            self.head_height = self._content(self.head) + 2 * self._head_pad
            self.heights = [self._row_height(row) for row in self.rows]
            self._width = self.width = width
        self.height = self.head_height + sum(self.heights)
        return width, self.height

    def starts(self, width: float) -> list[float]:
        """Return how far each column begins from the left edge of a table of a width, in points.

        Raises:
            LayoutError: there are too many columns.
        """
        if self._shared != width:  # the parts of a divided table keep the widths of the whole
            gap = self.design.length("column-gap")
            room = width - gap * (len(self.columns) - 1)
            if room / len(self.columns) < self.design.style("table").size:
                raise self.refusal(
                    f"has {len(self.columns)} columns, too many for its {width / MM:.0f} mm.", "Divide it into two."
                )
            self._shared = width
            self.widths = share_widths(self.columns, [self.head, *self.rows], room)
            self.xs = [sum(self.widths[:n]) + gap * n for n in range(len(self.widths))]
            if self._name is not None:
                self._measured[self._name, width] = self.xs
        return self.xs

    @property
    def _head_pad(self) -> float:
        """Padding above and below the head, in points."""
        return self.design.length("cell-pad-tight" if self.tight else "cell-pad")

    @property
    def inner_gaps(self) -> int:
        """Number of rows, the padding of which can be wider."""
        return 0 if self.tight else len(self.rows)

    def loosen(self, more: float) -> None:
        """Widen the padding of the rows; in a table to write in, above their text."""
        if self.inner_gaps:
            self._pad += more if self.lined else more / 2
            self.heights = [height + more for height in self.heights]
            self.height += more * len(self.heights)

    def _content(self, cells: Sequence[Flowable]) -> float:
        return max([cell.wrap(width, UNBOUNDED)[1] for cell, width in zip(cells, self.widths, strict=True)])

    def _row_height(self, cells: Sequence[Flowable]) -> float:
        content = self._content(cells)
        if not self.lined:
            return content + 2 * self._pad
        pitch = self.design.length("writing-line")
        return max(1, math.ceil((content - TOLERANCE) / pitch)) * pitch

    def least_height(self, width: float) -> float:
        """Return the height of the head and the first two rows."""
        self.wrap(width, UNBOUNDED)
        return self.head_height + sum(self.heights[: self._least])

    def loose_height(self, width: float) -> float:
        """Return the height of the head and the first row."""
        self.wrap(width, UNBOUNDED)
        return self.head_height + sum(self.heights[:1])

    @property
    def _least(self) -> int:
        """Number of rows that stay with the head; a table to write in also has at least so many after a division."""
        return int(self.design.number("min-rows"))

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between rows."""
        self.wrap(width, height)
        left, count = height - self.head_height, 0
        for row_height in self.heights:
            if row_height > left + TOLERANCE:
                break
            left -= row_height
            count += 1
        if count == len(self.rows):
            return [self]
        if self.lined and count > self._least:
            count = min(count, len(self.rows) - self._least)
        return [self._part(self.rows[:count], False), self._part(self.rows[count:], True)] if count else []

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between rows, or inside the first row if it is taller than a page."""
        parts = self.split(width, height)
        if parts:
            return parts
        row = self.rows[0]
        room = height - self.head_height - 2 * self._pad
        heads, tails = [], []
        for cell, column in zip(row, self.widths, strict=True):
            stack = cell if isinstance(cell, Stack) else Stack([cell])
            halves = stack.force_split(column, room) if stack.children else [stack]
            if not halves:
                return []
            heads.append(halves[0])
            tails.append(halves[1] if len(halves) == 2 else Stack([]))
        return [self._part([tuple(heads)], False), self._part([tuple(tails), *self.rows[1:]], True)]

    def _part(self, rows: list[tuple[Flowable, ...]], continued: bool) -> RuledTable:
        part = copy(self)
        part.rows = rows
        part.repeated = self.repeated or continued
        part._width = None
        if continued:
            part.before = 0.0
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rules and the cells; a repeated head is a pagination artifact."""
        design = self.design
        top = y + self.height
        ends = [top - self.head_height]
        for height in self.heights:
            ends.append(ends[-1] - height)
        level_lines(canvas, design.rule("table-head"), x, x + self.width, ends[:1])
        if self.ruled and not self.tight:
            between = design.rule("writing" if self.lined else "table-row")
            level_lines(canvas, between, x, x + self.width, ends[1:-1])
        if not self.lined:
            closing_line(canvas, design.rule("table-foot"), x, x + self.width, ends[-1])
        elif self.ruled:  # rows are told apart by the outlines of form fields otherwise
            level_lines(canvas, design.rule("table-foot"), x, x + self.width, ends[-1:])
        if self.repeated:
            with canvas.artifact("Pagination"):
                self._draw_cells(canvas, self.head, x, top - self._head_pad)
        else:
            self._draw_cells(canvas, self.head, x, top - self._head_pad)
        for row, start, tall in zip(self.rows, ends, self.heights, strict=False):
            for cell in row if self.lined else ():
                _share_rule(cell, tall - self._pad)
            self._draw_cells(canvas, row, x, start - self._pad)

    def _draw_cells(self, canvas: SheetCanvas, cells: Sequence[Flowable], x: float, top: float) -> None:
        for cell, offset, column in zip(cells, self.xs, self.columns, strict=True):
            canvas.column = plain(column.head)
            cell.drawOn(canvas, x + offset, top - cell.height)
        canvas.column = ""


def _cell(
    setting: Setting, cell: Cell, element: Element, role: str, right: bool = False, lined: bool = False
) -> Flowable:
    """Return the content of a cell: the first paragraph in the row's style, later ones as notes."""
    if callable(cell):
        return Stack(cell(element))
    texts = [runs for runs in cell if any(map(_TEXT, runs))]
    if len(cell) == len(texts) == 1:
        text = Paragraph(setting, texts[0], role, element, right=right)
        return on_lines(setting, Stack([text]), role) if lined else text
    roles = [role if runs is cell[0] else "note" for runs in texts]
    stack = Stack(
        [Paragraph(setting, runs, own, Element("P", element)) for runs, own in zip(texts, roles, strict=True)]
    )
    return on_lines(setting, stack, role) if lined and texts else stack


def _share_rule(cell: Flowable, height: float) -> None:
    """Let the rule below a row of a height serve as the last writing line of a cell, which would be drawn on it."""
    last = cell.children[-1] if isinstance(cell, Stack) and cell.children else None
    if isinstance(last, AnswerLines):
        last.closed = cell.height > height - TOLERANCE


def on_lines(setting: Setting, stack: Stack, role: str) -> Stack:
    """Return text with its first baseline where an answer on the first writing line has it."""
    style, answer = setting.design.style(role), setting.design.style("answer")
    stack.top = answer.leading * answer.baseline - style.leading * style.baseline
    stack.bottom = answer.leading * (1 - answer.baseline) - style.leading * (1 - style.baseline)
    return stack


def tabulated(
    setting: Setting,
    parent: Element,
    columns: Sequence[ColumnSpec],
    rows: Sequence[Sequence[Cell]],
    *,
    row_heads: bool = True,
    lined: bool = False,
    name: Hashable = None,
) -> list[Flowable]:
    """Return a table, or records if the profile sets tables as records."""
    if setting.design.option("tables") == "records":
        return records(setting, parent, columns, rows, row_heads=row_heads)
    return [RuledTable(setting, parent, columns, rows, row_heads=row_heads, lined=lined, name=name)]

"""Tables: a head that repeats, rows that stay whole where they fit; and records, their form in large print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.paragraph import Paragraph
from packgen.layout.setting import bold, rich
from packgen.layout.stack import Stack
from packgen.layout.strokes import level_lines
from packgen.layout.widths import share_widths
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.canvas import SheetCanvas
    from packgen.layout.setting import Setting

Cell = Sequence[Sequence[Run]]
"""Paragraphs of a cell, each as runs; the second and later ones are set as notes."""


class ColumnSpec(NamedTuple):
    """A column: its head, and its width in points, as a share of the table, or None to fit what it holds.

    ``right`` sets what is in it against its right edge, where it takes a single line.
    """

    head: str
    width: float | None = None
    share: float | None = None
    right: bool = False


class Table(Flowable):
    """A ruled table without vertical rules.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        columns: heads and widths.
        rows: cells, as many a row as there are columns.
        row_heads: set the first column bold and make it the rows' head.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        columns: Sequence[ColumnSpec],
        rows: Sequence[Sequence[Cell]],
        *,
        row_heads: bool = True,
    ) -> None:
        self.design = setting.design
        self.columns = list(columns)
        element = Element("Table", parent)
        head = Element("TR", Element("THead", element))
        self.head = tuple(
            _cell(setting, [rich(column.head)], Element("TH", head, scope="Column"), "table-bold", column.right)
            for column in columns
        )
        body = Element("TBody", element)
        self.rows: list[tuple[Stack, ...]] = []
        for row in rows:
            tr = Element("TR", body)
            self.rows.append(
                tuple(
                    _cell(setting, cell, Element("TH", tr, scope="Row"), "table-bold")
                    if row_heads and not place
                    else _cell(setting, cell, Element("TD", tr), "table", columns[place].right)
                    for place, cell in enumerate(row)
                )
            )
        self.repeated = False
        self._width: float | None = None
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
            self._width = self.width = width
            self._measure(width)
        self.height = self.head_height + sum(self.heights)
        return width, self.height

    def _measure(self, width: float) -> None:
        gap = self.design.length("column-gap")
        if not self.widths:
            room = width - gap * (len(self.columns) - 1)
            if room / len(self.columns) < self.design.style("table").size:
                raise LayoutError(
                    f"{self.named()} has {len(self.columns)} columns, too many for its {width / MM:.0f} mm. "
                    "Divide it into two."
                )
            self.widths = share_widths(self.columns, [self.head, *self.rows], room)
            self.xs = [sum(self.widths[:n]) + gap * n for n in range(len(self.widths))]
        self.head_height = self._row_height(self.head)
        self.heights = [self._row_height(row) for row in self.rows]

    def _row_height(self, cells: Sequence[Stack]) -> float:
        content = max(cell.wrap(w, UNBOUNDED)[1] for cell, w in zip(cells, self.widths, strict=True))
        return content + 2 * self.design.length("cell-pad")

    def least_height(self, width: float) -> float:
        """Return the height of the head and the first two rows."""
        self.wrap(width, UNBOUNDED)
        return self.head_height + sum(self.heights[: int(self.design.number("min-rows"))])

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
        return [self._part(self.rows[:count], False), self._part(self.rows[count:], True)] if count else []

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between rows, or inside the first where it is taller than a page."""
        parts = self.split(width, height)
        if parts:
            return parts
        row = self.rows[0]
        room = height - self.head_height - 2 * self.design.length("cell-pad")
        heads, tails = [], []
        for cell, column in zip(row, self.widths, strict=True):
            halves = cell.force_split(column, room) if cell.children else [cell]
            if not halves:
                return []
            heads.append(halves[0])
            tails.append(halves[1] if len(halves) == 2 else Stack([]))
        first = tuple(part for part in heads if isinstance(part, Stack))
        second = tuple(part for part in tails if isinstance(part, Stack))
        return [self._part([first], False), self._part([second, *self.rows[1:]], True)]

    def _part(self, rows: list[tuple[Stack, ...]], continued: bool) -> Table:
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
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
        level_lines(canvas, design.rule("table-row"), x, x + self.width, ends[1:-1])
        level_lines(canvas, design.rule("table-foot"), x, x + self.width, ends[-1:])
        if self.repeated:
            with canvas.artifact("Pagination"):
                self._draw_cells(canvas, self.head, x, top)
        else:
            self._draw_cells(canvas, self.head, x, top)
        for row, start in zip(self.rows, ends, strict=False):
            self._draw_cells(canvas, row, x, start)

    def _draw_cells(self, canvas: SheetCanvas, cells: Sequence[Stack], x: float, top: float) -> None:
        pad = self.design.length("cell-pad")
        for cell, offset in zip(cells, self.xs, strict=True):
            cell.drawOn(canvas, x + offset, top - pad - cell.height)


def _cell(setting: Setting, cell: Cell, element: Element, role: str, right: bool = False) -> Stack:
    """Return a cell's paragraphs; the first in the row's style, any others as notes."""
    if len(cell) == 1:
        filled = any(run.text for run in cell[0])
        return Stack([Paragraph(setting, cell[0], role, element, right=right)] if filled else [])
    return Stack(
        [
            Paragraph(setting, runs, role if not number else "note", Element("P", element))
            for number, runs in enumerate(cell)
            if any(run.text for run in runs)
        ]
    )


class Record(Stack):
    """A row of a table as a few lines of their own, ruled off from the next."""

    whole = True

    def __init__(self, setting: Setting, children: Sequence[Flowable]) -> None:
        pad = setting.design.length("cell-pad")
        super().__init__(children, top=pad, bottom=pad)
        self.rule = setting.design.rule("table-row")

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the record and the rule below it."""
        level_lines(canvas, self.rule, x, x + self.width, [y])
        super().drawOn(canvas, x, y)


def records(
    setting: Setting,
    parent: Element,
    columns: Sequence[ColumnSpec],
    rows: Sequence[Sequence[Cell]],
    *,
    row_heads: bool = True,
) -> list[Flowable]:
    """Return the rows of a table as records: a first cell that names the row bold, the others named by their column.

    A single other cell whose column has no head follows the first on its line.
    """
    items = Element("L", parent, numbering="None")
    flowables: list[Flowable] = []
    for row in rows:
        item = Element("LI", items)
        children: list[Flowable] = []
        label, body = Element("Lbl", item), Element("LBody", item)
        if row_heads and len(row) == 2 and not columns[1].head:
            name = [run._replace(bold=True) for run in row[0][0]]
            pair = Paragraph(setting, row[1][0], "table", body, lead=(label, [*name, Run(": ", bold=True)]))
            flowables.append(Record(setting, [pair]))
            continue
        if row_heads:
            first = [run._replace(bold=True) for run in row[0][0]]
            children.append(Paragraph(setting, first, "table", label))
            children += [Paragraph(setting, runs, "table", Element("P", body)) for runs in row[0][1:]]
        for column, cell in list(zip(columns, row, strict=True))[row_heads:]:
            named = [*bold(f"{column.head}:"), Run(" ")]
            for number, runs in enumerate(cell):
                if any(run.text for run in runs):
                    content = [*named, *runs] if not number and column.head else runs
                    children.append(Paragraph(setting, content, "table", Element("P", body)))
        flowables.append(Record(setting, children))
    return flowables


def tabulated(
    setting: Setting,
    parent: Element,
    columns: Sequence[ColumnSpec],
    rows: Sequence[Sequence[Cell]],
    *,
    row_heads: bool = True,
) -> list[Flowable]:
    """Return a table, or records where the profile sets tables so."""
    if setting.design.option("tables") == "records":
        return records(setting, parent, columns, rows, row_heads=row_heads)
    return [Table(setting, parent, columns, rows, row_heads=row_heads)]

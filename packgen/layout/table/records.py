"""Records: each row of a table as a few lines, one row below another; large print sets tables like this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.setting import bold
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import closing_line
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.text.sentences import before_colon

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.table.cells import Cell, ColumnSpec


_APART = "\u00a0\u00a0\u00a0 "
"""Between two cells on one line."""


class Record(Stack):
    """A row of a table as a few lines, with a rule below it.

    Args:
        setting: design and faces.
        children: in reading order.
        lined: the record has lines to write on; it is never divided, and its last line serves as the rule.
    """

    whole = True

    def __init__(self, setting: Setting, children: Sequence[Flowable], *, lined: bool = False) -> None:
        pad = setting.design.length("cell-pad")
        super().__init__(children, top=pad, bottom=0.0 if lined else pad, least=len(children) if lined else 1)
        self.before = setting.design.length("list-gap") if lined else 0.0
        self.rule = None if lined else setting.design.rule("table-row")

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the record and the rule below it."""
        if self.rule is not None:
            closing_line(canvas, self.rule, x, x + self.width, y)
        super().drawOn(canvas, x, y)


def records(
    setting: Setting,
    parent: Element,
    columns: Sequence[ColumnSpec],
    rows: Sequence[Sequence[Cell]],
    *,
    row_heads: bool = True,
) -> list[Flowable]:
    """Return the rows of a table as records: the first cell in bold, each other cell after the head of its column.

    A single other cell whose column has no head is on the line of the first cell, and so is the head of a single column
    of writing lines. Other cells are on one line if they fit it. Records with writing lines are never divided.
    """
    items = Element("L", parent, numbering="None")
    flowables: list[Flowable] = []
    for row in rows:
        item = Element("LI", items)
        children: list[Flowable] = []
        name, body = Element("Lbl", item), Element("LBody", item)
        first, *others = row
        if row_heads and len(row) == 2 and not columns[1].head and not callable(first) and not callable(row[1]):
            named = [run._replace(bold=True) for run in first[0]]
            pair = Paragraph(
                setting, row[1][0], "table", body, lead=(name, before_colon(named, setting.words.text("colon")))
            )
            flowables.append(Record(setting, [pair]))
            continue
        written = others[0] if row_heads and len(others) == 1 and columns[1].head else None
        if callable(written) and not callable(first) and len(first) == 1:
            lead = name, before_colon([run._replace(bold=True) for run in first[0]], setting.words.text("colon"))
            head = Paragraph(setting, columns[1].head, "table", Element("P", body), lead=lead, keep=True)
            flowables.append(Record(setting, [head, *written(Element("P", body))], lined=True))
            continue
        if row_heads and not callable(first):
            children.append(Paragraph(setting, [run._replace(bold=True) for run in first[0]], "table", name))
            children += [Paragraph(setting, runs, "table", Element("P", body)) for runs in first[1:]]
        abreast = _abreast(setting, columns[1:], others) if row_heads else []
        if abreast:
            flowables.append(Record(setting, [*children, Paragraph(setting, abreast, "table", Element("P", body))]))
            continue
        for column, cell in zip(columns[row_heads:], others if row_heads else row, strict=True):
            below = bool(children) and not isinstance(children[-1], Paragraph)
            children += _labelled(setting, body, column.head, cell, setting.design.length("quarter") * below)
        flowables.append(Record(setting, children, lined=any(callable(cell) for cell in row)))
    return flowables


def _abreast(setting: Setting, columns: Sequence[ColumnSpec], cells: Sequence[Cell]) -> list[Run]:
    """Return cells of text after the heads of their columns as one line, or nothing if they do not fit one."""
    said: list[Run] = []
    for column, cell in zip(columns, cells, strict=True):
        if callable(cell) or len(cell) != 1:
            return []
        if not any(run.text for run in cell[0]):
            continue
        said += [*([Run(_APART)] if said else []), *_after(label(setting, column.head), cell[0])]
    fits = Paragraph(setting, said, "table", Element("P")).extent()[1] <= setting.design.spans.full
    return said if fits and len(cells) > 1 else []


def label(setting: Setting, name: str) -> list[Run]:
    """Return a name in bold with a colon, or without one if the name is a question."""
    return bold(name if name.endswith("?") else f"{name}{setting.words.text('colon').rstrip()}") if name else []


def _after(named: Sequence[Run], runs: Sequence[Run]) -> Sequence[Run]:
    """Return a text after its label, if it has one."""
    return [*named, Run(" "), *runs] if named else runs


def _labelled(setting: Setting, body: Element, head: str, cell: Cell, before: float) -> list[Flowable]:
    """Return a cell after the head of its column: on the same line if the cell is text, otherwise below it."""
    named = label(setting, head)
    if callable(cell):
        above = [Paragraph(setting, named, "table", Element("P", body), before=before, keep=True)] if named else []
        return [*above, *cell(Element("P", body))]
    texts = [runs for runs in cell if any(run.text for run in runs)]
    contents = [_after(named, runs) if runs is cell[0] else runs for runs in texts]
    return [Paragraph(setting, content, "table", Element("P", body)) for content in contents]

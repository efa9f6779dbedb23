"""A blank table: some of its cells are hidden, to be written or ticked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.abreast import halves
from packgen.layout.core.setting import bold, rich
from packgen.layout.table.cells import Cell, ColumnSpec
from packgen.layout.table.records import label
from packgen.layout.table.table import RuledTable, tabulated
from packgen.layout.tasks.choice import TickBoxes
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.sheet.structure import Element
from packgen.tasks.answers import Answer, accepted, answer_list, number_room, numbered
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading
from packgen.tasks.clues import Clue, accepted_words, look_alikes
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

_HALF = 20
"""Greatest number of rows of a half; further rows make two halves below, so that numbers run on down the page."""

_SHORT = 24
"""Letters of an answer that fit on one line in any handwriting."""


class Blank(NamedTuple):
    """A hidden cell.

    Attributes:
        answer: inline Markdown; for a choice, one of the options.
        variants: other answers to accept.
        options: what to choose from, with a box to tick each; none where the answer is to be written.
        lines: the least number of writing lines.
    """

    answer: str
    variants: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    lines: int = 1


class GridColumn(NamedTuple):
    """A column: its head, and the role of the length that is its width, or None to fit what it holds.

    If ``fits``, the width is more or less than that length, as far as the texts that it shows need.
    """

    head: str
    width: str | None = None
    fits: bool = False


def room_for(answers: Sequence[str]) -> int:
    """Return the number of lines for each answer: the same for all, so that it gives no answer away."""
    return 1 if max(map(len, map(plain, answers)), default=0) <= _SHORT else 2


@dataclass(frozen=True)
class GridTask(Task):
    """A table with hidden cells.

    Attributes:
        columns: heads and widths.
        rows: cells, as many a row as there are columns; a text is shown.
        short: key of its name in the self-check; see `packgen.locale`.
        named: whether the first column names the rows.
        how: key of the words that say what the marks are for; see `packgen.locale`.
        halved: whether two halves of it are side by side, where the page has room for them: its cells are short.
    """

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str | Blank, ...], ...]
    short: str = "grid.short"
    named: bool = True
    how: str = ""
    halved: bool = False

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """One for each hidden cell, row by row."""
        blanks = (cell for row in self.rows for cell in row if isinstance(cell, Blank))
        return [Gap(number, blank.answer, blank.variants) for number, blank in enumerate(blanks, 1)]

    @property
    def facts(self) -> Sequence[Gap]:
        """The gaps to write in; the words to tick, such as "for", are too common to search for."""
        blanks = [cell for row in self.rows for cell in row if isinstance(cell, Blank)]
        return [gap for gap, blank in zip(self.gaps, blanks, strict=True) if not blank.options]

    def given(self) -> list[str]:
        """Return the cells that are shown, and the options."""
        cells = [cell for row in self.rows for cell in row]
        shown = [cell for cell in cells if isinstance(cell, str) and cell]
        options = [option for cell in cells if isinstance(cell, Blank) for option in cell.options]
        return [*shown, *dict.fromkeys(options)]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Say which rows look alike."""
        clues = [
            Clue(
                number,
                tuple(cell for cell in row if isinstance(cell, str)),
                tuple(accepted_words((cell.answer, *cell.variants)) for cell in row if isinstance(cell, Blank)),
            )
            for number, row in enumerate(self.rows, 1)
        ]
        return look_alikes(clues, "rows", "Say in what is printed what tells them apart, or hide something else.")

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the table, or records where the profile sets tables as records."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks, self.how))
        rows = self._cells(setting)
        if not self.halved or setting.design.columns == 1:
            name, specs = self._name(setting), self._specs(setting)
            return story + tabulated(setting, section, specs, rows, row_heads=self.named, lined=True, name=name)
        for first in range(0, len(rows), 2 * _HALF):
            some = rows[first : first + 2 * _HALF]
            middle = -(-len(some) // 2)
            tables = [
                tabulated(setting, section, self._specs(setting), half, row_heads=self.named, lined=True)
                for half in (some[:middle], some[middle:])
                if half
            ]
            story += halves(setting, tables, setting.design.length("row-gap") if first else 0.0)
        return story

    def _cells(self, setting: Setting) -> list[list[Cell]]:
        """Return the cells of the task's table."""
        gaps = iter(self.gaps)
        return [
            [_cell(setting, cell, next(gaps)) if isinstance(cell, Blank) else [rich(cell)] for cell in row]
            for row in self.rows
        ]

    def _specs(self, setting: Setting) -> list[ColumnSpec]:
        length = setting.design.length
        return [
            ColumnSpec(column.head, length(column.width) if column.width else None, fits=column.fits)
            for column in self.columns
        ]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the hidden cells after the names of the rows, in the columns of the task; without names, as a list.

        The key of halves that stand side by side is a list in two columns.
        """
        section, story = key_heading(self, setting, parent, letter, where)
        halved = self.halved and setting.design.columns > 1
        if not self.named or halved or setting.design.option("tables") == "records":
            columns = (2 if halved else 1) if self.named else None
            return story + answer_list(setting, section, self._answers(setting), setting.design.spans.full, columns)
        return [*story, self._key_table(setting, section)]

    @property
    def _hidden(self) -> list[int]:
        """The places of the columns in which anything is hidden."""
        return [n for n in range(len(self.columns)) if any(isinstance(row[n], Blank) for row in self.rows)]

    def _answers(self, setting: Setting) -> list[Answer]:
        """Return an entry of the key for every gap, after the name of its row."""
        gaps, answers = iter(self.gaps), []
        for row in self.rows:
            name = [*label(setting, row[0]), Run(" ")] if self.named and isinstance(row[0], str) and row[0] else []
            for cell in row:
                if isinstance(cell, Blank):
                    gap = next(gaps)
                    answers.append(Answer(gap.number, [*name, *accepted(setting, gap)]))
        return answers

    def _key_table(self, setting: Setting, section: Element) -> RuledTable:
        """Return a table in which every hidden column begins where it does in the task."""
        indent, full = number_room(setting, self.marks), setting.design.spans.full
        begins = self._begins(setting)
        shown = [0, *(place for place in self._hidden if place)]
        starts = [begins[place] for place in shown]
        ends = [*(start - setting.design.length("column-gap") for start in starts[1:]), full]
        specs = [
            ColumnSpec(self.columns[place].head, end - start)
            for place, start, end in zip(shown, starts, ends, strict=True)
        ]
        gaps, rows = iter(self.gaps), []
        for row in self.rows:
            cells = [_key_cell(setting, next(gaps), indent) if isinstance(c, Blank) else [bold(c)] for c in row]
            rows.append([cells[place] for place in shown])
        return RuledTable(setting, section, specs, rows, tight=True)

    def _begins(self, setting: Setting) -> Sequence[float]:
        """Return how far each column of the task is from its left edge, in points.

        No length that gives way on a sheet moves a column, so this is found out once, as a rule on the Recall sheet.
        """
        name, full = self._name(setting), setting.design.spans.full
        begins: Sequence[float] | None = setting.measured.get((name, full))
        if begins is not None:
            return begins
        cells = self._cells(setting)
        return RuledTable(setting, Element("Sect"), self._specs(setting), cells, lined=True, name=name).starts(full)

    def _name(self, setting: Setting) -> Hashable:
        """Return what decides how wide the columns are, beside the design."""
        return self, setting.language, tuple(setting.targets.items())


def _cell(setting: Setting, blank: Blank, gap: Gap) -> Cell:
    """Return what is to be filled in: boxes to tick, or writing lines."""
    if blank.options:
        return lambda parent: [TickBoxes(setting, parent, gap, blank.options)]
    return lambda parent: [AnswerLines(setting, parent, gap, lines=blank.lines)]


def _key_cell(setting: Setting, gap: Gap, indent: float) -> Cell:
    answer = Answer(gap.number, accepted(setting, gap))
    return lambda cell: [numbered(setting, cell, Element("Span", cell), answer, indent)]

"""A table with any columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from packgen.blocks.base import Block, TextPart
from packgen.blocks.scalars import Ask, Boolean, Cell, Fault, Text, percent, positive_length, refusal, refuse
from packgen.layout.core.setting import rich
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.table import tabulated
from packgen.layout.text.heading import titled
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance


_APART = "\u00a0· "
"""Between cells that stand on one line."""

ROW = "{row}"
"""Stands for a row's first cell in the question of a column."""


def _or_text(schema: dict[str, Any]) -> None:
    """Allow a column to be a text in the JSON Schema too."""
    schema["items"] = {"anyOf": [{"type": ["string", "number", "boolean"]}, schema["items"]]}


class Column(TextPart):
    """A column and, if given, its width. A text stands for a column with that title."""

    title: Text = Field(description="What stands above the column.", examples=["The first column"])
    width: Text | None = Field(
        None, description="Width as a length or a share of the table: 30mm or 20%.", examples=["20%"]
    )
    ask: Ask | None = Field(
        None,
        description="The question for its cells on cards and in quizzes, with {row} for the first cell; or no.",
        examples=["What became of {row}?"],
    )

    @field_validator("width")
    @classmethod
    def _is_width(cls, text: str | None) -> str | None:
        share = percent(text) if text else None
        if text and positive_length(text) is None and not (share is not None and 0 < share <= 1):
            raise refusal("{name} cannot be {found}.", "Write a length such as 30mm, or a share such as 20%.")
        return text

    @field_validator("ask")
    @classmethod
    def _asks_of_rows(cls, text: str | None) -> str | None:
        if text not in (None, "no") and ROW not in text:
            raise refusal("{name} would ask the same of every row.", f"Write {ROW} where the first cell is to stand.")
        return text

    @property
    def share(self) -> float | None:
        """The width as a share of the table, 0 to 1, or None if it was not given as a percentage."""
        return percent(self.width) if self.width else None

    @property
    def points(self) -> float | None:
        """The width in points, or None if it was not given as a length."""
        return positive_length(self.width) if self.width else None


class Table(Block):
    """A table to read across: any columns, any rows.

    - type: table
      title: Two rulers
      columns:
        - Ruler
        - {title: Reform, width: 60%}
      rows:
        - [Alexander II, Emancipation of the serfs]
        - [Nicholas II, The October Manifesto]

    From memory: all cells but those of the first column, or of as many as tell the rows apart; or the rows to put in
    order.
    """

    forms: ClassVar[tuple[str, ...]] = ("cells", "order")
    synonyms: ClassVar[str] = "grid comparison compare matrix conjugation verb-table grammar-table spreadsheet"

    type: Literal["table"] = Field(description="A table with any columns.")
    title: Text | None = Field(None, description="Heading.", examples=["Two things compared"])
    note: Text | None = Field(None, description="A few words beside the heading.", examples=["in brief"])
    columns: tuple[Column, ...] = Field(
        description="The columns: a text each, or title and width.",
        examples=[["The first column", "The second column"]],
        min_length=1,
        json_schema_extra=_or_text,
    )
    rows: tuple[Annotated[tuple[Cell, ...], Field(min_length=1)], ...] = Field(
        description="The rows, each a list with one text for every column.",
        examples=[[["First cell", "Second cell"]]],
        min_length=1,
    )
    width: Literal["main", "full"] = Field(
        "full", description="All of the page, or its main column with room for numbers beside it.", examples=["main"]
    )
    row_heads: Boolean = Field(True, description="Whether the first column names the rows.", examples=["no"])

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse(self._faults())
        return self

    def _faults(self) -> list[Fault]:
        faults = []
        wanted = _count(len(self.columns), "column")
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                message = f"it has {_count(len(row), 'cell')}, but the table has {wanted}."
                many = len(row) > len(self.columns)
                rest = "put a text that holds a comma in quotes." if many else 'write "" for an empty cell.'
                faults.append(Fault(("rows", i), message, f"Give one text for each column; {rest}"))
        total = sum(column.share or 0 for column in self.columns)
        if total > 1.0001:
            message = f"the widths of the columns come to {total:.0%}."
            faults.append(Fault(("columns",), message, "Make them 100% or less."))
        return faults

    def span(self) -> Span:
        """Return the width asked for."""
        return self.width

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, if any, and the table, or records where the profile sets tables as records."""
        section, story = titled(setting, parent, self.title, self.note)
        columns = [ColumnSpec(column.title, column.points, column.share) for column in self.columns]
        rows = [[[rich(cell)] for cell in row] for row in self.rows]
        return story + tabulated(setting, section, columns, rows, row_heads=self.row_heads)

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the rows, which stand together: their first cells call up the others."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        facts = tuple(OrganiserFact(row[0], _APART.join(filter(None, row[1:]))) for row in self.rows)
        heads = _APART.join(column.title for column in self.columns[1:])
        return [FactGroup("comparison", self.title or words.text("organiser.table"), facts, heads, whole=True)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the table with all but its first column hidden, or its rows to put in order.

        Further columns are shown where the first does not tell the rows apart, as long as one is left to hide.
        """
        from packgen.tasks.grid import Blank, GridColumn, GridTask, room_for
        from packgen.tasks.ordering import OrderingTask

        if form == "order":
            items = [cell for cell in self._row_texts() if cell]
            prompt = words.text("order.how")
            return OrderingTask.shuffled(title or words.text("order.title"), prompt, items, chance)
        lines = [room_for(column) for column in zip(*self.rows, strict=True)]
        kept = self._distinguishing()
        rows = tuple(
            tuple(Blank(cell, lines=lines[n]) if n >= kept and cell else cell for n, cell in enumerate(row))
            for row in self.rows
        )
        if not any(isinstance(cell, Blank) for row in rows for cell in row):
            return None
        columns = tuple(GridColumn(column.title) for column in self.columns)
        return GridTask(title or words.text("table.task"), columns, rows, named=self.row_heads)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each cell after the first of its row, if the first cells tell the rows apart.

        A column asks in the author's words, or, in a table with a title, by title, row and column.
        """
        from packgen.tasks.asking import asked
        from packgen.tasks.base import Card

        if not self.row_heads or len({plain(row[0]).casefold() for row in self.rows}) < len(self.rows):
            return []
        found: list[Card] = []
        for n, row in enumerate(self.rows):
            for column, cell in list(zip(self.columns, row, strict=True))[1:]:
                ask = column.ask and column.ask.replace(ROW, row[0])
                if row[0] and cell and (self.title or ask):
                    question = f"{row[0]}{words.text('colon')}{column.title}"
                    card = Card(question, cell, cue=self.title or "", path=("rows", n))
                    found += asked(card, ask, words, self.title)
        return found

    def _distinguishing(self) -> int:
        """Return how many columns tell the rows apart; 1 if not even all but the last do."""
        said = [[plain(cell).casefold() for cell in row] for row in self.rows]
        alike = {tuple(row) for row in said}
        for kept in range(1, len(self.columns)):
            if len({tuple(row[:kept]) for row in said}) == len(alike):
                return kept
        return 1

    def _row_texts(self) -> list[str]:
        """Return what stands for each row: its first cell, or its second where the first would give the order away."""
        dated = any(letter.isdigit() for row in self.rows for letter in plain(row[0]))
        return [row[1 if dated and len(row) > 1 else 0] for row in self.rows]


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

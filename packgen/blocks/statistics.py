"""Figures, as a table, a list of numbers or a chart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packgen.blocks.base import Block, Fact
from packgen.blocks.scalars import Boolean, Fault, Text, refuse
from packgen.layout.core.setting import rich, unlinked
from packgen.layout.figures.numbers import number_list
from packgen.layout.table.cells import ColumnSpec
from packgen.layout.table.records import records
from packgen.layout.table.table import RuledTable
from packgen.layout.text.heading import titled
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.figures.chart import Chart
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance

_NUMBER = re.compile(r"[-−]?(?:[0-9]{1,3}(?:[,\u2009\u202f\u00a0 ][0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,15})?")
_YEAR = re.compile(r"[12][0-9]{3}(?:[–/-][0-9]{2,4})?")
_COUNT = re.compile(rf"(?:{_NUMBER.pattern})(?:m|bn|k)?\+?")
_CHARTS = ("bars", "line")
_FEWEST, _MOST = 2, 24
NO_BREAK_SPACE = "\u00a0"


class Statistic(Fact):
    """One figure."""

    label: Text = Field(description="What is counted, or the year.", examples=["2001"])
    value: Text = Field(description="The figure as it is printed.", examples=["82.5"])
    unit: Text | None = Field(
        None, description="Unit, if it is not that of the whole block.", examples=["million tonnes"]
    )
    highlight: Boolean = Field(False, description="Whether a chart makes it stand out.", examples=["yes"])

    @property
    def number(self) -> float | None:
        """The value as a number, or None if it is not one."""
        if _NUMBER.fullmatch(self.value) is None:
            return None
        return float(re.sub(r"[,\s]", "", self.value).replace("−", "-"))


class Statistics(Block):
    """Figures to know or compare: a table, a list of large numbers, or a chart.

    - type: statistics
      display: bars
      unit: million tonnes
      caption: Grain harvests
      rows:
        - {label: "1953", value: "82.5"}
        - {label: "1958", value: "134.7", highlight: true, sources: [strana-sovetov-1967]}

    From memory: the figures, or their labels.
    """

    forms: ClassVar[tuple[str, ...]] = ("figures", "labels")
    usual: ClassVar[str | None] = "statistics.title"
    parts: ClassVar[tuple[str, str] | None] = ("rows", "label")
    synonyms: ClassVar[str] = (
        "stat data chart graph bar-chart bar-graph line-graph line-chart pie-chart histogram bar number "
        "figure plot statistic"
    )

    type: Literal["statistics"] = Field(description="Figures.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Key statistics"])
    display: Literal["table", "numbers", "bars", "line"] = Field(
        "table", description="How the figures are shown: table, numbers, bars or line.", examples=["bars"]
    )
    unit: Text | None = Field(None, description="Unit of all the figures.", examples=["million tonnes"])
    note: Text | None = Field(None, description="A few words beside the heading.", examples=["official figures"])
    caption: Text | None = Field(None, description="What the chart or table shows.", examples=["What the figures show"])
    rows: tuple[Statistic, ...] = Field(description="The figures, 2 to 24 for a chart.", min_length=1)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The values as numbers; for bars and line there is one for every row."""
        return tuple(row.number for row in self.rows if row.number is not None)

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        if self.display in _CHARTS:
            refuse(self._faults())
        return self

    def _faults(self) -> list[Fault]:
        faults = []
        if not _FEWEST <= len(self.rows) <= _MOST:
            count = f"{len(self.rows)} {'row' if len(self.rows) == 1 else 'rows'}"
            remedy = 'Add rows, or write "display: numbers".' if len(self.rows) < _FEWEST else 'Write "display: table".'
            faults.append(Fault(("rows",), f"a chart has {_FEWEST} to {_MOST} rows, and this has {count}.", remedy))
        for i, row in enumerate(self.rows):
            if row.number is None:
                message = f'"{row.value[:40]}" is not a number, so no chart can show it.'
                faults.append(
                    Fault(("rows", i, "value"), message, 'Write one such as 82.5 or 1,523, or "display: table".')
                )
            elif row.number < 0 and self.display == "bars":
                message = f"{row.value} is below zero, which bars cannot show."
                faults.append(Fault(("rows", i, "value"), message, 'Write "display: line" or "display: table".'))
        return faults

    def span(self) -> Span:
        """Return the side column for a few numbers, the main one for a table or a chart."""
        return "side" if self.display == "numbers" else "main"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, the figures in the chosen display, and the caption with the sources."""
        section, story = titled(setting, parent, self.heading(setting.words), self._note())
        if self.display == "numbers":
            story += number_list(setting, section, [(self._figure(row), row.label) for row in self.rows])
        elif self.display == "table":
            story += self._table(setting, section)
        else:
            story.append(self._chart(setting, section, self.display))
        caption = self._caption(setting)
        if caption:
            story[-1].keep = self.display in _CHARTS
            quarter = setting.design.length("quarter")
            story.append(Paragraph(setting, caption, "note", Element("P", section), before=quarter))
            story[-1].clings = True
        return story

    def _note(self) -> str | None:
        """Return what stands beside the heading: the note, and the unit unless it stands with the figures."""
        unit = self.unit if self.display != "numbers" else None
        return f"{self.note} ({unit})" if self.note and unit else self.note or unit

    def _figure(self, row: Statistic) -> str:
        """Return a figure with its unit: a row's own, or in a list of numbers the block's."""
        return _measured(row.value, row.unit or (self.unit if self.display == "numbers" else None))

    def _table(self, setting: Setting, section: Element) -> list[Flowable]:
        comparable = len(self.numbers) == len(self.rows) and not any(row.unit for row in self.rows)
        head = setting.words.text
        columns = [ColumnSpec(head("statistics.measure")), ColumnSpec(head("statistics.figure"), right=comparable)]
        rows = [[[rich(row.label)], [rich(self._figure(row))]] for row in self.rows]
        if setting.design.option("tables") == "records":
            return records(setting, section, [ColumnSpec(""), ColumnSpec("")], rows)
        return [RuledTable(setting, section, columns, rows)]

    def _chart(self, setting: Setting, section: Element, kind: Literal["bars", "line"]) -> Chart:
        from packgen.layout.figures.chart import Chart
        from packgen.layout.figures.plot import PlotPoint

        points = [
            PlotPoint(unlinked(row.label), unlinked(self._figure(row)), number, row.highlight)
            for row, number in zip(self.rows, self.numbers, strict=True)
        ]
        return Chart(setting, section, kind, points, self._alt(setting.words, kind))

    def _alt(self, words: Words, kind: Literal["bars", "line"]) -> str:
        """Return the alternative text of the chart: its title and unit, and all figures."""
        rows = []
        for row in self.rows:
            said = f"{plain(row.label)}{words.text('colon')}{plain(self._figure(row))}"
            rows.append(words.text("statistics.highlighted", row=said) if row.highlight else said)
        return words.text(
            "statistics.alt_unit" if self.unit else "statistics.alt",
            chart=words.text("statistics.bars" if kind == "bars" else "statistics.line"),
            title=plain(self.heading(words)),
            unit=plain(self.unit or ""),
            rows=words.text("list.semicolon").join(rows),
        )

    def _caption(self, setting: Setting) -> list[Run]:
        """Return the caption, then the numbers of the sources."""
        named = {source for row in self.rows for source in row.sources} | set(self.sources)
        citation = setting.citation(named)
        runs = rich(self.caption) if self.caption else []
        if citation:
            runs += [*([Run(" ")] if runs else []), Run(f"{citation}.")]
        return runs

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the figures: large numbers to be explained, or rows of a table or chart, which stand together."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        if self.display == "numbers":
            facts = tuple(OrganiserFact(self._figure(row), row.label) for row in self.rows)
            return [FactGroup("number", words.text(str(self.usual)), facts)]
        facts = tuple(OrganiserFact(row.label, self._measured(row)) for row in self.rows)
        return [FactGroup("comparison", self.heading(words), facts, self.note or "", whole=True)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return a grid in which the figures or their labels are hidden."""
        from packgen.tasks.grid import Blank, GridColumn, GridTask, room_for

        measure, figure = words.text("statistics.measure"), words.text("statistics.figure")
        if form == "labels":
            lines = room_for([row.label for row in self.rows])
            labels = tuple(
                (_measured(row.value, row.unit or self.unit), Blank(row.label, self._same(row), lines=lines))
                for row in self.rows
            )
            columns = (GridColumn(figure), GridColumn(measure))
            return GridTask(title or words.text("statistics.labels"), columns, labels, "statistics.short")
        if self.unit and not all(row.unit for row in self.rows):
            figure = words.text("statistics.figure_in", unit=self.unit)
        figures = tuple((row.label, Blank(_measured(row.value, row.unit))) for row in self.rows)
        columns = (GridColumn(measure), GridColumn(figure))
        return GridTask(title or words.text("statistics.figures"), columns, figures, "statistics.short")

    def _same(self, row: Statistic) -> tuple[str, ...]:
        """Return the other labels with the same figure."""
        others = (other for other in self.rows if other.label != row.label)
        return tuple(other.label for other in others if (other.value, other.unit) == (row.value, row.unit))

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each figure: its label, and in a table or chart the title too.

        Of a chart that makes some figures stand out, only those are asked, and those that the author asks for. A label
        that is only a number is asked if it is a year.
        """
        from packgen.tasks.asking import asked
        from packgen.tasks.base import Card

        title = f"{self.heading(words)} ({self.note})" if self.note else self.heading(words)
        alone = self.display == "numbers"
        lead = "" if alone else f"{title}{words.text('colon')}"
        few = self.display in _CHARTS and any(row.highlight for row in self.rows)
        found: list[Card] = []
        for n, row in enumerate(self.rows):
            bare = not any(map(str.isalpha, row.label)) and not _YEAR.fullmatch(row.label)
            if row.ask is not None or not (bare or (few and not row.highlight)):
                question, cue = _opening(f"{lead}{row.label}"), self._cue(row, words)
                card = Card(question, self._measured(row), cue=cue, path=("rows", n))
                found += asked(card, row.ask, words, row.label if alone else title)
        return found

    def _cue(self, row: Statistic, words: Words) -> str:
        """Return the question for a figure: how many of its unit, which percentage, or how many."""
        unit = row.unit or self.unit
        if unit is None:
            return words.text("statistics.ask_count" if _COUNT.fullmatch(row.value) else "statistics.ask")
        for share in ("%", words.text("statistics.per_cent")):
            if unit.startswith(share):
                return words.text("statistics.ask_share", of=unit.removeprefix(share))
        return words.text("statistics.ask_unit", unit=unit)

    def _measured(self, row: Statistic) -> str:
        """Return a figure with its unit: the row's or the block's."""
        return self._figure(row if row.unit else row.model_copy(update={"unit": self.unit}))


def _opening(text: str) -> str:
    """Return a label as the beginning of a question: with a capital, unless it begins with a symbol such as pH."""
    word = text.split(" ")[0]
    return text[0].upper() + text[1:] if word.isalpha() and word.islower() else text


def _measured(value: str, unit: str | None) -> str:
    """Return a figure with its unit, if it has one."""
    if unit is None:
        return value
    return f"{value}{'' if unit.startswith('%') else NO_BREAK_SPACE}{unit}"

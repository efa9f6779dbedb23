"""A retrieval grid: questions in cells, worth more points the longer ago their lesson was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.core.setting import bold, rich
from packgen.layout.tasks.cells import CellGrid, GridCell, PointsBox
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.reference import Referred
from packgen.sheet.sheet import PageWords
from packgen.sheet.structure import Element
from packgen.tasks.base import Task, Where
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.text.inline_box import InlineBox
    from packgen.tasks.quiz import QuizQuestion

    Fill = Callable[[Setting, GridCell, QuizQuestion, Where], None]
    """Puts something into a cell: the question, or the answer."""

AGES = {1: "age.lesson", 2: "age.week", 3: "age.month", 4: "age.earlier"}
"""The points for a question, by the age of its lesson: the keys of its name; see `packgen.locale`."""


class GridQuestion(NamedTuple):
    """A question of a grid, and the points for its answer: a key of `AGES`."""

    question: QuizQuestion
    points: int


def _unbroken(words: str) -> str:
    """Return words that stay on one line."""
    return words.replace(" ", "\u00a0")


def columns_of(count: int) -> int:
    """Return the number of columns of a grid of so many questions, where the page has more than one."""
    return 2 if count <= 4 else 3 if count <= 12 else 4


@dataclass(frozen=True)
class RetrievalTask(Task):
    """Questions in cells with lines to answer on.

    Attributes:
        questions: in reading order, numbered from 1.
        columns: number of cells in a row, where the page has more than one column; else there are two.
    """

    short: ClassVar[str] = "sheet.grid"

    questions: tuple[GridQuestion, ...]
    columns: int

    @property
    def gaps(self) -> Sequence[Gap]:
        """One a question."""
        return [one.question.gap for one in self.questions]

    @property
    def marks(self) -> int:
        """The points of all questions."""
        return sum(one.points for one in self.questions)

    def given(self) -> list[str]:
        """Return cues and questions."""
        cards = [one.question.card for one in self.questions]
        return [text for card in cards for text in (card.cue, card.question) if text]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return what to do, and the grid; the title of the sheet heads them."""
        roomy = setting.design.columns > 1  # a line of large print costs a row of cells
        how = [Run(f"{setting.words.text('retrieval.how')} ")] if roomy else []
        return [self._legend(setting, parent, how), self._grid(setting, parent, _asked, {})]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the grid with each answer in its cell, with its section and, where it is known, its page."""
        return [self._legend(setting, parent, []), self._grid(setting, parent, _answered, where)]

    def _legend(self, setting: Setting, parent: Element, runs: Sequence[Run]) -> Flowable:
        """Return what the points stand for, after some runs."""
        words = setting.words
        content: list[Run | InlineBox] = [*runs, Run(words.text("retrieval.points"))]
        present = sorted({one.points for one in self.questions})
        margin = setting.design.length("quarter")
        for points in present:
            end = "" if points == present[-1] else words.text("list.comma")
            content += [
                PointsBox(setting, points, margin, words.text("colon")),
                Run(f"\u2060{_unbroken(words.text(AGES[points]))}{end}"),
            ]
        return Paragraph(setting, content, "prompt", Element("P", parent), before=margin, keep=True)

    def _grid(self, setting: Setting, parent: Element, fill: Fill, where: Where) -> CellGrid:
        """Return the cells, each filled for its question."""
        items = Element("L", parent, numbering="Decimal")
        cells = []
        for one in self.questions:
            cell = GridCell(setting, Element("LI", items), one.question.number, one.points)
            fill(setting, cell, one.question, where)
            cells.append(cell)
        grid = CellGrid(setting, cells, 2 if setting.design.columns == 1 else self.columns)
        grid.before = setting.design.length("half")
        return grid


def _asked(setting: Setting, cell: GridCell, question: QuizQuestion, where: Where) -> None:
    cell.story = [Paragraph(setting, _stem(setting, question, bold), "table", Element("P", cell.body))]
    cell.lines = AnswerLines(setting, Element("P", cell.body), question.gap, numbered=False)


def _answered(setting: Setting, cell: GridCell, question: QuizQuestion, where: Where) -> None:
    words, pages, gap = setting.words, where.get(question.number), setting.design.length("quarter")
    if setting.design.columns > 1:  # one column has no room for it
        cell.story.append(Paragraph(setting, _stem(setting, question, rich), "note", Element("P", cell.body)))
    answer = Paragraph(setting, bold(question.card.answer), "key", Element("P", cell.body))
    home = Paragraph(setting, [Run(question.home(words.text("colon")))], "note", Element("P", cell.body))
    named = PageWords(words.text("quiz.page", pages="{}"), "", pages) if pages is not None else None
    referred = Referred(setting, home, named, "note", cell.body)
    answer.before = gap if cell.story else 0.0
    referred.before = gap
    cell.story += [answer, referred]


def _stem(setting: Setting, question: QuizQuestion, marked: Callable[[str], list[Run]]) -> list[Run]:
    """Return the cue and, marked in some way, the question."""
    card = question.card
    colon = " " if card.cue.endswith("?") else setting.words.text("colon")
    return [*([*rich(card.cue), Run(colon)] if card.cue else []), *marked(card.question)]

"""A quiz: short questions from several sections, interleaved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.core.columns import BalancedColumns
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.tasks.options import option_list
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.layout.text.reference import Referred
from packgen.sheet.sheet import PageWords
from packgen.sheet.structure import Element
from packgen.tasks.base import Card, Task, Where
from packgen.tasks.options import lettered, letters
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

_ONE_LINE = 30
"""Letters of an answer that fit on one line of a column by hand; a longer answer gets two lines or more."""


class QuizQuestion(NamedTuple):
    """A question of a quiz.

    Attributes:
        number: from 1.
        topic: plain title of its topic, or an empty string where all questions share one.
        section: number and plain title of its section, such as "3 The fall".
        card: question and answer.
        sheet: name of the sheet on which the answer stands.
        block: place, in the section's list, of the block that states the answer.
        origin: where it was written, for messages.
    """

    number: int
    topic: str
    section: str
    card: Card
    sheet: str = ""
    block: int = 0
    origin: Origin | None = None

    @property
    def gap(self) -> Gap:
        """The answer as a gap; of options to tick, their letters."""
        return Gap(self.number, "".join(letters(self.card.options)) or self.card.answer)

    def home(self, colon: str) -> str:
        """Return the topic and section of the question, as the key names them."""
        return f"{self.topic}{colon}{self.section}" if self.topic else self.section


@dataclass(frozen=True)
class QuizTask(Task):
    """Questions with lines to answer on, in two columns where the page has room for them.

    Attributes:
        questions: in order, numbered from 1.
    """

    short: ClassVar[str] = "sheet.quiz"

    questions: tuple[QuizQuestion, ...]

    @property
    def gaps(self) -> Sequence[Gap]:
        """One a question."""
        return [question.gap for question in self.questions]

    def given(self) -> list[str]:
        """Return cues, questions and options."""
        cards = [question.card for question in self.questions]
        shown = [(card.cue, card.question, *(option.text for option in card.options)) for card in cards]
        return [text for texts in shown for text in texts if text]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the questions; the title of the sheet heads them."""
        items = Element("L", parent, numbering="Decimal")
        indent = self._indent(setting)
        return _columns(setting, [_asked(setting, items, question, indent) for question in self.questions])

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the answers, each with its section and, where it is known, its page."""
        items = Element("L", parent, numbering="Decimal")
        indent = self._indent(setting)
        return _columns(setting, [_key_entry(setting, items, question, indent, where) for question in self.questions])

    def _indent(self, setting: Setting) -> float:
        further = len(str(len(self.questions))) - 1
        return setting.design.length("number-indent") + further * digit_width(setting, "list-number")


def _columns(setting: Setting, items: list[Flowable]) -> list[Flowable]:
    """Return items in as many columns as the page has, numbered down each."""
    design = setting.design
    gap = design.length("row-gap")
    if design.columns > 1:
        columns = BalancedColumns(setting, items, design.spans.half, 2, gap)
        columns.before = gap
        return [columns]
    for item in items:
        item.before = gap
    return items


def _asked(setting: Setting, items: Element, question: QuizQuestion, indent: float) -> Flowable:
    item = Element("LI", items)
    label = HangingLabel(str(question.number), "list-number", Element("Lbl", item))
    body = Element("LBody", item)
    card = question.card
    cue = [*rich(card.cue), Run(" " if card.cue.endswith("?") else setting.words.text("colon"))] if card.cue else []
    asked = Paragraph(setting, [*cue, *bold(card.question)], "body", Element("P", body), label=label, indent=indent)
    room: Flowable
    if card.options:
        spans = setting.design.spans
        width = spans.full if setting.design.columns == 1 else spans.half
        options, right = lettered(card.options), letters(card.options)
        room = option_list(setting, body, question.gap, options, right, width, indent)
    else:
        lines = 1 if len(plain(card.answer)) <= _ONE_LINE else 2
        written = AnswerLines(setting, Element("P", body), question.gap, lines=lines, numbered=False)
        room = Stack([written], left=indent)
    stack = Stack([asked, room], least=2)
    stack.origin = question.origin
    return stack


def _key_entry(setting: Setting, items: Element, question: QuizQuestion, indent: float, where: Where) -> Flowable:
    item = Element("LI", items)
    label = HangingLabel(str(question.number), "list-number", Element("Lbl", item))
    body = Element("LBody", item)
    right = letters(question.card.options)
    lead = [*bold(setting.words.both(right)), Run(" ")] if right else []
    runs = [*lead, *rich(question.card.answer)]
    answer = Paragraph(setting, runs, "body", Element("P", body), label=label, indent=indent)
    home = Paragraph(
        setting, [Run(question.home(setting.words.text("colon")))], "note", Element("P", body), indent=indent
    )
    pages = where.get(question.number)
    words = PageWords(setting.words.text("quiz.page", pages="{}"), "", pages) if pages is not None else None
    stack = Stack([answer, Referred(setting, home, words, "note", body)], least=2)
    stack.origin = question.origin
    return stack

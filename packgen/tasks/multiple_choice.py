"""Multiple choice: questions with options to tick, and in the key why the others are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.core.beside import in_columns
from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.tasks.options import option_list
from packgen.layout.text.gap import Gap
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.answers import number_room
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading
from packgen.tasks.options import LETTERS, ChoiceOption, lettered, letters
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting


class LetteredQuestion(NamedTuple):
    """A question, and its options in the order in which they are shown; at least one is right, and not all."""

    question: str
    options: tuple[ChoiceOption, ...]

    @property
    def right(self) -> list[ChoiceOption]:
        """The options to tick."""
        return [option for option in self.options if option.right]


@dataclass(frozen=True)
class MultipleChoiceTask(Task):
    """Questions with options to tick; a question is worth a mark, for all of its right options and no other.

    Attributes:
        prompt: what to do.
        questions: in order.
    """

    short: ClassVar[str] = "choice.short"
    worded: ClassVar[bool] = False

    prompt: str
    questions: tuple[LetteredQuestion, ...]

    @property
    def gaps(self) -> Sequence[Gap]:
        """One for each question, its answer the letters of the right options."""
        return [Gap(number, "".join(letters(one.options))) for number, one in enumerate(self.questions, 1)]

    @property
    def facts(self) -> Sequence[Gap]:
        """The gaps with the right options in words instead of letters."""
        found = []
        for number, one in enumerate(self.questions, 1):
            first, *others = (option.text for option in one.right)
            found.append(Gap(number, first, tuple(others)))
        return found

    def given(self) -> list[str]:
        """Return the questions and all options."""
        return [text for one in self.questions for text in (one.question, *(option.text for option in one.options))]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Say for which wrong options there is no reason."""
        found = []
        for number, one in enumerate(self.questions, 1):
            unsaid = [plain(option.text) for option in one.options if not option.right and not option.why]
            if unsaid:
                message = f'question {number} does not say why "{unsaid[0][:40]}" is wrong.'
                found.append((message, 'Write a reason under it, as "why:": it is printed in the key.'))
        return found

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the questions: in halves of the page if that is shorter, else over its full width."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks))
        story.append(Paragraph(setting, self.prompt, "prompt", Element("P", section), keep=True))
        spans = setting.design.spans
        narrow = self._asked(setting, Element("Sect"), spans.half)
        halved = _fit_halves(setting, narrow)
        if halved:
            wide = self._asked(setting, Element("Sect"), spans.full)
            halved = _height(_halves(setting, narrow), spans.full) < _height(wide, spans.full)
        if not halved:
            return story + self._asked(setting, section, spans.full)
        return story + _halves(setting, self._asked(setting, section, spans.half))

    def _asked(self, setting: Setting, section: Element, width: float) -> list[Flowable]:
        """Return the questions for a column of some width."""
        items = Element("L", section, numbering="Decimal")
        indent = _indent(setting, len(self.questions))
        asked = [
            _asked(setting, items, gap, one, indent, width) for gap, one in zip(self.gaps, self.questions, strict=True)
        ]
        for place, question in enumerate(asked):
            question.before = setting.design.length("row-gap" if place else "half")
        return asked

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the right letters with their options, and why the others are wrong."""
        section, story = key_heading(self, setting, parent, letter, where)
        items = Element("L", section, numbering="Decimal")
        indent = number_room(setting, len(self.questions))
        entries = [_key_entry(setting, items, number, one, indent) for number, one in enumerate(self.questions, 1)]
        for entry in entries[1:]:
            entry.before = setting.design.length("quarter")
        return story + (_halves(setting, entries) if _fit_halves(setting, entries) else entries)


def _halves(setting: Setting, items: Sequence[Flowable]) -> list[Flowable]:
    """Return items in two columns, numbered from left to right."""
    return in_columns(items, 2, setting.design.spans.full, setting.design.spans.gutter)


def _fit_halves(setting: Setting, items: Sequence[Flowable]) -> bool:
    """Tell whether the page has two columns, and items for both, none taller than half of it: rows are not divided."""
    design = setting.design
    if design.columns == 1 or len(items) < 2:
        return False
    tallest = max(item.wrap(design.spans.half, UNBOUNDED)[1] for item in items)
    return tallest < design.frame(True).height / 2


def _height(rows: Sequence[Flowable], width: float) -> float:
    return sum(row.before + row.wrap(width, UNBOUNDED)[1] for row in rows)


def _indent(setting: Setting, count: int) -> float:
    """Return the room of the numbers of so many questions."""
    return setting.design.length("number-indent") + (len(str(count)) - 1) * digit_width(setting, "list-number")


def _asked(setting: Setting, items: Element, gap: Gap, one: LetteredQuestion, indent: float, width: float) -> Flowable:
    """Return a question with its options; how many to tick is said where it is not one."""
    item = Element("LI", items)
    label = HangingLabel(str(gap.number), "list-number", Element("Lbl", item))
    body = Element("LBody", item)
    count = len(one.right)
    wanted = [Run(f" {setting.words.text('choice.tick', n=count)}")] if count > 1 else []
    stem = [*bold(one.question), *wanted]
    asked = Paragraph(setting, stem, "body", Element("P", body), label=label, indent=indent, keep=True)
    options = option_list(setting, body, gap, lettered(one.options), letters(one.options), width, indent)
    return Stack([asked, options], least=2)


def _key_entry(setting: Setting, items: Element, number: int, one: LetteredQuestion, indent: float) -> Flowable:
    """Return the right letters and options, then a line for each option of which it is said why."""
    item = Element("LI", items)
    label = HangingLabel(str(number), "key-bold", Element("Lbl", item))
    body = Element("LBody", item)
    runs: list[Run] = []
    for letter, option in zip(LETTERS, one.options, strict=False):
        if option.right:
            runs += [*([Run(setting.words.text("list.semicolon"))] if runs else []), *bold(letter), Run(" ")]
            runs += rich(option.text)
    story: list[Flowable] = [Paragraph(setting, runs, "key", Element("P", body), label=label, indent=indent)]
    reasons = [(letter, option.why) for letter, option in zip(LETTERS, one.options, strict=False) if option.why]
    if reasons:
        listed = Element("L", body, numbering="None")
        story.append(Stack([_reason(setting, listed, *reason) for reason in reasons], left=indent))
    return Stack(story, least=len(story))


def _reason(setting: Setting, listed: Element, letter: str, why: str) -> Flowable:
    item = Element("LI", listed)
    label = HangingLabel(letter, "note", Element("Lbl", item))
    indent = setting.design.length("number-indent")
    return Paragraph(setting, why, "note", Element("LBody", item), label=label, indent=indent)

"""Writing lines under a prompt: write what you remember, then check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.core.setting import rich
from packgen.layout.tasks.checklist import checklist
from packgen.layout.tasks.ruled import Amount, LinesField, RuledLines, share_lines
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.locale.words import Words


@dataclass(frozen=True)
class LinesTask(Task):
    """A prompt and lines: one for each expected point, then more.

    Attributes:
        prompt: what to write about; None where the title is the prompt.
        amount: of lines, see `RuledLines`.
        points: what should be written, one mark each.
    """

    short: ClassVar[str] = "lines.short"
    listed: ClassVar[bool] = True

    prompt: str | None
    amount: Amount
    points: tuple[str, ...] = ()

    @property
    def gaps(self) -> Sequence[Gap]:
        """One for each point."""
        return [Gap(number, point) for number, point in enumerate(self.points, 1)]

    def given(self) -> list[str]:
        """Return the prompt."""
        return [self.prompt] if self.prompt else []

    def weaknesses(self) -> list[tuple[str, str]]:
        """Warn that answers cannot be checked if there are no points."""
        return (
            [] if self.points else [("it has no answer to check against.", 'List what should be written as "points:".')]
        )

    def key_note(self, words: Words) -> str:
        """Return the marks, or what to do where there are no points."""
        return super().key_note(words) if self.marks else words.text("task.compare")

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the prompt under its letter, then the lines; a prompt without a title is its own heading."""
        note = marked(setting, self.marks) if self.marks else None
        section, story = task_heading(setting, parent, letter, self.title, note)
        if self.prompt is not None:
            story.append(Paragraph(setting, self.prompt, "prompt", Element("P", section), keep=True))
        for gap in self.gaps:
            story.append(AnswerLines(setting, Element("P", section), gap))
        amount = share_lines(setting, self.amount) if isinstance(self.amount, float) else self.amount
        if isinstance(amount, int):
            amount -= len(self.points)
        if amount == "rest" or amount > 0:
            words, task = setting.words, setting.task
            said = words.text("gap.field", task=task, gap=words.text("question.lines_field"))
            story.append(RuledLines(setting, amount, LinesField(Element("P", section), f"{task}.lines", said)))
        return story

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the points as a list to tick, with the numbers of the lines."""
        section, story = key_heading(self, setting, parent, letter, where)
        points = [rich(point) for point in self.points]
        return story + (checklist(setting, section, points, f"{letter}.point", last=len(points)) if points else [])

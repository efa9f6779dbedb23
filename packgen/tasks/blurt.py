"""Blurt: the student writes down all they know: a few cues, with a line for each expected point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.core.abreast import halved, halves
from packgen.layout.core.setting import bold, rich
from packgen.layout.tasks.checklist import checklist
from packgen.layout.tasks.cued import Cued, cue_width, cued
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.base import Span, Task, Where, key_heading, task_heading

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.locale.words import Words

MINUTES = 5
"""Time to write where the author gives none."""


FEWEST_TOGETHER = 2
"""Points of a list of the key that stand together at the top or foot of a page."""


class TaskCue(NamedTuple):
    """A cue and the points that it should call to mind.

    Attributes:
        label: a word or two.
        hint: such as "Five causes", or an empty string.
        points: what should be written, a line each.
    """

    label: str
    hint: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class FreeRecall(Task):
    """Cues and the points that they should call to mind; nothing is scored, but the key lists every point to tick.

    Attributes:
        cues: at least one.
        prompt: what to do; None for the usual prompt.
        minutes: to write.
        usual: key of its title where there is no other; see `packgen.locale`.
        how: key of what to do where nothing else is said.
        across: whether its part of the key is as wide as the frame, in two columns.
    """

    usual: ClassVar[str]
    how: ClassVar[str]
    listed: ClassVar[bool] = True

    cues: tuple[TaskCue, ...]
    prompt: str | None = None
    minutes: int = MINUTES
    across: bool = field(default=False, kw_only=True)

    @property
    def key_span(self) -> Span:
        """The main column, or the frame."""
        return "full" if self.across else "main"

    def widened(self) -> Task:
        """Return the task with its points in two columns."""
        return replace(self, across=True)

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """One for each point, cue by cue."""
        points = (point for cue in self.cues for point in cue.points)
        return [Gap(number, point) for number, point in enumerate(points, 1)]

    def key_note(self, words: Words) -> str:
        """Return the number of points."""
        return words.number("points", len(self.gaps))

    @property
    def marks(self) -> int:
        """0: a point in other words is right too, so that points cannot be scored one by one."""
        return 0

    def given(self) -> list[str]:
        """Return labels and hints."""
        return [text for cue in self.cues for text in (cue.label, cue.hint) if text]

    def opened(self, setting: Setting, parent: Element, letter: str) -> tuple[Element, list[Flowable]]:
        """Return the task's element, and its heading with what to do."""
        words = setting.words
        note = words.text("minutes.no_notes", minutes=words.number("minutes", self.minutes))
        section, story = task_heading(setting, parent, letter, self.title, note)
        return section, [
            *story,
            Paragraph(setting, self.prompt or words.text(self.how), "prompt", Element("P", section), keep=True),
        ]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the cues, each with a list of its points to tick, with the numbers of the task.

        They have the columns of the task, or stand one below another in two halves of the frame.
        """
        section, story = key_heading(self, setting, parent, letter, where)
        column = cue_width(setting, (cue.label for cue in self.cues), "cue-column")
        first, last = 1, sum(len(cue.points) for cue in self.cues)
        lists: list[Flowable] = []
        for place, cue in enumerate(self.cues):
            part = Element("Sect", section)
            label = Paragraph(setting, bold(cue.label), "key", Element("H4", part), keep=True)
            points = checklist(setting, part, [rich(point) for point in cue.points], f"{letter}.point", first, last)
            first += len(points)
            gap = setting.design.length("list-gap") if place else 0.0
            if self.across:
                label.before = gap
                lists += [label, *points]
            else:
                story += cued(setting, label, points, column, gap)
        return story + (halves(setting, halved(lists), 0.0, FEWEST_TOGETHER) if lists else [])


@dataclass(frozen=True)
class BlurtTask(FreeRecall):
    """Cues in a narrow column, lines beside them."""

    short: ClassVar[str] = "blurt.short"
    usual: ClassVar[str] = "blurt.title"
    how: ClassVar[str] = "blurt.how"

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the cues with their lines."""
        section, story = self.opened(setting, parent, letter)
        gaps = iter(self.gaps)
        column = cue_width(setting, (cue.label for cue in self.cues), "cue-column")
        for number, cue in enumerate(self.cues):
            part = Element("Sect", section)
            lines = partial(answer_lines, setting, len(cue.points), gaps)
            group = Cued(setting, part, cue.label, cue.hint, column, lines)
            group.before = setting.design.length("half") if number else 0.0
            story.append(group)
        return story


def answer_lines(setting: Setting, count: int, gaps: Iterator[Gap], parent: Element) -> list[Flowable]:
    """Return numbered lines for the next so many gaps, a paragraph each."""
    return [AnswerLines(setting, Element("P", parent), next(gaps)) for _ in range(count)]

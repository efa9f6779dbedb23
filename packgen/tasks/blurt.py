"""Blurt: write everything you know; a few cues, with a line for each expected point beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from packgen.layout.core.setting import bold, rich
from packgen.layout.tasks.cued import Cued, cue_width
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.base import Span, Task, Where, key_heading, task_heading
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

MINUTES = 5
"""Minutes to write, by default."""


class TaskCue(NamedTuple):
    """A cue and the points it should bring to mind.

    Attributes:
        label: a word or two.
        hint: such as "Five causes", or an empty string.
        points: expected points, a line each.
    """

    label: str
    hint: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class FreeRecall(Task):
    """Cues and expected points; nothing is scored, but the key lists every point.

    Attributes:
        cues: at least one.
        prompt: instruction, if it is not the usual one.
        minutes: time to write.
        usual: key of the default title; see `packgen.locale`.
        how: key of the default instruction.
    """

    key_span: ClassVar[Span] = "half"
    usual: ClassVar[str]
    how: ClassVar[str]

    cues: tuple[TaskCue, ...]
    prompt: str | None = None
    minutes: int = MINUTES

    @property
    def gaps(self) -> Sequence[Gap]:
        """A gap for each point, cue by cue."""
        points = (point for cue in self.cues for point in cue.points)
        return [Gap(number, point) for number, point in enumerate(points, 1)]

    @property
    def marks(self) -> int:
        """0: a point in the student's own words counts too, so there is nothing to score."""
        return 0

    def given(self) -> list[str]:
        """Return the labels and hints."""
        return [text for cue in self.cues for text in (cue.label, cue.hint) if text]

    def opened(self, setting: Setting, parent: Element, letter: str) -> tuple[Element, list[Flowable]]:
        """Return the task's element, and the flowables of its heading and instruction."""
        words = setting.words
        note = words.text("minutes.no_notes", minutes=words.number("minutes", self.minutes))
        section, story = task_heading(setting, parent, letter, self.title, note)
        return section, [
            *story,
            Paragraph(setting, self.prompt or words.text(self.how), "prompt", Element("P", section), keep=True),
        ]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return a paragraph of points for each cue."""
        words = setting.words
        section, story = key_heading(setting, parent, letter, words.text(self.short), words.text("blurt.key"), where)
        design = setting.design
        entries: list[Flowable] = []
        for cue in self.cues:
            runs = bold(cue.label if cue.label[-1] in ".:?!" else f"{cue.label}{words.text('colon').rstrip()}")
            for number, point in enumerate(cue.points):
                runs += [Run(words.text("list.semicolon") if number else " "), *rich(point)]
            before = design.length("list-gap") if entries else 0.0
            entries.append(Paragraph(setting, runs, "key", Element("P", section), before=before))
        return [*story, *entries]


@dataclass(frozen=True)
class BlurtTask(FreeRecall):
    """Cues in a narrow column with lines beside them."""

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
    """Return lines for the next ``count`` gaps, a paragraph each; screen readers read their numbers, print has none."""
    return [AnswerLines(setting, Element("P", parent), next(gaps), numbered=False) for _ in range(count)]

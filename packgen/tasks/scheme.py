"""Mark schemes, as they stand in the key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.abreast import halved, halves, main_and_side
from packgen.layout.core.setting import bold, rich
from packgen.layout.tasks.checklist import checklist
from packgen.layout.text.listing import defined
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain
from packgen.text.sentences import ended, unended

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

_FEW_LEVELS = 3
"""The most levels that are set as one sentence."""

_ONE_COLUMN = 4
"""The most points of a single group that are set in one column."""

_NO_BREAK_SPACE = "\u00a0"


class Credit(NamedTuple):
    """A point to credit, inline Markdown, and its marks."""

    text: str
    marks: int = 1


class CreditGroup(NamedTuple):
    """Points under a heading, or under none."""

    heading: str | None
    points: tuple[Credit, ...]


class LevelNote(NamedTuple):
    """A level of response: its name, its marks or both, and what an answer of that level does."""

    label: str
    text: str


class Scheme(NamedTuple):
    """A mark scheme.

    Attributes:
        groups: of points.
        example: of an answer, for a short question.
        judgement: that an essay could reach.
        levels: of response, the highest first.
        by_points: whether the points' marks make up the tariff, so that each is printed.
    """

    groups: tuple[CreditGroup, ...] = ()
    example: str | None = None
    judgement: str | None = None
    levels: tuple[LevelNote, ...] = ()
    by_points: bool = False

    @property
    def brief(self) -> bool:
        """Whether it is short enough for one paragraph."""
        return not self.levels and all(group.heading is None for group in self.groups[:1]) and len(self.groups) <= 1

    @property
    def empty(self) -> bool:
        """Whether there is no mark scheme."""
        return not (self.groups or self.example or self.judgement or self.levels)

    def run_in(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return all of it as one paragraph: "Reason (1), exact detail (2)." and an example."""
        runs: list[Run] = []
        points = [point for group in self.groups for point in group.points]
        words = setting.words
        joint = words.text("list.semicolon" if any("," in plain(point.text) for point in points) else "list.comma")
        for number, point in enumerate(points):
            runs += [Run(joint)] if number else []
            runs += _counted(point, self.by_points)
        runs = ended(runs)
        if self.example is not None:
            lead = f"{words.text('question.example')} "
            runs += [Run(f" {lead}" if points else lead), *rich(self.example)]
        if self.judgement is not None:
            runs += [*([Run(" ")] if runs else []), *_judged(setting, self.judgement)]
        return [Paragraph(setting, runs, "key", Element("P", parent))]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return groups side by side with boxes to tick, then example, judgement and levels.

        Args:
            setting: design and faces.
            parent: structure element that holds it.
            letter: of the question, for the names of form fields.
        """
        apart = setting.design.length("quarter")
        story = self._credits(setting, parent, letter)
        if story:
            story[0].before = 0.0
        gap = apart if story else 0.0
        if self.example is not None:
            runs = [*bold(setting.words.text("question.example")), Run(" "), *rich(self.example)]
            story.append(Paragraph(setting, runs, "key", Element("P", parent), before=gap))
            gap = apart
        judged: list[Flowable] = []
        if self.judgement is not None:
            judged.append(Paragraph(setting, _judged(setting, self.judgement), "key", Element("P", parent)))
        if len(self.levels) > _FEW_LEVELS or not self.levels:
            if judged:
                judged[0].before, gap = gap, apart
            story += judged
            return story + (self._band_columns(setting, parent, gap) if self.levels else [])
        levels: list[Flowable] = [
            Paragraph(setting, self._sentence(setting.words.text("list.semicolon")), "note", Element("P", parent))
        ]
        if judged:
            return story + main_and_side(setting, judged, levels, gap)
        levels[0].before = gap
        return story + levels

    def _credits(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        stories: list[Sequence[Flowable]] = []
        name = f"{letter}.point"
        first = 1
        for group in self.groups:
            story: list[Flowable] = []
            if group.heading is not None:
                heading = Paragraph(setting, bold(group.heading), "key", Element("H4", parent), keep=True)
                story.append(heading)
            items = [_counted(point, self.by_points or point.marks > 1) for point in group.points]
            story += checklist(setting, parent, items, name, first)
            stories.append(story)
            first += len(items)
        if len(stories) == 1 and len(self.groups[0].points) > _ONE_COLUMN and setting.design.columns > 1:
            stories = halved(stories[0], 1 if self.groups[0].heading is not None else 0)
        return halves(setting, stories, setting.design.length("half")) if stories else []

    def _band_columns(self, setting: Setting, parent: Element, gap: float) -> list[Flowable]:
        """Return a line for each level, in two columns."""
        entries = [(bold(level.label), rich(level.text)) for level in self.levels]
        lines = defined(setting, parent, entries, role="note")
        for line in lines:
            line.before = 0.0
        return halves(setting, halved(lines) if setting.design.columns > 1 else [lines], gap)

    def _sentence(self, joint: str) -> list[Run]:
        runs: list[Run] = []
        for number, level in enumerate(self.levels):
            runs += [Run(joint)] if number else []
            runs += [*bold(level.label), Run(" "), *unended(rich(level.text))]
        return ended(runs)


NOTHING = Scheme()
"""The scheme of a question that has none."""


def _counted(point: Credit, shown: bool) -> list[Run]:
    """Return a point, followed by its marks if they are shown."""
    runs = unended(rich(point.text))
    return [*runs, Run(f"{_NO_BREAK_SPACE}({point.marks})")] if shown else runs


def _judged(setting: Setting, text: str) -> list[Run]:
    return [Run(setting.words.text("question.judged"), bold=True), Run(" "), *rich(text)]

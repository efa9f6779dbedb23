"""Ordering: shuffled items; the student writes the number of each before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.text.gap import Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading
from packgen.tasks.labelled import labelled, labelled_key, places, together

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.tasks.chance import Chance

FEWEST = 3
"""The least number of items."""


@dataclass(frozen=True)
class OrderingTask(Task):
    """Items to put in order.

    Attributes:
        prompt: what to do.
        items: in the right order.
        shown: places of the items in the order in which they are shown.
    """

    short: ClassVar[str] = "order.short"
    worded: ClassVar[bool] = False

    prompt: str
    items: tuple[str, ...]
    shown: tuple[int, ...]

    @classmethod
    def shuffled(cls, title: str, prompt: str, items: Sequence[str], chance: Chance) -> OrderingTask | None:
        """Return the items shuffled; None where there are too few."""
        if len(set(items)) < FEWEST:
            return None
        return cls(title, prompt, tuple(items), tuple(chance.mixed(items)))

    @property
    def gaps(self) -> Sequence[Gap]:
        """The rank of each item, in the order shown; any rank of equal items is accepted."""
        ranks = [[n for n, item in enumerate(self.items, 1) if item == self.items[place]] for place in self.shown]
        return [
            Gap(number, str(place + 1), tuple(str(rank) for rank in alike if rank != place + 1))
            for number, (place, alike) in enumerate(zip(self.shown, ranks, strict=True), 1)
        ]

    @property
    def facts(self) -> Sequence[Gap]:
        """The gaps with the items instead of their ranks, which no text states."""
        return [Gap(number, item) for number, item in enumerate(self.given(), 1)]

    def given(self) -> list[str]:
        """Return the items as they are shown."""
        return [self.items[place] for place in self.shown]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the items below one another."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks))
        story.append(Paragraph(setting, self.prompt, "prompt", Element("P", section), keep=True))
        items = labelled(setting, section, self.gaps, self.given())
        return [*story, together(setting, [places(setting, item, setting.design.spans.full) for item in items])]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the items in the order shown, each after the number that is to be written before it."""
        section, story = key_heading(self, setting, parent, letter, where)
        return story + labelled_key(setting, section, self.gaps, self.given())

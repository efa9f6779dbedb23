"""Front matter: the content of the cover and the contents of a pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from packgen.plan.stages import SECTION_STAGES

if TYPE_CHECKING:
    from datetime import date

    from packgen.plan.listing import Listed, ListedTopic
    from packgen.plan.schedule import Visit
    from packgen.plan.title import Title


@dataclass(frozen=True)
class FrontMatter:
    """Everything that decides the cover and contents of a pack, except the design and whether they are fillable.

    Equal values give equal pages: the binder draws the student's name onto them.

    Attributes:
        title: the words on the cover.
        topics: entries of the contents, by topic, in order.
        visits: columns of the tracker; without visits there is no tracker.
        exam: date of the exam, for the cover.
        named: whether the binder draws a student's name on the cover.
    """

    title: Title
    topics: tuple[ListedTopic, ...]
    visits: tuple[Visit, ...] = ()
    exam: date | None = None
    named: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """The attributes as plain values, for the key of a unit."""
        return self.title, self.topics, self.visits, self.exam, self.named

    @cached_property
    def entries(self) -> list[Listed]:
        """All entries of all topics."""
        return [entry for topic in self.topics for entry in topic.entries]

    @cached_property
    def stages(self) -> list[str]:
        """The stages that sections have in this pack, in order."""
        there = {name for entry in self.entries if entry.number for name, _, _ in entry.stages}
        return [stage for stage in SECTION_STAGES if stage in there]

    @property
    def tracked(self) -> bool:
        """Whether the contents have a tracker: there are sections, and visits to them."""
        return bool(self.visits) and any(entry.number for entry in self.entries)

    @property
    def scored(self) -> bool:
        """Whether any entry has a score."""
        return any(entry.score for entry in self.entries)

"""Front matter: the content of the cover and the contents of a pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from packgen.plan.schedule import Visit
from packgen.plan.stages import SECTION_STAGES
from packgen.plan.timetable import Revision, Timetable, timetable

if TYPE_CHECKING:
    from datetime import date

    from packgen.plan.listing import Listed, ListedTopic
    from packgen.plan.title import Title


@dataclass(frozen=True)
class FrontMatter:
    """Everything that decides the cover and contents of a pack, except the design and whether they are fillable.

    Equal values give equal pages: the binder draws the student's name onto them.

    Attributes:
        title: the words on the cover.
        topics: entries of the contents, by topic, in order.
        revision: when sections are revised; without it there is no tracker.
        named: whether the binder draws a student's name on the cover.
        overviewed: whether the overview of the only topic, its first entry, is on the back of the cover, so that the
            cover has the contents too.
    """

    title: Title
    topics: tuple[ListedTopic, ...]
    revision: Revision | None = None
    named: bool = False
    overviewed: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """The attributes as plain values, for the key of a unit."""
        return self.title, self.topics, self.revision, self.named, self.overviewed

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
        return self.revision is not None and any(entry.number for entry in self.entries)

    @cached_property
    def visits(self) -> list[Visit]:
        """The visits to a section, counted from its first day."""
        return [] if self.revision is None else [Visit(day) for day in self.revision.days]

    @cached_property
    def timetable(self) -> Timetable:
        """The dates of the visits to each numbered entry, in order; none where the first day is not known."""
        count = sum(1 for entry in self.entries if entry.number)
        return timetable(self.revision, count) if self.revision is not None else Timetable((), ())

    @property
    def exam(self) -> date | None:
        """Date of the exam, for the cover."""
        return None if self.revision is None else self.revision.exam

    @property
    def scored(self) -> bool:
        """Whether any entry has a score."""
        return any(entry.score for entry in self.entries)

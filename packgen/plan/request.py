"""Unit requests: what a unit of sheets is to be made of, as data that can be compared, counted and sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from packgen.locale.registry import words_for
from packgen.plan.kinds import UnitKind

if TYPE_CHECKING:
    from packgen.load.topics import LazyTopic
    from packgen.plan.front_matter import FrontMatter
    from packgen.plan.options import PlanOptions
    from packgen.plan.selection import Chosen

Key = tuple[object, ...]
"""The name of a kind, then texts, numbers and the like, alone or in tuples."""


class ChapterTitle(NamedTuple):
    """What the contents call a chapter: the number of a section in its topic, or an empty string, and a title."""

    number: str
    title: str


@dataclass(frozen=True)
class UnitRequest:
    """A request for a unit. Requests are equal if their keys are; they are made by `unit_request`.

    Attributes:
        kind: row of the table of kinds.
        key: all that the unit's sheets depend on except the design.
        topics: what it is made of, with the chosen sections; a unit of a section has one topic with one section.
        options: those that the kind depends on; others have their defaults.
        needs: requests whose facts it is given, in this order.
        front_matter: what it says, where it is the front matter.
    """

    kind: UnitKind = field(compare=False)
    key: Key
    topics: tuple[Chosen[LazyTopic], ...] = field(compare=False, repr=False)
    options: PlanOptions = field(compare=False, repr=False)
    needs: tuple[UnitRequest, ...] = field(default=(), compare=False, repr=False)
    front_matter: FrontMatter | None = field(default=None, compare=False, repr=False)

    @property
    def chapter(self) -> ChapterTitle:
        """The chapter that its sheets stand in: that of its section, or the kind's."""
        if self.kind.scope != "section":
            return ChapterTitle("", words_for(self.language).text(self.kind.chapter))
        [one] = self.topics
        [place] = one.sections
        return ChapterTitle(str(place + 1), one.loaded.topic.sections[place].title)

    @property
    def language(self) -> str:
        """The language of its sheets (BCP 47): that of its only topic, or of the pack, which is that of its first."""
        if self.front_matter is not None:
            return self.front_matter.title.language
        return self.topics[0].loaded.topic.language

    @property
    def keyed(self) -> bool:
        """Whether all topics have keys: what is made of others must not be kept."""
        return all(one.loaded.key for one in self.topics)


def unit_request(
    kind: UnitKind,
    topics: Iterable[Chosen[LazyTopic]],
    options: PlanOptions,
    needs: Iterable[UnitRequest] = (),
    front_matter: FrontMatter | None = None,
) -> UnitRequest:
    """Return a request with its key.

    Args:
        kind: row of the table of kinds.
        topics: what it is made of.
        options: of the kind; see `PlanOptions.of_kind`.
        needs: requests whose facts it is given.
        front_matter: what it says, where it is the front matter.
    """
    topics, needs = tuple(topics), tuple(needs)
    made_of = tuple((one.loaded.topic.id, one.loaded.key, kind.of(one)) for one in topics)
    decided = tuple(getattr(options, name) for name in kind.options)
    key: Key = (kind.name, made_of, decided, tuple(need.key for need in needs))
    if front_matter is not None:
        key = (*key, front_matter.key)
    return UnitRequest(kind, key, topics, options, needs, front_matter)

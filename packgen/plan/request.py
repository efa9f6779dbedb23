"""Unit requests: what a unit of sheets is made from, as data that can be compared, counted and sent to workers."""

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
    from packgen.sheet.opening import Opening

Key = tuple[object, ...]
"""The name of a kind, then strings, numbers and other plain values, alone or in tuples."""


class ChapterTitle(NamedTuple):
    """The title of a chapter in the contents: the number of a section in its topic, or an empty string, and a title."""

    number: str
    title: str


@dataclass(frozen=True)
class UnitRequest:
    """A request for a unit, made by `unit_request`. Requests are equal if their keys are equal.

    Attributes:
        kind: row of the table of sheet kinds.
        key: everything that the unit's sheets depend on except the design.
        topics: topics with their chosen sections; the unit of a section has one topic with one section.
        options: options that the kind depends on; the others have their defaults.
        needs: requests whose facts the unit gets, in this order.
        front_matter: content of the front matter, if this is its request.
    """

    kind: UnitKind = field(compare=False)
    key: Key
    topics: tuple[Chosen[LazyTopic], ...] = field(compare=False, repr=False)
    options: PlanOptions = field(compare=False, repr=False)
    needs: tuple[UnitRequest, ...] = field(default=(), compare=False, repr=False)
    front_matter: FrontMatter | None = field(default=None, compare=False, repr=False)

    @property
    def chapter(self) -> ChapterTitle:
        """The chapter of its sheets: the section's, or the kind's."""
        if self.kind.scope != "section":
            return ChapterTitle("", words_for(self.language).text(self.kind.chapter))
        [one] = self.topics
        [place] = one.sections
        return ChapterTitle(str(place + 1), one.loaded.topic.sections[place].title)

    def opened(self, opening: Opening) -> UnitRequest:
        """Return the request for a unit that opens a pack."""
        return unit_request(self.kind, self.topics, self.options._replace(opening=opening), self.needs)

    @property
    def language(self) -> str:
        """Language of its sheets (BCP 47): its topic's; for several topics the pack's, which is the first topic's."""
        if self.front_matter is not None:
            return self.front_matter.title.language
        return self.topics[0].loaded.topic.language

    @property
    def keyed(self) -> bool:
        """Whether all topics have keys; a unit of topics without keys must not be cached."""
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
        kind: row of the table of sheet kinds.
        topics: topics with their chosen sections.
        options: options of the kind; see `PlanOptions.of_kind`.
        needs: requests whose facts the unit gets.
        front_matter: content of the front matter, if the request is for it.
    """
    topics, needs = tuple(topics), tuple(needs)
    made_of = tuple((one.loaded.topic.id, one.loaded.key, kind.of(one)) for one in topics)
    decided = (*(getattr(options, name) for name in kind.options), options.opening)
    key: Key = (kind.name, made_of, decided, tuple(need.key for need in needs))
    if front_matter is not None:
        key = (*key, front_matter.key)
    return UnitRequest(kind, key, topics, options, needs, front_matter)

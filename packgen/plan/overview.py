"""What is on the overview of a topic beside its sections: key dates and main people, and which of them come first.

Blocks give them as for a knowledge organiser (`Block.organised`). Key dates are the events with ``key: true``, or all
of them where a topic has none, but one event for each day. If the topic's ``dates`` are two years, events before and
after these are for comparison, and are left out. Where not all dates have room, the first of each section is taken
before the second of any. Main people are those whom the most sections name. Both are taken in turns (`DATES`,
`PEOPLE`), so that neither crowds the other out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.organiser.facts import FactKind, OrganiserFact
    from packgen.locale.words import Words
    from packgen.model.topic import Topic

DATES, PEOPLE = 6, 2
"""Numbers of dates and of people that are taken in a turn."""

_DAY = 3
"""Parts of a date that is a day: year, month and day."""

_YEARS = re.compile(r"([0-9]{4})\s*[–-]\s*([0-9]{4})")


class OverviewFacts(NamedTuple):
    """Dates and people of a topic.

    Attributes:
        dates: in their order.
        people: those whom the most sections name come first.
    """

    dates: tuple[OrganiserFact, ...]
    people: tuple[OrganiserFact, ...]


class OverviewPlan(NamedTuple):
    """Dates and people in the order in which they are taken.

    Attributes:
        facts: all of them.
        dates: indices in ``facts.dates``.
    """

    facts: OverviewFacts
    dates: tuple[int, ...]

    @property
    def most(self) -> int:
        """Number of all dates and people."""
        return len(self.facts.dates) + len(self.facts.people)

    def first(self, count: int) -> OverviewFacts:
        """Return the dates and people that are among the first ``count`` to be taken."""
        taken = list(islice(self._turns(), count))
        dates, people = taken.count(True), taken.count(False)
        wanted = sorted(self.dates[:dates])
        return OverviewFacts(tuple(self.facts.dates[place] for place in wanted), self.facts.people[:people])

    def _turns(self) -> Iterator[bool]:
        """Yield whether it is a date for each of the dates and people in the order in which they are taken."""
        dates, people = len(self.facts.dates), len(self.facts.people)
        while dates or people:
            yield from [True] * min(dates, DATES)
            yield from [False] * min(people, PEOPLE)
            dates, people = max(0, dates - DATES), max(0, people - PEOPLE)


def overview_plan(topic: Topic, places: Sequence[int], words: Words) -> OverviewPlan:
    """Return the dates and people for the overview of a topic.

    Args:
        topic: the topic.
        places: indices of its sections.
        words: in the topic's language.
    """
    dates = _dates(topic, places, words)
    if any(fact.key for _, fact in dates):
        dates = [one for one in dates if one[1].key]
    if all(fact.sort for _, fact in dates):
        dates.sort(key=lambda one: one[1].sort)
    ranks = _ranks([place for place, _ in dates])
    order = sorted(range(len(dates)), key=lambda number: ranks[number])
    facts = OverviewFacts(tuple(fact for _, fact in dates), tuple(_people(topic, places, words)))
    return OverviewPlan(facts, tuple(order))


def _of_kind(topic: Topic, places: Sequence[int], words: Words, kind: FactKind) -> Iterator[tuple[int, OrganiserFact]]:
    """Yield the facts of a kind, each with the index of its section."""
    for place in places:
        for block in topic.sections[place].blocks:
            for group in block.organised(words):
                if group.kind == kind:
                    yield from ((place, fact) for fact in group.facts)


def _dates(topic: Topic, places: Sequence[int], words: Words) -> list[tuple[int, OrganiserFact]]:
    """Return the dates, one event for each day, with the index of the first section that has it."""
    found: dict[tuple[object, ...], tuple[int, OrganiserFact]] = {}
    for place, fact in _of_kind(topic, places, words, "date"):
        if _is_within(fact, topic.dates):
            same = fact.sort if len(fact.sort) == _DAY else (plain(fact.prompt).casefold(), plain(fact.text).casefold())
            found.setdefault(same, (place, fact))
    return list(found.values())


def _is_within(fact: OrganiserFact, dates: str | None) -> bool:
    """Return whether a date is in the years of its topic, as far as both are known."""
    years = _YEARS.fullmatch(dates or "")
    return years is None or not fact.sort or int(years[1]) <= fact.sort[0] <= int(years[2])


def _ranks(sections: Sequence[int]) -> list[int]:
    """Return how many earlier ones of its own section each of the dates has before it."""
    return [sections[:number].count(section) for number, section in enumerate(sections)]


def _people(topic: Topic, places: Sequence[int], words: Words) -> list[OrganiserFact]:
    """Return the people, each once in the words of the first section, those of the most sections first."""
    facts: dict[str, OrganiserFact] = {}
    named: dict[str, set[int]] = {}
    for place, fact in _of_kind(topic, places, words, "person"):
        name = plain(fact.prompt).casefold()
        facts.setdefault(name, fact)
        named.setdefault(name, set()).add(place)
    return sorted(facts.values(), key=lambda fact: -len(named[plain(fact.prompt).casefold()]))

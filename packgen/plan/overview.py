"""What is on the overview of a topic beside its sections: key dates and main people, and which of them come first.

Blocks give them as for a knowledge organiser (`Block.organised`). Key dates are the events with ``key: true``, or all
of them where a topic has none, but one event for each day. If the topic's ``dates`` are two years, events before and
after these are for comparison, and are left out. Where not all dates have room, the first of each section are taken,
then the last of each, then those between. Main people are those whom the most sections name; of those whom as many
name, one of each section in turn. Dates and people are taken in turns (`DATES`, `PEOPLE`), so that neither crowds the
other out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.organiser.facts import FactKind, OrganiserFact
    from packgen.locale.words import Words
    from packgen.model.topic import Topic

    _Placed = tuple[int, OrganiserFact]
    """A fact with the index of its section."""

T = TypeVar("T", bound=object)

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
        dates, people = self.chosen(count)
        return OverviewFacts(tuple(self.facts.dates[place] for place in dates), self.facts.people[:people])

    def chosen(self, count: int) -> tuple[list[int], int]:
        """Return the indices of the dates, and the number of people, that are among the first ``count`` to be taken."""
        taken = list(islice(self._turns(), count))
        return sorted(self.dates[: taken.count(True)]), taken.count(False)

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
    found = list(_facts(topic, places, words))
    dates = _dates([(place, fact) for place, kind, fact in found if kind == "date"], topic.dates)
    if any(fact.key for _, fact in dates):
        dates = [one for one in dates if one[1].key]
    if all(fact.sort for _, fact in dates):
        dates.sort(key=lambda one: one[1].sort)
    people = _people((place, fact) for place, kind, fact in found if kind == "person")
    facts = OverviewFacts(tuple(fact for _, fact in dates), tuple(people))
    return OverviewPlan(facts, tuple(_order([place for place, _ in dates])))


def _facts(topic: Topic, places: Sequence[int], words: Words) -> Iterator[tuple[int, FactKind, OrganiserFact]]:
    """Yield the facts of some sections, each with the index of its section and its kind."""
    for place in places:
        for block in topic.sections[place].blocks:
            for group in block.organised(words):
                yield from ((place, group.kind, fact) for fact in group.facts)


def _dates(facts: Iterable[_Placed], years: str | None) -> list[_Placed]:
    """Return the dates, one event for each day, a key event if there is one.

    Args:
        facts: all dates.
        years: of the topic.
    """
    found: dict[tuple[object, ...], _Placed] = {}
    for place, fact in facts:
        if _is_within(fact, years):
            same = fact.sort if len(fact.sort) == _DAY else (plain(fact.prompt).casefold(), plain(fact.text).casefold())
            if same not in found or (fact.key and not found[same][1].key):
                found[same] = place, fact
    return list(found.values())


def _is_within(fact: OrganiserFact, dates: str | None) -> bool:
    """Return whether a date is in the years of its topic, as far as both are known."""
    years = _YEARS.fullmatch(dates or "")
    return years is None or not fact.sort or int(years[1]) <= fact.sort[0] <= int(years[2])


def _order(sections: Sequence[int]) -> list[int]:
    """Return the order in which dates are taken: the first of each section, the last of each, then those between.

    Args:
        sections: the section of each date.
    """
    of_section: dict[int, list[int]] = {}
    for number, section in enumerate(sections):
        of_section.setdefault(section, []).append(number)
    return _in_turn([_ends_first(numbers) for numbers in of_section.values()])


def _ends_first(numbers: Sequence[int]) -> list[int]:
    """Return items with the first and the last before the others, whose middle comes next, and so on."""
    found = [*numbers[:1], *numbers[1:][-1:]]
    waiting = [numbers[1:-1]]
    for between in waiting:
        if between:
            middle = len(between) // 2
            found.append(between[middle])
            waiting += [between[:middle], between[middle + 1 :]]
    return found


def _in_turn(lists: Iterable[Sequence[T]]) -> list[T]:
    """Return the first items of lists, then their second ones, and so on."""
    return [item for items in zip_longest(*lists, fillvalue=None) for item in items if item is not None]


def _people(found: Iterable[_Placed]) -> list[OrganiserFact]:
    """Return the people, each once in the words of the first section; see the module."""
    facts: dict[str, OrganiserFact] = {}
    named: dict[str, list[int]] = {}
    for place, fact in found:
        name = plain(fact.prompt).casefold()
        facts.setdefault(name, fact)
        if place not in named.setdefault(name, []):
            named[name].append(place)
    by_section: dict[int, list[str]] = {}
    for name, of_sections in named.items():
        by_section.setdefault(of_sections[0], []).append(name)
    return sorted((facts[name] for name in _in_turn(by_section.values())), key=lambda fact: -_count(fact, named))


def _count(fact: OrganiserFact, named: Mapping[str, Sequence[int]]) -> int:
    return len(named[plain(fact.prompt).casefold()])

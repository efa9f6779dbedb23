"""What is on a knowledge organiser: the facts of a section or of a whole topic, and what is left out first.

Every block says which facts it gives (`Block.organised`). Where not all of them fit, they are taken in turns: five
points of the argument, six dates, four terms and so on (`TURNS`), then as many again; when all of these are in, a
table, a view, a mistake and a quotation, and so on. Within a kind, key facts come first, then the first facts of each
block. What no longer fits in its turn is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.organiser.facts import FactGroup, FactKind, OrganiserFact
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.model.topic import Section, Topic

TURNS: tuple[dict[FactKind, int], ...] = (
    {"gist": 1, "argument": 5, "date": 6, "term": 4, "person": 4, "number": 2},
    {"comparison": 1, "view": 1, "mistake": 1, "quotation": 1},
)
"""The kinds of fact in their order on the page, and how many of each are taken in a turn; those of the first mapping
are all taken before those of the second."""

_PLURALS = {"gist": "gists", "argument": "points", "person": "people", "comparison": "tables"}
"""What messages call several facts of a kind, where it is not its name with an s."""

_NAMED = 4
"""Facts of a kind that a message names."""


class OrganiserPlan(NamedTuple):
    """The facts of an organiser.

    Attributes:
        groups: a group for each box, in reading order.
        turns: all facts in the order in which they are taken, those that are taken together in one tuple; each is the
            index of its group and its index there.
    """

    groups: tuple[FactGroup, ...]
    turns: tuple[tuple[tuple[int, int], ...], ...]


class _Ranked(NamedTuple):
    """A fact, and its place in its own block."""

    fact: OrganiserFact
    rank: int


def organiser_plan(topic: Topic, places: Sequence[int], words: Words) -> OrganiserPlan:
    """Return the facts of some sections of a topic as one organiser.

    Of several sections that all have a gist, the gists are the argument, and the points of their summaries are left to
    the sections' own organisers.

    Args:
        topic: the topic.
        places: indices of the sections.
        words: in the topic's language.
    """
    sections = [topic.sections[place] for place in places]
    found = [group for section in sections for block in section.blocks for group in block.organised(words)]
    if len(sections) > 1 and all(section.gist for section in sections):
        found = [_gists(sections, words), *(group for group in found if group.kind != "argument")]
    else:
        found = [*(_gist(section, words) for section in sections if section.gist), *found]
    boxes = _boxes(found)
    groups = tuple(group._replace(facts=tuple(one.fact for one in ranked)) for group, ranked in boxes)
    return OrganiserPlan(groups, tuple(_turns(boxes)))


def _gist(section: Section, words: Words) -> FactGroup:
    return FactGroup("gist", words.text("learn.gist"), (OrganiserFact("", section.gist or ""),))


def _gists(sections: Sequence[Section], words: Words) -> FactGroup:
    facts = tuple(OrganiserFact(section.title, section.gist or "") for section in sections)
    return FactGroup("argument", words.text("organiser.argument"), facts)


def _boxes(groups: Sequence[FactGroup]) -> list[tuple[FactGroup, list[_Ranked]]]:
    """Return the groups of each box in one, without repeated facts; dates of several timelines are in order."""
    boxes: dict[tuple[object, ...], tuple[FactGroup, dict[tuple[str, ...], _Ranked]]] = {}
    for number, group in enumerate(groups):
        key = (group.kind, group.title, number if group.whole else None)
        _, facts = boxes.setdefault(key, (group, {}))
        for rank, fact in enumerate(group.facts):
            facts.setdefault(_identity(group.kind, fact), _Ranked(fact, rank))
    kinds = [kind for counts in TURNS for kind in counts]
    made = [(group, _in_order(list(facts.values()))) for group, facts in boxes.values()]
    return sorted(made, key=lambda box: kinds.index(box[0].kind))


def _identity(kind: FactKind, fact: OrganiserFact) -> tuple[str, ...]:
    """Return what two facts share that are the same: a term or a person is explained once."""
    prompt = plain(fact.prompt).casefold()
    return (prompt,) if kind in ("term", "person") else (prompt, fact.text)


def _in_order(facts: list[_Ranked]) -> list[_Ranked]:
    dated = all(one.fact.sort for one in facts)
    return sorted(facts, key=lambda one: one.fact.sort) if dated else facts


def _turns(boxes: Sequence[tuple[FactGroup, Sequence[_Ranked]]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the facts in the order in which they are taken."""
    waiting: dict[FactKind, list[tuple[tuple[bool, int], tuple[tuple[int, int], ...]]]] = {}
    for number, (group, facts) in enumerate(boxes):
        of_kind = waiting.setdefault(group.kind, [])
        if group.whole:
            of_kind.append(((False, 0), tuple((number, place) for place in range(len(facts)))))
        else:
            of_kind += [((not one.fact.key, one.rank), ((number, place),)) for place, one in enumerate(facts)]
    for of_kind in waiting.values():
        of_kind.sort(key=lambda one: one[0])
    for counts in TURNS:
        while any(waiting.get(kind) for kind in counts):
            for kind, count in counts.items():
                of_kind = waiting.get(kind, [])
                yield from (facts for _, facts in of_kind[:count])
                waiting[kind] = of_kind[count:]


def left_out(plan: OrganiserPlan, kept: Sequence[Sequence[int]]) -> list[str]:
    """Return what an organiser has no room for, such as ``2 of 31 terms (Zek, Thaw)``.

    Args:
        plan: its facts.
        kept: for each group the indices of the facts that it has.
    """
    names: dict[FactKind, list[str]] = {}
    totals: dict[FactKind, int] = {}
    for group, there in zip(plan.groups, kept, strict=True):
        told = [plain(group.title)] if group.whole else [_name(fact) for fact in group.facts]
        totals[group.kind] = totals.get(group.kind, 0) + len(told)
        missing = [name for place, name in enumerate(told) if place not in there]
        names.setdefault(group.kind, []).extend(missing)
    return [f"{len(cut)} of {totals[kind]} {_plural(kind)} ({_listed(cut)})" for kind, cut in names.items() if cut]


def _name(fact: OrganiserFact) -> str:
    return plain(fact.prompt or fact.text).rstrip(": \u00a0\u202f")


def _plural(kind: FactKind) -> str:
    return _PLURALS.get(kind, f"{kind}s")


def _listed(names: Sequence[str]) -> str:
    shown = "; ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED} more"

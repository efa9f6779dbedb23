"""The content of a pack as an ordered list of unit requests, which `build` and `batch` both execute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.plan.front_matter import FrontMatter
from packgen.plan.kinds import KINDS, UnitKind, unit_kind
from packgen.plan.request import UnitRequest, unit_request
from packgen.plan.selection import Chosen

if TYPE_CHECKING:
    from packgen.load.topics import LazyTopic
    from packgen.plan.listing import ListedTopic
    from packgen.plan.options import PlanOptions
    from packgen.plan.title import Title


class PackPlan(NamedTuple):
    """The content of a pack.

    Attributes:
        chosen: topics and their sections, in order.
        options: of the pack.
        requests: of its units, in the order of the pack; the requests that a request needs come before it. The front
            matter is not included, because it depends on the page numbers of all others; see `front_matter_request`.
    """

    chosen: tuple[Chosen[LazyTopic], ...]
    options: PlanOptions
    requests: tuple[UnitRequest, ...]


def plan_pack(chosen: Sequence[Chosen[LazyTopic]], options: PlanOptions) -> PackPlan:
    """Return the plan of a pack. It depends on the records of topics only; nothing is read or typeset.

    Args:
        chosen: topics and sections, in the order of the pack.
        options: of the pack.

    Raises:
        UsageProblem: there is not an age for each section that a retrieval grid asks about.
    """
    kinds = [kind for kind in KINDS if kind.is_in(options.sheets, options.answers)]
    if options.ages and any("ages" in kind.options for kind in kinds):
        from packgen.plan.ages import require_ages

        require_ages(chosen, options.ages)
    decided = {kind.name: options.of_kind(kind) for kind in kinds}
    requests: list[UnitRequest] = []
    for kind, topics in _units(kinds, chosen):
        if any(map(kind.of, topics)):
            requests.append(unit_request(kind, topics, decided[kind.name], _needed(kind, topics, requests)))
    return PackPlan(tuple(chosen), options, tuple(requests))


def _units(
    kinds: Sequence[UnitKind], chosen: Sequence[Chosen[LazyTopic]]
) -> Iterator[tuple[UnitKind, Sequence[Chosen[LazyTopic]]]]:
    """Yield the kind of each unit and its topics, in the order of the pack."""
    for one in chosen:
        for place in one.sections:
            yield from ((kind, [Chosen(one.loaded, (place,))]) for kind in kinds if kind.scope == "section")
        yield from ((kind, [one]) for kind in kinds if kind.scope == "topic")
    yield from ((kind, chosen) for kind in kinds if kind.scope == "pack")


def _needed(
    kind: UnitKind, topics: Sequence[Chosen[LazyTopic]], before: Sequence[UnitRequest]
) -> Iterator[UnitRequest]:
    """Yield those of the preceding requests whose facts a unit needs."""
    ids = {one.loaded.topic.id for one in topics}
    for request in before:
        if request.kind.name == kind.needs and ids.issuperset(one.loaded.topic.id for one in request.topics):
            yield request


def front_matter_request(title: Title, topics: Sequence[ListedTopic], options: PlanOptions) -> UnitRequest:
    """Return the request for the front matter of a pack whose other units are typeset.

    Args:
        title: words for the cover.
        topics: entries of the contents.
        options: of the pack.
    """
    kind = unit_kind("front-matter")
    front_matter = FrontMatter(title, tuple(topics), options.revision, options.named)
    return unit_request(kind, (), options.of_kind(kind), front_matter=front_matter)

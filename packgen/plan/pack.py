"""The content of a pack as an ordered list of unit requests, which `build` and `batch` both execute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.plan.front_matter import FrontMatter
from packgen.plan.kinds import KINDS, UnitKind, unit_kind
from packgen.plan.request import UnitRequest, unit_request
from packgen.plan.selection import Chosen
from packgen.plan.stages import LEARN, STUDIED_STAGES
from packgen.plan.title import title_of
from packgen.sheet.opening import Opening

if TYPE_CHECKING:
    from packgen.load.topics import LazyTopic
    from packgen.plan.listing import ListedTopic
    from packgen.plan.options import PlanOptions
    from packgen.plan.title import Title

_FEWEST_SECTIONS = 3
"""Number of sections from which a pack has front matter unless the options say otherwise."""


class PackPlan(NamedTuple):
    """The content of a pack.

    Attributes:
        chosen: topics and their sections, in order.
        title: its words.
        options: of the pack; those that were left to the plan are decided.
        requests: of its units, in the order of the pack; the requests that a request needs come before it. The front
            matter is not included, because it depends on the page numbers of all others; see `front_matter_request`.
        overleaf: request for the overview on the back of the cover, where the pack begins with the overview of its only
            topic. It takes the place of the first of ``requests`` if the cover has room for the contents.
    """

    chosen: tuple[Chosen[LazyTopic], ...]
    title: Title
    options: PlanOptions
    requests: tuple[UnitRequest, ...]
    overleaf: UnitRequest | None = None


def plan_pack(chosen: Sequence[Chosen[LazyTopic]], options: PlanOptions, wanted_title: str | None = None) -> PackPlan:
    """Return the plan of a pack. It depends on the records of topics only; nothing is read or typeset.

    Args:
        chosen: topics and sections, in the order of the pack.
        options: of the pack.
        wanted_title: title of the pack as inline Markdown, or None for one made from the topics.

    Raises:
        UsageProblem: there is not an age for each section that a retrieval grid asks about.
    """
    options, title = _decided(options, chosen), title_of(chosen, wanted_title)
    kinds = [kind for kind in KINDS if _has(options, kind)]
    if options.ages and any("ages" in kind.options for kind in kinds):
        from packgen.plan.ages import require_ages

        require_ages(chosen, options.ages)
    own = {kind.name: options.of_kind(kind) for kind in kinds}
    lone = {one.loaded.topic.id for one in chosen if len(one.sections) == 1}
    numbering = [kind.name for kind in kinds if lone and "numbered" in kind.options]
    unnumbered = {name: own[name]._replace(numbered=False) for name in numbering}
    targets = _targets(chosen) if LEARN in options.stages and any(map(_refers, chosen)) else {}
    requests: list[UnitRequest] = []
    for kind, topics in _units(kinds, chosen):
        if not any(map(kind.of, topics)):
            continue
        decided = own[kind.name]
        if "numbered" in kind.options and topics[0].loaded.topic.id in lone:
            decided = unnumbered[kind.name]
        if targets and "targets" in kind.options and (referred := _referred(topics, targets)):
            decided = decided._replace(targets=referred)
        request = unit_request(kind, topics, decided, _needed(kind, topics, requests))
        opens = options.front == "none" and not requests
        requests.append(request.opened(Opening(title.full, options.named)) if opens else request)
    return PackPlan(tuple(chosen), title, options, tuple(requests), _overleaf(options, chosen, requests))


def _overleaf(
    options: PlanOptions, chosen: Sequence[Chosen[LazyTopic]], requests: Sequence[UnitRequest]
) -> UnitRequest | None:
    """Return the request for an overview on the back of the cover; None for a pack that cannot have one there."""
    first = requests[0] if requests else None
    if first is None or first.kind.name != "overview" or options.front == "none" or len(chosen) > 1:
        return None
    return unit_request(first.kind, first.topics, first.options._replace(overleaf=True))


def _refers(one: Chosen[LazyTopic]) -> bool:
    """Tell whether a text of the chosen sections of a topic refers to a topic or a section."""
    return any(one.loaded.topic.sections[place].cross_references() for place in one.sections)


def _targets(chosen: Sequence[Chosen[LazyTopic]]) -> dict[str, str]:
    """Return the name of the Learn sheet of each chosen section, and of each topic's first, by what texts call them."""
    found: dict[str, str] = {}
    for one in chosen:
        topic = one.loaded.topic
        for place in one.sections:
            section = f"{topic.id}/{topic.sections[place].id}"
            sheet = f"{section}/{LEARN.lower()}"
            found.setdefault(topic.id, sheet)
            found[section] = sheet
    return found


def _referred(topics: Sequence[Chosen[LazyTopic]], targets: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return those targets to which texts of the chosen sections refer."""
    named = {
        name for one in topics for place in one.sections for name in one.loaded.topic.sections[place].cross_references()
    }
    return tuple((name, targets[name]) for name in sorted(named & targets.keys()))


def _has(options: PlanOptions, kind: UnitKind) -> bool:
    """Tell whether a pack may have units of a kind."""
    asked = kind.is_in(options.sheets, options.answers)
    return asked and (kind.only is None or getattr(options, kind.only[0]) == kind.only[1])


def _decided(options: PlanOptions, chosen: Sequence[Chosen[LazyTopic]]) -> PlanOptions:
    """Return the options with those decided that are left to the plan."""
    front = options.front
    if front == "auto":
        sections = sum(len(one.sections) for one in chosen)
        studied = any(stage in options.stages for stage in STUDIED_STAGES)
        front = "full" if studied and (options.dated or sections >= _FEWEST_SECTIONS) else "none"
    return options._replace(front=front, sources=options.sources or ("end" if front == "full" else "foot"))


def _units(
    kinds: Sequence[UnitKind], chosen: Sequence[Chosen[LazyTopic]]
) -> Iterator[tuple[UnitKind, Sequence[Chosen[LazyTopic]]]]:
    """Yield the kind of each unit and its topics, in the order of the pack."""
    for one in chosen:
        yield from ((kind, [one]) for kind in kinds if kind.scope == "topic" and kind.leads)
        for place in one.sections:
            yield from ((kind, [Chosen(one.loaded, (place,))]) for kind in kinds if kind.scope == "section")
        yield from ((kind, [one]) for kind in kinds if kind.scope == "topic" and not kind.leads)
    yield from ((kind, chosen) for kind in kinds if kind.scope == "pack")


def _needed(
    kind: UnitKind, topics: Sequence[Chosen[LazyTopic]], before: Sequence[UnitRequest]
) -> Iterator[UnitRequest]:
    """Yield those of the preceding requests whose facts a unit needs."""
    ids = {one.loaded.topic.id for one in topics}
    for request in before:
        if request.kind.name == kind.needs and ids.issuperset(one.loaded.topic.id for one in request.topics):
            yield request


def front_matter_request(
    title: Title, topics: Sequence[ListedTopic], options: PlanOptions, *, overviewed: bool = False
) -> UnitRequest:
    """Return the request for the front matter of a pack whose other units are typeset.

    Args:
        title: words for the cover.
        topics: entries of the contents.
        options: of the pack.
        overviewed: whether the overview is to be on the back of the cover; the unit has no sheets if the cover has no
            room for the contents.
    """
    kind = unit_kind("front-matter")
    front_matter = FrontMatter(title, tuple(topics), options.revision, options.named, overviewed)
    return unit_request(kind, (), options.of_kind(kind), front_matter=front_matter)

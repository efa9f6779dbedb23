"""Executes the plan of a pack: makes its units, in order, and the front matter that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.locale.registry import words_for
from packgen.plan.pack import front_matter_request
from packgen.plan.timetable import long_days
from packgen.sheets.parts import ListedChapter, PartBuilder, bound, listed
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.load.topics import LazyTopic
    from packgen.plan.options import PlanOptions
    from packgen.plan.pack import PackPlan
    from packgen.plan.request import UnitRequest
    from packgen.plan.selection import Chosen
    from packgen.plan.title import Title
    from packgen.sheet.opening import Opening
    from packgen.sheet.sheet import PackPart
    from packgen.sheets.factory import SheetFactory
    from packgen.sheets.units import Unit

Progress = Callable[[int, int, str], None]
"""Called with the sections done, the sections in all, and what is being set."""


class SectionEntry(NamedTuple):
    """A section in the pack: ids of topic and section, title, and the names of its sheets and parts of sheets."""

    topic: str
    section: str
    title: str
    sheets: tuple[str, ...]


class AnswerFile(NamedTuple):
    """What a file of answers holds: its front matter, if the pack has some, and the topics' answers."""

    front_matter: SheetChunk | None
    parts: tuple[PackPart[SheetChunk], ...]


class Assembled(NamedTuple):
    """The sheets of a pack, which sections they are, and what a teacher may want to mend.

    Attributes:
        front_matter: cover and contents; None for a pack that begins with a sheet to work on.
        parts: the topics, then what belongs to all of them.
        sections: those that have sheets, in order.
        warnings: for the teacher.
        answers: the answers that go into a file of their own; None where there are none.
    """

    front_matter: SheetChunk | None
    parts: tuple[PackPart[SheetChunk], ...]
    sections: tuple[SectionEntry, ...]
    warnings: tuple[str, ...]
    answers: AnswerFile | None


def make_units(requests: Iterable[UnitRequest], factory: SheetFactory) -> Iterator[tuple[UnitRequest, Unit]]:
    """Yield each request with its unit, given the facts of those that it needs.

    If the unit that opens a pack has no sheets, the next unit opens it.

    Args:
        requests: what a request needs comes before it.
        factory: makes the units.

    Raises:
        LayoutError: a block fits no page.
    """
    made: dict[UnitRequest, Unit] = {}
    opening: Opening | None = None
    for request in requests:
        own = request.opened(opening) if opening is not None else request
        unit = made[request] = factory.unit(own, [made[need].facts for need in request.needs])
        opening = own.options.opening if not unit.sheets else None
        yield request, unit


def assemble(plan: PackPlan, factory: SheetFactory, progress: Progress | None = None) -> Assembled:
    """Make all units of a plan, and the front matter if it has some.

    Args:
        plan: what the pack consists of.
        factory: makes the units.
        progress: told of each section.

    Raises:
        LayoutError: a block fits no page.
    """
    topics = {
        one.loaded.topic.id: PartBuilder(one.loaded.topic.title, warnings=one.loaded.topic.warnings)
        for one in plan.chosen
    }
    parts = list(topics.values())
    sections: dict[tuple[str, str], SectionEntry] = {}
    requests = plan.requests if plan.overleaf is None else plan.requests[1:]
    done_with = _last_uses(requests) if plan.overleaf is None else {}
    for request, unit in make_units(_with_progress(requests, progress), factory):
        [one, *_] = request.topics
        if request.kind.scope == "pack":
            _at_end(parts, request.chapter.title).add(request, unit)
        else:
            topics[one.loaded.topic.id].add(request, unit)
        if request.kind.scope == "section":
            _list_section(sections, one, unit)
        _list_parts(sections, unit)
        for loaded in done_with.get(request, ()):
            loaded.release()
    warnings = [warning for part in parts for warning in part.warnings]
    answers = None
    if plan.options.answers == "back":
        _answers_at_back(parts, words_for(plan.title.language).text("sheet.answers"))
    elif plan.options.answers == "separate":
        answers = _answer_file(parts, plan.title, plan.options, factory)
    if plan.overleaf is None:
        front_matter = _front_matter(plan.title, parts, plan.options, factory)
    else:
        front_matter = _led_by_overview(plan, plan.overleaf, parts, factory)
    warnings += long_days(plan.options.revision, len(sections))
    return Assembled(front_matter, bound(parts), tuple(sections.values()), tuple(dict.fromkeys(warnings)), answers)


def _with_progress(requests: Sequence[UnitRequest], progress: Progress | None) -> Iterator[UnitRequest]:
    """Yield requests; tell of each that is of a section before it is made."""
    total = sum(request.kind.scope == "section" for request in requests)
    done = 0
    for request in requests:
        if progress is not None and request.kind.scope == "section":
            progress(done, total, plain(request.chapter.title))
            done += 1
        yield request


def _last_uses(requests: Iterable[UnitRequest]) -> dict[UnitRequest, list[LazyTopic]]:
    """Return for each request the topics that no later one is made of: a large pack has no room for all at once."""
    last: dict[str, tuple[UnitRequest, LazyTopic]] = {}
    for request in requests:
        for one in request.topics:
            last[one.loaded.topic.id] = request, one.loaded
    found: dict[UnitRequest, list[LazyTopic]] = {}
    for request, loaded in last.values():
        found.setdefault(request, []).append(loaded)
    return found


def _list_section(sections: dict[tuple[str, str], SectionEntry], one: Chosen[LazyTopic], unit: Unit) -> None:
    """Add a unit's sheets to the entry of its section."""
    topic, [place] = one.loaded.topic, one.sections
    section = topic.sections[place]
    before = sections.get((topic.id, section.id), SectionEntry(topic.id, section.id, plain(section.title), ()))
    names = tuple(sheet.name for sheet in unit.sheets)
    sections[topic.id, section.id] = before._replace(sheets=(*before.sheets, *names))


def _list_parts(sections: dict[tuple[str, str], SectionEntry], unit: Unit) -> None:
    """Add the parts of a topic's sheets to the entries of the sections that they belong to."""
    for part in [part for sheet in unit.sheets for part in sheet.parts]:
        topic, section, _ = part.name.split("/")
        before = sections[topic, section]
        sections[topic, section] = before._replace(sheets=(*before.sheets, part.name))


def _at_end(parts: list[PartBuilder], title: str) -> PartBuilder:
    """Return where something for the whole pack goes: into the only topic, or after all topics under a title."""
    if len(parts) == 1:
        return parts[0]
    if parts[-1].title != title:
        parts.append(PartBuilder(title))
    return parts[-1]


def _answers_at_back(parts: list[PartBuilder], name: str) -> None:
    """Put the answers of each part, which stand elsewhere, at the end of the pack under a name."""
    several = len(parts) > 1
    for part in list(parts):
        for chapter in part.apart:
            _at_end(parts, name).chapters.append(chapter._replace(title=part.title) if several else chapter)


def _answer_file(
    parts: Sequence[PartBuilder], title: Title, options: PlanOptions, factory: SheetFactory
) -> AnswerFile | None:
    """Return what the file of answers holds; None where there are no answers."""
    answers = [PartBuilder(part.title, part.apart) for part in parts if part.apart]
    if not answers:
        return None
    unused = options._replace(revision=None, named=False, fillable=False)
    return AnswerFile(_front_matter(title.of_answers(), answers, unused, factory), bound(answers))


def _front_matter(
    title: Title, parts: Sequence[PartBuilder], options: PlanOptions, factory: SheetFactory
) -> SheetChunk | None:
    """Return the cover and contents, if the pack has them."""
    if options.front == "none":
        return None
    [sheet] = factory.unit(front_matter_request(title, listed(parts), options)).sheets
    return sheet


def _led_by_overview(
    plan: PackPlan, overleaf: UnitRequest, parts: Sequence[PartBuilder], factory: SheetFactory
) -> SheetChunk | None:
    """Return the front matter, and put the overview before all else: on the back of the cover, or on its own leaf.

    The overview is on the back of the cover if it is a single page and the cover has room for the contents.
    """
    chapters = parts[0].chapters
    back = factory.unit(overleaf).sheets
    if back:
        chapters.insert(0, ListedChapter(*overleaf.chapter, back))
        front = factory.unit(front_matter_request(plan.title, listed(parts), plan.options, overviewed=True)).sheets
        if front:
            return front[0]
        del chapters[0]
    chapters.insert(0, ListedChapter(*overleaf.chapter, factory.unit(plan.requests[0]).sheets))
    return _front_matter(plan.title, parts, plan.options, factory)

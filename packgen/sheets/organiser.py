"""Knowledge organisers: all facts of a section or topic on one side, and the same with the facts left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import Setting
from packgen.layout.organiser.arrangement import Arrangement, arrange
from packgen.layout.organiser.page import organiser_pages
from packgen.layout.organiser.title import OrganiserTitle
from packgen.layout.text.furniture import RunningHead
from packgen.plan.organiser import OrganiserPlan, left_out, organiser_plan
from packgen.plan.stages import ORGANISER, ORGANISER_BLANK
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.context import topic_setting
from packgen.sheets.surface import full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.model.topic import Topic
    from packgen.plan.request import UnitRequest


class OrganiserSubject(NamedTuple):
    """What an organiser is about.

    Attributes:
        name: of its sheets before their kind, such as ``khrushchev/rise``.
        title: inline Markdown.
        enquiry: question that the section answers, the dates of the topic, or None.
        places: indices of its sections.
    """

    name: str
    title: str
    enquiry: str | None
    places: tuple[int, ...]


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the organisers of a topic's chosen sections; see `UnitTypesetter`.

    Of a whole topic with several sections it is one organiser, of some of its sections one for each.
    """
    [one] = request.topics
    loaded, options = one.loaded.whole(), request.options
    own = topic_setting(setting, loaded)
    if options.organiser_layout == "landscape":
        own = replace(own, design=own.design.turned())
    sheets: list[Sheet] = []
    warnings: list[str] = []
    for subject in _subjects(loaded.topic, one.sections):
        plan = organiser_plan(loaded.topic, subject.places, own.words)
        if not plan.groups:
            warnings.append(f"{subject.name}: its blocks have no facts for a knowledge organiser.")
            continue
        made, arrangement = typeset_organisers(loaded.topic, subject, plan, own, options.sheets, options.teacher)
        sheets += made
        missing = "; ".join(left_out(plan, arrangement.kept))
        if missing:
            warnings.append(f"{subject.name}: its knowledge organiser has no room for {missing}.")
    return TypesetUnit(tuple(sheets), UnitFacts(warnings=tuple(warnings)))


def _subjects(topic: Topic, places: Sequence[int]) -> Iterator[OrganiserSubject]:
    if len(places) > 1 and len(places) == len(topic.sections):
        yield OrganiserSubject(topic.id, topic.title, topic.dates, tuple(places))
        return
    for place in places:
        section = topic.sections[place]
        yield OrganiserSubject(f"{topic.id}/{section.id}", section.title, section.enquiry, (place,))


def typeset_organisers(
    topic: Topic,
    subject: OrganiserSubject,
    plan: OrganiserPlan,
    setting: Setting,
    wanted: Sequence[str],
    teacher: bool,
) -> tuple[list[Sheet], Arrangement]:
    """Return the organiser, its blank twin or both, on whole leaves, and where their facts stand.

    Args:
        topic: the topic.
        subject: what of it the organiser is about.
        plan: the facts.
        setting: design and faces, with the topic's data.
        wanted: names of the sheets, as in ``--sheets``.
        teacher: whether the blank one has its facts too.
    """
    frame = setting.design.frame(True)
    trial = _title(setting, Element("Sect"), topic, subject, named=True)
    title = trial.wrap(frame.width, UNBOUNDED)[1]
    arrangement = arrange(setting, plan.groups, plan.turns, (frame.width, frame.height), title)
    sheets: list[Sheet] = []
    names = [name for name in (ORGANISER, ORGANISER_BLANK) if name in wanted]
    for name in names:
        blank = name == ORGANISER_BLANK
        own = replace(setting, answers=teacher or not blank)
        sheets.append(_sheet(own, topic, subject, plan, arrangement, name, sheets, last=name == names[-1]))
    return sheets, arrangement


def _sheet(
    setting: Setting,
    topic: Topic,
    subject: OrganiserSubject,
    plan: OrganiserPlan,
    arrangement: Arrangement,
    name: str,
    before: Sequence[Sheet],
    *,
    last: bool,
) -> Sheet:
    words, blank = setting.words, name == ORGANISER_BLANK
    root = Element("Sect")
    heading = words.text("sheet.organiser_blank" if blank else "sheet.organiser")
    head = RunningHead(setting, "", topic.title, [heading], heading)
    pages_before = sum(len(sheet.pages) for sheet in before)
    verso = pages_before % 2 == 1 and not setting.design.single_sided
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False, verso=verso)
    title = _title(setting, root, topic, subject, named=blank)
    pages = organiser_pages(setting, root, plan.groups, arrangement, title)
    loop.set([full_row(setting, [page]) for page in pages])
    if last:
        loop.pad_to_leaf()
    return canvas.finish(heading, topic.language, f"{subject.name}/{name}")


def _title(setting: Setting, root: Element, topic: Topic, subject: OrganiserSubject, *, named: bool) -> OrganiserTitle:
    """Return the title with the specification or, if there is none, the course or subject beside it."""
    spec = " ".join([topic.spec[0].board, topic.spec[0].code]) if topic.spec else ""
    course = topic.course or topic.subject
    return OrganiserTitle(
        setting, root, subject.title, " · ".join(filter(None, (spec, course))), subject.enquiry, named=named
    )

"""Knowledge organisers: all facts of a section or topic on one side, and the same with the facts left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.changed import changed
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
from packgen.sheets.surface import end_leaf, full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.model.topic import Topic
    from packgen.plan.request import UnitRequest


class OrganiserSubject(NamedTuple):
    """What an organiser is about.

    Attributes:
        topic: the topic.
        name: of its sheets before their kind, such as ``khrushchev/rise``.
        title: inline Markdown.
        enquiry: question that the section answers, the dates of the topic, or None.
        plan: the facts.
    """

    topic: Topic
    name: str
    title: str
    enquiry: str | None
    plan: OrganiserPlan


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the organisers of a topic's chosen sections; see `UnitTypesetter`.

    Of a whole topic with several sections it is one organiser, of some of its sections one for each.
    """
    [one] = request.topics
    loaded, options = one.loaded.whole(), request.options
    own = topic_setting(setting, loaded)
    if options.organiser_layout == "landscape":
        own = changed(own, design=own.design.turned())
    sheets: list[Sheet] = []
    warnings: list[str] = []
    for subject in organiser_subjects(loaded.topic, one.sections, own.words):
        if not subject.plan.groups:
            warnings.append(f"{subject.name}: its blocks have no facts for a knowledge organiser.")
            continue
        arrangement = arranged(subject, own)
        missing = left_out(subject.plan, arrangement.kept)
        if missing:
            warnings.append(f"{subject.name}: its knowledge organiser has no room for {'; '.join(missing)}.")
        if arrangement.pages:
            opening = own.opening._replace(title="") if own.opening is not None and not sheets else None
            headed = changed(own, opening=opening)  # its own title is that of the pack
            sheets += typeset_organisers(subject, arrangement, headed, options.sheets, options.teacher)
    return TypesetUnit(tuple(sheets), UnitFacts(warnings=tuple(warnings)))


def organiser_subjects(topic: Topic, places: Sequence[int], words: Words) -> list[OrganiserSubject]:
    """Return what the organisers of some sections are about.

    Args:
        topic: the topic.
        places: indices of the sections.
        words: in the topic's language.
    """
    if len(places) > 1 and len(places) == len(topic.sections):
        plan = organiser_plan(topic, places, words)
        return [OrganiserSubject(topic, topic.id, topic.title, topic.dates, plan)]
    return [
        OrganiserSubject(
            topic,
            f"{topic.id}/{topic.sections[place].id}",
            topic.sections[place].title,
            topic.sections[place].enquiry,
            organiser_plan(topic, [place], words),
        )
        for place in places
    ]


def arranged(subject: OrganiserSubject, setting: Setting) -> Arrangement:
    """Return where the facts of an organiser stand, with and without what is known of them."""
    frame = setting.design.frame(True)
    _, title = _title(subject, setting, Element("Sect"), named=True).wrap(frame.width, UNBOUNDED)
    return arrange(setting, subject.plan.groups, subject.plan.turns, (frame.width, frame.height), title)


def typeset_organisers(
    subject: OrganiserSubject, arrangement: Arrangement, setting: Setting, wanted: Sequence[str], teacher: bool
) -> list[Sheet]:
    """Return the organiser, the blank one or both, on whole leaves.

    Args:
        subject: what they are about.
        arrangement: where their facts stand.
        setting: design and faces, with the topic's data.
        wanted: names of the sheets, as in ``--sheets``.
        teacher: whether the blank one has its facts too.
    """
    sheets: list[Sheet] = []
    names = [name for name in (ORGANISER, ORGANISER_BLANK) if name in wanted]
    for name in names:
        own = changed(setting, answers=teacher or name == ORGANISER, opening=None if sheets else setting.opening)
        verso = sum(len(sheet.pages) for sheet in sheets) % 2 == 1 and not setting.design.single_sided
        sheets.append(_sheet(subject, arrangement, own, name, verso=verso, last=name == names[-1]))
    return sheets


def _sheet(
    subject: OrganiserSubject, arrangement: Arrangement, setting: Setting, name: str, *, verso: bool, last: bool
) -> Sheet:
    blank, words, topic = name == ORGANISER_BLANK, setting.words, subject.topic
    root = Element("Sect")
    kind = words.text("sheet.organiser_blank" if blank else "sheet.organiser")
    head = RunningHead(setting, "", topic.title, [kind], kind)
    loop = surface(setting, root, head, pack_headed=lambda page: False, verso=verso)
    title = _title(subject, setting, root, named=blank and setting.opening is None)
    pages = organiser_pages(setting, root, subject.plan.groups, arrangement, title)
    loop.set([full_row(setting, [page]) for page in pages])
    if last:
        end_leaf(loop, setting)
    whole = f"{kind}{words.text('colon')}{plain(subject.title)}"
    return loop.canvas.finish(whole, topic.language, f"{subject.name}/{name}")


def _title(subject: OrganiserSubject, setting: Setting, root: Element, *, named: bool) -> OrganiserTitle:
    """Return the title, with the specification and the course or subject beside it."""
    topic = subject.topic
    spec = f"{topic.spec[0].board} {topic.spec[0].code}" if topic.spec else ""
    course = " · ".join(filter(None, (spec, topic.course or topic.subject)))
    return OrganiserTitle(setting, root, subject.title, course, subject.enquiry, named=named)

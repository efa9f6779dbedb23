"""The overview of a topic: its sections, key dates and main people on one side, and questions on its back."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.changed import changed
from packgen.layout.boxes.band import TitleBand
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.pages import PageLoop, PageRow, StoryColumn
from packgen.layout.core.setting import Setting
from packgen.layout.core.stack import Stack
from packgen.layout.figures.timeline import TimelineRail
from packgen.layout.front_matter.overview import OverviewEntry, OverviewSection, asked_before, named_list
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import Heading, page_title
from packgen.layout.text.paragraph import Paragraph
from packgen.plan.overview import OverviewFacts, OverviewPlan, overview_plan
from packgen.plan.stages import LEARN, OVERVIEW
from packgen.plan.title import full_title
from packgen.sheet.sheet import Pages, PageWords, Sheet
from packgen.sheet.structure import Element
from packgen.sheets.context import topic_setting
from packgen.sheets.surface import end_leaf, full_row, surface, title_row
from packgen.sheets.units import TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.model.topic import Topic
    from packgen.plan.request import UnitRequest


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the overview of a topic; see `UnitTypesetter`."""
    [one] = request.topics
    loaded = one.loaded.whole()
    own = changed(topic_setting(setting, loaded), source_numbers={})  # Learn and the list of sources have them
    learned = LEARN.lower() in request.options.sheets
    if request.options.overleaf:
        sheet = typeset_overleaf(loaded.topic, one.sections, own, learned=learned)
        return TypesetUnit(() if sheet is None else (sheet,))
    return TypesetUnit((typeset_overview(loaded.topic, one.sections, own, learned=learned),))


def typeset_overleaf(topic: Topic, places: Sequence[int], setting: Setting, *, learned: bool) -> Sheet | None:
    """Return the overview of a topic on the back of a cover; None where there are no backs or it needs more pages.

    See `typeset_overview` for the arguments.
    """
    if setting.design.single_sided or setting.design.columns == 1:
        return None
    sections = [_section(topic, place, setting, learned) for place in places]
    loop = _fitted(topic, places, sections, setting, verso=True)
    if loop.page > 1:
        return None
    loop.draw()
    return _finished(topic, setting, loop)


def typeset_overview(topic: Topic, places: Sequence[int], setting: Setting, *, learned: bool) -> Sheet:
    """Return the overview of a topic, on whole leaves.

    Dates and people are left out where they would take another page: a second one with several columns, a third one
    with a single column.

    Args:
        topic: the topic.
        places: indices of its sections, in the order of the pack.
        setting: design and faces, with the topic's data.
        learned: whether the pack has the Learn sheets, whose pages are named.
    """
    sections = [_section(topic, place, setting, learned) for place in places]
    loop = _fitted(topic, places, sections, setting)
    loop.draw()
    if not _ask(sections, setting, loop):
        end_leaf(loop, setting)
    return _finished(topic, setting, loop)


def _fitted(
    topic: Topic, places: Sequence[int], sections: Sequence[OverviewSection], setting: Setting, *, verso: bool = False
) -> PageLoop:
    """Lay out an overview with as many dates and people as have room."""
    plan = overview_plan(topic, places, setting.words)

    def made(count: int) -> PageLoop:
        return _lay_out(topic, sections, plan.first(count), setting, verso)

    if setting.design.columns > 1:
        loop = made(_count(topic, sections, plan, setting))
        if loop.page == 1:
            return loop
    most = max(made(0).page, 1 if setting.design.columns > 1 else 2)
    left = plan.most if most > 1 else _count(topic, sections, plan, setting)
    loop = made(left)
    if loop.page > most and setting.design.columns == 1:
        return made(bisect(range(1, left), most, key=lambda count: made(count).page))
    while loop.page > most and left:  # not by halves: the people move below the sections if there are enough dates
        left -= 1
        loop = made(left)
    return loop


def _finished(topic: Topic, setting: Setting, loop: PageLoop) -> Sheet:
    return loop.canvas.finish(setting.words.text("sheet.overview"), topic.language, f"{topic.id}/{OVERVIEW}")


def _section(topic: Topic, place: int, setting: Setting, learned: bool) -> OverviewSection:
    section = topic.sections[place]
    page = None
    if learned:
        words = setting.words.number("pages.learn", 1, pages="{}")
        page = PageWords(words, "", Pages(f"{topic.id}/{section.id}/{LEARN.lower()}", 0, 0))
    return OverviewSection(str(place + 1), section.title, section.enquiry, section.gist, page)


def _lay_out(
    topic: Topic, sections: Sequence[OverviewSection], facts: OverviewFacts, setting: Setting, verso: bool
) -> PageLoop:
    """Lay out an overview with some dates and people."""
    root = Element("Sect")
    title = setting.words.text("sheet.overview")
    if setting.opening is not None and setting.opening.title == full_title(topic.title, topic.dates):
        setting = changed(setting, opening=setting.opening._replace(title=""))  # the band says it
    head = RunningHead(setting, "", topic.title, [title], title)
    loop = surface(setting, root, head, pack_headed=lambda page: page == 0, verso=verso)
    band = _band(topic, setting, root)
    loop.lay_out([title_row(setting, [band]), _columns(_entries(sections, setting, root), facts, setting, root)])
    return loop


def _band(topic: Topic, setting: Setting, root: Element) -> TitleBand:
    words = setting.words
    spec = [(words.text("learn.spec"), f"{one.board} {one.code}") for one in topic.spec[:1]]
    return TitleBand(setting, root, words.text("sheet.overview"), topic.title, topic.dates, spec)


def _entries(sections: Sequence[OverviewSection], setting: Setting, root: Element) -> list[Flowable]:
    return [OverviewEntry(setting, root, section) for section in sections]


class _ListHeights:
    """Heights of a heading and of the items below it, from which the height of some of the items follows, in points.

    An item is measured when it is first asked for, since most topics have more of them than there is room for.

    Args:
        story: the heading and the items, or a rail of items; empty if there are none.
        width: of the column.
    """

    def __init__(self, story: Sequence[Flowable], width: float) -> None:
        heading, *below = story or [Stack([])]
        self.before, self._heading = heading.before, heading.wrap(width, UNBOUNDED)[1]
        rail = below[0] if below and isinstance(below[0], TimelineRail) else None
        self._items = below if rail is None else rail.children
        self._width = width if rail is None else width - rail.left
        self._known: dict[int, float] = {}

    def of(self, places: Sequence[int]) -> float:
        """Return the height of the heading and the items at some places, 0 if there are none."""
        if not places:
            return 0.0
        return self._heading + sum([self._item(place) for place in places]) - self._items[places[0]].before

    def _item(self, place: int) -> float:
        """Return the height of an item and of the gap above it."""
        known = self._known.get(place)
        if known is None:
            item = self._items[place]
            known = self._known[place] = item.before + item.wrap(self._width, UNBOUNDED)[1]
        return known


def _count(topic: Topic, sections: Sequence[OverviewSection], plan: OverviewPlan, setting: Setting) -> int:
    """Return how many dates and people have room beside and below the sections on one page."""
    design, spans, root = setting.design, setting.design.spans, Element("Sect")
    band = _band(topic, setting, root).wrap(spans.full, UNBOUNDED)[1]
    room = design.frame(True).height - band + TOLERANCE
    left = _height(_entries(sections, setting, root), spans.main)
    dates, listed = _ListHeights(_dates(plan.facts, setting, root), spans.side), _people(plan.facts, setting, root)
    beside, below = _ListHeights(listed, spans.side), _ListHeights(listed, spans.main)
    found = 0
    for count in range(1, plan.most + 1):
        places, people = plan.chosen(count)
        rail, names = dates.of(places), range(people)
        side = rail + (beside.before if people and places else 0.0) + beside.of(names)
        if max(left, side) <= room:
            found = count
            continue
        main = left + (below.before if people else 0.0) + below.of(names)
        if max(main, rail) > room:
            break  # both only grow with the number
        if main <= rail:
            found = count
    return found


def _columns(entries: list[Flowable], facts: OverviewFacts, setting: Setting, root: Element) -> PageRow:
    """Return the sections beside the dates and the people.

    The people are below the sections if the dates go on as far, else below the dates, and the gaps between sections
    widen to the height of these, within limits. A single column has all of them one below another.
    """
    spans = setting.design.spans
    dates, people = _dates(facts, setting, root), _people(facts, setting, root)
    if setting.design.columns == 1:
        return full_row(setting, [*entries, *dates, *people])
    left, right = entries, dates
    if _height([*entries, *people], spans.main) <= _height(dates, spans.side):
        left = [*entries, *people]
    else:
        right = [*dates, *people]
        slack = _height(right, spans.side) - _height(left, spans.main)
        more = min(max(0.0, slack) / max(1, len(entries) - 1), setting.design.length("row-gap"))
        for entry in entries[1:]:
            entry.before += more
    columns = [StoryColumn(0.0, spans.main, left), StoryColumn(spans.main + spans.gutter, spans.side, right)]
    return PageRow(columns, level=True)


def _height(story: Sequence[Flowable], width: float) -> float:
    return Stack(story).wrap(width, UNBOUNDED)[1]


def _dates(facts: OverviewFacts, setting: Setting, root: Element) -> list[Flowable]:
    """Return the dates along a rail, or where there is a single column in lines, of which more have room."""
    if not facts.dates:
        return []
    section = Element("Sect", root)
    heading = Heading(setting, setting.words.text("overview.dates"), section)
    if setting.design.columns == 1:
        return [heading, *named_list(setting, section, [(fact.prompt, fact.text) for fact in facts.dates])]
    return [heading, TimelineRail(setting, section, [(fact.prompt, fact.text, fact.key) for fact in facts.dates])]


def _people(facts: OverviewFacts, setting: Setting, root: Element) -> list[Flowable]:
    if not facts.people:
        return []
    section = Element("Sect", root)
    heading = Heading(setting, setting.words.text("overview.people"), section)
    return [heading, *named_list(setting, section, [(fact.prompt, fact.brief or fact.text) for fact in facts.people])]


def _ask(sections: Sequence[OverviewSection], setting: Setting, loop: PageLoop) -> bool:
    """Set the enquiry questions with lines to answer on if the back of the last leaf is free; return whether they are.

    A single-sided pack has no backs.
    """
    if loop.recto or setting.design.single_sided:
        return False
    words, part = setting.words, Element("Sect")
    how = Paragraph(setting, words.text("overview.before_how"), "body", Element("P"), keep=True)
    top: list[Flowable] = [page_title(setting, words.text("overview.before"), "sheet-title", part, 2), how]
    part.kids.append(how.element)
    room = setting.design.frame(False).height - _height(top, setting.design.spans.full)
    questions = asked_before(setting, part, [(one.number, one.enquiry or one.title) for one in sections], room)
    if questions:
        loop.canvas.root.kids.append(part)
        loop.set([full_row(setting, [*top, *questions])])
    return bool(questions)

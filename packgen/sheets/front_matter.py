"""The front matter of a pack: cover, contents and tracker."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.cached import CachedFlowable
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.setting import Setting, rich
from packgen.layout.front_matter.contents import ContentsEntry, Goal, OtherEntries, entry_subject, others_across
from packgen.layout.front_matter.tracker import TrackerHead, TrackerRow
from packgen.layout.text.heading import page_title
from packgen.layout.text.paragraph import Paragraph
from packgen.plan.front_matter import FrontMatter
from packgen.plan.listing import Listed, ListedTopic
from packgen.plan.stages import STAGE_NAMES
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.cover import cover, tall
from packgen.sheets.surface import end_leaf, full_row, surface
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest

_USUAL = 2
"""Usual number of pages of the front matter: the cover, and the contents on its back."""

_Contents = tuple[Element, list[PageRow]]
"""The contents before they are typeset: their element and their rows."""


class _Look(NamedTuple):
    """Layout of the contents: padding of rows in points, and whether the introduction has the frame's full width."""

    pad: float
    wide: bool = False


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the front matter; see `UnitTypesetter`."""
    assert request.front_matter is not None
    return TypesetUnit((typeset_front_matter(request.front_matter, setting),))


def typeset_front_matter(front: FrontMatter, setting: Setting) -> Sheet:
    """Return the cover and the contents with their page numbers.

    If the contents are slightly longer than the back of the cover, lower rows shorten them. The number of their pages
    is known only after typesetting; if it differs from the one assumed, a second pass corrects the page numbers.
    """
    contents: _Contents | None
    look, height, contents = _look(front, setting)
    pages = 1 + max(1, math.ceil(height / setting.design.frame(True).height))
    pages += 0 if setting.design.single_sided else pages % 2
    if pages != _USUAL:
        contents = None  # its page numbers are wrong, and a pack of hundreds of topics has no room for two copies
    while True:
        sheet = _set(front, setting, look, pages, contents)
        if len(sheet.pages) == pages:
            return sheet
        pages, contents = len(sheet.pages), None


def _look(front: FrontMatter, setting: Setting) -> tuple[_Look, float, _Contents]:
    """Return the first look with which the contents fit one page, or the usual look; their height; and the contents.

    Page numbers in them assume front matter of the usual length.
    """
    length = setting.design.length
    half, quarter = length("half"), length("quarter")
    looks = [_Look(half), _Look(half, True), _Look((half + quarter) / 2, True), _Look(quarter, True)]
    goals = _goals(front.topics, _USUAL + 1)
    room = setting.design.frame(False).height

    def made(look: _Look) -> tuple[_Look, float, _Contents]:
        root = Element("Sect")
        rows = _contents(front, setting, root, goals, look)
        return look, sum(row.before + tall(row) for row in rows), (root, rows)

    usual = made(looks[0])
    # Lower rows save less than a third. The lowest rows are tried first, because if they do not fit, no others do.
    if room < usual[1] <= 1.5 * room and made(looks[-1])[1] <= room:
        for look in looks[1:]:
            lower = made(look)
            if lower[1] <= room:
                return lower
    return usual


def _set(front: FrontMatter, setting: Setting, look: _Look, pages: int, contents: _Contents | None) -> Sheet:
    """Return front matter of ``pages`` pages; its contents may have been made already."""
    root = Element("Sect")
    goals = _goals(front.topics, pages + 1)
    rows = cover(front, setting, root, goals)
    if contents is None:
        below = Element("Sect")
        contents = below, _contents(front, setting, below, goals, look)
    root.kids.append(contents[0])
    loop = surface(setting, root, None, pack_headed=lambda page: page > 0)
    loop.set(rows)
    loop.set(contents[1])
    end_leaf(loop, setting)
    return loop.canvas.finish(setting.words.text("sheet.contents"), front.title.language)


def _goals(topics: Sequence[ListedTopic], first: int) -> dict[int, Goal]:
    """Return the first page of each sheet of the pack, by its index in the list of sheets."""
    goals: dict[int, Goal] = {}
    page = first
    for topic in topics:
        for entry in topic.entries:
            for stage, sheet, count in entry.stages:
                goals.setdefault(sheet, Goal(sheet, page, stage))
                page += count
    return goals


def _contents(
    front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal], look: _Look
) -> list[PageRow]:
    """Return the contents: their title, an introduction where there is a tracker, then the entries of each topic."""
    cache = setting.cache
    words = setting.words.text("contents.title_tracked" if front.tracked else "contents.title")
    top: list[Flowable] = [
        CachedFlowable(
            cache, ("title", words), root, lambda parent: page_title(setting, words, "page-title", parent, 2)
        )
    ]
    if front.tracked:
        told = _introduction(front)

        def introduction(parent: Element) -> Paragraph:
            gap = setting.design.length("title-after")
            return Paragraph(setting, rich(setting.words.text(told)), "body", Element("P", parent), before=gap)

        top.append(CachedFlowable(cache, ("introduction", told), root, introduction))
    head = _head(front, setting, root) if front.tracked else None
    toc = Element("TOC", root)
    story: list[Flowable] = []
    dates = iter(_dates(front, setting))
    for topic in front.topics:
        inner = toc
        if len(front.topics) > 1 and [entry.title for entry in topic.entries] != [topic.title]:
            item = Element("TOCI", toc)
            story.append(_topic_name(setting, item, topic.title))
            inner = Element("TOC", item)
        story += _entries(front, setting, topic, inner, goals, look.pad, dates)
    tracker = full_row(setting, story)
    tracker.head = head
    width = setting.design.spans.full if look.wide else setting.design.spans.main
    return [PageRow([StoryColumn(0.0, width, top)]), tracker]


def _introduction(front: FrontMatter) -> str:
    """Return the key of the words above the tracker."""
    if front.timetable.visits:
        return "contents.introduction_dated_scored" if front.scored else "contents.introduction_dated"
    return "contents.introduction_scored" if front.scored else "contents.introduction"


def _topic_name(setting: Setting, item: Element, title: str) -> CachedFlowable:
    def make(parent: Element) -> Paragraph:
        gap = setting.design.length("half")
        name = Paragraph(setting, title, "contents-topic", Element("P", parent), keep=True, before=gap)
        name.subject = entry_subject(plain(title))
        return name

    return CachedFlowable(setting.cache, ("topic", title), item, make)


def _head(front: FrontMatter, setting: Setting, root: Element) -> Flowable:
    """Return the head of the tracker; where visits have dates, they are numbered."""
    words = setting.words.text("contents.head")
    heads = _columns(front, setting)
    return CachedFlowable(setting.cache, ("head", *heads), root, lambda parent: TrackerHead(setting, words, heads))


def _columns(front: FrontMatter, setting: Setting) -> tuple[str, ...]:
    """Return the names of the columns of visits."""
    words = setting.words
    most = max(map(len, front.timetable.visits), default=0)
    if most:
        return tuple(words.text("visit.number", n=number) for number in range(1, most + 1))
    return tuple(visit.label(words) for visit in front.visits)


def _dates(front: FrontMatter, setting: Setting) -> list[tuple[str, ...]]:
    """Return the dates of the visits to each section, without the year, for which there is no room."""
    return [tuple(setting.words.day(day, day.year) for day in days) for days in front.timetable.visits]


def _entries(
    front: FrontMatter,
    setting: Setting,
    topic: ListedTopic,
    toc: Element,
    goals: Mapping[int, Goal],
    pad: float,
    dates: Iterator[tuple[str, ...]],
) -> list[CachedFlowable]:
    """Return a row for each section of a topic and each chapter before them, and lines for those after them."""
    words, columns = setting.words, _columns(front, setting)
    story: list[CachedFlowable] = []
    for numbered, group in groupby(topic.entries, key=lambda entry: bool(entry.number)):
        if not numbered:
            page = words.text("contents.page")
            others = [(one.title, tuple(_other_goals(one, goals, page))) for one in group]
            if not story and len(others) < len(topic.entries):
                leading = [_Section("", title, found, 0, pad, False, (), (), beside=True) for title, found in others]
                story += [_row(setting, toc, one) for one in leading]
                story[-1].keep = True
                continue
            if story:
                story[-1].keep = True
            across = others_across(setting.design)
            story += [
                _others(setting, toc, tuple(others[start : start + across])) for start in range(0, len(others), across)
            ]
            continue
        sections = list(group)
        for one in sections:
            found = tuple(goals[sheet]._replace(stage=words.text(STAGE_NAMES[stage])) for stage, sheet, _ in one.stages)
            last = one is sections[-1]
            number, score = one.printed_number, one.score
            section = _Section(number, one.title, found, score, pad, last, next(dates, ()), columns)
            story.append(_row(setting, toc, section))
    return story


class _Section(NamedTuple):
    """The content and the layout of a section's row in the contents, or that of a chapter before the sections.

    Attributes:
        number, title, goals: of the section.
        score: maximum score.
        pad: padding above and below, in points.
        last: whether it is the last row.
        dates: of the visits, as they are printed.
        visits: names of the columns of visits.
        beside: whether its page stands beside the title.
    """

    number: str
    title: str
    goals: tuple[Goal, ...]
    score: int
    pad: float
    last: bool
    dates: tuple[str, ...]
    visits: tuple[str, ...]
    beside: bool = False


def _row(setting: Setting, toc: Element, section: _Section) -> CachedFlowable:
    first = section.goals[0].sheet
    told = section._replace(goals=_counted_from(first, section.goals))

    def make(parent: Element) -> TrackerRow:
        apart = setting.design.length("half") if setting.design.columns > 1 and told.visits else 0.0
        entry = ContentsEntry(setting, parent, told.number, told.title, told.goals, apart, beside=told.beside)
        name = f"tracker.{first}"
        return TrackerRow(
            setting, entry, told.visits, told.score, told.pad, dates=told.dates, last=told.last, name=name
        )

    # Names of form fields are unique in a pack, so that only rows at the same place in their packs can share them.
    place = first if setting.fillable else None
    return CachedFlowable(setting.cache, (told, place), toc, make, first)


def _others(setting: Setting, toc: Element, entries: tuple[tuple[str, tuple[Goal, ...]], ...]) -> CachedFlowable:
    first = entries[0][1][0].sheet
    told = tuple((title, _counted_from(first, goals)) for title, goals in entries)

    def make(parent: Element) -> OtherEntries:
        return OtherEntries(setting, [ContentsEntry(setting, parent, "", title, goals) for title, goals in told])

    return CachedFlowable(setting.cache, ("others", told), toc, make, first)


def _counted_from(first: int, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    return tuple(goal._replace(sheet=goal.sheet - first) for goal in goals)


def _other_goals(listed: Listed, goals: Mapping[int, Goal], page: str) -> list[Goal]:
    """Return the first page of each kind of sheet of a chapter other than a section; the first is called "page"."""
    first: dict[str, Goal] = {}
    for name, sheet, _ in listed.stages:
        stage = name.removeprefix(f"{listed.title} ")
        stage = stage[:1].upper() + stage[1:]
        first.setdefault(stage, goals[sheet]._replace(stage=stage))
    found = list(first.values())
    return [found[0]._replace(stage=page), *found[1:]]

"""The contents of a pack as rows of pages: a title, the head of the tracker, and an entry for each chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.cached import CachedFlowable
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.setting import Setting, rich
from packgen.layout.core.stack import Stack
from packgen.layout.front_matter.contents import ContentsEntry, Goal, OtherEntries, entry_subject, others_across
from packgen.layout.front_matter.tracker import TrackerHead, TrackerRow
from packgen.layout.front_matter.visits import visit_lines
from packgen.layout.text.heading import page_title
from packgen.layout.text.paragraph import Paragraph
from packgen.plan.stages import STAGE_NAMES
from packgen.sheet.structure import Element
from packgen.sheets.surface import full_row
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.plan.front_matter import FrontMatter
    from packgen.plan.listing import Listed, ListedTopic


class Look(NamedTuple):
    """Layout of the contents.

    Attributes:
        pad: padding of rows above and below, in points.
        wide: whether the introduction has the frame's full width.
        low: whether the date and the score of a visit are on one line, and all stages of a section on another.
        beside: whether the page of a chapter other than a section is beside its title, not below it.
    """

    pad: float
    wide: bool = False
    low: bool = False
    beside: bool = False


def goals_from(topics: Sequence[ListedTopic], first: int) -> dict[int, Goal]:
    """Return the first page of each sheet of the pack, by its index in the list of sheets."""
    goals: dict[int, Goal] = {}
    page = first
    for topic in topics:
        for entry in topic.entries:
            for stage, sheet, count in entry.stages:
                goals.setdefault(sheet, Goal(sheet, page, stage))
                page += count
    return goals


def contents_rows(
    front: FrontMatter, setting: Setting, root: Element, goals: Mapping[int, Goal], look: Look
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
    visits = visit_names(front, setting)
    head = _head(setting, root, visits, look.low) if front.tracked else None
    toc = Element("TOC", root)
    story: list[Flowable] = []
    dates = iter(visit_dates(front, setting))
    for topic in front.topics:
        inner = toc
        if len(front.topics) > 1 and [entry.title for entry in topic.entries] != [topic.title]:
            item = Element("TOCI", toc)
            story.append(_topic_name(setting, item, topic.title))
            inner = Element("TOC", item)
        story += entries(setting, topic.entries, inner, goals, look, dates, visits)
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
    def make(parent: Element) -> Stack:
        gap = setting.design.length("quarter")
        name = Paragraph(setting, title, "contents-topic", Element("P", parent))
        stack = Stack([name], before=gap, top=gap, keep=True)  # at the top of a page it stands below a rule
        stack.subject = entry_subject(plain(title))
        return stack

    return CachedFlowable(setting.cache, ("topic", title), item, make)


def _head(setting: Setting, root: Element, heads: tuple[str, ...], low: bool) -> Flowable:
    """Return the head of the tracker; where visits have dates, they are numbered."""
    words = setting.words.text("contents.head")
    return CachedFlowable(
        setting.cache, ("head", low, *heads), root, lambda parent: TrackerHead(setting, words, heads, low=low)
    )


def may_be_low(front: FrontMatter, setting: Setting) -> bool:
    """Tell whether rows may be low: their visits have no printed dates, and stand on one line."""
    columns = len(visit_names(front, setting))
    design = setting.design
    return not front.timetable.visits and visit_lines(design, design.spans.full, columns, low=True) == 1


def visit_names(front: FrontMatter, setting: Setting) -> tuple[str, ...]:
    """Return the names of the columns of visits."""
    words = setting.words
    most = max(map(len, front.timetable.visits), default=0)
    if most:
        return tuple(words.text("visit.number", n=number) for number in range(1, most + 1))
    return tuple(visit.label(words) for visit in front.visits)


def visit_dates(front: FrontMatter, setting: Setting) -> list[tuple[str, ...]]:
    """Return the dates of the visits to each section, without the year, for which there is no room."""
    return [tuple(setting.words.day(day, day.year) for day in days) for days in front.timetable.visits]


def entries(
    setting: Setting,
    listed: Sequence[Listed],
    toc: Element,
    goals: Mapping[int, Goal],
    look: Look,
    dates: Iterator[tuple[str, ...]],
    visits: tuple[str, ...],
) -> list[CachedFlowable]:
    """Return a row for each section of a topic and each chapter before them, and lines for those after them.

    Args:
        setting: design and faces.
        listed: the chapters of the topic.
        toc: TOC element that holds the entries.
        goals: first page of each sheet of the pack.
        look: layout.
        dates: see `visit_dates`; those of each section are taken from it.
        visits: see `visit_names`.
    """
    words = setting.words
    story: list[CachedFlowable] = []
    for numbered, group in groupby(listed, key=lambda entry: bool(entry.number)):
        if not numbered:
            page = words.text("contents.page")
            others = [(one.title, tuple(other_goals(one, goals, page))) for one in group]
            if not story and len(others) < len(listed):
                leading = [_Section("", title, found, 0, look, False, (), (), beside=True) for title, found in others]
                story += [_row(setting, toc, one) for one in leading]
                story[-1].keep = True
                continue
            if story:
                story[-1].keep = True
            across = others_across(setting.design)
            story += [
                _others(setting, toc, tuple(others[start : start + across]), beside=look.beside)
                for start in range(0, len(others), across)
            ]
            continue
        sections = list(group)
        for one in sections:
            found = tuple(goals[sheet]._replace(stage=words.text(STAGE_NAMES[stage])) for stage, sheet, _ in one.stages)
            last = one is sections[-1]
            number, score = one.printed_number, one.score
            section = _Section(number, one.title, found, score, look, last, next(dates, ()), visits)
            story.append(_row(setting, toc, section))
    return story


class _Section(NamedTuple):
    """The content and the layout of a section's row in the contents, or that of a chapter before the sections.

    Attributes:
        number, title, goals: of the section.
        score: maximum score.
        look: layout.
        last: whether it is the last row.
        dates: of the visits, as they are printed.
        visits: names of the columns of visits.
        beside: whether its page stands beside the title.
    """

    number: str
    title: str
    goals: tuple[Goal, ...]
    score: int
    look: Look
    last: bool
    dates: tuple[str, ...]
    visits: tuple[str, ...]
    beside: bool = False


def _row(setting: Setting, toc: Element, section: _Section) -> CachedFlowable:
    first = section.goals[0].sheet
    told = section._replace(goals=_counted_from(first, section.goals))

    def make(parent: Element) -> TrackerRow:
        low, pad = told.look.low, told.look.pad
        apart = setting.design.length("half") if setting.design.columns > 1 and told.visits and not low else 0.0
        entry = ContentsEntry(
            setting, parent, told.number, told.title, told.goals, apart, beside=told.beside, paired=not low
        )
        name = f"tracker.{first}"
        return TrackerRow(
            setting, entry, told.visits, told.score, pad, dates=told.dates, low=low, last=told.last, name=name
        )

    # Names of form fields are unique in a pack, so that only rows at the same place in their packs can share them.
    place = first if setting.fillable else None
    return CachedFlowable(setting.cache, (told, place), toc, make, first)


def _others(
    setting: Setting, toc: Element, others: tuple[tuple[str, tuple[Goal, ...]], ...], *, beside: bool
) -> CachedFlowable:
    first = others[0][1][0].sheet
    told = tuple((title, _counted_from(first, goals)) for title, goals in others)

    def make(parent: Element) -> OtherEntries:
        made = [ContentsEntry(setting, parent, "", title, goals, beside=beside) for title, goals in told]
        return OtherEntries(setting, made)

    return CachedFlowable(setting.cache, ("others", told, beside), toc, make, first)


def _counted_from(first: int, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    return tuple(goal._replace(sheet=goal.sheet - first) for goal in goals)


def other_goals(listed: Listed, goals: Mapping[int, Goal], page: str) -> list[Goal]:
    """Return the first page of each kind of sheet of a chapter other than a section; the first is called "page"."""
    first: dict[str, Goal] = {}
    for name, sheet, _ in listed.stages:
        stage = name.removeprefix(f"{listed.title} ")
        stage = stage[:1].upper() + stage[1:]
        first.setdefault(stage, goals[sheet]._replace(stage=stage))
    found = list(first.values())
    return [found[0]._replace(stage=page), *found[1:]]

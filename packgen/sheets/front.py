"""The front of a pack: cover, contents and tracker."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from packgen.layout.core.cached import CachedFlowable
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageRow, StoryColumn
from packgen.layout.core.setting import Setting
from packgen.layout.front_matter.contents import ContentsEntry, Goal, OtherEntries, entry_subject, others_across
from packgen.layout.front_matter.tracker import TrackerHead, TrackerRow, VisitHead
from packgen.layout.text.heading import page_title
from packgen.layout.text.paragraph import Paragraph
from packgen.plan.listing import Listed, ListedTopic
from packgen.plan.schedule import Visit, in_words
from packgen.plan.stages import SECTION_STAGES
from packgen.plan.title import Title
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.sheets.cover import cover, tall
from packgen.sheets.surface import full_row, surface
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas


TITLE = "Contents"

USUAL = 2
"""Pages that a front takes most often: the cover, and the contents on its back."""

_Contents = tuple[Element, list[PageRow]]
"""The contents before they are set: their element, and their rows."""

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Front:
    """What a front is made of.

    Attributes:
        title: the words on the cover.
        topics: what the pack holds.
        setting: design and faces.
        visits: to track; without any there is no tracker.
        exam: its date, for the cover.
        named: whether the binder fills in a student's name.
    """

    title: Title
    topics: Sequence[ListedTopic]
    setting: Setting
    visits: Sequence[Visit]
    exam: date | None
    named: bool = False

    @cached_property
    def entries(self) -> list[Listed]:
        """All entries of all topics."""
        return [entry for topic in self.topics for entry in topic.entries]

    @cached_property
    def stages(self) -> list[str]:
        """The stages that sections have in this pack, in order."""
        there = {name for entry in self.entries if entry.number for name, _, _ in entry.stages}
        return [stage for stage in SECTION_STAGES if stage in there]

    @cached_property
    def tracked(self) -> bool:
        """Whether there are sections, and visits to them."""
        return bool(self.visits) and any(entry.number for entry in self.entries)

    def kept(
        self,
        key: Hashable,
        parent: Element,
        make: Callable[[Element], Flowable],
        sheet: int | None = None,
    ) -> CachedFlowable:
        """Return a flowable that may have been drawn for another pack; see `CachedFlowable`."""
        return CachedFlowable(self.setting.shelf, key, parent, make, sheet)

    @cached_property
    def scored(self) -> bool:
        """Whether there is something to be scored."""
        return any(entry.score for entry in self.entries)


class Rows(NamedTuple):
    """A front before it is set: the root of its structure, its rows, and whether they are the first that were tried."""

    root: Element
    cover: list[PageRow]
    contents: list[PageRow]
    usual: bool


class _Look(NamedTuple):
    """How the contents are set: the padding of rows in points, and whether the introduction is as wide as the frame."""

    pad: float
    wide: bool = False


def typeset_front(
    title: Title,
    topics: Sequence[ListedTopic],
    setting: Setting,
    visits: Sequence[Visit] = (),
    exam: date | None = None,
    named: bool = False,
) -> Sheet:
    """Return cover and contents, with the page numbers they lead to.

    Where the contents take a little more than the back of the cover, lower rows pull them back.

    Args:
        title: the words on the cover.
        topics: what the pack holds, in order.
        setting: design and faces.
        visits: to track in the contents; without any there is no tracker, and nothing to fill in.
        exam: its date, for the cover.
        named: whether the binder fills in a student's name.
    """
    front = Front(title, topics, setting, visits, exam, named)
    return fitted(front, lambda rows: drawn(front, rows).finish(TITLE, title.language), lambda made: made)


def fitted(front: Front, make: Callable[[Rows], _Made], sheet: Callable[[_Made], Sheet]) -> _Made:
    """Return what is made of the rows for as many pages as they come to take.

    The contents know how many pages they take only when they are set; another pass corrects the page numbers where the
    guess was wrong.
    """
    design = front.setting.design
    look, tall, contents, first = _look(front)
    pages = 1 + max(1, math.ceil(tall / design.frame(True).height))
    pages += 0 if design.single_sided else pages % 2
    while True:
        if pages != USUAL:
            contents = None  # for other pages; those of a whole course are large
        rows = _rows(front, look, pages, contents)
        made = make(rows if first else rows._replace(usual=False))
        found = len(sheet(made).pages)
        if found == pages:
            return made
        pages = found


def _look(front: Front) -> tuple[_Look, float, _Contents | None, bool]:
    """Return the first look for which the contents fit a page, or the usual one, how tall they are, and the contents.

    Last comes whether no other was tried. For the numbers of pages the front is taken to be as long as most often.
    """
    length = front.setting.design.length
    half, quarter = length("half"), length("quarter")
    looks = [_Look(half), _Look(half, True), _Look((half + quarter) / 2, True), _Look(quarter, True)]
    goals = goals_of(front.topics, USUAL + 1)
    room = front.setting.design.frame(False).height

    def made(look: _Look) -> tuple[_Look, float, _Contents]:
        root = Element("Sect")
        rows = _contents(front, root, goals, look)
        return look, sum(row.before + tall(row) for row in rows), (root, rows)

    usual = made(looks[0])
    # No look makes rows a third lower, and where the lowest will not do none will: it is tried first.
    if room < usual[1] <= 1.5 * room and made(looks[-1])[1] <= room:
        for look in looks[1:]:
            lower = made(look)
            if lower[1] <= room:
                return *lower, False
    return *usual, usual[1] <= room


def _rows(front: Front, look: _Look, pages: int, contents: _Contents | None) -> Rows:
    """Return the rows of the front for a pack in which it takes so many pages; its contents may be there already."""
    root = Element("Sect")
    goals = goals_of(front.topics, pages + 1)
    above, first = cover(front, root, goals)
    usual = first and contents is not None
    if contents is None:
        below = Element("Sect")
        contents = below, _contents(front, below, goals, look)
    root.kids.append(contents[0])
    return Rows(root, above, contents[1], usual)


def drawn(front: Front, rows: Rows) -> SheetCanvas:
    """Return a canvas with the pages."""
    canvas, loop = surface(front.setting, rows.root, None, pack_headed=lambda page: page > 0)
    loop.set(rows.cover)
    loop.set(rows.contents)
    loop.pad_to_leaf()
    return canvas


def goals_of(topics: Sequence[ListedTopic], first: int) -> dict[int, Goal]:
    """Return where each sheet of the pack begins, by its place in the list of sheets."""
    goals: dict[int, Goal] = {}
    page = first
    for topic in topics:
        for entry in topic.entries:
            for stage, sheet, count in entry.stages:
                goals[sheet] = Goal(sheet, page, stage)
                page += count
    return goals


def _contents(front: Front, root: Element, goals: Mapping[int, Goal], look: _Look) -> list[PageRow]:
    """Return the contents: their title, an introduction where there is a tracker, then the entries of each topic."""
    setting = front.setting
    words = "Contents and tracker" if front.tracked else "Contents"
    top: list[Flowable] = [
        front.kept(("title", words), root, lambda parent: page_title(setting, words, "page-title", parent, 2))
    ]
    if front.tracked:

        def introduction(parent: Element) -> Paragraph:
            gap = setting.design.length("title-after")
            return Paragraph(setting, _introduction(front.scored), "body", Element("P", parent), before=gap)

        top.append(front.kept(("introduction", front.scored), root, introduction))
    head = _head(front, root) if front.tracked else None
    toc = Element("TOC", root)
    story: list[Flowable] = []
    for topic in front.topics:
        inner = toc
        if len(front.topics) > 1 and [entry.title for entry in topic.entries] != [topic.title]:
            item = Element("TOCI", toc)
            story.append(_topic_name(front, item, topic.title))
            inner = Element("TOC", item)
        story += _entries(front, topic, inner, goals, look.pad)
    tracker = full_row(setting, story)
    tracker.head = head
    width = setting.design.spans.full if look.wide else setting.design.spans.main
    return [PageRow([StoryColumn(0.0, width, top)]), tracker]


def _topic_name(front: Front, item: Element, title: str) -> CachedFlowable:
    def make(parent: Element) -> Paragraph:
        gap = front.setting.design.length("half")
        name = Paragraph(front.setting, title, "contents-topic", Element("P", parent), keep=True, before=gap)
        name.subject = entry_subject(plain(title))
        return name

    return front.kept(("topic", title), item, make)


def _introduction(scored: bool) -> list[Run]:
    write = "Write the date and your score." if scored else "Write the date."
    return [
        Run("Ring R, A or G after each visit: "), Run("R", bold=True), Run(" could not start, "),
        Run("A", bold=True), Run(" with gaps, "), Run("G", bold=True),
        Run(f" from memory. {write} A\u00a0wrong answer moves the next visit closer."),
    ]  # fmt: skip


def _head(front: Front, root: Element) -> Flowable:
    """Return the head of the tracker; a day carries its year where that is not the first visit's."""
    first = front.visits[0].date
    heads = []
    for visit in front.visits:
        day = in_words(visit.date, first.year if first is not None else None) if visit.date is not None else ""
        heads.append(VisitHead(visit.label, day))
    words = "Section and pages"
    if any(visit.day for visit in heads):  # which are read, once: a head on another page is no copy
        return TrackerHead(front.setting, root, words, heads)
    return front.kept(("head", *heads), root, lambda parent: TrackerHead(front.setting, parent, words, heads))


def _entries(
    front: Front, topic: ListedTopic, toc: Element, goals: Mapping[int, Goal], pad: float
) -> list[CachedFlowable]:
    """Return a row for each section of a topic, and one for what stands between or after them."""
    story: list[CachedFlowable] = []
    for numbered, group in groupby(topic.entries, key=lambda entry: bool(entry.number)):
        if not numbered:
            others = [(one.title, tuple(_other_goals(one, goals))) for one in group]
            if story:
                story[-1].keep = True
            across = others_across(front.setting.design)
            story += [
                _others(front, toc, tuple(others[start : start + across])) for start in range(0, len(others), across)
            ]
            continue
        sections = list(group)
        for one in sections:
            found = tuple(goals[sheet] for _, sheet, _ in one.stages)
            story.append(_row(front, toc, _Section(one.number, one.title, found, one.score, pad, one is sections[-1])))
    return story


class _Section(NamedTuple):
    """What a row of the contents says of a section, and how: the padding, and whether it is the last row."""

    number: str
    title: str
    goals: tuple[Goal, ...]
    score: int
    pad: float
    last: bool


def _row(front: Front, toc: Element, section: _Section) -> CachedFlowable:
    setting = front.setting
    visits = tuple(visit.label for visit in front.visits)
    first = section.goals[0].sheet
    told = section._replace(goals=_counted_from(first, section.goals))

    def make(parent: Element) -> TrackerRow:
        apart = setting.design.length("half") if setting.design.columns > 1 and visits else 0.0
        entry = ContentsEntry(setting, parent, told.number, told.title, told.goals, apart)
        return TrackerRow(setting, entry, visits, told.score, told.pad, last=told.last)

    return front.kept((told, visits), toc, make, first)


def _others(front: Front, toc: Element, entries: tuple[tuple[str, tuple[Goal, ...]], ...]) -> CachedFlowable:
    setting = front.setting
    first = entries[0][1][0].sheet
    told = tuple((title, _counted_from(first, goals)) for title, goals in entries)

    def make(parent: Element) -> OtherEntries:
        return OtherEntries(setting, [ContentsEntry(setting, parent, "", title, goals) for title, goals in told])

    return front.kept(("others", told), toc, make, first)


def _counted_from(first: int, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    return tuple(goal._replace(sheet=goal.sheet - first) for goal in goals)


def _other_goals(listed: Listed, goals: Mapping[int, Goal]) -> list[Goal]:
    """Return where each kind of sheet of something begins that is no section; its first kind needs no name."""
    first: dict[str, Goal] = {}
    for name, sheet, _ in listed.stages:
        stage = name.removeprefix(f"{listed.title} ").capitalize()
        first.setdefault(stage, goals[sheet]._replace(stage=stage))
    found = list(first.values())
    return [found[0]._replace(stage="Page"), *found[1:]]

"""The front of a pack: cover, contents and tracker."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from packgen.compose.schedule import Visit, in_words
from packgen.compose.stages import RECALL, SECTION_STAGES
from packgen.compose.title import Title
from packgen.layout.contents import Entry, Goal, OtherEntries
from packgen.layout.flowable import Flowable
from packgen.layout.heading import page_title
from packgen.layout.pages import Column, Row
from packgen.layout.paragraph import Paragraph
from packgen.layout.setting import Setting
from packgen.layout.tracker import TrackerHead, TrackerRow, VisitHead
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.typeset.cover import cover, tall
from packgen.typeset.surface import full_row, surface


class Listed(NamedTuple):
    """A section, or something else in the pack, in the contents.

    Attributes:
        number: of the section in its topic; an empty string for what is no section.
        title: inline Markdown.
        stages: name, place in the pack's list of sheets, and number of pages of each sheet.
        marks: of the section's tasks to recall; 0 where nothing is scored.
    """

    number: str
    title: str
    stages: tuple[tuple[str, int, int], ...]
    marks: int = 0

    @property
    def score(self) -> int:
        """What a visit is scored out of: the marks, where the pack has the sheet to earn them on."""
        return self.marks if any(name == RECALL for name, _, _ in self.stages) else 0


class ListedTopic(NamedTuple):
    """A topic in the contents."""

    title: str
    entries: tuple[Listed, ...]


class Front(NamedTuple):
    """What a front is made of.

    Attributes:
        title: the words on the cover.
        topics: what the pack holds.
        setting: design and faces.
        visits: to track; without any there is no tracker.
        exam: its date, for the cover.
    """

    title: Title
    topics: Sequence[ListedTopic]
    setting: Setting
    visits: Sequence[Visit]
    exam: date | None

    @property
    def entries(self) -> list[Listed]:
        """All entries of all topics."""
        return [entry for topic in self.topics for entry in topic.entries]

    @property
    def stages(self) -> list[str]:
        """The stages that sections have in this pack, in order."""
        there = {name for entry in self.entries if entry.number for name, _, _ in entry.stages}
        return [stage for stage in SECTION_STAGES if stage in there]

    @property
    def tracked(self) -> bool:
        """Whether there are sections, and visits to them."""
        return bool(self.visits) and any(entry.number for entry in self.entries)

    @property
    def scored(self) -> bool:
        """Whether there is something to be scored."""
        return any(entry.score for entry in self.entries)


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
) -> Sheet:
    """Return cover and contents, with the page numbers they lead to.

    Where the contents take a little more than the back of the cover, lower rows pull them back.

    Args:
        title: the words on the cover.
        topics: what the pack holds, in order.
        setting: design and faces.
        visits: to track in the contents; without any there is no tracker, and nothing to fill in.
        exam: its date, for the cover.
    """
    front = Front(title, topics, setting, visits, exam)
    look, tall = _look(front)
    pages = 1 + max(1, math.ceil(tall / setting.design.frame(True).height))
    pages += 0 if setting.design.single_sided else pages % 2
    while True:
        sheet = _attempt(front, look, pages)
        if len(sheet.pages) == pages:
            return sheet
        pages = len(sheet.pages)


def _look(front: Front) -> tuple[_Look, float]:
    """Return the first look for which the contents fit a page, or the usual one, and how tall it makes the contents."""
    length = front.setting.design.length
    half, quarter = length("half"), length("quarter")
    looks = [_Look(half), _Look(half, True), _Look((half + quarter) / 2, True), _Look(quarter, True)]
    goals = _goals(front.topics, 1)
    heights = []
    for look in looks:
        rows = _contents(front, Element("Sect"), goals, look)
        heights.append(sum(row.before + tall(row) for row in rows))
        if heights[-1] <= front.setting.design.frame(False).height:
            return look, heights[-1]
    return looks[0], heights[0]


def _attempt(front: Front, look: _Look, pages: int) -> Sheet:
    """Return the front for a pack in which it takes so many pages.

    The contents know how many pages they take only when they are set; another pass corrects the page numbers where the
    guess was wrong.
    """
    root = Element("Sect")
    canvas, loop = surface(front.setting, root, None, pack_headed=lambda page: page > 0)
    goals = _goals(front.topics, pages + 1)
    loop.set(cover(front, root, goals))
    loop.set(_contents(front, Element("Sect", root), goals, look))
    loop.pad_to_leaf()
    return canvas.finish("Contents", front.title.language)


def _goals(topics: Sequence[ListedTopic], first: int) -> dict[int, Goal]:
    """Return where each sheet of the pack begins, by its place in the list of sheets."""
    goals: dict[int, Goal] = {}
    page = first
    for topic in topics:
        for entry in topic.entries:
            for stage, sheet, count in entry.stages:
                goals[sheet] = Goal(sheet, page, stage)
                page += count
    return goals


def _contents(front: Front, root: Element, goals: Mapping[int, Goal], look: _Look) -> list[Row]:
    """Return the contents: their title, an introduction where there is a tracker, then the entries of each topic."""
    setting = front.setting
    words = "Contents and tracker" if front.tracked else "Contents"
    top: list[Flowable] = [page_title(setting, words, "page-title", root, 2)]
    if front.tracked:
        gap = setting.design.length("title-after")
        top.append(Paragraph(setting, _introduction(front.scored), "body", Element("P", root), before=gap))
    head = _head(front, root) if front.tracked else None
    toc = Element("TOC", root)
    story: list[Flowable] = []
    for topic in front.topics:
        inner = toc
        if len(front.topics) > 1 and [entry.title for entry in topic.entries] != [topic.title]:
            item = Element("TOCI", toc)
            name = Paragraph(setting, topic.title, "contents-topic", Element("P", item), keep=True)
            name.before = setting.design.length("half")
            story.append(name)
            inner = Element("TOC", item)
        story += _entries(front, topic, inner, goals, look.pad)
    tracker = full_row(setting, story)
    tracker.head = head
    width = setting.design.spans.full if look.wide else setting.design.spans.main
    return [Row([Column(0.0, width, top)]), tracker]


def _introduction(scored: bool) -> list[Run]:
    write = "Write the date and your score." if scored else "Write the date."
    return [
        Run("Ring R, A or G after each visit: "), Run("R", bold=True), Run(" could not start, "),
        Run("A", bold=True), Run(" with gaps, "), Run("G", bold=True),
        Run(f" from memory. {write} A\u00a0wrong answer moves the next visit closer."),
    ]  # fmt: skip


def _head(front: Front, root: Element) -> TrackerHead:
    """Return the head of the tracker; a day carries its year where that is not the first visit's."""
    first = front.visits[0].date
    heads = []
    for visit in front.visits:
        day = in_words(visit.date, first.year if first is not None else None) if visit.date is not None else ""
        heads.append(VisitHead(visit.label, day))
    return TrackerHead(front.setting, root, "Section and pages", heads)


def _entries(front: Front, topic: ListedTopic, toc: Element, goals: Mapping[int, Goal], pad: float) -> list[Flowable]:
    """Return a row for each section of a topic, and one for what stands between or after them."""
    setting = front.setting
    story: list[Flowable] = []
    visits = [visit.label for visit in front.visits]
    for numbered, group in groupby(topic.entries, key=lambda entry: bool(entry.number)):
        if not numbered:
            others = [Entry(setting, toc, "", one.title, _other_goals(one, goals)) for one in group]
            if story:
                story[-1].keep = True
            story.append(OtherEntries(setting, others))
            continue
        sections = list(group)
        for one in sections:
            found = [goals[sheet] for _, sheet, _ in one.stages]
            apart = setting.design.length("half") if setting.design.columns > 1 and visits else 0.0
            entry = Entry(setting, toc, one.number, one.title, found, apart)
            story.append(TrackerRow(setting, entry, visits, one.score, pad, last=one is sections[-1]))
    return story


def _other_goals(listed: Listed, goals: Mapping[int, Goal]) -> list[Goal]:
    """Return where each kind of sheet of something begins that is no section; its first kind needs no name."""
    first: dict[str, Goal] = {}
    for name, sheet, _ in listed.stages:
        stage = name.removeprefix(f"{listed.title} ").capitalize()
        first.setdefault(stage, goals[sheet]._replace(stage=stage))
    found = list(first.values())
    return [found[0]._replace(stage="Page"), *found[1:]]

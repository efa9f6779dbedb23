"""The front of a pack: cover, contents and tracker."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from packgen.compose.title import Title
from packgen.layout.contents import ContentsLine, Goal, TrackerHead, TrackerRow
from packgen.layout.cover import CoverTitle, LadderRung, Rung
from packgen.layout.flowable import Flowable
from packgen.layout.heading import Heading, page_title
from packgen.layout.pages import Column, PageLoop, Row
from packgen.layout.paragraph import Paragraph
from packgen.layout.ruled import Fields
from packgen.layout.setting import Setting
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.theme.design import Design
from packgen.typeset.surface import full_row, surface

VISITS = ("Same day", "Day 2", "Day 7", "Day 21")
_ON_THE_COVER = 10
"""Entries up to which the cover lists the contents as well."""

_INTRODUCTION = [
    Run("Ring R, A or G after each visit: "), Run("R", bold=True), Run(" could not start, "),
    Run("A", bold=True), Run(" with gaps, "), Run("G", bold=True),
    Run(" from memory. Write the date. A wrong answer moves the next visit closer."),
]  # fmt: skip

_RUNGS = (
    Rung("Read", "Learn sheet, pencil in hand. Then put it away.", "Same day"),
    Rung("Recall", "Fill the lines from memory. Check, and mend it in a second colour.", "Same day"),
    Rung("Return", "The same questions on blank paper, without the sheets.", "Day 2"),
    Rung("Repeat", "Only what went wrong last time. Then all of it once more.", "Days 7 and 21"),
)

_STAGES = {
    "Learn": "All there is to know, to read and to mark.",
    "Recall": "Blank lines for what you remember, to check against Learn.",
}


class Listed(NamedTuple):
    """A section, or a topic's sources, in the contents.

    Attributes:
        number: of the section in its topic, or an empty string.
        title: inline Markdown.
        stages: name, place in the pack's list of sheets, and number of pages of each sheet.
    """

    number: str
    title: str
    stages: tuple[tuple[str, int, int], ...]


class ListedTopic(NamedTuple):
    """A topic in the contents."""

    title: str
    entries: tuple[Listed, ...]


def typeset_front(title: Title, topics: Sequence[ListedTopic], setting: Setting) -> Sheet:
    """Return cover and contents, with the page numbers they lead to.

    The contents know how many pages they take only when they are set; another pass corrects the page numbers where the
    guess was wrong.
    """
    pages = _guess(topics, setting.design)
    while True:
        sheet = _attempt(title, topics, setting, pages)
        if len(sheet.pages) == pages:
            return sheet
        pages = len(sheet.pages)


def _guess(topics: Sequence[ListedTopic], design: Design) -> int:
    """Return how many pages the front is likely to take: the cover, and the contents by the height of their rows."""
    row = 2 * design.length("half") + design.length("tracker-marks")
    rest = 2 * design.length("quarter") + design.style("contents-title").leading
    head = design.length("half") + design.style("contents-topic").leading if len(topics) > 1 else 0.0
    entries = [entry for topic in topics for entry in topic.entries]
    tall = len(topics) * head + sum(row if entry.number else rest for entry in entries)
    pages = 1 + max(1, math.ceil(tall / (design.frame(True).height - row)))
    return pages if design.single_sided else pages + pages % 2


def _attempt(title: Title, topics: Sequence[ListedTopic], setting: Setting, pages: int) -> Sheet:
    root = Element("Sect")
    canvas, loop = surface(setting, root, None, pack_headed=lambda page: page > 0)
    goals = _goals(topics, pages + 1)
    _cover(title, topics, setting, root, loop, goals)
    contents = Element("Sect", root)
    loop.set(_contents(topics, setting, contents, goals))
    loop.pad_to_leaf()
    return canvas.finish("Contents", title.language)


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


def _cover(
    title: Title, topics: Sequence[ListedTopic], setting: Setting, root: Element, loop: PageLoop, goals: dict[int, Goal]
) -> None:
    design = setting.design
    gap = design.length("cover-gap")
    heading = CoverTitle(setting, root, title.kicker, title.title, title.dates, title.note)
    fields = Fields(setting, root, [("Name", 8.5), ("Class", 3.5), ("Exam date", 4.5)])
    rows = [full_row(setting, [heading]), full_row(setting, [fields], before=gap)]
    listed = [entry for topic in topics for entry in topic.entries]
    names = [stage for stage in _STAGES if any(stage == one[0] for entry in listed for one in entry.stages)]
    left, right = _in_this_pack(setting, root, listed, goals), _how_to_use(setting, root, names)
    if title.credit:
        right.append(Paragraph(setting, title.credit, "note", Element("P", root), before=design.length("row-gap")))
    if design.columns == 1 or not left:
        rows.append(full_row(setting, left or right, before=gap))
        if left:
            rows.append(full_row(setting, right))
    else:
        spans = design.spans
        columns = [Column(0.0, spans.main, left), Column(spans.main + spans.gutter, spans.side, right)]
        rows.append(Row(columns, before=gap))
    if "Recall" in names:
        rows.append(full_row(setting, _ladder(setting, root), before=gap))
    loop.set(rows)


def _in_this_pack(setting: Setting, root: Element, listed: Sequence[Listed], goals: dict[int, Goal]) -> list[Flowable]:
    if len(listed) > _ON_THE_COVER:
        return []
    section = Element("Sect", root)
    story: list[Flowable] = [Heading(setting, "In this pack", section)]
    toc = Element("TOC", section)
    for number, entry in enumerate(listed, 1):
        goal = goals[entry.stages[0][1]]
        story.append(ContentsLine(setting, toc, entry.number, entry.title, goal, ruled=number < len(listed)))
    return story


def _how_to_use(setting: Setting, root: Element, names: Sequence[str]) -> list[Flowable]:
    section = Element("Sect", root)
    story: list[Flowable] = [Heading(setting, "Each section has", section)]
    for number, name in enumerate(names):
        group = Element("Div", section)
        head = Paragraph(setting, [Run(name, bold=True)], "body", Element("P", group), keep=True)
        head.before = setting.design.length("half") if number else 0.0
        story += [head, Paragraph(setting, _STAGES[name], "body", Element("P", group))]
    return story


def _ladder(setting: Setting, root: Element) -> list[Flowable]:
    section = Element("Sect", root)
    story: list[Flowable] = [Heading(setting, "The recall ladder", section, note="Tick each rung.")]
    items = Element("L", section, numbering="Decimal")
    return [*story, *(LadderRung(setting, items, number, rung) for number, rung in enumerate(_RUNGS, 1))]


def _contents(topics: Sequence[ListedTopic], setting: Setting, root: Element, goals: dict[int, Goal]) -> list[Row]:
    """Return the contents: an introduction in the main column, then the tracker."""
    intro: list[Flowable] = [
        page_title(setting, "Contents and tracker", "page-title", root, 2),
        Paragraph(setting, _INTRODUCTION, "body", Element("P", root), before=setting.design.length("title-after")),
    ]
    story: list[Flowable] = []
    toc = Element("TOC", root)
    for topic in topics:
        inner = toc
        if len(topics) > 1:
            item = Element("TOCI", toc)
            name = Paragraph(setting, [Run(topic.title)], "contents-topic", Element("P", item), keep=True)
            name.before = setting.design.length("half")
            story.append(name)
            inner = Element("TOC", item)
        for entry, following in zip_longest(topic.entries, topic.entries[1:]):
            found = [goals[sheet] for _, sheet, _ in entry.stages]
            visits = len(VISITS) if entry.number else 0
            row = TrackerRow(setting, inner, entry.number, entry.title, found, visits)
            row.keep = following is not None and not following.number
            story.append(row)
    tracker = full_row(setting, story)
    tracker.head = TrackerHead(setting, "Section and pages", VISITS)
    return [Row([Column(0.0, setting.design.spans.main, intro)]), tracker]

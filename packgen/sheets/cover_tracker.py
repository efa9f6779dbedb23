"""A cover that has the contents and the tracker too, for a pack of one topic whose overview is on its back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.cached import CachedFlowable
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageRow
from packgen.layout.front_matter.contents import ContentsEntry
from packgen.layout.front_matter.cover import CoverTitle
from packgen.layout.front_matter.cover_tracker import LegendRow, TrackerHeading
from packgen.layout.front_matter.visits import visit_height
from packgen.plan.stages import RECALL
from packgen.sheet.structure import Element
from packgen.sheets.contents import Look, entries, goals_from, may_be_low, other_goals, visit_dates, visit_names
from packgen.sheets.cover import closing_rows, fields_to_fill, ladder, tall
from packgen.sheets.surface import full_row, surface

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.front_matter import FrontMatter
    from packgen.sheet.sheet import Sheet

_SECOND = 2
"""The first page of the overview: the back of the cover."""

_LEAST_PAD = 0.6
"""Least padding of a row of the tracker, as a share of the quarter."""


class _CoverLook(NamedTuple):
    """Layout of the cover: that of the contents, and the gap of `CoverTitle`."""

    contents: Look
    gap: float | None


def typeset_cover(front: FrontMatter, setting: Setting) -> Sheet | None:
    """Return the cover of a pack with an overview on its back; None if its page has no room for the contents.

    The rows of the tracker are as high as there is room for. A design of a single column has no such cover.
    """
    design = setting.design
    if design.columns == 1 or not front.tracked:
        return None
    above, below, last = Element("Sect"), Element("Sect"), Element("Sect")
    [fields] = fields_to_fill(front, setting, above)
    steps = [full_row(setting, ladder(front, setting, below, 0.0))] if RECALL in front.stages else []
    end = closing_rows(front, setting, last)
    least, lift = design.length("row-gap"), design.length("half")  # a field has room above its label
    parts = [fields, *steps, *end]
    left = design.frame(True).height - sum(map(tall, parts)) - (len(parts) + 1) * least + lift
    for look in _looks(front, setting):
        root, part = Element("Sect"), Element("Sect")
        title = _title(front, setting, root, look)
        room = left - tall(title)
        if _least_height(front, setting, look.contents) > room:
            continue
        tracker = full_row(setting, _tracker(front, setting, part, look.contents))
        room -= tall(tracker)
        if room < 0:
            continue
        gap = min(design.length("cover-gap"), least + room / (2 + len(steps)))
        fields.before = gap - lift
        for row in (tracker, *steps):
            row.before = gap
        root.kids += [*above.kids, part, *below.kids, *last.kids]
        loop = surface(setting, root, None, pack_headed=lambda page: False)
        loop.set([title, fields, tracker, *steps, *end])
        return loop.canvas.finish(setting.words.text("sheet.contents"), front.title.language)
    return None


def _looks(front: FrontMatter, setting: Setting) -> Iterator[_CoverLook]:
    """Yield the looks, from the highest rows to the lowest; rows with printed dates cannot be low."""
    design = setting.design
    half, quarter = design.length("half"), design.length("quarter")
    usual = Look(half, beside=True)
    yield _CoverLook(usual, None)
    yield _CoverLook(usual, 2 * half)
    if may_be_low(front, setting):
        for pad, gap in ((half, None), (half, 2 * half), (quarter, 2 * half), (quarter * _LEAST_PAD, half)):
            yield _CoverLook(Look(pad, low=True, beside=True), gap)


def _least_height(front: FrontMatter, setting: Setting, look: Look) -> float:
    """Return the height of the rows of the sections if their titles have one line, in points."""
    scores = [bool(entry.score) for entry in front.entries if entry.number]
    return sum(2 * look.pad + visit_height(setting.design, look.low, scored) for scored in scores)


def _title(front: FrontMatter, setting: Setting, root: Element, look: _CoverLook) -> PageRow:
    title = front.title
    words = title.kicker, title.title, title.dates, title.note

    def make(parent: Element) -> CoverTitle:
        return CoverTitle(setting, parent, *words, gap=look.gap)

    return full_row(setting, [CachedFlowable(setting.cache, ("title", look.gap, *words), root, make)])


def _tracker(front: FrontMatter, setting: Setting, part: Element, look: Look) -> list[Flowable]:
    """Return the heading, the entry of the overview with the words on how to fill in the tracker, and the others."""
    words, columns = setting.words, visit_names(front, setting)
    goals = goals_from(front.topics, _SECOND)
    title = words.text("contents.title_tracked")

    def heading(parent: Element) -> TrackerHeading:
        return TrackerHeading(setting, parent, title, columns, low=look.low)

    head = CachedFlowable(setting.cache, ("heading", title, look.low, *columns), part, heading)
    legend = Element("P", part)
    toc = Element("TOC", part)
    [topic] = front.topics
    overview, *others = topic.entries
    found = other_goals(overview, goals, words.text("contents.page"))
    entry = ContentsEntry(setting, toc, "", overview.title, found, beside=True)
    pad = min(look.pad, setting.design.length("quarter"))
    first = LegendRow(setting, entry, words.text(_legend(front)), legend, pad)
    dates = iter(visit_dates(front, setting))
    return [head, first, *entries(setting, others, toc, goals, look, dates, columns)]


def _legend(front: FrontMatter) -> str:
    """Return the key of the words on how to fill in the tracker."""
    if front.timetable.visits:
        return "contents.legend_dated_scored" if front.scored else "contents.legend_dated"
    return "contents.legend_scored" if front.scored else "contents.legend"

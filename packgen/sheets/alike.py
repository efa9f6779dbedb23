"""Fronts that are alike: those of a batch differ in little but the topics that they name, and are set together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from packgen.layout.core.setting import Setting
from packgen.plan.listing import ListedTopic
from packgen.plan.schedule import Visit
from packgen.plan.title import Title
from packgen.sheet.pattern import Filled
from packgen.sheets.cover import stages_told
from packgen.sheets.front import TITLE, USUAL, Front, Rows, drawn, fitted, goals_of
from packgen.sheets.patterned import patterned

if TYPE_CHECKING:
    from packgen.sheet.lookalikes import Told


def patterned_front(
    title: Title,
    topics: Sequence[ListedTopic],
    setting: Setting,
    visits: Sequence[Visit] = (),
    exam: date | None = None,
    named: bool = False,
) -> Filled:
    """Return what `typeset_front` does, as a pattern for many packs' fronts and what this one has in its places."""
    front = Front(title, topics, setting, visits, exam, named)
    lookalikes, frame, parts = setting.shelf.lookalikes, _frame(front), _parts(front)
    found = lookalikes.find(frame, parts)
    if found is not None:
        return found

    def made(rows: Rows) -> tuple[Rows, Told]:
        known = title.language, len(rows.cover)
        return rows, patterned(
            setting,
            [*rows.cover, *rows.contents],
            known,
            lambda: drawn(front, rows),
            lambda canvas: canvas.finish(TITLE, title.language),
        )

    rows, told = fitted(front, made, lambda made: made[1].filled.pattern.sheet)
    if rows.usual and parts and len(told.likeness) == len(parts):
        lookalikes.learn(frame, parts, told)
    return told.filled


def _frame(front: Front) -> Hashable:
    """Return what decides how a front is set besides what it says of its topics.

    In a front that is as usual this depends on nothing that was tried and left: its rows are those tried first.
    """
    told = tuple(stages_told(front, goals_of(front.topics, USUAL + 1)))
    count = len(front.topics), len(front.entries)
    asked = front.title, tuple(front.visits), front.exam, front.named, front.setting.fillable
    return asked, count, tuple(front.stages), front.scored, front.tracked, told


def _parts(front: Front) -> list[tuple[int, int, ListedTopic]]:
    """Return the topics and where they stand in a front that is as long as usual: their place, their first page."""
    parts, page = [], USUAL + 1
    for place, topic in enumerate(front.topics):
        parts.append((place, page, topic))
        page += sum([pages for entry in topic.entries for _, _, pages in entry.stages])
    return parts

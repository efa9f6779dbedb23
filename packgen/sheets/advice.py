"""Advice on weak recall: typesets the Recall sheets, since their pages show which texts are beside which gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.errors import Problem
from packgen.layout.core.setting import Setting
from packgen.plan.advice import RecallTrial, advise
from packgen.plan.options import PlanOptions
from packgen.plan.stages import RECALL
from packgen.sheets.context import SectionContext, section_context, topic_setting
from packgen.sheets.recall import lay_out_recall

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic

_OPTIONS = PlanOptions(sheets=(RECALL.lower(),))
"""Options of a pack with Recall sheets only."""


def weak_recall(topics: Sequence[LoadedTopic], setting: Setting) -> Iterator[Problem]:
    """Yield the weaknesses in the recall tasks of some topics, typeset in a design.

    Raises:
        LayoutError: a task fits no page.
    """
    for loaded in topics:
        own = topic_setting(setting, loaded)
        for place in range(len(loaded.topic.sections)):
            trial = _trial(section_context(loaded, place, own, _OPTIONS))
            yield from advise(loaded, place, _OPTIONS.seed, trial)


def _trial(context: SectionContext) -> RecallTrial:
    if not context.recall:
        return RecallTrial({}, ())
    loop = lay_out_recall(context)
    loop.draw()
    canvas = loop.canvas
    pages = {}
    for task in context.recall:
        first, last = canvas.pages_of(context.block_origin(task.place)) or (0, -1)
        pages[task.letter] = range(first, last + 1)
    return RecallTrial(pages, canvas.crowded)

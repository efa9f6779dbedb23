"""Advice on weak recall, which takes setting the Recall sheets to see what stands beside what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packgen.errors import Problem
from packgen.layout.core.setting import Setting
from packgen.plan.advice import RecallTrial, advise
from packgen.plan.stages import SECTION_STAGES
from packgen.plan.tasks import SectionTask, recall_tasks
from packgen.sheets.recall import set_recall

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic

_SEED = 1


def weak_recall(topics: Sequence[LoadedTopic], setting: Setting) -> Iterator[Problem]:
    """Yield what is weak in the recall of some topics, as it is set in a design.

    Raises:
        LayoutError: a task fits no page.
    """
    for loaded in topics:
        own = replace(setting, native_language=loaded.topic.native_language, folder=loaded.path.parent)
        for place, section in enumerate(loaded.topic.sections):
            tasks = recall_tasks(loaded.topic, section, _SEED)
            yield from advise(loaded, place, _SEED, _trial(loaded, place, tasks, own))


def _trial(loaded: LoadedTopic, place: int, tasks: Sequence[SectionTask], setting: Setting) -> RecallTrial:
    if not tasks:
        return RecallTrial({}, ())
    canvas, _ = set_recall(loaded, place, tasks, setting, SECTION_STAGES, None)
    pages = {}
    for task in tasks:
        first, last = canvas.blocks.get(loaded.block_origin(place, task.place), (0, -1))
        pages[task.letter] = range(first, last + 1)
    return RecallTrial(pages, canvas.crowded)

"""The Recall sheet of a section: its tasks from memory, and a self-check at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import RuledLines, SheetTitle
from packgen.layout.tasks.selfcheck import self_check
from packgen.plan.stages import RECALL
from packgen.plan.tasks import SectionTask
from packgen.sheet.sheet import PageWords, Sheet
from packgen.sheet.structure import Element
from packgen.sheets.surface import full_row, placed, running_head, sheet_name, surface

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic


def typeset_recall(
    loaded: LoadedTopic,
    place: int,
    tasks: Sequence[SectionTask],
    setting: Setting,
    stages: Sequence[str],
    answers: PageWords | None,
) -> Sheet:
    """Return the Recall sheet, whole leaves; where it runs over, a line or two fewer a task may pull it back.

    Args:
        loaded: the topic.
        place: of the section.
        tasks: of the section.
        setting: design and faces; whether answers are drawn.
        stages: of the section, for the running head.
        answers: says where the answers are.

    Raises:
        LayoutError: a task fits no page.
    """
    canvas, loop = set_recall(loaded, place, tasks, setting, stages, answers)
    if canvas.page == 3 and not setting.design.single_sided:
        spare = any(task.form.spare_lines() for task in tasks)
        for fewer in (1, 2) if spare else ():
            tight, tight_loop = set_recall(loaded, place, tasks, replace(setting, fewer_lines=fewer), stages, answers)
            if tight.page < canvas.page:
                canvas, loop = tight, tight_loop
                break
    loop.pad_to_leaf()
    return canvas.finish(RECALL, loaded.topic.language, sheet_name(loaded, place, RECALL))


def set_recall(
    loaded: LoadedTopic,
    place: int,
    tasks: Sequence[SectionTask],
    setting: Setting,
    stages: Sequence[str],
    answers: PageWords | None,
) -> tuple[SheetCanvas, PageLoop]:
    """Set the tasks and the self-check on a canvas, once; see `typeset_recall`."""
    section = loaded.topic.sections[place]
    root = Element("Sect")
    head = running_head(section, place, setting, stages, RECALL)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False)
    origin = loaded.origin(("sections", place))
    title = SheetTitle(setting, root, "From memory")
    title.origin = origin
    story: list[Flowable] = [title]
    for task in tasks:
        own = replace(setting, task=task.letter)
        story += placed(task.form.flow(own, root, task.letter), loaded.block_origin(place, task.place), setting)
    story[1].before = setting.design.length("title-after")
    scores = [(task.letter, task.form.short, task.form.marks) for task in tasks if task.form.marks]
    if scores:
        check = self_check(setting, root, scores, answers)
        for part in check:
            part.origin = origin._replace(what=f"the self-check of {origin.what}")
        if isinstance(story[-1], RuledLines):
            wide = setting.design.spans.full
            story[-1].below = sum(part.before + part.wrap(wide, UNBOUNDED)[1] for part in check)
        story += check
    loop.set([full_row(setting, story)])
    return canvas, loop

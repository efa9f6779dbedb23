"""The Recall sheet of a section: its tasks from memory, and a self-check at its end."""

from __future__ import annotations

from packgen.changed import changed
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.tasks.ruled import RuledLines, SheetTitle
from packgen.layout.tasks.selfcheck import self_check
from packgen.layout.text.continued import continuing
from packgen.plan.stages import RECALL
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.surface import end_leaf, full_row, placed, surface


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Recall sheet; it gives way where it would run over to another leaf by a little.

    Raises:
        LayoutError: a task fits no page.
    """
    context = context.inked()
    loop, overrun = fitted(lambda own: lay_out_recall(context.set_with(own)), context.setting, written=True)
    loop.draw()
    noted = context.ends_leaf(RECALL) and end_leaf(loop, context.setting)
    sheet = context.finished(loop.canvas, RECALL, context.setting.words.text("stage.recall"))
    return StageSheet(sheet, noted, overrun=overrun)


def lay_out_recall(context: SectionContext) -> PageLoop:
    """Lay out the tasks and the self-check in one pass; see `typeset_stage`."""
    setting, origin = context.setting, context.origin
    root = Element("Sect")
    head = context.running_head(RECALL)
    loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    title = SheetTitle(setting, root, setting.words.text("recall.title"))
    title.origin = origin
    story: list[Flowable] = [title]
    for task in context.recall:
        own = changed(setting, task=task.letter)
        flow = placed(task.form.flow(own, root, task.letter), context.block_origin(task.place), setting)
        story += continuing(setting, flow)
    story[1].before = setting.design.length("title-after")
    name = setting.words.text
    scores = [(task.letter, name(task.form.short), task.form.marks) for task in context.recall if task.form.marks]
    if scores:
        check = self_check(setting, root, scores, context.answers_at)
        for part in check:
            part.origin = origin._replace(what=f"the self-check of {origin.what}")
        if isinstance(story[-1], RuledLines):
            wide = setting.design.spans.full
            story[-1].below = sum(part.before + part.wrap(wide, UNBOUNDED)[1] for part in check)
        story += check
    row = full_row(setting, story)
    row.grows = True
    loop.lay_out([row])
    return loop

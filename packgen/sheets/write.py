"""The Write sheet of a section: its exam questions."""

from __future__ import annotations

from packgen.changed import changed
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop
from packgen.plan.stages import CHECK, WRITE
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.surface import end_leaf, full_row, placed, surface


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Write sheet, from where the section's sheets before it end.

    Raises:
        LayoutError: a question fits no page.
    """
    context = context.inked()
    following = 1 if CHECK in context.in_place else 0
    loop, overrun = fitted(
        lambda own: _lay_out(context.set_with(own)), context.setting, following=following, written=True
    )
    loop.draw()
    noted = context.ends_leaf(WRITE) and end_leaf(loop, context.setting)
    sheet = context.finished(loop.canvas, WRITE, context.setting.words.text("stage.write"))
    return StageSheet(sheet, noted, overrun=overrun)


def _lay_out(context: SectionContext) -> PageLoop:
    setting = context.setting
    root = Element("Sect")
    head = context.running_head(WRITE)
    loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    story: list[Flowable] = []
    for task in context.write:
        own = changed(setting, task=task.letter)
        story += placed(task.form.flow(own, root, task.letter), context.block_origin(task.place), setting)
    row = full_row(setting, story)
    row.grows = True
    loop.lay_out([row])
    return loop

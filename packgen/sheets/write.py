"""The Write sheet of a section: its exam questions."""

from __future__ import annotations

from dataclasses import replace

from packgen.layout.core.flowable import Flowable
from packgen.plan.stages import WRITE
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.surface import end_leaf, full_row, placed, surface


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Write sheet, from where the section's sheets before it end.

    Raises:
        LayoutError: a question fits no page.
    """
    context = context.inked()
    setting = context.setting
    root = Element("Sect")
    head = context.running_head(WRITE)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    story: list[Flowable] = []
    for task in context.write:
        own = replace(setting, task=task.letter)
        story += placed(task.form.flow(own, root, task.letter), context.block_origin(task.place), setting)
    loop.set([full_row(setting, story)])
    foot, noted = loop.foot, context.ends_leaf(WRITE) and end_leaf(loop, setting)
    return StageSheet(context.finished(canvas, WRITE, setting.words.text("stage.write")), foot, noted)

"""The Write sheet of a section: its exam questions."""

from __future__ import annotations

from dataclasses import replace

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop
from packgen.plan.stages import WRITE
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.surface import full_row, placed, surface


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Write sheet, on whole leaves unless the answers follow on the back of its last page.

    Raises:
        LayoutError: a question fits no page.
    """
    context = context.inked()
    following = 1 if context.overleaf else 0
    canvas, loop, overrun = fitted(
        lambda own: _set(context.set_with(own)), context.setting, following=following, written=True
    )
    if not context.overleaf:
        loop.pad_to_leaf()
    return StageSheet(context.finished(canvas, WRITE, context.setting.words.text("stage.write")), overrun=overrun)


def _set(context: SectionContext) -> tuple[SheetCanvas, PageLoop]:
    setting = context.setting
    root = Element("Sect")
    canvas, loop = surface(setting, root, context.running_head(WRITE), pack_headed=lambda page: False)
    story: list[Flowable] = []
    for task in context.write:
        own = replace(setting, task=task.letter)
        story += placed(task.form.flow(own, root, task.letter), context.block_origin(task.place), setting)
    row = full_row(setting, story)
    row.grows = True
    loop.set([row])
    return canvas, loop

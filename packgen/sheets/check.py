"""The Check sheet of a section: the answers to all its tasks, and lines for corrections."""

from __future__ import annotations

from packgen.layout.core.pages import PageLoop
from packgen.layout.text.heading import page_title
from packgen.plan.stages import CHECK
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.key_rows import key_rows, more_to_mend
from packgen.sheets.surface import end_leaf, surface, title_row


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Check sheet: the key of every task, and lines for corrections.

    The lines are left out only where they would cost a leaf of paper.

    Raises:
        LayoutError: a part of the key fits no page.
    """
    loop, overrun = fitted(lambda own: _lay_out(context.set_with(own)), context.setting)
    if overrun is not None:
        bare = fitted(lambda own: _lay_out(context.set_with(own), mended=False), context.setting)
        if bare.overrun is None and bare.loop.page < loop.page:
            loop, overrun = bare
    loop.draw()
    noted = end_leaf(loop, context.setting)
    sheet = context.finished(loop.canvas, CHECK, context.setting.words.text("stage.check"))
    return StageSheet(sheet, noted, overrun=overrun)


def _lay_out(context: SectionContext, *, mended: bool = True) -> PageLoop:
    setting = context.setting
    root = Element("Sect")
    head = context.running_head(CHECK)
    loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    title = page_title(setting, setting.words.text("check.title"), "sheet-title", root, 2)
    title.origin = context.origin
    rows = key_rows(context, root, mended=mended)
    loop.lay_out([title_row(setting, [title]), *rows], filling=lambda room: more_to_mend(setting, rows, room))
    return loop

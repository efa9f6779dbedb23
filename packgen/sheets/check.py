"""The Check sheet of a section: the answers to all its tasks, and lines for corrections."""

from __future__ import annotations

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import TOLERANCE
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.heading import page_title
from packgen.plan.stages import CHECK
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.key_rows import FEWEST_TO_MEND, key_rows
from packgen.sheets.surface import end_leaf, full_row, surface, title_row

_MOST_TO_MEND = 6
"""Lines for corrections at the foot of a page."""


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Check sheet: the key of every task, and lines for corrections.

    The lines are left out only where they would cost a leaf of paper.

    Raises:
        LayoutError: a part of the key fits no page.
    """
    canvas, loop, overrun = fitted(lambda own: _set(context.set_with(own)), context.setting)
    if overrun is not None:
        bare = fitted(lambda own: _set(context.set_with(own), mended=False), context.setting)
        if bare.overrun is None and bare.canvas.page < canvas.page:
            canvas, loop, overrun = bare
    noted = end_leaf(loop, context.setting)
    sheet = context.finished(canvas, CHECK, context.setting.words.text("stage.check"))
    return StageSheet(sheet, noted, overrun=overrun)


def _set(context: SectionContext, *, mended: bool = True) -> tuple[SheetCanvas, PageLoop]:
    setting = context.setting
    root = Element("Sect")
    head = context.running_head(CHECK)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    title = page_title(setting, setting.words.text("check.title"), "sheet-title", root, 2)
    title.origin = context.origin
    rows = key_rows(context, root, mended=mended)
    last = rows[-1].columns
    more = mended and len(last) == 1 and isinstance(last[0].story[-1], RuledLines)
    loop.set([title_row(setting, [title]), *rows], filling=lambda room: _more_lines(setting, room) if more else [])
    return canvas, loop


def _more_lines(setting: Setting, room: float) -> list[PageRow]:
    """Return more lines for corrections, as many as fit at the foot of the page."""
    count = int((room + TOLERANCE) / setting.design.length("writing-line"))
    count = min(count, _MOST_TO_MEND - FEWEST_TO_MEND)
    return [full_row(setting, [RuledLines(setting, count)], before=0.0)] if count > 0 else []

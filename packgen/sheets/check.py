"""The Check sheet of a section: how to mark, the answers to all its tasks, and lines for corrections."""

from __future__ import annotations

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.stack import Stack
from packgen.layout.text.heading import page_title
from packgen.plan.stages import CHECK
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import Fit, fitted
from packgen.sheets.key_rows import key_rows, more_to_mend
from packgen.sheets.marking import with_rule
from packgen.sheets.surface import end_leaf, surface, title_row


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Check sheet: how to mark, the key of every task, and lines for corrections.

    What costs a leaf of paper is left out: how to mark, and then the lines too.

    Raises:
        LayoutError: a part of the key fits no page.
    """
    chosen, *others = [(True, True), (True, False), (False, False)]
    loop, overrun = _fitted(context, *chosen)
    for mended, ruled in others:
        if overrun is None:
            break
        if mended and _title_height(context, ruled) == _title_height(context, ruled=True):
            continue  # how to mark stands beside the title, where it takes no room
        bare = _fitted(context, mended, ruled)
        if bare.overrun is None and bare.loop.page < loop.page:
            loop, overrun = bare
    loop.draw()
    noted = end_leaf(loop, context.setting)
    sheet = context.finished(loop.canvas, CHECK, context.setting.words.text("stage.check"))
    return StageSheet(sheet, noted, overrun=overrun)


def _fitted(context: SectionContext, mended: bool, ruled: bool) -> Fit:
    return fitted(lambda own: _lay_out(context.set_with(own), mended, ruled), context.setting)


def _lay_out(context: SectionContext, mended: bool, ruled: bool) -> PageLoop:
    setting = context.setting
    root = Element("Sect")
    head = context.running_head(CHECK)
    loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    title = title_row(setting, _title(context, root, ruled))
    rows = key_rows(context, root, mended=mended)
    loop.lay_out([title, *rows], filling=lambda room: more_to_mend(setting, rows, room))
    return loop


def _title(context: SectionContext, root: Element, ruled: bool) -> list[Flowable]:
    """Return the title, with how to mark if that is wanted."""
    setting = context.setting
    title = page_title(setting, setting.words.text("check.title"), "sheet-title", root, 2)
    title.origin = context.origin
    return with_rule(setting, title, root, [context] if ruled else [])


def _title_height(context: SectionContext, ruled: bool) -> float:
    """Return the height of the title in points; no length that gives way changes it."""
    return Stack(_title(context, Element("Sect"), ruled)).wrap(context.setting.design.spans.full, UNBOUNDED)[1]

"""The Check sheet of a section: the answers to all its tasks, and lines for corrections."""

from __future__ import annotations

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import TOLERANCE, Flowable
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.heading import Heading, page_title
from packgen.plan.arrangement import arrange
from packgen.plan.stages import CHECK
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.learn import set_rows
from packgen.sheets.surface import full_row, placed, surface, title_row

_FEWEST_TO_MEND = 2
"""Least number of lines for corrections; with room for fewer, "To mend" is left out."""

_MOST_TO_MEND = 6


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Check sheet: the key of every task, and lines for corrections.

    Raises:
        LayoutError: a part of the key fits no page.
    """
    canvas, loop, overrun = fitted(lambda own: _set(context.set_with(own)), context.setting)
    loop.pad_to_leaf()
    return StageSheet(context.finished(canvas, CHECK, context.setting.words.text("stage.check")), overrun=overrun)


def _set(context: SectionContext) -> tuple[SheetCanvas, PageLoop]:
    setting = context.setting
    root = Element("Sect")
    head = context.running_head(CHECK)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False, verso=context.verso)
    title = page_title(setting, setting.words.text("check.title"), "sheet-title", root, 2)
    title.origin = context.origin
    tasks = context.asked
    plans = arrange({number: task.form.key_span for number, task in enumerate(tasks)})
    flows: dict[int, list[Flowable]] = {}
    for number in [number for plan in plans for number in (*plan.left, *plan.right)]:
        task = tasks[number]
        known = {gap: context.pages[block] for gap, block in task.facts.items() if block in context.pages}
        key = task.form.key(setting, root, task.letter, known)
        flows[number] = placed(key, context.block_origin(task.place), setting)
    gap = setting.design.length("row-gap")
    rows = [title_row(setting, [title]), *set_rows(plans, flows, [], setting, before=gap)]
    loop.set(rows, filling=lambda room: _mend(setting, root, room))
    return canvas, loop


def _mend(setting: Setting, root: Element, room: float) -> list[PageRow]:
    """Return lines for corrections, as many as fit at the foot of the page."""
    section = Element("Sect")
    heading = Heading(setting, setting.words.text("check.mend"), section, level=3)
    room -= setting.design.length("row-gap") + heading.wrap(setting.design.spans.full, room)[1]
    count = min(int((room + TOLERANCE) / setting.design.length("writing-line")), _MOST_TO_MEND)
    if count < _FEWEST_TO_MEND:
        return []
    root.kids.append(section)
    return [full_row(setting, [heading, RuledLines(setting, count)])]

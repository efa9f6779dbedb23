"""The Check sheet of a section: the answers to all its tasks, and lines for corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.core.stack import Stack
from packgen.layout.tasks.marked import KeyHeading, ScoreLine
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.heading import page_title
from packgen.plan.arrangement import arrange
from packgen.plan.stages import CHECK
from packgen.plan.tasks import SectionTask
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.learn import set_rows
from packgen.sheets.surface import end_leaf, full_row, placed, surface, title_row
from packgen.tasks.base import Span

_FEWEST_TO_MEND = 2
"""Lines for corrections that every key has."""

_MOST_TO_MEND = 6


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


def key_rows(context: SectionContext, root: Element, *, mended: bool = True) -> list[PageRow]:
    """Return the parts of a section's key in rows, without a title.

    Parts of the main column and of the full width stand in the order of the tasks, each with the left edge of its task.
    Short parts stand beside the first of the main column. So do the lines for corrections if two have room there;
    otherwise they come last.

    Args:
        context: the section.
        root: structure element that holds the key.
        mended: whether there are lines for corrections.
    """
    setting, tasks = context.setting, context.asked
    spans: dict[int, Span] = {number: task.form.key_span for number, task in enumerate(tasks)}
    order, at = _beside_main(spans) if setting.design.columns > 1 else (list(spans), len(spans))
    flows = {number: _key(context, root, tasks[number]) for number in order[:at]}
    mend, free = len(tasks), _free(flows, spans, setting) if setting.design.columns > 1 else 0.0
    if mended and free >= _least_to_mend(context):
        spans[mend], flows[mend] = "side", _to_mend(context, root, free)
        order.insert(at, mend)
    flows |= {number: _key(context, root, tasks[number]) for number in order if number not in flows}
    if mended and mend not in flows:
        spans[mend], flows[mend] = "full", _to_mend(context, root, 0.0)
        order.append(mend)
    plans = arrange({number: spans[number] for number in order})
    return set_rows(plans, flows, [], setting, before=setting.design.length("quarter"))


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


def _key(context: SectionContext, root: Element, task: SectionTask) -> list[Flowable]:
    """Return the part of the key of one task, with the pages of its facts that are known."""
    known = {gap: context.pages[block] for gap, block in task.facts.items() if block in context.pages}
    key = task.form.key(context.setting, root, task.letter, known)
    return placed(key, context.block_origin(task.place), context.setting)


def _beside_main(spans: Mapping[int, Span]) -> tuple[list[int], int]:
    """Return the parts with those of the side column after the first of the main column, and how many come so far."""
    order = [number for number, span in spans.items() if span != "side"]
    mains = [place for place, number in enumerate(order) if spans[number] == "main"]
    if not mains:
        return list(spans), 0
    at = next((place for place in range(mains[0], len(order)) if spans[order[place]] != "main"), len(order))
    sides = [number for number, span in spans.items() if span == "side"]
    return [*order[:at], *sides, *order[at:]], at + len(sides)


def _free(flows: Mapping[int, Sequence[Flowable]], spans: Mapping[int, Span], setting: Setting) -> float:
    """Return the height by which the parts of the main column are taller than those of the side column, in points."""
    heights = []
    for column in ("main", "side"):
        story = [flowable for number, part in flows.items() if spans[number] == column for flowable in part]
        width = getattr(setting.design.spans, column)
        heights.append(Stack(story).wrap(width, UNBOUNDED)[1] if story else 0.0)
    return heights[0] - heights[1]


def _least_to_mend(context: SectionContext) -> float:
    """Return the height of the fewest lines for corrections in the side column, with the gap above, in points."""
    design = context.setting.design
    story = _to_mend(context, Element("Sect"), 0.0)
    return Stack(story).wrap(design.spans.side, UNBOUNDED)[1] + design.length("row-gap")


def _to_mend(context: SectionContext, root: Element, free: float) -> list[Flowable]:
    """Return the lines for corrections under their heading, which has the total of the recall tasks.

    Args:
        context: the section.
        root: structure element that holds them.
        free: height beside the parts of the main column that they may fill, in points.
    """
    setting, words = context.setting, context.setting.words
    section = Element("Sect", root)
    heading = KeyHeading(setting, words.text("check.mend"), section)
    scored = [task for task in context.asked if task in context.recall and task.form.marks]
    if len(scored) > 1:
        total, letters = sum(task.form.marks for task in scored), f"{scored[0].letter}–{scored[-1].letter}"
        field = "check.total", words.text("score.total_field")
        heading.add(ScoreLine(setting, section, total, field, words.text("score.total_of", letters=letters)))
    room = free - heading.before - heading.wrap(setting.design.spans.side, UNBOUNDED)[1]
    count = int((room + TOLERANCE) / setting.design.length("writing-line"))
    return placed(
        [heading, RuledLines(setting, min(max(count, _FEWEST_TO_MEND), _MOST_TO_MEND))], context.origin, setting
    )


def _more_lines(setting: Setting, room: float) -> list[PageRow]:
    """Return more lines for corrections, as many as fit at the foot of the page."""
    count = int((room + TOLERANCE) / setting.design.length("writing-line"))
    count = min(count, _MOST_TO_MEND - _FEWEST_TO_MEND)
    return [full_row(setting, [RuledLines(setting, count)], before=0.0)] if count > 0 else []

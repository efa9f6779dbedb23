"""The Learn sheet of a section: its title band, its gist, and the study blocks."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.layout.boxes.band import TitleBand
from packgen.layout.boxes.panel import FramedBox
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow, StoryColumn
from packgen.layout.core.setting import Setting, rich
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.locale.words import Words
from packgen.model.topic import Section, Topic
from packgen.plan.arrangement import RowPlan, arrange
from packgen.plan.stages import LEARN, places
from packgen.sheet.sheet import Pages
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet
from packgen.sheets.fitting import fitted
from packgen.sheets.surface import full_row, placed, surface, title_row
from packgen.text.inline import Run


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Learn sheet, with the pages of each of its blocks.

    Raises:
        LayoutError: a block fits no page.
    """
    canvas, loop, overrun = fitted(lambda own: _set(context.set_with(own)), context.setting)
    loop.pad_to_leaf()
    sheet = context.finished(canvas, LEARN, context.setting.words.text("stage.learn"))
    pages = {
        number: Pages(sheet.name, *found)
        for number in places(context.section, LEARN)
        if (found := canvas.pages_of(context.block_origin(number))) is not None
    }
    return StageSheet(sheet, pages, overrun)


def _set(context: SectionContext) -> tuple[SheetCanvas, PageLoop]:
    setting, section = context.setting, context.section
    root = Element("Sect")
    canvas, loop = surface(setting, root, context.running_head(LEARN), pack_headed=lambda page: page == 0)
    facts = _facts(setting.words, context.topic, section)
    label = setting.words.text("learn.section", n=context.place + 1)
    band = TitleBand(setting, root, label, section.title, section.enquiry, facts)
    band.origin = context.origin
    gist = _gist(section, setting, root)
    for part in gist:
        part.origin = band.origin._replace(what=f"the gist of {band.origin.what}")
    shown = places(section, LEARN)
    spans = {number: section.blocks[number].span() for number in shown}
    reading = {number for number in shown if section.blocks[number].reading}
    plans = arrange(spans, reading, side_begun=bool(gist))
    flows = {
        number: placed(section.blocks[number].flow(setting, root), context.block_origin(number), setting)
        for plan in plans
        for number in (*plan.left, *plan.right)
    }
    loop.set([title_row(setting, [band]), *set_rows(plans, flows, gist, setting)])
    return canvas, loop


def _facts(words: Words, topic: Topic, section: Section) -> list[tuple[str, str]]:
    """Return the labels and texts of the band, beside the enquiry question."""
    facts = []
    if topic.spec:
        spec = topic.spec[0]
        point = f", {spec.point}" if spec.point else ""
        facts.append((words.text("learn.spec"), f"{spec.board} {spec.code}{point}"))
    if section.before:
        ids = [one.id for one in topic.sections]
        numbers = [str(ids.index(one) + 1) for one in section.before]
        named = words.number("learn.sections", len(numbers), numbers=words.both(numbers))
        facts.append((words.text("learn.before"), named))
    return facts


def _gist(section: Section, setting: Setting, root: Element) -> list[Flowable]:
    """Return the gist: in the side column under a heading, or in a box of its own."""
    if section.gist is None:
        return []
    if setting.design.columns == 1:
        runs = [Run(setting.words.text("learn.gist_label"), bold=True), Run(" "), *rich(section.gist)]
        return [FramedBox(setting, [Paragraph(setting, runs, "body", Element("P", root))], "gist")]
    sect = Element("Sect", root)
    heading = Heading(setting, setting.words.text("learn.gist"), sect)
    return [heading, Paragraph(setting, section.gist, "gist", Element("P", sect))]


def set_rows(
    plans: Sequence[RowPlan],
    flows: dict[int, list[Flowable]],
    gist: Sequence[Flowable],
    setting: Setting,
    before: float = 0.0,
) -> list[PageRow]:
    """Turn planned rows into columns of flowables; a gist comes first, in the side column if there is one.

    Args:
        plans: rows; with a gist, the first has a side column.
        flows: flowables of each block in the plans, by its index.
        gist: flowables of the gist, or none.
        setting: design.
        before: space above the first row in a page of several columns, in points.
    """
    design, spans = setting.design, setting.design.spans
    rows: list[PageRow] = []
    for plan in plans:
        left = [flowable for number in plan.left for flowable in flows[number]]
        right = [flowable for number in plan.right for flowable in flows[number]]
        top = [] if rows else list(gist)
        gap = design.length("row-gap") if rows else before
        if design.columns == 1:
            rows.append(full_row(setting, [*top, *left, *right]))
        elif plan.kind == "pair":
            columns = [
                StoryColumn(0.0, spans.main, left),
                StoryColumn(spans.main + spans.gutter, spans.side, [*top, *right]),
            ]
            rows.append(PageRow(columns, before=gap, level=True))
        elif plan.kind == "halves":
            columns = [StoryColumn(0.0, spans.half, left), StoryColumn(spans.half + spans.gutter, spans.half, right)]
            rows.append(PageRow(columns, before=gap, level=True))
        else:
            width = spans.main if plan.kind == "main" else spans.full
            rows.append(PageRow([StoryColumn(0.0, width, left)], before=gap))
    return rows

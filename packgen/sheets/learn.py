"""The Learn sheet of a section: its title band, its gist, and the study blocks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from packgen.changed import changed
from packgen.layout.boxes.band import TitleBand
from packgen.layout.boxes.panel import FramedBox, Panel
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting, rich
from packgen.layout.text.continued import continuing
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.model.topic import Section
from packgen.plan.arrangement import arrange
from packgen.plan.stages import CHECK, LEARN, places
from packgen.plan.title import full_title
from packgen.sheet.sheet import Pages, Sheet, SheetPart
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, StageSheet, Unboxed
from packgen.sheets.fitting import Fit, fitted
from packgen.sheets.rows import BlockFlows, divided_rows, set_rows, wide_flows
from packgen.sheets.source_note import source_note
from packgen.sheets.surface import end_leaf, placed, surface, title_row
from packgen.text.inline import Run

_LEAF = 2
"""Pages on a sheet of paper."""

_SAVED = 1 / 3
"""Share of a page that a sheet without lines for corrections, or without boxes, may save at most."""

_FEWEST_JOINED = 3
"""The least number of sections whose numbers are given by the first and the last."""


class _Extras(NamedTuple):
    """What a sheet has where it costs no page: boxes to tick, and in its key how to mark and lines for corrections."""

    boxed: bool = True
    ruled: bool = True
    mended: bool = True


_EXTRAS = (_Extras(), _Extras(ruled=False), _Extras(ruled=False, mended=False), _Extras(False, False, False))
"""Ways to set a sheet, one after another; only a sheet with a key at its foot has more than the first and the last."""


def typeset_stage(context: SectionContext) -> StageSheet:
    """Return the Learn sheet, with the pages of each of its blocks; at its foot the key, if that has no sheet.

    The key says how to mark and has lines for corrections, unless they would take another page. Sources at the foot get
    no leaf of their own: they are left out, with the numbers that refer to them.

    Raises:
        LayoutError: a block fits no page.
    """
    context = context.set_with(changed(context.setting, targets=dict(context.options.targets)))
    (loop, overrun), unboxed = _fitted(context)
    listed = True
    if context.options.sources == "foot" and _leaves(loop) > 1:
        without = context.unlisted()
        bare = _fitted(without)
        listed = _leaves(bare.fit.loop) == _leaves(loop)
        if not listed:
            (loop, overrun), unboxed = bare
    loop.draw()
    canvas = loop.canvas
    noted = context.ends_leaf(LEARN) and end_leaf(loop, context.setting)
    sheet = context.finished(canvas, LEARN, context.setting.words.text("stage.learn"))
    if context.keyed:
        sheet = _with_key(context, canvas, sheet)
    pages = {
        number: Pages(sheet.name, *found)
        for number in places(context.section, LEARN)
        if (found := canvas.pages_of(context.block_origin(number))) is not None
    }
    return StageSheet(sheet, noted, pages, listed, overrun, unboxed)


def _with_key(context: SectionContext, canvas: SheetCanvas, sheet: Sheet) -> Sheet:
    """Return the sheet with its key as a part that has a name."""
    at = next(place for place, box in enumerate(canvas.boxes) if box.origin == context.key_origin)
    keyed = context.block_boxes(canvas.boxes[at:])
    pages = [canvas.boxes[at].page, *(box.page for box in keyed)]
    part = SheetPart(context.sheet_name(CHECK), min(pages), max(pages), keyed)
    return sheet._replace(blocks=context.block_boxes(canvas.boxes[:at]), parts=(part,))


class _LearnFit(NamedTuple):
    """A Learn sheet on its pages, and what would run over with boxes to tick if it has none."""

    fit: Fit
    unboxed: Unboxed | None = None


def _fitted(context: SectionContext) -> _LearnFit:
    """Return the sheet, without what would take another page; see `_Extras`."""
    most = 1 if context.keyed else _LEAF
    fit = _fit(context, _EXTRAS[0])
    for extras in _EXTRAS[1:-1] if context.keyed else ():
        if _saves(fit, most):
            fit = _fewer(fit, _fit(context, extras))
    if not _saves(fit, most):
        return _LearnFit(fit)
    bare = _fewer(fit, _fit(context, _EXTRAS[-1]))
    return _LearnFit(fit) if bare is fit else _LearnFit(bare, Unboxed(fit.overrun.over if fit.overrun else None))


def _saves(fit: Fit, most: int) -> bool:
    """Tell whether a sheet may take a page less if something is left out."""
    little = fit.overrun is not None or fit.loop.shares[-1] <= _SAVED  # a sheet that overruns may be evened
    return fit.loop.page > most and little


def _fewer(one: Fit, other: Fit) -> Fit:
    """Return the sheet of fewer pages, or the first of the two."""
    return other if other.loop.page < one.loop.page else one


def _fit(context: SectionContext, extras: _Extras) -> Fit:
    return fitted(lambda own: _lay_out(context.set_with(own), extras), context.setting)


def _leaves(loop: PageLoop) -> int:
    """Return the number of sheets of paper with a page on each side."""
    return math.ceil(loop.page / _LEAF)


def _lay_out(context: SectionContext, extras: _Extras) -> PageLoop:
    context = context.set_with(changed(context.setting, numbered_sources=set()))
    setting, section = context.setting, context.section
    if setting.opening is not None and setting.opening.title == section.title:  # the band says it
        setting = changed(setting, opening=setting.opening._replace(title=""))
    root = Element("Sect")
    label, first = _place(context)
    head = context.running_head(LEARN, first)
    loop = surface(setting, root, head, pack_headed=lambda page: page == 0 and first is None)
    band = TitleBand(setting, root, label, section.title, section.enquiry, _facts(context))
    band.origin = context.origin
    gist = _gist(section, setting, root)
    for part in gist:
        part.origin = band.origin._replace(what=f"the gist of {band.origin.what}")
    flows = _flows(context, setting, extras.boxed)
    if extras.boxed and any(
        isinstance(flowable, Heading | Panel) for flow in flows.values() for flowable in flow.story
    ):
        band.add_note(setting.words.text("learn.sure"), setting.words.text("learn.sure_short"))
    learned = [title_row(setting, [band]), *_block_rows(section, flows, gist, setting, root)]
    if not context.keyed:
        loop.lay_out([*learned, *source_note(context, root)])
        return loop
    from packgen.sheets.key_rows import key_below, more_to_mend  # no other Learn sheet needs it

    rows = [*learned, *key_below(context, root, mended=extras.mended, ruled=extras.ruled), *source_note(context, root)]
    loop.lay_out(rows, filling=lambda room: more_to_mend(setting, rows, room))
    return loop


class _BlockFlow(NamedTuple):
    """The flowables of a block, and a structure element without a tag, whose kids take its place."""

    story: list[Flowable]
    holder: Element


def _flows(context: SectionContext, setting: Setting, boxed: bool) -> dict[int, _BlockFlow]:
    """Return the flowables of each block to learn by its index; only form fields need names of their own."""
    found = {}
    if boxed:
        setting = changed(setting, sure="sure")
    for number in places(context.section, LEARN):
        holder = Element("")
        own = changed(setting, sure=f"sure.{number}") if boxed and setting.fillable else setting
        story = context.section.blocks[number].flow(own, holder)
        story = continuing(setting, placed(story, context.block_origin(number), setting))
        found[number] = _BlockFlow(story, holder)
    return found


def _block_rows(
    section: Section, flows: Mapping[int, _BlockFlow], gist: list[Flowable], setting: Setting, root: Element
) -> list[PageRow]:
    """Return the blocks in rows, and add them to the structure in the order of the rows."""
    stories = {number: flow.story for number, flow in flows.items()}
    spans = {number: section.blocks[number].span() for number in flows}
    reading = {number for number, span in spans.items() if span == "main" and section.blocks[number].reading}
    boxes = {number for number, story in stories.items() if any(isinstance(flowable, Panel) for flowable in story)}
    wide = wide_flows(stories, reading, setting)
    blocks = BlockFlows(stories, wide, gist)
    plans = divided_rows(arrange(spans, side_begun=bool(gist)), blocks, setting, boxes)
    root.kids += [flows[number].holder for plan in plans for number in (*plan.left, *plan.right)]
    return set_rows(plans, stories, gist, setting, wide=wide)


def _place(context: SectionContext) -> tuple[str, str | None]:
    """Return the label of the band, and the words at the head of the first page if they are not the pack's title.

    A section without its neighbours has its topic's title for a number, under the topic's subject.
    """
    words, topic = context.setting.words, context.topic
    if context.options.numbered:
        return words.text("learn.section", n=context.place + 1), None
    return full_title(topic.title, topic.dates), words.text("pack.subject", level=topic.level, subject=topic.subject)


def _facts(context: SectionContext) -> list[tuple[str, str]]:
    """Return the labels and texts of the band, beside the enquiry question."""
    words, topic, section = context.setting.words, context.topic, context.section
    facts = []
    if topic.spec:
        spec = topic.spec[0]
        point = f", {spec.point}" if spec.point else ""
        facts.append((words.text("learn.spec"), f"{spec.board} {spec.code}{point}"))
    if section.before and context.options.numbered:
        ids = [one.id for one in topic.sections]
        numbers = number_runs([ids.index(one) + 1 for one in section.before])
        named = words.number("learn.sections", len(section.before), numbers=words.both(numbers))
        facts.append((words.text("learn.before"), named))
    return facts


def number_runs(numbers: Sequence[int]) -> list[str]:
    """Return rising numbers as texts, three or more that follow each other as in 1–5."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [
        text for run in found for text in ([f"{run[0]}–{run[-1]}"] if len(run) >= _FEWEST_JOINED else map(str, run))
    ]


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

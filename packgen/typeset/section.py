"""The sheets of a section: Learn, and Recall where it has recall blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packgen.compose.arrangement import RowPlan, arrange
from packgen.compose.stages import LEARN, RECALL, places, stages
from packgen.errors import Origin
from packgen.layout.band import SPEC, TitleBand
from packgen.layout.canvas import SheetCanvas
from packgen.layout.flowable import Flowable
from packgen.layout.furniture import RunningHead
from packgen.layout.heading import Heading
from packgen.layout.pages import Column, PageLoop, Row
from packgen.layout.panel import FramedBox
from packgen.layout.paragraph import Paragraph
from packgen.layout.ruled import SheetTitle
from packgen.layout.setting import Setting, rich
from packgen.model.topic import Section, Topic
from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.typeset.surface import full_row, surface

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic


def typeset_section(loaded: LoadedTopic, place: int, setting: Setting) -> list[Sheet]:
    """Return the sheets of the section at a place in its topic, each a whole leaf.

    Raises:
        LayoutError: a block fits no page.
    """
    section = loaded.topic.sections[place]
    sheets = [_learn(loaded, place, setting)]
    if RECALL in stages(section):
        sheets.append(_recall(loaded, place, setting))
    return sheets


def _head(section: Section, place: int, setting: Setting, stage: str) -> RunningHead:
    return RunningHead(setting, str(place + 1), section.title, stages(section), stage)


def _learn(loaded: LoadedTopic, place: int, setting: Setting) -> Sheet:
    """Return the Learn sheet; what runs over to a new leaf by a little is pulled back by tighter gaps."""
    design = setting.design
    canvas, loop = _learn_pages(loaded, place, setting)
    over = canvas.page == 3 and not design.single_sided
    if over and loop.foot <= design.number("tighten-below") * design.frame(True).height:
        for level in (1, 2):
            tight, tight_loop = _learn_pages(loaded, place, replace(setting, design=design.tightened(level)))
            if tight.page < canvas.page:
                canvas, loop = tight, tight_loop
                break
    loop.pad_to_leaf()
    return canvas.finish(LEARN, loaded.topic.language)


def _learn_pages(loaded: LoadedTopic, place: int, setting: Setting) -> tuple[SheetCanvas, PageLoop]:
    topic = loaded.topic
    section = topic.sections[place]
    root = Element("Sect")
    head = _head(section, place, setting, LEARN)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: page == 0)
    band = TitleBand(setting, root, f"Section {place + 1}", section.title, section.enquiry, _facts(topic, section))
    band.origin = loaded.origin(("sections", place))
    gist = _gist(section, setting, root)
    plans = arrange(section.blocks, places(section, LEARN), side_begun=bool(gist))
    flows = {
        number: _flow(loaded, place, number, setting, root) for plan in plans for number in (*plan.left, *plan.right)
    }
    loop.set([full_row(setting, [band]), *_rows(plans, flows, gist, setting)])
    return canvas, loop


def _facts(topic: Topic, section: Section) -> list[tuple[str, str]]:
    """Return what the band says beside the enquiry question."""
    facts = []
    if topic.spec:
        spec = topic.spec[0]
        point = f", {spec.point}" if spec.point else ""
        facts.append((SPEC, f"{spec.board} {spec.code}{point}"))
    if section.before:
        ids = [one.id for one in topic.sections]
        numbers = [str(ids.index(one) + 1) for one in section.before]
        named = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
        facts.append(("Before", f"Section{'s' if len(numbers) > 1 else ''} {named}"))
    return facts


def _gist(section: Section, setting: Setting, root: Element) -> list[Flowable]:
    """Return the section in one line: in the side column under a heading, or in a box of its own."""
    if section.gist is None:
        return []
    if setting.design.columns == 1:
        runs = [Run("In one line.", bold=True), Run(" "), *rich(section.gist)]
        return [FramedBox(setting, [Paragraph(setting, runs, "body", Element("P", root))], "gist")]
    sect = Element("Sect", root)
    return [Heading(setting, "In one line", sect), Paragraph(setting, section.gist, "gist", Element("P", sect))]


def _flow(
    loaded: LoadedTopic, place: int, number: int, setting: Setting, root: Element, letter: str = ""
) -> list[Flowable]:
    """Return a block's flowables."""
    block = loaded.topic.sections[place].blocks[number]
    return _placed(block.flow(setting, root, letter), loaded.block_origin(place, number), setting)


def _placed(flowables: list[Flowable], origin: Origin, setting: Setting) -> list[Flowable]:
    """Set a block apart from the one above, and let its flowables know where in the sources it comes from."""
    if flowables:
        flowables[0].before = max(flowables[0].before, setting.design.length("row-gap"))
    for flowable in flowables:
        flowable.origin = origin
    return flowables


def _rows(
    plans: Sequence[RowPlan], flows: dict[int, list[Flowable]], gist: Sequence[Flowable], setting: Setting
) -> list[Row]:
    """Turn planned rows into columns of flowables."""
    design, spans = setting.design, setting.design.spans
    rows: list[Row] = []
    for plan in plans:
        left = [flowable for number in plan.left for flowable in flows[number]]
        right = [flowable for number in plan.right for flowable in flows[number]]
        top = [] if rows else list(gist)
        if design.columns == 1:
            rows.append(full_row(setting, [*top, *left, *right]))
            continue
        gap = design.length("row-gap")
        if plan.kind == "pair":
            columns = [
                Column(0.0, spans.main, left),
                Column(spans.main + spans.gutter, spans.side, [*top, *right]),
            ]
            rows.append(Row(columns, before=gap if rows else 0.0, level=True))
        elif plan.kind == "halves":
            columns = [Column(0.0, spans.half, left), Column(spans.half + spans.gutter, spans.half, right)]
            rows.append(Row(columns, before=gap if rows else 0.0))
        else:
            width = spans.main if plan.kind == "main" else spans.full
            rows.append(Row([Column(0.0, width, [*top, *left])], before=gap if rows else 0.0))
    return rows


def _recall(loaded: LoadedTopic, place: int, setting: Setting) -> Sheet:
    """Return the Recall sheet; where it runs over to a new leaf, a line or two fewer a block may pull it back."""
    canvas, loop = _recall_pages(loaded, place, setting)
    if canvas.page == 3 and not setting.design.single_sided:
        blocks = [
            loaded.topic.sections[place].blocks[number] for number in places(loaded.topic.sections[place], RECALL)
        ]
        spare = sum(block.spare_lines() for block in blocks) * setting.design.length("writing-line")
        for fewer in (1, 2) if loop.foot <= spare else ():
            tight, tight_loop = _recall_pages(loaded, place, replace(setting, fewer_lines=fewer))
            if tight.page < canvas.page:
                canvas, loop = tight, tight_loop
                break
    loop.pad_to_leaf()
    return canvas.finish(RECALL, loaded.topic.language)


def _recall_pages(loaded: LoadedTopic, place: int, setting: Setting) -> tuple[SheetCanvas, PageLoop]:
    section = loaded.topic.sections[place]
    root = Element("Sect")
    canvas, loop = surface(setting, root, _head(section, place, setting, RECALL), pack_headed=lambda page: False)
    story: list[Flowable] = [SheetTitle(setting, root, "From memory")]
    for order, number in enumerate(places(section, RECALL)):
        story += _flow(loaded, place, number, setting, root, _letter(order))
    loop.set([full_row(setting, story)])
    return canvas, loop


def _letter(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

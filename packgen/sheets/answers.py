"""The answers of a topic's sections one after another, at the end of a pack or in a file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.changed import changed
from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.text.furniture import RunningHead
from packgen.layout.text.heading import Heading, page_title
from packgen.plan.stages import CHECK
from packgen.sheet.cuts import cut_warnings
from packgen.sheet.sheet import Sheet, SheetPart
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext, section_context, topic_setting
from packgen.sheets.fitting import fitted
from packgen.sheets.key_rows import key_rows
from packgen.sheets.marking import with_rule
from packgen.sheets.surface import end_leaf, notes_below, surface, title_row
from packgen.sheets.units import TypesetUnit, UnitFacts
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.plan.request import UnitRequest


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the answers of a topic's chosen sections, no sheet if nothing is asked; see `UnitTypesetter`.

    ``facts`` are those of the sections, since the key names pages of their Learn sheets.
    """
    [one] = request.topics
    loaded = one.loaded.whole()
    own = topic_setting(setting, loaded)
    contexts = [
        changed(section_context(loaded, place, own, request.options), pages=dict(known.pages))
        for place, known in zip(one.sections, facts, strict=True)
    ]
    asked = [context for context in contexts if CHECK in context.stages]
    if not asked:
        return TypesetUnit(())
    sheet = typeset_answers(asked)
    return TypesetUnit((sheet,), UnitFacts(apart=1, warnings=tuple(map(str, cut_warnings(sheet.cuts)))))


def typeset_answers(contexts: Sequence[SectionContext]) -> Sheet:
    """Return the key of each section under its title, on as few pages as hold them all.

    Args:
        contexts: at least one section, all of one topic.

    Raises:
        LayoutError: a part of the key fits no page.
    """
    topic, setting = contexts[0].topic, contexts[0].setting
    loop, _ = fitted(lambda own: _lay_out([context.set_with(own) for context in contexts]), setting)
    loop.draw()
    end_leaf(loop, setting)
    sheet = loop.canvas.finish(setting.words.text("sheet.answers"), topic.language, f"{topic.id}/{CHECK.lower()}")
    return sheet._replace(parts=tuple(_parts(contexts, loop.canvas)))


def _lay_out(contexts: Sequence[SectionContext]) -> PageLoop:
    setting, topic = contexts[0].setting, contexts[0].topic
    root = Element("Sect")
    title = setting.words.text("sheet.answers")
    head = RunningHead(setting, "", setting.words.text("pack.answers", title=topic.title), [title], title)
    loop = surface(setting, root, head, pack_headed=lambda page: False)
    rows = [title_row(setting, with_rule(setting, page_title(setting, title, "page-title", root, 1), root, contexts))]
    for context in contexts:
        rows += _section(context, root)
    loop.lay_out(rows, filling=lambda room: notes_below(setting, root, room))
    return loop


def _section(context: SectionContext, root: Element) -> list[PageRow]:
    """Return the key of a section below its title, with its number where the pack has others of its topic."""
    section = Element("Sect", root)
    title = context.section.title
    shown = f"{context.place + 1}\u00a0\u00a0 {title}" if context.options.numbered else title
    heading = Heading(context.setting, shown, section, role="sheet-title")
    heading.name = plain(context.name)
    own = context.set_with(changed(context.setting, section=context.section.id))
    rows = key_rows(own, section, mended=False)
    rows[0].head, rows[0].repeats = heading, False
    return rows


def _parts(contexts: Sequence[SectionContext], canvas: SheetCanvas) -> Iterator[SheetPart]:
    """Yield the pages with the answers of each section."""
    for context in contexts:
        boxes = context.block_boxes(canvas.boxes)
        pages = [box.page for box in boxes]
        if pages:
            yield SheetPart(context.sheet_name(CHECK), min(pages), max(pages), boxes)

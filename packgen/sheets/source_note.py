"""The sources that a section names by number, at the foot of its Learn sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.blocks.base import cited
from packgen.layout.core.pages import PageRow
from packgen.layout.core.setting import Setting, rich
from packgen.layout.text.paragraph import Paragraph
from packgen.plan.stages import WRITE, places
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext
from packgen.sheets.surface import full_row
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.model.topic import Source


def source_note(context: SectionContext, root: Element) -> list[PageRow]:
    """Return the row for the foot of a Learn sheet with the sources that the section's sheets name by number.

    Args:
        context: of the section; its setting has counted the sources that Learn names.
        root: structure element that holds the note.
    """
    if context.options.sources != "foot":
        return []
    setting = context.setting
    for place in places(context.section, WRITE) if WRITE in context.stages else ():
        setting.citation(cited(context.section.blocks[place]))
    numbers = setting.numbered_sources
    sources = [source for source in context.topic.sources if setting.source_numbers.get(source.id) in numbers]
    if not sources:
        return []
    lead = Element("Span", element := Element("P", root)), [Run(setting.words.text("sheet.sources"), bold=True)]
    runs = [run for source in sources for run in _noted(source, setting)]
    note = Paragraph(setting, runs, "note", element, lead=lead)
    row = full_row(setting, [note])
    row.sunk = True
    return [row]


def _noted(source: Source, setting: Setting) -> list[Run]:
    """Return a source as it stands among others in a paragraph: a bold number, then the source."""
    return [Run(f"  {setting.source_numbers[source.id]}\u00a0", bold=True), *citation(source)]


def citation(source: Source) -> list[Run]:
    """Return a source with its address."""
    address = [Run(" "), Run(source.url, href=source.url)] if source.url else []
    return [*rich(source.citation), *address]

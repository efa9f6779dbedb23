"""Sheets to sheet chunks: everything of a sheet that does not depend on the pack, serialised once."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from packgen.bind import fields, outline, pages, rules, structure
from packgen.bind.object_ids import ObjectIds, assign_ids, extent
from packgen.bind.sheet_chunk import SheetChunk
from packgen.pdf.chunk import Chunk, LocalObject, number_of

if TYPE_CHECKING:
    from packgen.sheet.sheet import Sheet
    from packgen.theme.design import Design


def to_chunk(sheet: Sheet, design: Design) -> SheetChunk:
    """Return what binding needs of a sheet.

    Args:
        sheet: the sheet.
        design: the design that it was typeset in.
    """
    ids = assign_ids(sheet)
    streams = pages.contents(sheet, ids) + fields.appearances(sheet, ids, design)
    in_order = sorted(zip(sheet.structure.field_owners, ids.fields, strict=True), key=itemgetter(0))
    levels = rules.heading_levels(sheet)
    tree = structure.serialised(sheet, ids)
    return SheetChunk(
        title=sheet.title,
        language=sheet.language,
        name=sheet.name,
        verso=sheet.verso,
        height=sheet.page_size[1],
        page_count=len(sheet.pages),
        pack_headed=sheet.pack_headed,
        bare=sheet.bare,
        first_page=number_of(ids.pages[0]) if ids.pages else 0,
        overlays=tuple((page, number_of(own)) for page, own in ids.overlays.items()),
        entry=number_of(ids.entry),
        entries=(number_of(ids.entries[0]), len(ids.entries)) if ids.entries else (0, 0),
        root=tree.root,
        headings=(*levels[0], levels[-1][0]) if levels else None,
        references=sheet.references,
        fields=tuple(number_of(own) for _, own in in_order),
        field_names=tuple(fields.full_name(sheet, one) for one in sheet.fields),
        glyphs=sheet.glyphs,
        problems=(*rules.sheet_problems(sheet), *rules.skipped_levels(sheet.title, levels)),
        blocks=sheet.blocks,
        parts=sheet.parts,
        content=Chunk.of([*_objects(sheet, ids, design), *tree.objects], streams, extent(ids.end), ids.holder),
    )


def _objects(sheet: Sheet, ids: ObjectIds, design: Design) -> list[LocalObject]:
    """Return the objects of a sheet that are no streams, but for those of its structure."""
    return [
        *pages.pages(sheet, ids),
        *pages.links(sheet, ids),
        *fields.widgets(sheet, ids, design),
        *outline.headings(sheet, ids),
    ]

"""A pack as one file: PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING

from packgen.bind import fonts, metadata, outline, pages, rules, structure
from packgen.bind.furniture import Furniture
from packgen.bind.objects import text
from packgen.bind.slots import (
    CATALOGUE,
    FIRST_SLOT,
    INFO,
    METADATA,
    OUTLINE,
    PAGE_TREE,
    TREE_ROOT,
    Slot,
    allot,
)
from packgen.bind.writer import Fragment, Object, Stream, Writer, fragment

if TYPE_CHECKING:
    from packgen.sheet.sheet import Pack, Sheet
    from packgen.text.faces import Faces
    from packgen.theme.design import Design


def bind(pack: Pack, faces: Faces, design: Design) -> bytes:
    """Return a pack's PDF file; the same input gives the same bytes.

    Args:
        pack: what to bind, its front first. A sheet that begins on a left page must have been typeset for one.
        faces: the faces that the sheets were set in.
        design: frames, styles and heights of the running head and foot.

    Raises:
        ConformanceError: the pack would break a rule of PDF/UA-1 or PDF/A-2a; its text names every place.
    """
    rules.check(pack)
    sheets = [*pack.sheets(), pack.front]  # the front's numbers last: how long the contents are moves nothing else
    slots = list(_allotted(sheets))
    *others, front = slots
    order = [front, *others]
    above = count(front.end)
    furniture = Furniture(pack, faces, design)
    streams = furniture.forms(sum(len(slot.pages) for slot in order)) + metadata.streams(pack)
    streams += _overlays([pack.front, *pack.sheets()], order, furniture)
    objects = [
        _catalogue(pack),
        metadata.info(pack),
        pages.top(order),
        pages.shared_resources(),
        *structure.tree(pack, front, others, above),
        *outline.outline(outline.items(pack, front, others, above)),
    ]
    glyphs = fonts.merge([*(sheet.glyphs for sheet in sheets), furniture.glyphs])
    holder = next(above)
    embedded, files = fonts.embed(glyphs, faces, holder + 1)
    writer = Writer(holder + 1 + fonts.OBJECTS * len(glyphs))
    for sheet, slot in zip(sheets, slots, strict=True):
        writer.add(sheet_fragment(sheet, slot, others))
    writer.add_streams(streams + files)
    writer.add_objects(holder, objects + embedded)
    return writer.finish(CATALOGUE, INFO)


def sheet_fragment(sheet: Sheet, slot: Slot, sheets: Sequence[Slot] = ()) -> Fragment:
    """Return a sheet's finished objects.

    Args:
        sheet: the sheet.
        slot: its numbers.
        sheets: what the sheet's internal links count in; without them it must have none, and the fragment may be kept
            for other packs.
    """
    objects = [
        *pages.pages(sheet, slot),
        *pages.links(sheet, slot, sheets),
        *outline.headings(sheet, slot),
        *structure.elements(sheet, slot),
        *structure.leaf(sheet, slot),
    ]
    return fragment(slot.node, slot.end - slot.node, objects, pages.contents(sheet, slot), slot.holder)


def _allotted(sheets: Iterable[Sheet]) -> Iterator[Slot]:
    first = FIRST_SLOT
    for sheet in sheets:
        slot = allot(sheet, first)
        yield slot
        first = slot.end


def _overlays(sheets: Sequence[Sheet], slots: Sequence[Slot], furniture: Furniture) -> list[Stream]:
    """Return the streams that finish the pages, given sheets and their numbers in page order."""
    out = []
    first = 0
    for sheet, slot in zip(sheets, slots, strict=True):
        out += [furniture.overlay(own, first + page, page in sheet.pack_headed) for page, own in slot.overlays.items()]
        first += len(sheet.pages)
    return out


def _catalogue(pack: Pack) -> Object:
    entries = (
        f"/Type/Catalog/Pages {PAGE_TREE} 0 R/Lang{text(pack.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {TREE_ROOT} 0 R/Outlines {OUTLINE} 0 R/PageMode/UseOutlines"
        f"/ViewerPreferences<</DisplayDocTitle true>>/Metadata {METADATA} 0 R"
        f"/OutputIntents[{metadata.OUTPUT_INTENT}]"
    )
    return CATALOGUE, f"<<{entries}>>"

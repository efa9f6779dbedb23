"""A pack as one file: PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING

from packgen.bind import fields, fonts, metadata, outline, pages, references, rules, structure
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
        ValueError: two sheets have the same name, or one falls on a page of the other side than it was set for.
    """
    rules.check(pack)
    if not design.single_sided:
        _check_sides([pack.front, *pack.sheets()])
    sheets = [*pack.sheets(), pack.front]  # the front's numbers last: how long the contents are moves nothing else
    slots = list(_allotted(sheets))
    *others, front = slots
    order = [front, *others]
    above = count(front.end)
    furniture = Furniture(pack, faces, design)
    streams = furniture.forms(sum(len(slot.pages) for slot in order)) + metadata.streams(pack)
    streams += _overlays(pack, order, furniture)
    form, typed = fields.form(zip([pack.front, *pack.sheets()], order, strict=True), faces, design, above)
    objects = [
        _catalogue(pack, form),
        metadata.info(pack),
        pages.top(order),
        pages.shared_resources(),
        *structure.tree(pack, front, others, above),
        *outline.outline(outline.items(pack, front, others, above)),
        *form,
    ]
    glyphs = fonts.merge([*(sheet.glyphs for sheet in sheets), furniture.glyphs])
    holder = next(above)
    embedded, files = fonts.embed(glyphs, faces, holder + 1)
    writer = Writer(holder + 1 + fonts.OBJECTS * len(glyphs))
    for sheet, slot in zip(sheets, slots, strict=True):
        writer.add(sheet_fragment(sheet, slot, design, others))
    writer.add_streams(streams + typed + files)
    writer.add_objects(holder, objects + embedded)
    return writer.finish(CATALOGUE, INFO)


def sheet_fragment(sheet: Sheet, slot: Slot, design: Design, sheets: Sequence[Slot] = ()) -> Fragment:
    """Return a sheet's finished objects.

    Args:
        sheet: the sheet.
        slot: its numbers.
        design: what it was set in.
        sheets: what the sheet's internal links count in; without them it must have none, and the fragment may be kept
            for other packs.
    """
    objects = [
        *pages.pages(sheet, slot),
        *pages.links(sheet, slot, sheets),
        *fields.widgets(sheet, slot, design),
        *outline.headings(sheet, slot),
        *structure.elements(sheet, slot),
        *structure.leaf(sheet, slot),
    ]
    streams = pages.contents(sheet, slot) + fields.appearances(sheet, slot, design)
    return fragment(slot.node, slot.end - slot.node, objects, streams, slot.holder)


def _allotted(sheets: Iterable[Sheet]) -> Iterator[Slot]:
    first = FIRST_SLOT
    for sheet in sheets:
        slot = allot(sheet, first)
        yield slot
        first = slot.end


def _check_sides(sheets: Sequence[Sheet]) -> None:
    page = 0
    for sheet in sheets:
        if sheet.pages and sheet.verso != (page % 2 == 1):
            side = "left" if sheet.verso else "right"
            raise ValueError(f'"{sheet.title}" was set for a {side} page but begins on page {page + 1}')
        page += len(sheet.pages)


def _overlays(pack: Pack, slots: Sequence[Slot], furniture: Furniture) -> list[Stream]:
    """Return the streams that finish the pages, given the numbers of the front and the other sheets in page order."""
    out = []
    first = 0
    first_pages = references.first_pages(pack)
    for sheet, slot in zip([pack.front, *pack.sheets()], slots, strict=True):
        said: dict[int, list[str]] = {}
        for reference in sheet.references:
            drawn = furniture.referring(reference, references.words(reference, first_pages))
            said.setdefault(reference.page, []).append(drawn)
        for page, own in slot.overlays.items():
            around = [] if page in sheet.bare else furniture.around(first + page, page in sheet.pack_headed)
            out.append(Stream(own, "", "\n".join(said.get(page, []) + around).encode("latin-1")))
        first += len(sheet.pages)
    return out


def _catalogue(pack: Pack, form: Sequence[Object]) -> Object:
    entries = (
        f"/Type/Catalog/Pages {PAGE_TREE} 0 R/Lang{text(pack.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {TREE_ROOT} 0 R/Outlines {OUTLINE} 0 R/PageMode/UseOutlines"
        f"/ViewerPreferences<</DisplayDocTitle true>>/Metadata {METADATA} 0 R"
        f"/OutputIntents[{metadata.OUTPUT_INTENT}]"
    )
    if form:
        entries += f"/AcroForm {form[0][0]} 0 R"
    return CATALOGUE, f"<<{entries}>>"

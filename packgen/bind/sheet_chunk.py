"""Ready sheets: all that binding needs of a sheet as plain data, its objects finished but for their numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packgen.bind import fields, outline, pages, rules, structure
from packgen.bind.object_ids import ObjectIds, assign_ids, extent
from packgen.pdf.chunk import Chunk, OwnObject, Renumbered, movable, number_of
from packgen.sheet.sheet import Chapter, Pack, PackPart, Reference, Sheet
from packgen.sheet.structure import Attributes

if TYPE_CHECKING:
    from packgen.pdf.writer import Fragment
    from packgen.theme.design import Design


@dataclass(slots=True, eq=False)
class SheetChunk:
    """A sheet as the binder takes it. Numbers of objects count from the first of its run.

    Attributes:
        title, language, name, verso: as in `Sheet`.
        height: of its pages in points.
        page_count: its pages.
        pack_headed, bare: as in `Sheet`.
        first_page: number of its first page object.
        overlays: pages that the binder draws on, each with the number of its stream.
        entry: number of its entry in the outline.
        entries: number of the first entry below that, and how many there are.
        root: number, type, attributes and kids of its topmost element; None where nothing is read.
        headings: level and page of its first heading, and the level of the last; None where there are none.
        references: words with page numbers that the binder draws.
        fields: the numbers of its form fields in reading order.
        field_names: their full names.
        typed: what is typed in them: roles, and whether on ruled lines.
        glyphs: for each face, its glyphs in use, glyph n as bit n.
        problems: what would break PDF/UA-1, whatever the pack.
        content: its objects.
        placed: by the first number of a run, what depends on it; kept so that it is made once.
    """

    title: str
    language: str
    name: str
    verso: bool
    height: float
    page_count: int
    pack_headed: frozenset[int]
    bare: frozenset[int]
    first_page: int
    overlays: tuple[tuple[int, int], ...]
    entry: int
    entries: tuple[int, int]
    root: tuple[int, str, Attributes, str] | None
    headings: tuple[int, int | None, int] | None
    references: tuple[Reference, ...]
    fields: tuple[int, ...]
    field_names: tuple[str, ...]
    typed: tuple[tuple[str, bool], ...]
    glyphs: dict[int, int]
    problems: tuple[str, ...]
    content: Chunk
    placed: dict[int, Renumbered] = field(default_factory=dict)

    def moving(self, made: Fragment) -> list[int]:
        """Return the rows of its run that are others in each file: of streams, and of what is written with a pack."""
        rows = [*(row for row, _ in made.places), *(own for _, own in self.overlays), self.entry]
        return rows if self.root is None else [*rows, self.root[0]]


def to_chunk(sheet: Sheet, design: Design) -> SheetChunk:
    """Return a sheet ready to be bound.

    Args:
        sheet: the sheet.
        design: what it was set in.
    """
    slot = assign_ids(sheet)
    objects = objects_of(sheet, slot, design)
    streams = pages.contents(sheet, slot) + fields.appearances(sheet, slot, design)
    in_order = sorted(zip(sheet.structure.field_owners, slot.fields, strict=True))
    levels = rules.heading_levels(sheet)
    return SheetChunk(
        title=sheet.title,
        language=sheet.language,
        name=sheet.name,
        verso=sheet.verso,
        height=sheet.page_size[1],
        page_count=len(sheet.pages),
        pack_headed=sheet.pack_headed,
        bare=sheet.bare,
        first_page=number_of(slot.pages[0]) if slot.pages else 0,
        overlays=tuple((page, number_of(own)) for page, own in slot.overlays.items()),
        entry=number_of(slot.entry),
        entries=(number_of(slot.entries[0]), len(slot.entries)) if slot.entries else (0, 0),
        root=structure.root(sheet, slot),
        headings=(*levels[0], levels[-1][0]) if levels else None,
        references=sheet.references,
        fields=tuple(number_of(own) for _, own in in_order),
        field_names=tuple(fields.full_name(sheet, one) for one in sheet.fields),
        typed=tuple(dict.fromkeys((one.role, one.kind == "lines") for one in sheet.fields)),
        glyphs=sheet.glyphs,
        problems=(*rules.sheet_problems(sheet), *rules.skipped_levels(sheet.title, levels)),
        content=movable(objects, streams, extent(slot.end), slot.holder, slot.table),
    )


def objects_of(sheet: Sheet, slot: ObjectIds, design: Design) -> list[OwnObject]:
    """Return the objects of a sheet that are no streams."""
    return [
        *pages.pages(sheet, slot),
        *pages.links(sheet, slot),
        *fields.widgets(sheet, slot, design),
        *outline.headings(sheet, slot),
        *structure.elements(sheet, slot),
        *structure.leaf(sheet, slot),
    ]


def pack_of_chunks(pack: Pack[Sheet], design: Design) -> Pack[SheetChunk]:
    """Return a pack with all its sheets ready."""
    parts = tuple(
        PackPart(
            part.title,
            tuple(
                Chapter(chapter.title, tuple(to_chunk(sheet, design) for sheet in chapter.sheets))
                for chapter in part.chapters
            ),
        )
        for part in pack.parts
    )
    front_matter = to_chunk(pack.front_matter, design)
    return Pack(*pack[:5], front_matter, parts, *pack[7:])

"""What binding needs of a sheet as plain data: its objects are finished but for their numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from packgen.pdf.chunk import Chunk, Renumbered
from packgen.sheet.boxes import BlockBox
from packgen.sheet.sheet import Reference, SheetPart
from packgen.sheet.structure import Attributes


@dataclass(slots=True, eq=False)
class SheetChunk:
    """A sheet as the binder takes it. Object numbers count from the first of its chunk.

    Attributes:
        title, language, name, verso: as in `Sheet`.
        height: of its pages in points.
        page_count: its pages.
        pack_headed, bare: as in `Sheet`.
        first_page: number of its first page object.
        overlays: the indexes of pages that the binder draws on, each with the number of its stream.
        entry: number of its entry in the outline.
        entries: number of the first entry below that, and how many there are.
        root: number, type, attributes and kids of its topmost element; None if it has no structure.
        headings: level and page of its first heading, and the level of the last; None if there are none.
        references: words with page numbers that the binder draws.
        fields: the numbers of its form fields in reading order.
        field_names: their full names.
        glyphs: for each face, a mask of the glyphs in use: glyph n is bit n.
        problems: what would break PDF/UA-1, whatever the pack.
        blocks: as in `Sheet`; the binder does not use them.
        parts: as in `Sheet`.
        content: its objects.
        renumbered: the results of `Chunk.renumber` so far, by first number.
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
    glyphs: dict[int, int]
    problems: tuple[str, ...]
    blocks: tuple[BlockBox, ...]
    parts: tuple[SheetPart, ...]
    content: Chunk
    renumbered: dict[int, Renumbered] = field(default_factory=dict)

"""The binder: sheet chunks in, the bytes of one tagged PDF out, for as many packs as there are to bind.

PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, count
from typing import TYPE_CHECKING

from packgen.bind import fields, metadata, outline, pages, references, rules, structure
from packgen.bind.object_ids import (
    CATALOGUE,
    FIRST_SHEET,
    INFO,
    METADATA,
    OUTLINE,
    PAGE_TREE,
    SHARED,
    TREE_ROOT,
    font_number,
)  # fmt: skip
from packgen.bind.overlays import Overlays
from packgen.bounded import Bounded
from packgen.pdf.crossref import rows
from packgen.pdf.fragment import Fragment, make_fragment
from packgen.pdf.objects import text
from packgen.pdf.streams import Object, Stream, object_stream
from packgen.pdf.writer import Write, Writer

if TYPE_CHECKING:
    from packgen.bind.font_metrics import FontMetrics
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.pdf.chunk import PageResolver
    from packgen.sheet.sheet import Pack
    from packgen.theme.design import Design


_MOST_FONTS = 100
"""Fonts whose bytes are kept: those of the pool, and some for packs that need more letters."""


class Binder:
    """Binds packs that have many sheets in common.

    Each sheet of the pool has the same object numbers in every pack, in the order of the pool, and its bytes are
    finished once; one subset of each font serves all packs. So the bytes of a pack depend on the pool too.

    Args:
        metrics: the fonts that the sheets were typeset in.
        design: frames, styles and heights of the running head and foot.
        pool: sheets that many packs have. A pack may have others: they are numbered after the pool, the front matter
            last.
    """

    def __init__(self, metrics: FontMetrics, design: Design, pool: Iterable[SheetChunk] = ()) -> None:
        self._metrics = metrics
        self._design = design
        self._firsts: dict[SheetChunk, int] = {}
        self._fragments: dict[SheetChunk, Fragment] = {}
        self._fonts: Bounded[tuple[int, int], Fragment] = Bounded(_MOST_FONTS)
        self._glyphs: dict[int, int] = {}
        self._overlays = Overlays(metrics, design, self._firsts)
        self._about: tuple[tuple[Stream, tuple[Object, ...]], Fragment] | None = None
        self._end = FIRST_SHEET
        for sheet in pool:
            if sheet not in self._firsts:
                self._firsts[sheet] = self._end
                self._end += sheet.content.extent
                _merge(self._glyphs, sheet.glyphs)

    def reserve(self, words: str, roles: Iterable[str]) -> None:
        """Embed the glyphs of some words in the styles of some roles in every pack, so that a subset serves more packs.

        Args:
            words: the words.
            roles: names of the styles.
        """
        for role in roles:
            style = self._design.style(role)
            face = self._metrics.index(style.family, style.bold)
            _merge(self._glyphs, dict(self._metrics.line(face, style.size, words).glyphs))

    def bind(self, pack: Pack[SheetChunk]) -> bytes:
        """Return a pack's PDF file; see `write`."""
        return b"".join(self.pieces(pack))

    def pieces(self, pack: Pack[SheetChunk]) -> tuple[bytes, ...]:
        """Return a pack's PDF file in pieces that follow each other; see `write`."""
        parts: list[bytes] = []
        self.write(pack, parts.append)
        return tuple(parts)

    def write(self, pack: Pack[SheetChunk], write: Write) -> None:
        """Write a pack's PDF file; the same input gives the same bytes.

        Args:
            pack: what to bind. A sheet that begins on a left page must have been typeset for one.
            write: takes the file, piece by piece; it is not called before all is checked.

        Raises:
            ConformanceError: the pack would break a rule of PDF/UA-1 or PDF/A-2a; the message has a line for each.
            ValueError: two sheets have the same name, or one falls on a page of the other side than it was typeset for.
        """
        rules.check(pack)
        sheets = pack.sheets()
        order = pack.order()
        led = len(order) - len(sheets)
        if not self._design.single_sided:
            _check_sides(order)
        firsts, end = self._assign(order, led)

        def resolve(sheet: int, page: int) -> int:
            return firsts[led + sheet] + sheets[sheet].first_page + page

        unused = count(end)
        furniture = self._overlays.furniture(pack, pack.title)
        footers = furniture.forms(sum(sheet.page_count for sheet in order))
        first_pages = references.first_pages(pack)
        *befores, page_count = accumulate([sheet.page_count for sheet in order], initial=0)
        places = zip(order, firsts, befores, pack.heads(), strict=True)
        overlays = [self._overlays.overlay(pack, *place, first_pages) for place in places]
        form, form_fonts = fields.form(zip(order, firsts, strict=True), self._metrics, self._design, unused)
        glyphs = self._embedded(order, [furniture.glyphs(), *[one.glyphs for one in overlays]])
        about = self._description(pack, (_catalogue(pack, form), metadata.info(pack), pages.font_resources(glyphs)))
        objects = [
            pages.top(firsts, page_count),
            *structure.tree(pack, firsts, unused),
            *outline.outline(outline.items(pack, firsts, unused)),
            *form,
        ]
        holder = next(unused)
        writer = Writer(holder + 1, write)
        writer.add(about)
        for sheet, first in zip((*sheets, *order[:led]), (*firsts[led:], *firsts[:led]), strict=True):
            writer.add(self._fragments.get(sheet) or self._fragment(sheet, first, resolve))
        writer.add_streams(footers)
        drawn = [one.fragment for one in overlays]
        for part in (*drawn, *form_fonts, *[self._font(*one) for one in glyphs.items()]):
            writer.add(part)
        writer.add_objects(holder, objects)
        writer.finish(CATALOGUE, INFO)

    def _assign(self, order: Sequence[SheetChunk], led: int) -> tuple[list[int], int]:
        """Return the first number of each sheet, and the first after all; ``led`` sheets are front matter."""
        end = self._end
        firsts: dict[SheetChunk, int] = {}
        for sheet in (*order[led:], *order[:led]):  # front matter last: its length then changes no other numbers
            if sheet in firsts:
                raise ValueError(f'"{sheet.title}" stands twice in the pack')
            own = self._firsts.get(sheet)
            if own is None:
                own = end
                end += sheet.content.extent
            firsts[sheet] = own
        return [firsts[sheet] for sheet in order], end

    def _fragment(self, sheet: SheetChunk, first: int, resolve: PageResolver) -> Fragment:
        """Return a sheet's finished objects, and keep those of a sheet of the pool."""
        content = sheet.content
        if not content.self_contained:
            return content.fragment(first, content.renumber(first, resolve))
        done = sheet.renumbered.get(first)
        if done is None:
            done = sheet.renumbered[first] = content.renumber(first)
        made = content.fragment(first, done)
        if sheet in self._firsts:
            self._fragments[sheet] = made
        return made

    def _font(self, face: int, glyphs: int) -> Fragment:
        made = self._fonts.get((face, glyphs))
        if made is None:
            content = self._metrics.font(face, glyphs)
            first = font_number(face)
            made = self._fonts[face, glyphs] = content.fragment(first, content.renumber(first))
        return made

    def _description(self, pack: Pack[SheetChunk], objects: tuple[Object, ...]) -> Fragment:
        """Return metadata and other objects with fixed numbers; those of the last pack are kept: many have the same.

        The fragment's rows are those of all fixed numbers up to `SHARED`; objects that are not in it must be added
        later.
        """
        packet, profile = metadata.streams(pack)
        if self._about is None or self._about[0] != (packet, objects):
            held = [*objects, pages.shared_resources(), *structure.attributes()]
            table = rows(CATALOGUE, SHARED, SHARED, held)
            made = make_fragment(CATALOGUE, table, [packet, profile, object_stream(SHARED, held)])
            self._about = (packet, objects), made
        return self._about[1]

    def _embedded(self, order: Iterable[SheetChunk], drawn: Iterable[Mapping[int, int]]) -> dict[int, int]:
        """Return the glyphs to embed: of each face that the pack uses, those of the whole pool and of the pack."""
        used: dict[int, int] = {}
        for sheet in order:
            if sheet in self._firsts:  # its glyphs are among those of the pool
                used |= dict.fromkeys(sheet.glyphs.keys() - used.keys(), 0)
            else:
                _merge(used, sheet.glyphs)
        for glyphs in drawn:
            _merge(used, glyphs)
        return {face: used[face] | self._glyphs.get(face, 0) for face in sorted(used)}


def _merge(into: dict[int, int], glyphs: Mapping[int, int]) -> None:
    for face, own in glyphs.items():
        into[face] = into.get(face, 0) | own


def _check_sides(sheets: Iterable[SheetChunk]) -> None:
    page = 0
    for sheet in sheets:
        if sheet.page_count and sheet.verso != (page % 2 == 1):
            side = "left" if sheet.verso else "right"
            raise ValueError(f'"{sheet.title}" was set for a {side} page but begins on page {page + 1}')
        page += sheet.page_count


def _catalogue(pack: Pack[SheetChunk], form: Sequence[Object]) -> Object:
    entries = (
        f"/Type/Catalog/Pages {PAGE_TREE} 0 R/Lang{text(pack.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {TREE_ROOT} 0 R/Outlines {OUTLINE} 0 R/PageMode/UseOutlines"
        f"/ViewerPreferences<</DisplayDocTitle true>>/Metadata {METADATA} 0 R"
        f"/OutputIntents[{metadata.OUTPUT_INTENT}]"
    )
    if form:
        entries += f"/AcroForm {form[0][0]} 0 R"
    return CATALOGUE, f"<<{entries}>>"

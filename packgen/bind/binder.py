"""The press: ready sheets in, the bytes of one tagged PDF out, as often as there are packs to bind.

PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, count
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind import fields, fonts, metadata, outline, pages, references, rules, structure
from packgen.bind.furniture import Feet, Furniture
from packgen.bind.object_ids import CATALOGUE, FIRST_SLOT, INFO, METADATA, OUTLINE, PAGE_TREE, SHARED, TREE_ROOT
from packgen.pdf.crossref import rows, settled
from packgen.pdf.objects import text
from packgen.pdf.writer import Fragment, Object, Stream, Write, Writer, joined, object_stream, written

if TYPE_CHECKING:
    from packgen.bind.font_metrics import FontMetrics
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.pdf.chunk import Goals
    from packgen.sheet.sheet import Pack
    from packgen.theme.design import Design


_MOST_FONTS = 100
"""Fonts whose bytes are kept: those of the pool, and some for packs that need more letters."""


_MOST_OVERLAYS = 5000
"""Sheets in places for which what finishes their pages is kept."""


class _Overlay(NamedTuple):
    """The streams that finish the pages of a sheet, and the glyphs that they take."""

    streams: Fragment
    glyphs: dict[int, int]


class Binder:
    """Binds packs, most of them of the same sheets.

    Each sheet of the pool has its object numbers for good, in the order of the pool, and its bytes are finished once;
    one subset of each font serves all packs. So the bytes of a pack depend on the pool too.

    Args:
        letters: the fonts that the sheets were set in.
        design: frames, styles and heights of the running head and foot.
        pool: sheets that many packs hold. A pack may have others: they are numbered after the pool, front matter last.
    """

    def __init__(self, letters: FontMetrics, design: Design, pool: Iterable[SheetChunk] = ()) -> None:
        self._letters = letters
        self._design = design
        self._firsts: dict[SheetChunk, int] = {}
        self._fragments: dict[SheetChunk, Fragment] = {}
        self._fonts: dict[tuple[int, int], Fragment] = {}
        self._glyphs: dict[int, int] = {}
        self._feet: Feet = {}
        self._overlays: dict[tuple[SheetChunk, int, str], _Overlay] = {}
        self._told: tuple[tuple[Stream, tuple[Object, ...]], Fragment] | None = None
        self._end = FIRST_SLOT
        for sheet in pool:
            if sheet not in self._firsts:
                self._firsts[sheet] = self._end
                self._end += sheet.content.extent
                _merge(self._glyphs, sheet.glyphs)

    def reserve(self, words: str, roles: Iterable[str]) -> None:
        """Let every pack have the glyphs of some words in the styles of roles: a subset then serves more packs."""
        for role in roles:
            style = self._design.style(role)
            face = self._letters.index(style.family, style.bold)
            _merge(self._glyphs, dict(self._letters.line(face, style.size, words).glyphs))

    def bind(self, pack: Pack[SheetChunk]) -> bytes:
        """Return a pack's PDF file; see `write`."""
        parts: list[bytes] = []
        self.write(pack, parts.append)
        return b"".join(parts)

    def write(self, pack: Pack[SheetChunk], write: Write) -> None:
        """Write a pack's PDF file; the same input gives the same bytes.

        Args:
            pack: what to bind, its front matter first. A sheet that begins on a left page must have been set for one.
            write: takes the file, piece by piece: nothing before all is checked.

        Raises:
            ConformanceError: the pack would break a rule of PDF/UA-1 or PDF/A-2a; its text names every place.
            ValueError: two sheets have the same name, or one falls on a page of the other side than it was set for.
        """
        rules.check(pack)
        sheets = pack.sheets()
        order = [pack.front_matter, *sheets]
        if not self._design.single_sided:
            _check_sides(order)
        firsts, end = self._allotted(order)

        def goal(sheet: int, page: int) -> int:
            return firsts[sheet + 1] + sheets[sheet].first_page + page

        above = count(end)
        furniture = Furniture(pack, self._letters, self._design, self._feet)
        streams = furniture.forms(sum(sheet.page_count for sheet in order))
        first_pages = references.first_pages(pack)
        befores = [0, *accumulate([sheet.page_count for sheet in order])]
        places = zip(order, firsts, befores[:-1], strict=True)
        overlays = [self._overlay(pack, *place, first_pages) for place in places]
        form, typing = fields.form(zip(order, firsts, strict=True), self._letters, self._design, above)
        glyphs = self._wanted(order, [furniture.glyphs(), *[one.glyphs for one in overlays]])
        about = self._about(pack, (_catalogue(pack, form), metadata.info(pack), fonts.resources(glyphs)))
        objects = [
            pages.top(firsts, befores[-1]),
            *structure.tree(pack, firsts, above),
            *outline.outline(outline.items(pack, firsts, above)),
            *form,
        ]
        holder = next(above)
        writer = Writer(holder + 1, write)
        writer.add(about)
        for sheet, first in zip((*sheets, pack.front_matter), (*firsts[1:], firsts[0]), strict=True):
            writer.add(self._fragments.get(sheet) or self._fragment(sheet, first, goal))
        writer.add_streams(streams)
        drawn = [one.streams for one in overlays]
        for part in (*drawn, *typing, *[self._font(*one) for one in glyphs.items()]):
            writer.add(part)
        writer.add_objects(holder, objects)
        writer.finish(CATALOGUE, INFO)

    def _allotted(self, order: Sequence[SheetChunk]) -> tuple[list[int], int]:
        """Return where the runs of the front matter and the other sheets begin, and the first number after them."""
        end = self._end
        firsts: dict[SheetChunk, int] = {}
        for sheet in (*order[1:], order[0]):  # the front matter last: how long the contents are moves nothing else
            if sheet in firsts:
                raise ValueError(f'"{sheet.title}" stands twice in the pack')
            own = self._firsts.get(sheet)
            if own is None:
                own = end
                end += sheet.content.extent
            firsts[sheet] = own
        return [firsts[sheet] for sheet in order], end

    def _fragment(self, sheet: SheetChunk, first: int, goals: Goals) -> Fragment:
        """Return a sheet's finished objects; those of a sheet of the pool are kept."""
        content = sheet.content
        if not content.apart:
            return content.bound(first, goals)
        placed = sheet.placed.get(first)
        if placed is None:
            placed = sheet.placed[first] = content.place(first)
        made = content.fragment(first, placed)
        if sheet in self._firsts:
            made = self._fragments[sheet] = made._replace(settled=settled(made.rows, sheet.moving(made)))
        return made

    def _font(self, face: int, glyphs: int) -> Fragment:
        made = self._fonts.get((face, glyphs))
        if made is None:
            content = self._letters.font(face, glyphs)
            first = fonts.first(face)
            if len(self._fonts) >= _MOST_FONTS:
                self._fonts.clear()
            made = self._fonts[face, glyphs] = content.fragment(first, content.place(first))
        return made

    def _about(self, pack: Pack[SheetChunk], told: tuple[Object, ...]) -> Fragment:
        """Return what is known of a pack apart from its sheets; that of the last pack is kept: many have the same.

        Its run holds numbers of other objects, which are to be entered after it.
        """
        packet, profile = metadata.streams(pack)
        if self._told is None or self._told[0] != (packet, told):
            objects = [*told, pages.shared_resources(), *structure.attributes()]
            streams = [packet, profile, object_stream(SHARED, objects)]
            made = joined(CATALOGUE, rows(CATALOGUE, SHARED, (SHARED, objects)), map(written, streams))
            self._told = (packet, told), made
        return self._told[1]

    def _overlay(
        self, pack: Pack[SheetChunk], sheet: SheetChunk, first: int, before: int, first_pages: Mapping[str, int]
    ) -> _Overlay:
        """Return what finishes the pages of a sheet, given where its run begins and how many pages stand before it.

        Where it is nothing but the pack's title and page numbers, it is kept for packs that have a sheet of the pool
        in the same place.
        """
        key = sheet, before, pack.title
        known = self._overlays.get(key)
        if known is not None:
            return known
        furniture = Furniture(pack, self._letters, self._design, self._feet)
        streams = _overlays(sheet, first, before, furniture, first_pages, pack.student)
        made = _Overlay(joined(first, b"", map(written, streams)), furniture.glyphs())
        if sheet in self._firsts and not sheet.references:
            if len(self._overlays) >= _MOST_OVERLAYS:
                self._overlays.clear()
            self._overlays[key] = made
        return made

    def _wanted(self, order: Iterable[SheetChunk], drawn: Iterable[Mapping[int, int]]) -> dict[int, int]:
        """Return what to embed: of each face that the pack has, the glyphs of the whole pool and of the pack."""
        wanted: dict[int, int] = {}
        for sheet in order:
            if sheet in self._firsts:  # whose glyphs are there, whatever sheet of the pool it is
                wanted |= dict.fromkeys(sheet.glyphs.keys() - wanted.keys(), 0)
            else:
                _merge(wanted, sheet.glyphs)
        for glyphs in drawn:
            _merge(wanted, glyphs)
        return {face: wanted[face] | self._glyphs.get(face, 0) for face in sorted(wanted)}


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


def _overlays(
    sheet: SheetChunk, first: int, before: int, furniture: Furniture, first_pages: Mapping[str, int], student: str
) -> list[Stream]:
    """Return the streams that finish the pages of a sheet."""
    said: dict[int, list[bytes]] = {}
    for reference in sheet.references:
        drawn = furniture.referring(reference, references.words(reference, first_pages, student))
        said.setdefault(reference.page, []).append(drawn.encode("latin-1"))
    out = []
    for page, own in sheet.overlays:
        around = [] if page in sheet.bare else [furniture.around(before + page, page in sheet.pack_headed)]
        out.append(Stream(first + own, "", b"\n".join([*said.get(page, []), *around])))
    return out


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

"""Overlays: the content streams in which the binder draws furniture and references on the pages of a sheet."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind import references
from packgen.bind.furniture import Folios, Furniture
from packgen.bounded import Bounded
from packgen.pdf.fragment import Fragment, make_fragment
from packgen.pdf.streams import Stream

if TYPE_CHECKING:
    from packgen.bind.font_metrics import FontMetrics
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Pack
    from packgen.theme.design import Design

_MOST_KEPT = 5000


class Overlay(NamedTuple):
    """The overlays of a sheet's pages, and the glyphs that they use: by face, a mask whose bit n is glyph n."""

    fragment: Fragment
    glyphs: dict[int, int]


class Overlays:
    """Makes the overlays of sheets, and keeps those that serve many packs.

    Args:
        metrics: fonts.
        design: styles.
        pool: sheets that have the same object numbers in every pack.
    """

    def __init__(self, metrics: FontMetrics, design: Design, pool: Container[SheetChunk]) -> None:
        self._metrics = metrics
        self._design = design
        self._pool = pool
        self._folios: Folios = {}
        self._kept: Bounded[tuple[SheetChunk, int, str, str], Overlay] = Bounded(_MOST_KEPT)

    def furniture(self, pack: Pack[SheetChunk], head: str) -> Furniture:
        """Return what draws the furniture of sheets with some words on the left of their running heads."""
        return Furniture(pack, head, self._metrics, self._design, self._folios)

    def overlay(
        self,
        pack: Pack[SheetChunk],
        sheet: SheetChunk,
        first: int,
        before: int,
        head: str,
        first_pages: Mapping[str, int],
    ) -> Overlay:
        """Return the overlays of a sheet.

        Args:
            pack: the pack.
            sheet: the sheet.
            first: the first of its object numbers.
            before: the count of pages before it in the pack.
            head: words on the left of its running heads.
            first_pages: see `references.first_pages`.
        """
        key = sheet, before, pack.title, head
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        furniture = self.furniture(pack, head)
        turned = sheet.height != self._design.page_height
        streams = _streams(sheet, first, before, furniture, first_pages, pack.student, turned)
        made = Overlay(make_fragment(first, b"", streams), furniture.glyphs())
        # References depend on where the other sheets of a pack are, which is not in the key.
        if sheet in self._pool and not sheet.references:
            self._kept[key] = made
        return made


def _streams(
    sheet: SheetChunk,
    first: int,
    before: int,
    furniture: Furniture,
    first_pages: Mapping[str, int],
    student: str,
    turned: bool,
) -> list[Stream]:
    drawn: dict[int, list[bytes]] = {}
    for reference in sorted(sheet.references, key=lambda one: one.target is None):  # the student's name last
        words = references.words(reference, first_pages, student)
        drawn.setdefault(reference.page, []).append(furniture.referring(reference, words).encode("latin-1"))
    out = []
    for page, own in sheet.overlays:
        around = [] if page in sheet.bare else [furniture.around(before + page, page in sheet.pack_headed, turned)]
        out.append(Stream(first + own, "", b"\n".join([*drawn.get(page, []), *around])))
    return out

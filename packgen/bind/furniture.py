"""What the binder draws on each page: folio, footer, running head, and words with page numbers.

All but the words with page numbers is pagination artifacts (ISO 32000-1, 14.8.2.2.2). The constant part of the footer
is one form XObject for rectos and one for versos; the overlay of a page adds the folio.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from packgen.bind.font_metrics import FontMetrics, ShapedLine
from packgen.bind.object_ids import FONTS, RECTO, VERSO
from packgen.pdf.objects import number
from packgen.pdf.streams import Stream
from packgen.pdf.xobjects import form_entries
from packgen.sheet.artifacts import opening

if TYPE_CHECKING:
    from packgen.sheet.sheet import Pack, Reference
    from packgen.theme.design import Design, Style

_HEAD = opening("Header")
_FOOT = opening("Footer")
_APART = "  ·  "
_CUT = "…"

_SMALLEST = 0.6
"""Fraction of the font size down to which words are reduced that are too wide for their room."""


Folios = dict[int, tuple[ShapedLine, bytes]]
"""By page in the pack, the folio and the operators that draw it with the footer."""


class Furniture:
    """Draws the furniture of one pack and records the glyphs that it uses.

    Args:
        pack: the pack.
        head: words on the left of running heads.
        metrics: its fonts.
        design: its styles.
        folios: a cache that all packs of the same design share.
    """

    def __init__(self, pack: Pack[Any], head: str, metrics: FontMetrics, design: Design, folios: Folios) -> None:
        self._folios = folios
        self._pack = pack
        self._head_words = head
        self._metrics = metrics
        self._design = design
        self._running = design.style("running")
        self._folio_style = design.style("folio")
        self._head_centre = design.page_height - design.length("header-centre")
        self._foot_centre = design.length("footer-centre")
        self._heads: dict[bool, bytes] = {}
        self._shown: dict[int, ShapedLine] = {}

    def glyphs(self) -> dict[int, int]:
        """Return the glyphs drawn so far: for each face, a mask whose bit n is glyph n."""
        out: dict[int, int] = {}
        for line in self._shown.values():
            for face, glyphs in line.glyphs:
                out[face] = out.get(face, 0) | glyphs
        return out

    def forms(self, pages: int) -> list[Stream]:
        """Return the footers of rectos and versos of a pack with so many pages; without versos the second is empty."""
        reserved = self._line(str(pages), self._folio_style).width + 2 * self._folio_style.size
        recto = self._form(RECTO, True, reserved)
        if self._design.single_sided:
            return [recto, recto._replace(number=VERSO, data=b"")]
        return [recto, self._form(VERSO, False, reserved)]

    def around(self, page: int, headed: bool, turned: bool = False) -> bytes:
        """Return the operators that draw the footer, the folio and the running head of a page.

        Args:
            page: its index in the pack; page 0 is a recto.
            headed: whether the running head has words on the left.
            turned: whether the page is on its side; see `Design.turned`.
        """
        recto = self._is_recto(page)
        if turned:
            return self._turned_footer(page, recto)
        line, shown = self._footer(page, recto)
        self._shown[id(line)] = line
        return self._head(recto) + shown if headed else shown

    def _footer(self, page: int, recto: bool) -> tuple[ShapedLine, bytes]:
        """Return the folio, and the operators that draw it and the footer: the same in any pack."""
        known = self._folios.get(page)
        if known is None:
            frame = self._design.frame(recto)
            folio = self._line(str(page + 1), self._folio_style)
            x = frame.x + frame.width - folio.width if recto else frame.x
            shown = self._show(folio, self._folio_style, x, self._baseline(self._folio_style, self._foot_centre))
            lines = [_FOOT, f"/{'Recto' if recto else 'Verso'} Do", shown, "EMC"]
            known = self._folios[page] = folio, "\n".join(lines).encode("latin-1")
        return known

    def _turned_footer(self, page: int, recto: bool) -> bytes:
        """Return the operators that draw the folio and the footer of a page on its side."""
        frame, style, folio_style = self._design.turned().frame(recto), self._running, self._folio_style
        folio = self._line(str(page + 1), folio_style)
        title = self._footing(frame.width - folio.width - 2 * folio_style.size)
        lines, right = (title, folio) if recto else (folio, title), frame.x + frame.width
        xs = frame.x, right - lines[1].width
        shown = [
            self._show(line, one, x, self._baseline(one, self._foot_centre))
            for line, one, x in zip(lines, (style, folio_style) if recto else (folio_style, style), xs, strict=True)
        ]
        return "\n".join([_FOOT, *shown, "EMC"]).encode("latin-1")

    def referring(self, reference: Reference, words: str) -> str:
        """Return the marked content of a reference with its words, which may be empty."""
        begin = f"/{reference.tag}<</MCID {reference.mcid}>>BDC"
        if not words:
            return f"{begin} EMC"
        style = self._design.style(reference.role)
        line = self._line(words, style)
        if reference.room and line.width > reference.room:
            scale = reference.room / line.width
            style = replace(style, size=style.size * max(_SMALLEST, scale))
            line = self._line(words, style) if scale >= _SMALLEST else self._fitted(words, style, reference.room)
        x = reference.x - line.width if reference.right else reference.x
        return f"{begin} {self._show(line, style, x, reference.y)} EMC"

    def _is_recto(self, page: int) -> bool:
        return page % 2 == 0 or self._design.single_sided

    def _head(self, recto: bool) -> bytes:
        if recto not in self._heads:
            frame = self._design.frame(recto)
            title = self._fitted(self._head_words, self._running, frame.width - self._design.length("rail-room"))
            baseline = self._baseline(self._running, self._head_centre)
            shown = self._show(title, self._running, frame.x, baseline)
            self._heads[recto] = f"{_HEAD}\n{shown}\nEMC\n".encode("latin-1")
        return self._heads[recto]

    def _form(self, own: int, recto: bool, reserved: float) -> Stream:
        frame, style = self._design.frame(recto), self._running
        title = self._footing(frame.width - reserved)
        x = frame.x if recto else frame.x + frame.width - title.width
        data = self._show(title, style, x, self._baseline(style, self._foot_centre)).encode("latin-1")
        page = (0, 0, self._design.page_width, self._design.page_height)
        return Stream(own, form_entries(page, f"/Font {FONTS} 0 R"), data)

    def _footing(self, room: float) -> ShapedLine:
        """Return title, student and edition; if they are too wide, the title is shortened first."""
        pack, style = self._pack, self._running
        owned = _APART.join(part for part in (pack.student, pack.edition) if part)
        line = self._titled(pack.title, style, owned)
        if line.width <= room:
            return line
        if pack.student and self._titled(_CUT, style, owned).width > room:
            return self._fitted(pack.student, style, room, pack.edition)
        if pack.student and self._titled(pack.title[:1] + _CUT, style, owned).width > room:
            return self._titled(_CUT, style, owned)
        return self._fitted(pack.title, style, room, owned)

    def _fitted(self, words: str, style: Style, room: float, edition: str = "") -> ShapedLine:
        """Return a line no wider than its room: without its last words, else its last letters, else the edition."""
        line = self._titled(words, style, edition)
        if line.width <= room:
            return line
        kept = words.split(" ")
        while len(kept) > 1:
            kept.pop()
            line = self._titled(" ".join(kept).rstrip(",;:–—-") + _CUT, style, edition)
            if line.width <= room:
                return line
        for length in range(len(kept[0]) - 1, 0, -1):
            line = self._titled(kept[0][:length] + _CUT, style, edition)
            if line.width <= room:
                return line
        return self._fitted(words, style, room) if edition else self._line(_CUT, style)

    def _titled(self, words: str, style: Style, edition: str) -> ShapedLine:
        """Return words, a dot and the edition, which may be bold."""
        if not edition:
            return self._line(words, style)
        if not self._pack.bold_edition:
            return self._line(words + _APART + edition, style)
        bold = replace(style, bold=True)
        first, second = self._line(words + _APART, style), self._line(edition, bold)
        change = f")] TJ /F{self._face(bold)} {number(style.size)} Tf [("
        return ShapedLine(first.width + second.width, first.piece + change + second.piece, first.glyphs + second.glyphs)

    def _baseline(self, style: Style, centre: float) -> float:
        """Return the baseline of a line whose capitals are centred on a height."""
        return centre - self._metrics.cap_height(self._face(style)) * style.size / 2000

    def _show(self, line: ShapedLine, style: Style, x: float, baseline: float) -> str:
        """Return a text object, and record its glyphs."""
        self._shown[id(line)] = line
        start = (
            f"BT {style.colour.fill} /F{self._face(style)} {number(style.size)} Tf {number(x)} {number(baseline)} Td"
        )
        return f"{start} [({line.piece})] TJ ET"

    def _face(self, style: Style) -> int:
        return self._metrics.index(style.family, style.bold)

    def _line(self, words: str, style: Style) -> ShapedLine:
        return self._metrics.line(self._face(style), style.size, words)

"""What the pack adds to each page: folio, footer, its title in a running head, and words with page numbers.

All but these words is pagination artifacts (ISO 32000-1, 14.8.2.2.2). The footer's constant part is one form for rectos
and one for versos; a page's own stream adds its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packgen.bind.font_metrics import FontMetrics, ShapedLine
from packgen.bind.object_ids import FONTS, RECTO, VERSO
from packgen.pdf.objects import box, number
from packgen.pdf.writer import Stream
from packgen.sheet.artifacts import opening

if TYPE_CHECKING:
    from packgen.sheet.sheet import Pack, Reference
    from packgen.theme.design import Design, Style

_HEAD = opening("Header")
_FOOT = opening("Footer")
_APART = "  ·  "
_CUT = "…"

_SMALLEST = 0.6
"""Of its size to which a name is brought down that is too long for its field."""


Feet = dict[int, tuple[ShapedLine, bytes]]
"""By its page in a pack, the page number and what draws it."""


class Furniture:
    """Draws the furniture of one pack and keeps account of the glyphs that it takes.

    Args:
        pack: the pack.
        letters: its fonts.
        design: its styles.
        feet: the feet of pages, kept for other packs of the same design.
    """

    def __init__(self, pack: Pack[Any], letters: FontMetrics, design: Design, feet: Feet) -> None:
        self._feet = feet
        self._pack = pack
        self._letters = letters
        self._design = design
        self._running = design.style("running")
        self._folio = design.style("folio")
        self._head_centre = design.page_height - design.length("header-centre")
        self._foot_centre = design.length("footer-centre")
        self._heads: dict[bool, bytes] = {}
        self._shown: dict[int, ShapedLine] = {}

    def glyphs(self) -> dict[int, int]:
        """Return the glyphs in use so far: for each face, glyph n as bit n."""
        out: dict[int, int] = {}
        for line in self._shown.values():
            for face, glyphs in line.glyphs:
                out[face] = out.get(face, 0) | glyphs
        return out

    def forms(self, pages: int) -> list[Stream]:
        """Return the forms with the pack's title and edition, for a pack of so many pages; versos may have none."""
        taken = self._line(str(pages), self._folio).width + 2 * self._folio.size
        recto = self._form(RECTO, True, taken)
        if self._design.single_sided:
            return [recto, recto._replace(number=VERSO, data=b"")]
        return [recto, self._form(VERSO, False, taken)]

    def around(self, page: int, headed: bool) -> bytes:
        """Return the operators that draw what stands around a page.

        Args:
            page: the page in the pack, the first being 0 and a recto.
            headed: whether the pack's title stands in the running head.
        """
        recto = self._is_recto(page)
        line, shown = self._foot(page, recto)
        self._shown[id(line)] = line
        return self._head(recto) + shown if headed else shown

    def _foot(self, page: int, recto: bool) -> tuple[ShapedLine, bytes]:
        """Return the page number and what draws it with the footer's form: the same in any pack."""
        known = self._feet.get(page)
        if known is None:
            frame = self._design.frame(recto)
            folio = self._line(str(page + 1), self._folio)
            x = frame.x + frame.width - folio.width if recto else frame.x
            shown = self._show(folio, self._folio, x, self._baseline(self._folio, self._foot_centre))
            lines = [_FOOT, f"/{'Recto' if recto else 'Verso'} Do", shown, "EMC"]
            known = self._feet[page] = folio, "\n".join(lines).encode("latin-1")
        return known

    def referring(self, reference: Reference, words: str) -> str:
        """Return the marked content of a reference, with the words it comes to say or, without any, empty."""
        begin = f"/{reference.tag}<</MCID {reference.mcid}>>BDC"
        if not words:
            return f"{begin} EMC"
        style = self._design.style(reference.role)
        line = self._line(words, style)
        if reference.room and line.width > reference.room:
            style = style._replace(size=style.size * max(_SMALLEST, reference.room / line.width))
            line = self._fitted(words, style, reference.room)
        x = reference.x - line.width if reference.right else reference.x
        return f"{begin} {self._show(line, style, x, reference.y)} EMC"

    def _is_recto(self, page: int) -> bool:
        return page % 2 == 0 or self._design.single_sided

    def _head(self, recto: bool) -> bytes:
        if recto not in self._heads:
            frame = self._design.frame(recto)
            title = self._fitted(self._pack.title, self._running, frame.width - self._design.length("rail-room"))
            baseline = self._baseline(self._running, self._head_centre)
            shown = self._show(title, self._running, frame.x, baseline)
            self._heads[recto] = f"{_HEAD}\n{shown}\nEMC\n".encode("latin-1")
        return self._heads[recto]

    def _form(self, own: int, recto: bool, taken: float) -> Stream:
        frame, style = self._design.frame(recto), self._running
        title = self._footing(frame.width - taken)
        x = frame.x if recto else frame.x + frame.width - title.width
        data = self._show(title, style, x, self._baseline(style, self._foot_centre)).encode("latin-1")
        page = box((0, 0, self._design.page_width, self._design.page_height))
        entries = f"/Type/XObject/Subtype/Form/BBox{page}/Resources<</Font {FONTS} 0 R>>"
        return Stream(own, entries, data)

    def _footing(self, room: float) -> ShapedLine:
        """Return the title, the student and the edition; where that is too long, the title gives way first."""
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
        """Return a line no wider than its room, cut short if need be: whole words, then letters, then the edition."""
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
        """Return words and, a dot apart from them, the edition's, which may be bold."""
        if not edition:
            return self._line(words, style)
        if not self._pack.bold_edition:
            return self._line(words + _APART + edition, style)
        bold = style._replace(bold=True)
        first, second = self._line(words + _APART, style), self._line(edition, bold)
        change = f")] TJ /F{self._face(bold)} {number(style.size)} Tf [("
        return ShapedLine(first.width + second.width, first.piece + change + second.piece, first.glyphs + second.glyphs)

    def _baseline(self, style: Style, centre: float) -> float:
        """Return where the baseline of a line is whose capitals stand centred on a height."""
        return centre - self._letters.cap_height(self._face(style)) * style.size / 2000

    def _show(self, line: ShapedLine, style: Style, x: float, baseline: float) -> str:
        """Return a text object, and take its glyphs to account."""
        self._shown[id(line)] = line
        start = (
            f"BT {style.colour.fill} /F{self._face(style)} {number(style.size)} Tf {number(x)} {number(baseline)} Td"
        )
        return f"{start} [({line.piece})] TJ ET"

    def _face(self, style: Style) -> int:
        return self._letters.index(style.family, style.bold)

    def _line(self, words: str, style: Style) -> ShapedLine:
        return self._letters.line(self._face(style), style.size, words)

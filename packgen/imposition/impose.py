"""Draw the pages of a PDF on larger sheets, to fold into a booklet or to cut: each as form XObjects (8.10).

Content streams are copied without being compressed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from packgen.errors import UsageProblem, harmless
from packgen.imposition import marks
from packgen.imposition.folding import Side, booklet, signatures, two_up
from packgen.imposition.geometry import Leaf, Matrix, Rectangle, leaf, placed, room
from packgen.imposition.pages import Page
from packgen.imposition.printed import Printed
from packgen.imposition.source import SourcePdf, reading
from packgen.imposition.stock import Taking
from packgen.imposition.typesize import usual_size
from packgen.pdf.objects import box
from packgen.units import MM

Fold = Literal["a3", "a4", "two-up"]
"""A booklet of A4 pages on A3, a booklet of A5 pages on A4, or each page twice on A4, to cut."""

Edge = Literal["short-edge", "long-edge"]
"""The edge of the sheet over which the printer turns it for its back."""

_SHEETS = {"a3": (420 * MM, 297 * MM), "a4": (297 * MM, 210 * MM), "two-up": (297 * MM, 210 * MM)}
"""Width and height of the sheets, which lie across."""

LARGE_PRINT = 16.0
"""Points from which type is large print, as the RNIB and the UK Association for Accessible Formats have it."""

SMALL = 9.0
"""Points below which type is small for a handout."""

_HALVES = ("left", "right")


class Imposed(NamedTuple):
    """An imposed file, and a description of it.

    Attributes:
        data: the file's bytes.
        paper: paper size, ``A3`` or ``A4``.
        sheets: number of sheets.
        signatures: number of sheets in each signature of a booklet; empty for sheets to cut.
        blanks: number of blank pages at the end.
        scale: scale of the pages, at most 1.
        size: size of most of the text in points before scaling, or None if there is no text.
    """

    data: bytes
    paper: str
    sheets: int
    signatures: tuple[int, ...]
    blanks: int
    scale: float
    size: float | None

    @property
    def is_small(self) -> bool:
        """Whether the pages were scaled down, and most of their text is now smaller than `SMALL`."""
        return self.size is not None and self.scale < 1 and self.size * self.scale < SMALL


def impose(source: SourcePdf, fold: Fold, edge: Edge = "short-edge") -> Imposed:
    """Impose the pages of a file.

    Raises:
        OutputError: the file is damaged.
        UsageProblem: the file is in large print, which this fold would scale down.
    """
    paper = _SHEETS[fold]
    half = paper[0] / 2, paper[1]
    pages = len(source.pages)
    sides = two_up(pages) if fold == "two-up" else booklet(pages)
    on = leaf(source.sizes, half)
    with reading(source):
        size = usual_size(source)
        _keep_large(source.shown, fold, size, on.scale)
        press = _Press(source, paper, on, cut=fold == "two-up", turned=edge == "long-edge")
        for number, side in enumerate(sides):
            press.print(side, back=number % 2 == 1)
        data = press.finished()
    folded = tuple(signatures(pages)) if fold != "two-up" else ()
    blanks = (2 if fold == "two-up" else 4) * (len(sides) // 2) - pages
    return Imposed(data, "A3" if fold == "a3" else "A4", len(sides) // 2, folded, blanks, on.scale, size)


def _keep_large(shown: str, fold: Fold, size: float | None, scale: float) -> None:
    if size is not None and size >= LARGE_PRINT > size * scale:
        remedy = "Print it as it is." if fold == "a3" else "Print it as it is, or as a booklet on A3: --booklet a3."
        raise UsageProblem(
            f"{harmless(shown)} is in large print ({size:g} pt), which would come to {size * scale:.1f} pt. {remedy}"
        )


class _Press:
    """A file of sheets under construction.

    Args:
        source: the file whose pages are imposed.
        paper: width and height of the sheets in points.
        on: area for each page.
        cut: whether the sheets are to be cut, not folded.
        turned: whether backs are rotated by 180 degrees, for a printer that flips sheets over their long edge.
    """

    def __init__(self, source: SourcePdf, paper: tuple[float, float], on: Leaf, *, cut: bool, turned: bool) -> None:
        self._source, self._paper, self._leaf, self._cut, self._turned = source, paper, on, cut, turned
        self._made = Printed()
        self._taking = Taking(source, self._made.stock)
        self._made.layers(self._taking, source.layers)
        self._forms: dict[int, list[int]] = {}
        self._signatures = len(signatures(len(source.pages)))

    def print(self, side: Side, *, back: bool) -> None:
        """Add a side of a sheet."""
        width, height = self._paper
        named: dict[str, int] = {}
        drawn = [f"-1 0 0 -1 {_decimal(width)} {_decimal(height)} cm"] if back and self._turned else []
        for name, page in zip(_HALVES, side[:2], strict=True):
            half = (0.0 if name == "left" else width / 2, 0.0, width / 2, height)
            drawn += self._page(page, name, half, named)
        if not back:
            drawn.append(marks.cut(width, height) if self._cut else marks.fold(width, height))
        if side.outermost is not None and not self._cut:
            drawn.append(marks.spine(side.outermost, self._signatures, width, height))
        content = self._made.stock.add("", "\n".join(filter(None, drawn)).encode("ascii"))
        forms = "".join(f"/{name} {number} 0 R" for name, number in named.items())
        self._made.page(
            f"/MediaBox{box((0, 0, width, height))}/Resources<</XObject<<{forms}>>>>/Contents {content} 0 R"
        )

    def finished(self) -> bytes:
        """Return the file."""
        flip = "Long" if self._turned else "Short"
        return self._made.finished(self._source.title, f"/Duplex/DuplexFlip{flip}Edge")

    def _page(self, page: int | None, half_name: str, half: Rectangle, named: dict[str, int]) -> Iterator[str]:
        """Yield the operators that draw a page on its half, and its crop marks; add the form XObjects to ``named``."""
        if page is None:
            return
        at_right = half_name == "left"
        within = half if self._cut else room(self._leaf, half, fold_at_right=at_right)
        if page not in self._forms:
            self._forms[page] = self._drawn(self._source.pages[page])
        shown = []
        for place, number in enumerate(self._forms[page]):
            name = f"{half_name[0].upper()}{place}"
            named[name] = number
            shown.append(f"/{name} Do")
        if shown:
            yield f"q {_matrix(placed(self._source.pages[page], within))} cm {' '.join(shown)} Q"
        if not self._cut:
            yield marks.crop(within, half, fold_at_right=at_right)

    def _drawn(self, page: Page) -> list[int]:
        """Return the object numbers of the form XObjects that draw a page: one for each of its content streams.

        Packgen's pages have two, of which the second does not depend on graphics state set by the first; other files
        have one.
        """
        group = f"/Group {self._taking.value(page.group)}" if page.group is not None else ""
        resources = self._taking.value(page.resources)
        entries = f"/Type/XObject/Subtype/Form/BBox{box(page.box)}/Resources {resources}{group}"
        return [self._taking.stream(one, entries) for one in page.contents]


def _matrix(matrix: Matrix) -> str:
    return " ".join(map(_decimal, matrix))


def _decimal(value: float) -> str:
    """Return a number with enough decimals for a scale factor of lengths on a sheet."""
    return f"{value:.6f}".rstrip("0").rstrip(".")

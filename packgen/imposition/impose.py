"""Pages of a finished PDF on larger sheets, to fold into a booklet or to cut: each as a form XObject (8.10).

What a page draws is copied as it is, not compressed anew.
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
    """A file for the printer, and what to say of it.

    Attributes:
        data: the file.
        paper: ``A3`` or ``A4``.
        sheets: of paper.
        signatures: how many sheets each signature of a booklet has; nothing for sheets to cut.
        blanks: blank pages at the end.
        scale: of the pages, 1 at most.
        size: points that most of the text was set in, or None where there is none.
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
        """Whether the pages were made smaller, and their type is smaller than `SMALL` now."""
        return self.size is not None and self.scale < 1 and self.size * self.scale < SMALL


def impose(source: SourcePdf, fold: Fold, edge: Edge = "short-edge") -> Imposed:
    """Return the sheets for a file's pages.

    Raises:
        OutputError: the file is damaged.
        UsageProblem: it is in large print, which this fold would make small.
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
        source: the pages.
        paper: width and height of the sheets.
        on: the room for each page.
        cut: whether the sheets are to be cut, not folded.
        turned: whether backs are turned by 180 degrees, for a printer that turns sheets over their long edge.
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
        """Yield the operators that draw a page on its half, and its crop marks; name the forms that they use."""
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
        """Return the numbers of the forms that draw a page: one for each of its content streams.

        Packgen's pages have two, the second of which sets all that it needs; pages of others have one.
        """
        group = f"/Group {self._taking.value(page.group)}" if page.group is not None else ""
        resources = self._taking.value(page.resources)
        entries = f"/Type/XObject/Subtype/Form/BBox{box(page.box)}/Resources {resources}{group}"
        return [self._taking.stream(one, entries) for one in page.contents]


def _matrix(matrix: Matrix) -> str:
    return " ".join(map(_decimal, matrix))


def _decimal(value: float) -> str:
    """Return a number fine enough for a factor of lengths across a sheet."""
    return f"{value:.6f}".rstrip("0").rstrip(".")

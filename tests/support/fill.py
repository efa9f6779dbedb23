"""How well the pages of a pack are filled: read from what PDFium finds on them.

    python -m tests.support.fill PACK.pdf [--profile large-print]

prints a line for each page and the sum. A page is measured inside its frame: running head and foot do not count.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from packgen.theme.design import Design, Frame, load_design
from packgen.units import MM

STRIP = 1 / 3
"""Share of the frame under which a page is a strip that should have stood elsewhere."""

HALF = 1 / 2

_TALLEST_ROW = 30 * MM
"""Columns shorter than this are cells of a table or labels beside their lines, and need not end together."""


class Ink(NamedTuple):
    """The rectangle around an object of a page, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float


class PageFill(NamedTuple):
    """How a page is filled.

    Attributes:
        page: of the pack, from 1.
        fill: share of the frame's height from its top to the lowest ink; 0 for a blank page.
        hole: the greatest height without ink between two objects or above the first, as a share of the frame.
        feet: for each pair of columns, how far apart they end, in mm.
    """

    page: int
    fill: float
    hole: float
    feet: tuple[float, ...]

    @property
    def blank(self) -> bool:
        return self.fill == 0

    @property
    def strip(self) -> bool:
        return 0 < self.fill < STRIP


class PackFill(NamedTuple):
    """The pages of a pack."""

    pages: tuple[PageFill, ...]

    @property
    def blanks(self) -> list[int]:
        return [one.page for one in self.pages if one.blank]

    @property
    def strips(self) -> list[int]:
        """Pages under a third."""
        return [one.page for one in self.pages if one.strip]

    @property
    def under_half(self) -> list[int]:
        """Pages under half, without blank ones."""
        return [one.page for one in self.pages if 0 < one.fill < HALF]

    def uneven(self, most: float) -> list[tuple[int, float]]:
        """Return pages and distances of columns that end more than ``most`` mm apart."""
        return [(one.page, foot) for one in self.pages for foot in one.feet if foot > most]

    def summary(self) -> str:
        worst = max((foot for one in self.pages for foot in one.feet), default=0.0)
        return (
            f"{len(self.pages)} pages, {len(self.blanks)} blank {self.blanks}, {len(self.strips)} under a third "
            f"{self.strips}, {len(self.under_half)} under half {self.under_half}, feet up to {worst:.0f} mm apart"
        )


def measure(pdf: bytes | Path, design: Design) -> PackFill:
    """Return how the pages of a pack are filled.

    Args:
        pdf: the finished file.
        design: in which it was set.
    """
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number in range(len(document)):
        page = document[number]
        frame = design.frame(number % 2 == 0)
        ink = [one for one in _objects(page) if frame.y - 1 < (one.top + one.bottom) / 2 < frame.y + frame.height + 1]
        page.close()
        found.append(PageFill(number + 1, _fill(ink, frame), _hole(ink, frame), tuple(_feet(ink, frame, design))))
    document.close()
    return PackFill(tuple(found))


def _objects(page: pypdfium2.PdfPage) -> Iterator[Ink]:
    for one in page.get_objects(max_depth=1):
        yield Ink(*one.get_bounds())


def _fill(ink: Sequence[Ink], frame: Frame) -> float:
    return (frame.y + frame.height - min(one.bottom for one in ink)) / frame.height if ink else 0.0


def _hole(ink: Sequence[Ink], frame: Frame) -> float:
    lowest, widest = frame.y + frame.height, 0.0
    for one in sorted(ink, key=lambda one: -one.top):
        widest = max(widest, lowest - one.top)
        lowest = min(lowest, one.bottom)
    return widest / frame.height


def _feet(ink: Sequence[Ink], frame: Frame, design: Design) -> Iterator[float]:
    """Yield how far apart, in mm, the columns of each pair end.

    A pair is what stands left and right of a gutter between two objects that cross it.
    """
    spans = design.spans
    if design.columns == 1:
        return
    for width in (spans.main, spans.half):
        start, end = frame.x + width, frame.x + width + spans.gutter
        crossing = sorted(
            (one for one in ink if one.left < start - 1 and one.right > end + 1), key=lambda one: -one.top
        )
        upper = frame.y + frame.height
        for lower in [*crossing, None]:
            foot = frame.y if lower is None else lower.top
            between = [one for one in ink if foot - 1 <= one.bottom and one.top <= upper + 1 and one not in crossing]
            upper = min(upper, frame.y if lower is None else lower.bottom)
            left = [one for one in between if one.right <= end]
            right = [one for one in between if one.left >= start]
            if not left or not right or len(left) + len(right) < len(between):
                continue
            head = max(one.top for one in between)
            feet = [min(one.bottom for one in column) for column in (left, right)]
            if all(head - at > _TALLEST_ROW for at in feet):
                yield abs(feet[0] - feet[1]) / MM


def _main(arguments: Sequence[str]) -> None:
    profile = arguments[arguments.index("--profile") + 1] if "--profile" in arguments else "standard"
    path = Path(arguments[0])
    document = pypdfium2.PdfDocument(path)
    paper = "a4" if abs(document.get_page_size(0)[0] - 210 * MM) < 1 else "letter"
    found = measure(path, load_design(profile=profile, paper=paper))
    for one in found.pages:
        feet = "".join(f" {foot:.0f}" for foot in one.feet)
        marks = "blank" if one.blank else "strip" if one.strip else ""
        sys.stdout.write(f"{one.page:4} {one.fill:5.0%} hole {one.hole:4.0%} feet{feet:12} {marks}\n")
    sys.stdout.write(f"{found.summary()}\n")


if __name__ == "__main__":
    _main(sys.argv[1:])

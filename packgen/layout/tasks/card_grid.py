"""Flashcards on a page: the sizes of cards, their grid, its cut and fold marks, and what is said below.

The grid is centred on the page's width, so that the backs, in mirrored columns, line up with the fronts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import unlinked
from packgen.layout.core.strokes import line
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.shortening import shortened
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.opening import Opening
    from packgen.theme.design import Design

USUAL = 2
"""Columns of cards of the usual width; where cards are folded, a question and its answer are side by side."""

_COMPACT = ((3, 6), (3, 4))
_COMPACT_FOLDED = ((2, 6),)
"""Columns and rows of cards smaller than usual, the smallest first."""


class CardBox(NamedTuple):
    """The rectangle of a card: left and top edge, width and height, in points.

    Attributes:
        compact: whether it is smaller than usual: then its text is in the usual type, or not on it.
    """

    x: float
    top: float
    width: float
    height: float
    compact: bool = False


class CardGrid(NamedTuple):
    """The grid of cards on a page: left and top edge, width and height of a card, and the number of rows and columns.

    Attributes:
        compact: whether the cards are smaller than usual.
    """

    x: float
    top: float
    width: float
    height: float
    rows: int
    columns: int = USUAL
    compact: bool = False

    @classmethod
    def of(cls, design: Design, columns: int, rows: int) -> CardGrid:
        """Return the grid centred on a page; all grids of a design take the same part of it."""
        usual = int(design.number("card-rows"))
        wide = USUAL * design.length("card-width")
        tall = min(usual * design.length("card-height"), design.page_height - 2 * design.length("card-margin"))
        left, top = (design.page_width - wide) / 2, (design.page_height + tall) / 2
        return cls(left, top, wide / columns, tall / rows, rows, columns, columns > USUAL or rows > usual)

    def moved(self, right: float, up: float) -> CardGrid:
        """Return the grid moved by a number of points to the right and up."""
        return self._replace(x=self.x + right, top=self.top + up)

    def cell(self, column: int, row: int) -> CardBox:
        """Return the rectangle of a card; columns and rows count from the top left."""
        return CardBox(
            self.x + column * self.width, self.top - row * self.height, self.width, self.height, self.compact
        )

    @property
    def places(self) -> int:
        """The number of places for cards, or for questions and answers where these are side by side."""
        return self.columns * self.rows

    @property
    def right(self) -> float:
        """The right edge of the grid."""
        return self.x + self.columns * self.width

    @property
    def bottom(self) -> float:
        """The lower edge of the grid."""
        return self.top - self.rows * self.height


def card_grids(design: Design, most: int | None, *, folded: bool) -> list[CardGrid]:
    """Return the sizes of cards, the smallest first: compact ones, the usual one, and taller ones for long texts.

    Args:
        design: whose number ``card-most`` limits how small cards may be.
        most: greatest number of places on a page; None for the design's. The usual size is always among them.
        folded: whether a question and its answer are side by side.
    """
    usual = int(design.number("card-rows"))
    least = int(design.number("card-most"))
    most = least if most is None else min(least, most)
    compact = [CardGrid.of(design, *size) for size in (_COMPACT_FOLDED if folded else _COMPACT)]
    taller = [CardGrid.of(design, USUAL, rows) for rows in range(usual, 0, -1)]
    return [*(grid for grid in compact if grid.places <= most), *taller]


def draw_marks(canvas: SheetCanvas, design: Design, grid: CardGrid, *, folded: bool) -> None:
    """Draw cut marks outside the grid and at the corners of cards and, where cards are folded, the fold line."""
    rule, gap = design.rule("cut"), design.length("cut-gap")
    far = gap + design.length("cut-mark")
    inner = [grid.x + column * grid.width for column in range(1, grid.columns)]
    for x in (grid.x, *([] if folded else inner), grid.right):
        line(canvas, rule, x, grid.top + gap, x, grid.top + far)
        line(canvas, rule, x, grid.bottom - gap, x, grid.bottom - far)
    for row in range(grid.rows + 1):
        y = grid.top - row * grid.height
        line(canvas, rule, grid.x - far, y, grid.x - gap, y)
        line(canvas, rule, grid.right + gap, y, grid.right + far, y)
    if folded:
        line(canvas, design.rule("fold"), inner[0], grid.bottom, inner[0], grid.top)
        return
    cross, arm = design.rule("cut-cross"), design.length("cut-cross") / 2
    for row in range(1, grid.rows):
        y = grid.top - row * grid.height
        for x in inner:
            line(canvas, cross, x - arm, y, x + arm, y)
            line(canvas, cross, x, y - arm, x, y + arm)


def draw_head(canvas: SheetCanvas, setting: Setting, parent: Element, grid: CardGrid, opening: Opening) -> None:
    """Draw the title of a pack above the marks, as its first heading, and keep room for the student's name."""
    room = setting.design.page_width - 2 * grid.x
    text = shortened(setting, unlinked(opening.title), "note", Element("H1", parent), room / 2)
    text.wrap(room, UNBOUNDED)
    y = grid.top + _beyond_marks(setting.design)
    text.drawOn(canvas, grid.x, y)
    if opening.named:
        taken = text.widest + setting.design.length("row-gap")
        baseline = y + text.style.leading * (1 - text.style.baseline)
        canvas.name(Element("P", parent), grid.x + taken, baseline, "filled-in", room - taken)


def _beyond_marks(design: Design) -> float:
    """Return the distance of words from the grid, outside the marks."""
    return design.length("cut-gap") + design.length("cut-mark") + design.length("quarter")


def draw_foot(
    canvas: SheetCanvas,
    setting: Setting,
    parent: Element,
    grid: CardGrid,
    title: str,
    advice: Sequence[str],
    level: int,
) -> None:
    """Draw what the page is and how to use it below the marks: the first instruction that fits on one line."""
    design = setting.design
    heading, element = Element(f"H{level}", parent), Element("P", parent)
    lead = (heading, [Run(f"{title}. ")])
    room = design.page_width - 2 * grid.x
    choices = [Paragraph(setting, [Run(words)], "note", element, lead=lead) for words in advice]
    text = next((choice for choice in choices if choice.extent()[1] <= room), choices[-1])
    text.wrap(room, UNBOUNDED)
    text.drawOn(canvas, grid.x, grid.bottom - _beyond_marks(design) - text.height)

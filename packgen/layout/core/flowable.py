"""Flowable: the protocol of everything that is laid out.

It is the core of Platypus' protocol: ``wrap``, ``split`` and ``drawOn`` have the same arguments, results and meaning.
Our column and page loop (fit.py, pages.py) asks for more than Platypus knows: ``least_height`` for headings, and two
looser ways to split. The rest of Platypus' protocol (``wrapOn``, ``getSpaceBefore``, ``identity`` ...) is for its
frames and document templates; nothing here calls it, so our flowables lack it and stock frames do not take them. Stock
flowables are set the other way round: a `StockFigure` holds one as a figure.

Platypus is not imported. Its paragraphs are not shaped and its tables cannot tag their cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.errors import LayoutError

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas

UNBOUNDED = 1e9
"""A height greater than any content's, for measuring."""

TOLERANCE = 0.01
"""Points by which content may exceed the height available, through rounding; no printer resolves that."""


class Flowable:
    """Something that can be measured for a width, split, and drawn.

    ``wrap`` measures; ``split`` divides what does not fit; ``drawOn`` draws with the lower left corner at (x, y) after
    a wrap. Splitting returns ``[]`` (not possible at this height), ``[self]`` (all of it fits) or ``[head, tail]``.

    Attributes:
        width, height: in points, set by ``wrap``.
        before: space above, dropped at the top of a column.
        keep: stays on one page with the first lines or rows of the next flowable (a heading).
        whole: moves to the next page instead of splitting, if that leaves little of this page empty.
        grows: writing space that takes what is left of a page; see ``stretch``.
        one_side: of less use if its parts stand on two sides of the paper, such as gaps and the words that fill them.
        clings: belongs to the flowable above (a caption) and never begins a page without a part of it.
        resumed: drawn in the margin above it where it begins a page or goes on there: the name of its task or block.
        origin: the place in the sources it comes from, for messages.
        subject: its name in messages, where it is nothing that was written.
    """

    width: float = 0.0
    height: float = 0.0
    before: float = 0.0
    keep: bool = False
    whole: bool = False
    grows: bool = False
    one_side: bool = False
    clings: bool = False
    resumed: Flowable | None = None
    origin: Origin | None = None
    subject: str = ""

    @property
    def inner_gaps(self) -> int:
        """Number of gaps inside it that `loosen` widens."""
        return 0

    @property
    def indivisible(self) -> Flowable:
        """The part that a message names where this fits no page and cannot be divided, after a wrap."""
        return self

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points; 0 for what can be as narrow as its column."""
        return 0.0, 0.0

    def least_extent(self) -> float:
        """Return the least width in points if words are divided."""
        return self.extent()[0]

    def holds(self, width: float) -> bool:
        """Tell whether a width is enough for the longest word, in points."""
        return self.extent()[0] <= width

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure for a width; return width and height in points."""
        raise NotImplementedError

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Split so that the first part fits the height."""
        return []

    def loose_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Split with fewer rows or items on a side than `split` allows, if else much of a page would stay empty."""
        return self.split(width, height)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Split wherever it is possible; for content taller than a page."""
        return self.split(width, height)

    def least_height(self, width: float) -> float:
        """Return the height of the least part that may stand below a heading, such as two lines, rows or items."""
        return self.wrap(width, UNBOUNDED)[1]

    def loose_height(self, width: float) -> float:
        """Return ``least_height`` under the rules of ``loose_split``."""
        return self.least_height(width)

    def stretch(self, width: float, height: float) -> float:
        """Grow up to ``height``, as far as the flowable can use it; return the new height."""
        return self.height

    def loosen(self, more: float) -> None:
        """Widen each of the gaps inside by some points, after a wrap, and grow by as much."""

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw with the lower left corner at (x, y)."""
        raise NotImplementedError

    def refusal(self, message: str, remedy: str) -> LayoutError:
        """Return a LayoutError about this flowable."""
        return LayoutError(message, remedy, self.origin, self.subject)

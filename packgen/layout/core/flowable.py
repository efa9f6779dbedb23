"""Flowable: the protocol that all layout speaks (Platypus's, without importing Platypus)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.errors import LayoutError

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas

UNBOUNDED = 1e9
"""A height no content reaches, for measuring."""

TOLERANCE = 0.01
"""Points by which content may exceed its room: rounding, far below what a printer resolves."""


class Flowable:
    """Something that takes a width and answers with a height.

    ``wrap`` measures; ``split`` divides what does not fit; ``drawOn`` draws with the lower left corner at (x, y) after
    a wrap. Splitting gives ``[]`` (not possible here), ``[self]`` (all of it fits) or ``[head, tail]``.

    Attributes:
        width, height: in points, set by ``wrap``.
        before: space above, dropped at the top of a column.
        keep: stands with the first lines or rows of what follows (a heading).
        whole: moves to the next page rather than split, if that leaves little of this page empty.
        clings: belongs to what stands above (a caption) and never begins a page without some of it.
        origin: the place in the sources it comes from, for messages.
        subject: its name in messages, where it is nothing that was written.
    """

    width: float = 0.0
    height: float = 0.0
    before: float = 0.0
    keep: bool = False
    whole: bool = False
    clings: bool = False
    origin: Origin | None = None
    subject: str = ""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure for a width; return width and height in points."""
        raise NotImplementedError

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide so that the first part fits the height."""
        return []

    def loose_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide with fewer rows or items on a side than is desirable, where else much of a page would stay empty."""
        return self.split(width, height)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide as ``split`` does, giving up what is only desirable; for content taller than a page."""
        return self.split(width, height)

    def least_height(self, width: float) -> float:
        """Return the least height that may stand below a heading: the first two lines, rows or items."""
        return self.wrap(width, UNBOUNDED)[1]

    def loose_height(self, width: float) -> float:
        """Return what ``least_height`` does for ``loose_split``."""
        return self.least_height(width)

    def stretch(self, width: float, height: float) -> float:
        """Take up room that would stay empty at the foot of a page, where that helps; return the new height."""
        return self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw with the lower left corner at (x, y)."""
        raise NotImplementedError

    def refusal(self, message: str, remedy: str) -> LayoutError:
        """Return an error that says of this flowable what is wrong, and what to do; see `LayoutError`."""
        return LayoutError(message, remedy, self.origin, self.subject)

    # -- the rest of Platypus's protocol, for stock frames

    def wrapOn(self, canvas: SheetCanvas, width: float, height: float) -> tuple[float, float]:
        """Measure (Platypus)."""
        return self.wrap(width, height)

    def splitOn(self, canvas: SheetCanvas, width: float, height: float) -> Sequence[Flowable]:
        """Divide (Platypus)."""
        return self.split(width, height)

    def getSpaceBefore(self) -> float:
        """Return the space above (Platypus)."""
        return self.before

    def getSpaceAfter(self) -> float:
        """Return the space below (Platypus): always none, space belongs to what follows."""
        return 0.0

    def getKeepWithNext(self) -> bool:
        """Tell whether it stands with what follows (Platypus)."""
        return self.keep

    def minWidth(self) -> float:
        """Return the least width (Platypus)."""
        return 0.0

    def identity(self, maxLen: int | None = None) -> str:
        """Name it for a message (Platypus)."""
        return f"<{type(self).__name__}>"

    def isIndexing(self) -> bool:
        """Tell whether it collects entries over several passes (Platypus): never."""
        return False

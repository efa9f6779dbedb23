"""Kept: flowables that come back on many pages with other things around them, drawn once and then copied.

A pack's front says the same of a topic in every pack that holds it. For a thousand packs of a class it is put together
out of what was drawn for others, moved to its place: only what was never there before is typeset.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from packgen.layout.flowable import UNBOUNDED, Flowable
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.canvas import Drawing, SheetCanvas, Stamp

_MOST = 3000
"""Flowables that a shelf holds; then it is emptied."""


class _Record:
    """What is known of a flowable: how it stands among others, its heights, and what it looks like, by width."""

    def __init__(self, child: Flowable) -> None:
        self.before, self.keep, self.whole, self.clings = child.before, child.keep, child.whole, child.clings
        self.heights: dict[float, float] = {}
        self.least: dict[float, float] = {}
        self.drawings: dict[float, Drawing] = {}


class Shelf(dict[Hashable, _Record]):
    """Where drawings are kept: one for a design and its faces.

    Attributes:
        stamps: decoration that many of them show.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stamps: dict[Hashable, Stamp] = {}


class Kept(Flowable):
    """A flowable that is drawn once and copied.

    Args:
        shelf: where it is kept.
        key: says everything that it depends on, but for design, faces and the sheets that its links lead to.
        parent: structure element that holds it.
        make: makes it, given its parent; its links lead to sheet 0 and those that follow.
        sheet: what to count these sheets from; with links it is never divided.
    """

    def __init__(
        self,
        shelf: Shelf,
        key: Hashable,
        parent: Element,
        make: Callable[[Element], Flowable],
        sheet: int | None = None,
    ) -> None:
        self._make, self._sheet = make, sheet
        self._place = Element("", parent)
        self._child: Flowable | None = None
        self._root = Element("Sect")
        self._melted = False
        record = shelf.get(key)
        if record is None:
            if len(shelf) >= _MOST:
                shelf.clear()
            record = shelf[key] = _Record(self._made())
        self._record = record
        self.before, self.keep, self.whole, self.clings = record.before, record.keep, record.whole, record.clings

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        if self._melted:
            self.width, self.height = self._made().wrap(width, height)
            return self.width, self.height
        known = self._record.heights.get(width)
        if known is None:
            known = self._record.heights[width] = self._made().wrap(width, UNBOUNDED)[1]
        self.width, self.height = width, known
        return width, known

    def least_height(self, width: float) -> float:
        """Return the least height that may stand below a heading."""
        known = self._record.least.get(width)
        if known is None:
            known = self._record.least[width] = self._made().least_height(width)
        return known

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the flowable itself: from now on it is not copied."""
        return self._melt().split(width, height) if self._sheet is None else []

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the flowable itself."""
        return self._melt().force_split(width, height) if self._sheet is None else []

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Copy the drawing to its place."""
        if self._melted:
            self._made().drawOn(canvas, x, y)
            return
        drawing = self._record.drawings.get(self.width)
        if drawing is None:
            child = self._made()
            child.wrap(self.width, UNBOUNDED)
            drawing = self._record.drawings[self.width] = canvas.record(self._root, lambda: child.drawOn(canvas, 0, 0))
        self._place.kids = canvas.copy(drawing, x, y, self._sheet or 0)

    def named(self) -> str:
        """Return how a message begins."""
        return self._made().named()

    def _made(self) -> Flowable:
        if self._child is None:
            self._child = self._make(self._root)
        return self._child

    def _melt(self) -> Flowable:
        """Put the flowable's own elements into the tree."""
        child = self._made()
        if not self._melted:
            self._melted = True
            self._place.kids = self._root.kids
        return child

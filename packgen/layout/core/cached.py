"""Kept: flowables that come back on many pages with other things around them, drawn once and then copied.

A pack's front says the same of a topic in every pack that holds it. For a thousand packs of a class it is put together
out of what was drawn for others, moved to its place: only what was never there before is typeset.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.errors import LayoutError
    from packgen.layout.core.canvas import CanvasForm, SheetCanvas
    from packgen.sheet.drawing import Drawing

_MOST = 3000
"""Flowables that a shelf holds; then it is emptied."""


class _CachedRecord:
    """What is known of a flowable: how it stands among others, its heights, and what it looks like, by width."""

    def __init__(self, child: Flowable) -> None:
        self.before, self.keep, self.whole, self.clings = child.before, child.keep, child.whole, child.clings
        self.heights: dict[float, float] = {}
        self.least: dict[float, float] = {}
        self.drawings: dict[float, Drawing] = {}


class FlowableCache(dict[Hashable, _CachedRecord]):
    """Where drawings are kept: one for a design and its faces.

    Attributes:
        stamps: decoration that many of them show.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stamps: dict[Hashable, CanvasForm] = {}

    def make_room(self) -> None:
        """Forget everything where there is too much."""
        if len(self) >= _MOST:
            self.clear()


class CachedFlowable(Flowable):
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
        shelf: FlowableCache,
        key: Hashable,
        parent: Element,
        make: Callable[[Element], Flowable],
        sheet: int | None = None,
    ) -> None:
        self._make, self._sheet = make, sheet
        self._place = Element("", parent)
        self._child: Flowable | None = None
        self._root: Element | None = None
        self._melted = False
        record = shelf.get(key)
        if record is None:
            shelf.make_room()
            record = shelf[key] = _CachedRecord(self._made())
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
        self._place.kids = canvas.copy(self._drawing(canvas), x, y, self._sheet or 0)

    def _drawing(self, canvas: SheetCanvas) -> Drawing:
        """Return what it looks like, as wide as it was measured last; a canvas is there to draw it on."""
        drawing = self._record.drawings.get(self.width)
        if drawing is None:
            child = self._made()
            child.wrap(self.width, UNBOUNDED)
            assert self._root is not None
            drawing = self._record.drawings[self.width] = canvas.record(self._root, lambda: child.drawOn(canvas, 0, 0))
        return drawing

    def refusal(self, message: str, remedy: str) -> LayoutError:
        """Return an error that says what is wrong with the flowable itself."""
        return self._made().refusal(message, remedy)

    def _made(self) -> Flowable:
        if self._child is None:
            self._root = Element("Sect")
            self._child = self._make(self._root)
        return self._child

    def _melt(self) -> Flowable:
        """Put the flowable's own elements into the tree."""
        child = self._made()
        if not self._melted and self._root is not None:
            self._melted = True
            self._place.kids = self._root.kids
        return child

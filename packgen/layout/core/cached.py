"""Cached flowables: drawn once, and copied to every page that they come on again.

The packs of a class name the same topics on their covers and in their contents. Most of a pack's front matter is copied
from what was drawn for another pack: in a batch of packs that all differ this saves a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from packgen.bounded import Bounded
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.errors import LayoutError
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.form import CanvasForm, TaggedForm

_MOST = 3000
"""Maximum number of flowables in a cache."""


class _CachedRecord:
    """What is known of a flowable: its attributes, and by width its heights and its drawing."""

    def __init__(self, child: Flowable) -> None:
        self.before, self.keep, self.whole, self.clings = child.before, child.keep, child.whole, child.clings
        self.heights: dict[float, float] = {}
        self.least: dict[float, float] = {}
        self.forms: dict[float, TaggedForm] = {}


class FlowableCache:
    """The drawings of flowables that were set in one design, with one set of faces.

    Args:
        most: maximum number of flowables; 0 for a cache that keeps none.

    Attributes:
        forms: decoration that many of them show, by key.
    """

    def __init__(self, most: int = _MOST) -> None:
        self.forms: dict[Hashable, CanvasForm] = {}
        self._records: Bounded[Hashable, _CachedRecord] = Bounded(most)

    def __len__(self) -> int:
        return len(self._records)

    def record(self, key: Hashable, make: Callable[[], Flowable]) -> _CachedRecord:
        """Return what is known of a flowable, which is made where nothing is."""
        record = self._records.get(key)
        if record is None:
            record = self._records[key] = _CachedRecord(make())
        return record


class CachedFlowable(Flowable):
    """A flowable that is drawn once and copied.

    Args:
        cache: where its drawing is kept.
        key: everything that it depends on, but for design, faces and the sheets that its links lead to.
        parent: structure element that holds it.
        make: makes it, given its parent; its links lead to sheet 0 and those that follow.
        first_sheet: where these are in the pack; with links it is never divided.
    """

    def __init__(
        self,
        cache: FlowableCache,
        key: Hashable,
        parent: Element,
        make: Callable[[Element], Flowable],
        first_sheet: int | None = None,
    ) -> None:
        self._make, self._first_sheet = make, first_sheet
        self._place = Element("", parent)
        self._root = Element("Sect")
        self._child: Flowable | None = None
        self._divided = False
        self._record = record = cache.record(key, self._made)
        self.before, self.keep, self.whole, self.clings = record.before, record.keep, record.whole, record.clings

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        if self._divided:
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
        return self._divide().split(width, height) if self._first_sheet is None else []

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the flowable itself."""
        return self._divide().force_split(width, height) if self._first_sheet is None else []

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Copy the drawing to its place."""
        if self._divided:
            self._made().drawOn(canvas, x, y)
            return
        self._place.kids = canvas.paint_tagged(self._form(canvas), x, y, self._first_sheet or 0)

    def refusal(self, message: str, remedy: str) -> LayoutError:
        """Return an error that says what is wrong with the flowable itself."""
        return self._made().refusal(message, remedy)

    def _form(self, canvas: SheetCanvas) -> TaggedForm:
        """Return its drawing, as wide as it was measured last."""
        form = self._record.forms.get(self.width)
        if form is None:
            child = self._made()
            child.wrap(self.width, UNBOUNDED)
            form = canvas.record_tagged(self._root, lambda recorder: child.drawOn(recorder, 0, 0))
            self._record.forms[self.width] = form
            self._child = None  # it is not drawn again, and takes more memory than its drawing
        return form

    def _made(self) -> Flowable:
        if self._child is None:
            self._child = self._make(self._root)
        return self._child

    def _divide(self) -> Flowable:
        """Put the flowable's own elements into the structure tree."""
        child = self._made()
        self._divided = True
        self._place.kids = self._root.kids
        return child

"""Stack: flowables one below another that are placed and split as one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING

from packgen.errors import LayoutError
from packgen.layout.core.fit import Room, fit
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas


class Stack(Flowable):
    """Children one below another, with padding around them.

    Args:
        children: in reading order.
        left, right, top, bottom: padding in points.
        least: number of children that must stand on each side of a split.
        loose: the same for ``loose_split``, by default ``least``.
    """

    def __init__(
        self,
        children: Sequence[Flowable],
        *,
        before: float = 0.0,
        left: float = 0.0,
        right: float = 0.0,
        top: float = 0.0,
        bottom: float = 0.0,
        least: int = 1,
        loose: int | None = None,
        keep: bool = False,
    ) -> None:
        self.children = list(children)
        self.before, self.keep = before, keep
        self.left, self.right, self.top, self.bottom = left, right, top, bottom
        self.least, self.loose = least, least if loose is None else loose
        self.tops: list[float] = []
        self._measured: tuple[float, float] | None = None

    @property
    def overhead(self) -> float:
        """Height of the padding above and below."""
        return self.top + self.bottom

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width of the widest child, with the padding at its sides."""
        extents = [child.extent() for child in self.children]
        pad = self.left + self.right
        return (
            max([least for least, _ in extents], default=0.0) + pad,
            max([natural for _, natural in extents], default=0.0) + pad,
        )

    def least_extent(self) -> float:
        """Return the least width of the widest child if words are divided, with the padding at its sides."""
        return max([child.least_extent() for child in self.children], default=0.0) + self.left + self.right

    def holds(self, width: float) -> bool:
        """Tell whether a width is enough for the longest word of every child."""
        inner = width - self.left - self.right
        return all(child.holds(inner) for child in self.children)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the children. The result is kept for a width: nested stacks would measure repeatedly."""
        if self._measured is None or self._measured[0] != width:
            inner = width - self.left - self.right
            at, self.tops = 0.0, []
            for number, child in enumerate(self.children):
                if number:
                    at += child.before
                self.tops.append(at)
                at += child.wrap(inner, UNBOUNDED)[1]
            self._measured = width, at + self.overhead
        self.width, self.height = self._measured
        return self._measured

    @property
    def inner_gaps(self) -> int:
        """Number of gaps between the children, and of those inside them."""
        own = sum(child.before > 0 for child in self.children[1:])
        return own + sum(child.inner_gaps for child in self.children)

    def loosen(self, more: float) -> None:
        """Widen the gaps between the children, and those inside them."""
        shift = 0.0
        for number, child in enumerate(self.children):
            if number and child.before > 0:
                child.before += more
                shift += more
            self.tops[number] += shift
            height = child.height
            child.loosen(more)
            shift += child.height - height
        self.height += shift
        self._measured = self.width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the first ``least`` children."""
        return self._height_of(width, self.least)

    def loose_height(self, width: float) -> float:
        """Return the height of the first ``loose`` children."""
        return self._height_of(width, self.loose)

    def _height_of(self, width: float, least: int) -> float:
        self.wrap(width, UNBOUNDED)
        count = least if len(self.children) >= 2 * least else len(self.children)
        if not count:
            return self.height
        last = self.children[count - 1]
        if count == 1:
            return self.overhead + last.least_height(width - self.left - self.right)
        return self.overhead + self.tops[count - 1] + last.height

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Split between children, or inside one, with at least ``least`` children on each side."""
        return self._split(width, height, self.least, force=False)

    def loose_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Split between children, or else inside one, with at least ``loose`` children on each side."""
        if self.loose == self.least:
            return self.split(width, height)
        return self._split(width, height, self.loose, force=False, inside=False) or self._split(
            width, height, self.loose, force=False
        )

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Split anywhere."""
        return self._split(width, height, 1, force=True)

    def _split(
        self, width: float, height: float, least: int, force: bool, inside: bool | None = None
    ) -> Sequence[Flowable]:
        """Split with at least ``least`` children on each side.

        Args:
            width: of the column.
            height: available for the first part.
            least: number of children on each side.
            force: split children by force as well.
            inside: whether a child may be split; by default only if ``least`` is 1.
        """
        inside = least == 1 if inside is None else inside
        self.wrap(width, height)
        if self.height <= height + TOLERANCE:
            return [self]
        left = height - self.overhead
        if left <= 0:
            return []
        # With force, the height counts as a whole page, on which fit() splits even the first child by force.
        room = Room(width - self.left - self.right, left, left if force else UNBOUNDED, 0.0)
        try:
            fitted = fit(self.children, room)
        except LayoutError:
            return []
        count, rest = len(fitted.placed), fitted.rest
        divided = bool(rest) and count > 0 and rest[0] not in self.children
        if not inside:
            if divided:
                count, divided = count - 1, False
            count = min(count, len(self.children) - least)
        if not divided:
            if count < least or len(self.children) - count < least:
                return []
            return [self._part(self.children[:count], False), self._part(self.children[count:], True)]
        return [self._part([placed.flowable for placed in fitted.placed], False), self._part(rest, True)]

    def _part(self, children: Sequence[Flowable], continued: bool) -> Stack:
        """Return a copy with some of the children; ``continued`` is true for the second part of a split."""
        part = copy(self)
        part.children = list(children)
        part._measured = None
        if continued:
            part.before = 0.0
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the children."""
        top = y + self.height - self.overhead + self.bottom
        for child, offset in zip(self.children, self.tops, strict=True):
            child.drawOn(canvas, x + self.left, top - offset - child.height)

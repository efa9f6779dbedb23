"""Vertical justification: widens the gaps of columns, so that they end together or at the foot of their page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.fit import Fitted, PlacedFlowable
from packgen.layout.core.flowable import TOLERANCE

if TYPE_CHECKING:
    from packgen.theme.design import Design


class VerticalJustification:
    """Widens gaps within the limits of a design; heights are in points below the top of a column.

    Args:
        design: its limits are ``max-stretch``, ``list-stretch`` and ``strip-below``.
    """

    def __init__(self, design: Design) -> None:
        self._design = design

    def roomier(self, part: Fitted, height: float, most: str) -> Fitted:
        """Return a column with its rows and items, then blocks, further apart, so that it ends nearer to a height.

        A page with a large part empty stays as it is: that would not fill it.

        Args:
            part: the column.
            height: of the room for it.
            most: role of the length by which the gap between two rows or items may grow.
        """
        if self._largely_empty(height - part.used):
            return part
        spread = self._spread(part, height, self._design.length(most))
        return self._widened(spread, height)

    def _largely_empty(self, left: float) -> bool:
        return left > self._design.number("strip-below") * self._design.frame(True).height

    def levelled(self, fitted: list[Fitted], target: float) -> list[Fitted]:
        """Return columns with their gaps widened to a height, as far as they go."""
        most = self._design.length("list-stretch")
        return [self._spread(self._widened(part, target), target, most) for part in fitted]

    def foot(self, fitted: Sequence[Fitted], height: float) -> float:
        """Return the height to which columns that end a page are levelled: that of the room, if all come near it."""
        longest = max(part.used for part in fitted)
        if self._largely_empty(height - longest):
            return longest
        reach = min(self._reach(part) for part in fitted if part.placed) + self._design.length("baseline")
        return max(longest, min(height, reach))

    def _reach(self, part: Fitted) -> float:
        """Return the height of a column whose gaps are as wide as they may be."""
        design = self._design
        block = design.length("row-gap") - TOLERANCE
        gaps = [placed.flowable.before for placed in part.placed[1:] if placed.flowable.before >= block]
        blocks = len(gaps) * design.number("max-stretch") * min(gaps, default=0.0)
        return part.used + blocks + self._item_gaps(part) * design.length("list-stretch")

    def _item_gaps(self, part: Fitted) -> int:
        """Return the number of gaps between items, and of those inside flowables."""
        return sum(self._between_items(part)) + sum(placed.flowable.inner_gaps for placed in part.placed)

    def _between_items(self, part: Fitted) -> list[bool]:
        """Tell of each flowable whether a gap between items is above it."""
        block = self._design.length("row-gap") - TOLERANCE
        return [bool(number) and 0 < placed.flowable.before < block for number, placed in enumerate(part.placed)]

    def justified(self, part: Fitted, height: float) -> Fitted:
        """Return a column that goes on overleaf with its gaps widened to the foot of the page, if they reach it."""
        widened = self._widened(part, height)
        return widened if widened.used >= height - TOLERANCE else part

    def _widened(self, part: Fitted, target: float) -> Fitted:
        """Widen the gaps between blocks evenly up to a height, none by more of itself than the profile allows."""
        slack = target - part.used
        if slack <= TOLERANCE:
            return part
        block = self._design.length("row-gap") - TOLERANCE
        gaps = [placed.flowable.before for placed in part.placed[1:]]
        wide = [gap >= block for gap in gaps]
        if not any(wide):
            return part
        least = min(gap for gap, grows in zip(gaps, wide, strict=True) if grows)
        share = min(slack / sum(wide), self._design.number("max-stretch") * least)
        return _moved(part, [0.0, *(share * grows for grows in wide)], [0.0] * len(part.placed))

    def _spread(self, part: Fitted, target: float, most: float) -> Fitted:
        """Widen the gaps between items evenly up to a height, none by more than ``most``."""
        slack = target - part.used
        if slack <= TOLERANCE:
            return part
        above, inside = self._between_items(part), [placed.flowable.inner_gaps for placed in part.placed]
        gaps = sum(above) + sum(inside)
        if not gaps:
            return part
        more = min(slack / gaps, most)
        for placed in part.placed:
            placed.flowable.loosen(more)
        return _moved(part, [more * grows for grows in above], [more * count for count in inside])


def _moved(part: Fitted, above: Sequence[float], grown: Sequence[float]) -> Fitted:
    """Return a column with more space above each flowable, each of which has grown by some points."""
    placed: list[PlacedFlowable] = []
    shift = 0.0
    for item, more, taller in zip(part.placed, above, grown, strict=True):
        shift += more
        placed.append(PlacedFlowable(item.flowable, item.top + shift))
        shift += taller
    return Fitted(placed, part.rest, part.used + shift)

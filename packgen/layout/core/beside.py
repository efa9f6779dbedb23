"""Beside: flowables that stand side by side and are never divided, such as a date and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED, Flowable

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas


class Place(NamedTuple):
    """A flowable and its room, in points from the upper left corner of what it stands in.

    Attributes:
        flowable: what stands there.
        left, width: its column.
        top: from the top to its own; negative where it reaches into the space above.
        foot: room kept below it.
    """

    flowable: Flowable
    left: float
    width: float
    top: float = 0.0
    foot: float = 0.0


class Beside(Flowable):
    """Flowables in columns of their own.

    Args:
        places: in reading order.
        before: space above.
    """

    def __init__(self, places: Sequence[Place], *, before: float = 0.0) -> None:
        self.places = list(places)
        self.before = before

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: as tall as the tallest."""
        self.width = width
        self.height = max(
            place.top + place.flowable.wrap(place.width, UNBOUNDED)[1] + place.foot for place in self.places
        )
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw them."""
        top = y + self.height
        for place in self.places:
            place.flowable.drawOn(canvas, x + place.left, top - place.top - place.flowable.height)


def in_columns(flowables: Sequence[Flowable], count: int, width: float, gutter: float) -> list[Flowable]:
    """Return rows of so many flowables each, in columns of equal width; the space above a row is its first's."""
    room = (width - gutter * (count - 1)) / count
    rows: list[Flowable] = []
    for first in range(0, len(flowables), count):
        row = flowables[first : first + count]
        places = [Place(flowable, number * (room + gutter), room) for number, flowable in enumerate(row)]
        rows.append(Beside(places, before=row[0].before))
    return rows

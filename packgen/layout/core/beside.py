"""Beside: flowables side by side that are never divided, such as a date and its event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED, Flowable

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas


class Place(NamedTuple):
    """A flowable and its column, in points from the upper left corner of the container.

    Attributes:
        flowable: content of the column.
        left, width: of the column.
        top: distance from the container's top to the flowable's; negative above the container's top.
        foot: space to keep below the flowable.
    """

    flowable: Flowable
    left: float
    width: float
    top: float = 0.0
    foot: float = 0.0


class Beside(Flowable):
    """Flowables, each in a column of its own.

    Args:
        places: in reading order.
        before: space above, in points.
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
        """Draw the columns."""
        top = y + self.height
        for place in self.places:
            place.flowable.drawOn(canvas, x + place.left, top - place.top - place.flowable.height)


def in_columns(flowables: Sequence[Flowable], count: int, width: float, gutter: float) -> list[Flowable]:
    """Return rows of ``count`` flowables in columns of equal width; a row has the space above of its first flowable."""
    room = (width - gutter * (count - 1)) / count
    rows: list[Flowable] = []
    for first in range(0, len(flowables), count):
        row = flowables[first : first + count]
        places = [Place(flowable, number * (room + gutter), room) for number, flowable in enumerate(row)]
        rows.append(Beside(places, before=row[0].before))
    return rows

"""The pages of an organiser: columns of boxes, the first page under the title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.organiser.arrangement import Arrangement, FilledColumn, boxes_of
from packgen.layout.organiser.size import ColumnGrid, sized

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.box import FactBox
    from packgen.layout.organiser.facts import FactGroup
    from packgen.layout.organiser.title import OrganiserTitle
    from packgen.sheet.structure import Element


class OrganiserPage(Flowable):
    """A page of an organiser, as large as the frame.

    Args:
        setting: design and faces.
        parent: structure element that holds the boxes.
        boxes: all boxes of the organiser.
        columns: what stands in the columns of this page.
        pitch: distance between the left edges of columns, in points.
        title: at its head, or None.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        boxes: Sequence[FactBox],
        columns: Sequence[FilledColumn],
        pitch: float,
        title: OrganiserTitle | None,
    ) -> None:
        self.setting, self.parent = setting, parent
        self.boxes, self.columns, self.pitch, self.title = boxes, columns, pitch, title

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: all of the frame."""
        self.width, self.height = width, self.setting.design.frame(True).height
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the title and the columns."""
        top = y + self.height
        if self.title is not None:
            self.title.wrap(self.width, UNBOUNDED)
            self.title.drawOn(canvas, x, top - self.title.height)
            top -= self.title.height
        gap = self.setting.design.length("organiser-gap")
        for column in self.columns:
            at = top
            for place, rows, begun in column.pieces:
                box = self.boxes[place]
                if not begun:
                    self.parent.kids.append(box.section)
                at = box.draw(canvas, x, at, rows, more=column.grown, begun=begun) - gap
            x += self.pitch


def organiser_pages(
    setting: Setting,
    parent: Element,
    groups: Sequence[FactGroup],
    arrangement: Arrangement,
    title: OrganiserTitle,
) -> list[OrganiserPage]:
    """Return the pages of an organiser.

    Args:
        setting: design and faces; ``setting.answers`` decides whether what is known is drawn.
        parent: structure element that holds the boxes.
        groups: the facts.
        arrangement: where they stand, see `arrange`.
        title: at the head of the first page.
    """
    own = sized(setting, arrangement.size)
    grid = ColumnGrid.of(setting, setting.design.spans.full, arrangement.size.fewer)
    boxes = boxes_of(own, groups, grid.width)
    return [
        OrganiserPage(own, parent, boxes, columns, grid.pitch, title if not number else None)
        for number, columns in enumerate(arrangement.pages)
    ]

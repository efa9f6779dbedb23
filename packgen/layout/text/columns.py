"""Running text as wide as the frame: in two columns, whose lines are of a readable length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.fit import Fitted, Room, fit
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.text.heading import Heading

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_FEWEST_LINES = 4
"""Lines in the main column from which a text is set in two columns; a shorter one stays in the main column."""


class TextColumns(Flowable):
    """Paragraphs and lists in two columns that end as evenly as lines allow, or a few lines in the main column.

    Args:
        setting: design and faces.
        story: in reading order; not empty.
        divided: it is a part of a text in two columns, the lines of which are broken already.
    """

    def __init__(self, setting: Setting, story: Sequence[Flowable], *, divided: bool = False) -> None:
        self.setting, self.story = setting, list(story)
        self.before, self.origin = story[0].before, story[0].origin
        self.columns: list[Fitted] = []
        self.divided = divided

    @property
    def _gutter(self) -> float:
        return self.setting.design.spans.gutter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: as tall as the first column, which is the longer one."""
        if not self.columns or self.width != width:
            self._take(self._set(width), width)
        return width, self.height

    def _take(self, columns: list[Fitted], width: float) -> None:
        self.columns, self.width = columns, width
        self.height = max(column.used for column in columns)

    def _set(self, width: float) -> list[Fitted]:
        design = self.setting.design
        if not self.divided:
            alone = self._filled(self.story, design.spans.main, UNBOUNDED)
            if alone.used < _FEWEST_LINES * design.style("body").leading - TOLERANCE:
                return [alone]
        column = (width - self._gutter) / 2
        height = self._filled(self.story, column, UNBOUNDED).used / 2
        while True:
            first = self._filled(self.story, column, height)
            second = self._filled(first.rest, column, height)
            if not second.rest:
                return [first, second]
            height += design.length("quarter")

    @staticmethod
    def _filled(story: Sequence[Flowable], column: float, height: float) -> Fitted:
        return fit(story, Room(column, height, UNBOUNDED, 0.0))

    def least_height(self, width: float) -> float:
        """Return the height of the first lines of the first column."""
        self.wrap(width, UNBOUNDED)
        if len(self.columns) == 1:
            return self.height
        return min(self.height, self.story[0].least_height((width - self._gutter) / 2))

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Fill both columns to the height; the rest has two columns of its own."""
        if self.wrap(width, height)[1] <= height + TOLERANCE:
            return [self]
        column = (width - self._gutter) / 2
        first = self._filled(self.story, column, height)
        second = self._filled(first.rest, column, height)
        if len(self.columns) == 1 or not second.placed:
            return []
        if not second.rest:
            self._take([first, second], width)
            return [self]
        head = TextColumns(self.setting, [placed.flowable for placed in (*first.placed, *second.placed)], divided=True)
        head._take([first, second], width)
        tail = TextColumns(self.setting, second.rest, divided=True)
        tail.before = 0.0
        head.origin = tail.origin = self.origin
        return [head, tail]

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the columns from their tops."""
        for column in self.columns:
            for flowable, top in column.placed:
                flowable.drawOn(canvas, x, y + self.height - top - flowable.height)
            x += (self.width + self._gutter) / 2


def in_text_columns(setting: Setting, story: Sequence[Flowable]) -> list[Flowable]:
    """Return a block of running text as wide as the frame, its text in two columns below its heading."""
    heads = sum(isinstance(flowable, Heading) for flowable in story)
    return [*story[:heads], TextColumns(setting, story[heads:])]

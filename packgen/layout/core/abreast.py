"""Abreast: stories side by side, each of which continues in its column on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class _Column(NamedTuple):
    """A story, and the left edge and width of its column in points."""

    left: float
    width: float
    story: Stack


class Abreast(Flowable):
    """Stories in columns, each of them divided where the page ends.

    Args:
        columns: left edge and width in points, and the story, of each column in reading order.
        before: space above, in points.
        least: number of flowables of a story that must stand on each side of a division.
    """

    def __init__(
        self, columns: Sequence[tuple[float, float, Sequence[Flowable]]], before: float = 0.0, least: int = 1
    ) -> None:
        self.columns = [_Column(left, width, Stack(story, least=least)) for left, width, story in columns]
        self.before, self.least = before, least

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: as tall as the tallest."""
        self.width = width
        self.height = max(column.story.wrap(column.width, UNBOUNDED)[1] for column in self.columns)
        return width, self.height

    def least_height(self, width: float) -> float:
        """Return the height in which every column can begin."""
        return max(column.story.least_height(column.width) for column in self.columns)

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide every column that does not fit."""
        return self._split(width, height, force=False)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide every column, at any place if need be."""
        return self._split(width, height, force=True)

    def _split(self, width: float, height: float, force: bool) -> Sequence[Flowable]:
        if self.wrap(width, height)[1] <= height + TOLERANCE:
            return [self]
        heads, tails = [], []
        for left, room, story in self.columns:
            parts = (story.force_split if force else story.split)(room, height)
            if not parts:
                return []
            heads.append((left, room, parts[:1]))
            tails.append((left, room, parts[1:]))
        return [self._part(heads, self.before), self._part(tails, 0.0)]

    def _part(self, columns: Sequence[tuple[float, float, Sequence[Flowable]]], before: float) -> Abreast:
        part = Abreast(columns, before, self.least)
        part.origin = self.origin
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the columns from the top."""
        for left, _, story in self.columns:
            story.drawOn(canvas, x + left, y + self.height - story.height)


def halves(setting: Setting, stories: Sequence[Sequence[Flowable]], gap: float, least: int = 1) -> list[Flowable]:
    """Return pairs of stories side by side, or one story below another in a page of one column.

    Args:
        setting: design.
        stories: in reading order, each made for half the frame's width; none is empty.
        gap: above each pair, or above each story in a page of one column, in points.
        least: number of flowables of a story that must stand on each side of a division of a pair.
    """
    spans = setting.design.spans
    if setting.design.columns == 1:
        return _below(stories, gap)
    lefts = (0.0, spans.half + spans.gutter)
    return [
        Abreast(
            [(left, spans.half, story) for left, story in zip(lefts, stories[first : first + 2], strict=False)],
            gap,
            least,
        )
        for first in range(0, len(stories), 2)
    ]


def halved(story: Sequence[Flowable], heads: int = 0) -> list[Sequence[Flowable]]:
    """Divide a story in two, the first part the longer; ``heads`` flowables at its start do not count.

    A heading does not end the first part.
    """
    middle = heads + -(-(len(story) - heads) // 2)
    while middle > 1 and story[middle - 1].keep:
        middle -= 1
    return [story[:middle], story[middle:]]


def main_and_side(setting: Setting, main: Sequence[Flowable], side: Sequence[Flowable], gap: float) -> list[Flowable]:
    """Return two stories in the main and the side column, or one directly below the other in a page of one column."""
    spans = setting.design.spans
    if setting.design.columns == 1:
        return [*_below([main], gap), *_below([side], setting.design.length("quarter"))]
    return [Abreast([(0.0, spans.main, main), (spans.main + spans.gutter, spans.side, side)], gap)]


def _below(stories: Sequence[Sequence[Flowable]], gap: float) -> list[Flowable]:
    flowables: list[Flowable] = []
    for story in stories:
        story[0].before = gap
        flowables += story
    return flowables

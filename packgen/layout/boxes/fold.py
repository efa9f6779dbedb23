"""Fold: a story with an aside beside it that can be folded away along a dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import line

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class FoldLine(Flowable):
    """The dashed line below an aside, to fold along."""

    def __init__(self, setting: Setting) -> None:
        self.design = setting.design
        self.keep = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the line stands in the middle of its room."""
        self.width, self.height = width, self.design.length("half")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the line."""
        middle = y + self.height / 2
        line(canvas, self.design.rule("fold"), x, middle, x + self.width, middle)


class FoldedAbove(Stack):
    """An aside that can be folded away along the line below it, and the story that it belongs to, on one side.

    Args:
        setting: design and faces.
        aside: content that can be folded away.
        story: what follows below the line.
    """

    whole = one_side = True

    def __init__(self, setting: Setting, aside: Sequence[Flowable], story: Sequence[Flowable]) -> None:
        for flowable in aside:
            flowable.keep = True
        super().__init__([*aside, FoldLine(setting), *story])
        self.above = len(aside)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the aside, too: it may be taller than a page."""
        for flowable in self.children[: self.above]:
            flowable.keep = False
        return super().force_split(width, height)


class Fold(Flowable):
    """A story in the main column and an aside in the side column; after a division only the first part has the aside.

    Args:
        setting: design and faces; the design has two columns.
        story: a heading and the content below it.
        aside: content that can be folded away; its first flowable is a heading, too.
    """

    one_side = True

    def __init__(self, setting: Setting, story: Sequence[Flowable], aside: Sequence[Flowable]) -> None:
        self.design = setting.design
        self.before = story[0].before
        self.story, self.aside = Stack(story), Stack(aside)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: as tall as the taller side."""
        spans = self.design.spans
        self.story.wrap(spans.main, UNBOUNDED)
        self.aside.wrap(spans.side, UNBOUNDED)
        self.width, self.height = width, max(self.story.height, self.aside.height)
        return width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the heading with the first lines, or of the whole aside if that is greater."""
        self.wrap(width, UNBOUNDED)
        first = self.story.children[0]
        start = first.height
        if first.keep and len(self.story.children) > 1:
            following = self.story.children[1]
            start += following.before + following.least_height(self.design.spans.main)
        return max(start, self.aside.height)

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the story if the whole aside fits beside its first part."""
        return self._split(width, height, force=False)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide both sides."""
        return self._split(width, height, force=True)

    def _split(self, width: float, height: float, force: bool) -> Sequence[Flowable]:
        self.wrap(width, height)
        if self.height <= height + TOLERANCE:
            return [self]
        halves = []
        for side, column in ((self.story, self.design.spans.main), (self.aside, self.design.spans.side)):
            if side.height <= height + TOLERANCE:
                halves.append((side, Stack([])))
                continue
            if side is self.aside and not force:
                return []
            parts = side.force_split(column, height) if force else side.split(column, height)
            if len(parts) != 2:
                return []
            first, second = parts
            assert isinstance(first, Stack)
            assert isinstance(second, Stack)
            halves.append((first, second))
        (story, more), (aside, rest) = halves
        return [self._part(story, aside), self._part(more, rest)]

    def _part(self, story: Stack, aside: Stack) -> Fold:
        part = copy(self)
        part.story, part.aside = story, aside
        if story is not self.story and aside is not self.aside:
            part.before = 0.0
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the story, the aside and, if there is an aside, the fold line."""
        spans, top = self.design.spans, y + self.height
        if self.aside.children:
            fold = x + spans.main + spans.gutter / 2
            line(canvas, self.design.rule("fold"), fold, y, fold, top)
        self.story.drawOn(canvas, x, top - self.story.height)
        self.aside.drawOn(canvas, x + self.width - spans.side, top - self.aside.height)

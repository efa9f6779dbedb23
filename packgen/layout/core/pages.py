"""The page loop: places rows of columns one below another on as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packgen.layout.core.fit import Fitted, PlacedFlowable, Room, draw, fit
from packgen.layout.core.flowable import Flowable

if TYPE_CHECKING:
    from packgen.errors import LayoutError
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.theme.design import Design


@dataclass
class StoryColumn:
    """A story, the distance of its column from the frame's left edge, and the column's width, in points."""

    x: float
    width: float
    story: list[Flowable] = field(default_factory=list)


@dataclass
class PageRow:
    """Columns that stand side by side and continue side by side on the next page.

    Attributes:
        columns: from left to right.
        before: space above, dropped at the top of a page.
        level: widen the gaps of the shorter column, within limits, so that both end at the same height.
        head: drawn above the columns on every page of the row, or on its first page only.
        repeats: whether the head is drawn on every page.
        keep: the row is a title: the next row may start below it however little of it fits.
        sunk: draw the row at the foot of the page if others are above it; it is the last of its sheet.
    """

    columns: list[StoryColumn]
    before: float = 0.0
    level: bool = False
    head: Flowable | None = None
    repeats: bool = True
    keep: bool = False
    sunk: bool = False


class PageLoop:
    """Places rows on the pages of a canvas.

    Args:
        canvas: where to draw.
        design: page size, margins and breaking rules.
        furniture: draws running heads and the like; called with the page's index in the sheet, from 0.
        refused: see `Room`.

    Attributes:
        foot: height used on the last page after ``set``, without the filling rows.
    """

    def __init__(
        self,
        canvas: SheetCanvas,
        design: Design,
        furniture: Callable[[int], None],
        refused: list[LayoutError] | None = None,
    ) -> None:
        self.canvas, self.design, self.furniture, self.refused = canvas, design, furniture, refused
        self._used = 0.0
        self._started = False
        self._opening = True
        self.foot = 0.0

    def set(self, rows: Sequence[PageRow], filling: Callable[[float], Sequence[PageRow]] | None = None) -> None:
        """Place all rows and end the last page.

        Args:
            rows: from top to bottom.
            filling: given the height left on the last page, returns rows to fill it.

        Raises:
            LayoutError: a block fits no page.
        """
        for row in rows:
            self._set_row(row)
        if not self._started:
            return
        self.foot = self._used
        if filling is not None:
            for row in filling(self.design.frame(self.canvas.recto).height - self._used):
                self._set_row(row)
        self._end_page()

    def _set_row(self, row: PageRow) -> None:
        stories = [list(column.story) for column in row.columns]
        begun = False
        while any(stories):
            frame = self.design.frame(self.canvas.recto)
            self._start_page()
            start = self._used + (row.before if self._used and not begun else 0.0)
            headed = row.head if row.repeats or not begun else None
            head = headed.wrap(frame.width, frame.height)[1] if headed else 0.0
            top = start + head
            page = frame.height - head if row.repeats else frame.height
            fitted = [
                fit(story, self._room(column, frame.height - top, page))
                for column, story in zip(row.columns, stories, strict=True)
            ]
            waits = any(story and not part.placed for story, part in zip(stories, fitted, strict=True))
            if waits and self._used and not begun:
                self._end_page()
                continue
            if headed:
                headed.drawOn(self.canvas, frame.x, frame.y + frame.height - top)
            finished = not any(part.rest for part in fitted)
            if row.level and finished:
                fitted = self._levelled(fitted, frame.height - top)
            used = max(part.used for part in fitted)
            upper = frame.height - top if not (row.sunk and finished and self._used) else used
            for column, part in zip(row.columns, fitted, strict=True):
                draw(self.canvas, part.placed, frame.x + column.x, frame.y + upper)
            stories = [part.rest for part in fitted]
            self._used = top + used
            self._opening = self._opening and row.keep
            begun = True
            if not finished:
                self._end_page()

    def _room(self, column: StoryColumn, height: float, page: float) -> Room:
        threshold, line = self.design.number("split-threshold"), self.design.style("body").leading
        return Room(column.width, height, page, threshold, self._opening, self.refused, line)

    def _levelled(self, fitted: list[Fitted], height: float) -> list[Fitted]:
        """Return the columns with the gaps of shorter ones widened to the height of the longest."""
        target = min(max(part.used for part in fitted), height)
        return [self._stretched(part, target) for part in fitted]

    def _stretched(self, part: Fitted, target: float) -> Fitted:
        gaps = [placed.flowable.before for placed in part.placed[1:]]
        wide = [gap >= self.design.length("row-gap") - 0.01 for gap in gaps]
        slack = target - part.used
        if slack <= 0.01 or not any(wide):
            return part
        share = slack / sum(wide)
        if share > self.design.number("max-stretch") * self.design.length("row-gap"):
            return part
        placed, shift = [part.placed[0]], 0.0
        for item, grows in zip(part.placed[1:], wide, strict=True):
            shift += share if grows else 0.0
            placed.append(PlacedFlowable(item.flowable, item.top + shift))
        return Fitted(placed, part.rest, target)

    def _start_page(self) -> None:
        if not self._started:
            self.furniture(self.canvas.page)
            self._started = True

    def _end_page(self) -> None:
        self.canvas.showPage()
        self._used, self._started, self._opening = 0.0, False, True

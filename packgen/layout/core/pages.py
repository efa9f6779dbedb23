"""The page loop: places rows of columns one below another on as many pages as they need.

Laying out and drawing are two steps, so that a sheet can be laid out several ways and only the best is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.fit import Fitted, Room, draw, fit, grown
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.justify import VerticalJustification

if TYPE_CHECKING:
    from packgen.errors import LayoutError, Origin
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import EarlyBreak
    from packgen.theme.design import Design, Frame


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
        grows: where the row ends the sheet, its writing space takes what is left of the page.
        head: drawn above the columns on every page of the row, or on its first page only.
        repeats: whether the head is drawn on every page.
        keep: the row is a title: the next row may start below it however little of it fits.
        sunk: draw the row at the foot of the page if others are above it; it is the last of its sheet.
    """

    columns: list[StoryColumn]
    before: float = 0.0
    level: bool = False
    grows: bool = False
    head: Flowable | None = None
    repeats: bool = True
    keep: bool = False
    sunk: bool = False


class _Held(NamedTuple):
    """A row that is complete but not in its place yet: it may have to reach the foot of its page.

    Attributes:
        fitted: what stands in each of its columns.
        columns: the columns.
        top: distance of its top below the frame's top.
        level: see `PageRow`.
    """

    fitted: list[Fitted]
    columns: list[StoryColumn]
    top: float
    level: bool


class PageLoop:
    """Places rows on the pages of a canvas.

    Args:
        canvas: where to draw.
        design: page size, margins and breaking rules.
        furniture: draws running heads and the like; called with the page's index in the sheet, from 0.
        refused: see `Room`.
        early_break: a page that ends early.

    Attributes:
        shares: for each page that is laid out, the share of the frame's height in use, without the filling rows.
        divided: number of flowables on two pages that are of less use so.
        origins: for each page that is laid out, the place in the sources that it begins with, or None.
    """

    def __init__(
        self,
        canvas: SheetCanvas,
        design: Design,
        furniture: Callable[[int], None],
        refused: list[LayoutError] | None = None,
        early_break: EarlyBreak | None = None,
    ) -> None:
        self.canvas, self.design, self.furniture, self.refused = canvas, design, furniture, refused
        self.early_break = early_break
        self._justification = VerticalJustification(design)
        self._used = 0.0
        self._started = False
        self._opening = True
        self._origin: Origin | None = None
        self._undrawn: list[Callable[[], None]] = []
        self._undrawn_pages = 0
        self._held: _Held | None = None
        self.shares: list[float] = []
        self.divided = 0
        self.origins: list[Origin | None] = []

    @property
    def page(self) -> int:
        """The page being laid out, counted from 0; after the last row the number of pages."""
        return self.canvas.page + self._undrawn_pages

    @property
    def recto(self) -> bool:
        """Whether the page being laid out is a right one."""
        return (self.page + self.canvas.verso) % 2 == 0

    def set(self, rows: Sequence[PageRow], filling: Callable[[float], Sequence[PageRow]] | None = None) -> None:
        """Lay out rows and draw them; see `lay_out`."""
        self.lay_out(rows, filling)
        self.draw()

    def draw(self) -> None:
        """Draw what is laid out and not drawn yet."""
        undrawn, self._undrawn, self._undrawn_pages = self._undrawn, [], 0
        for step in undrawn:
            step()

    def lay_out(self, rows: Sequence[PageRow], filling: Callable[[float], Sequence[PageRow]] | None = None) -> None:
        """Place all rows and end the last page, without drawing them.

        Args:
            rows: from top to bottom.
            filling: given the height left on the last page, returns rows to fill it.

        Raises:
            LayoutError: a block fits no page.
        """
        for row in rows:
            self._set_row(row, last=row is rows[-1])
        if not self._started:
            return
        height = self.design.frame(self.recto).height
        share = self._used / height
        if filling is not None:
            for row in filling(height - self._used):
                self._set_row(row)
        self._end_page()
        self.shares[-1] = share

    def _set_row(self, row: PageRow, *, last: bool = False) -> None:
        stories = [list(column.story) for column in row.columns]
        begun = False
        while any(stories):
            frame = self.design.frame(self.recto)
            self._start_page()
            start = self._used + (row.before if self._used and not begun else 0.0)
            headed = row.head if row.repeats or not begun else None
            head = headed.wrap(frame.width, frame.height)[1] if headed else 0.0
            top = start + head
            page = frame.height - head if row.repeats else frame.height
            early = self._early()
            fitted = [
                fit(story, self._room(column, frame.height - early - top, page, early))
                for column, story in zip(row.columns, stories, strict=True)
            ]
            waits = any(story and not part.placed for story, part in zip(stories, fitted, strict=True))
            if waits and self._used and not begun:
                self._place_held(ends_page=True)
                self._end_page()
                continue
            self._place_held()
            if headed:
                self._undrawn.append(partial(headed.drawOn, self.canvas, frame.x, frame.y + frame.height - top))
            finished = not any(part.rest for part in fitted)
            if row.level and not finished:
                fitted = [self._justification.roomier(part, frame.height - top, "list-stretch") for part in fitted]
            elif row.grows:
                if finished and last:
                    fitted = [grown(part.placed, part.rest, frame.height - top) for part in fitted]
                if not finished or last:
                    fitted = [
                        self._justification.roomier(part, frame.height - top, "writing-stretch") for part in fitted
                    ]
            elif not finished and len(fitted) == 1:
                fitted = [self._justification.justified(part, frame.height - top) for part in fitted]
            used = max(part.used for part in fitted)
            for part in fitted:
                self._origin = self._origin or next(filter(None, (one.flowable.origin for one in part.placed)), None)
            if finished and not row.grows and not row.sunk:
                self._held = _Held(fitted, row.columns, top, row.level)
            else:
                upper = used if row.sunk and finished and self._used else frame.height - top
                self._place(fitted, row.columns, upper, opens=not top)
            self.divided += sum(_divides(part, story) for part, story in zip(fitted, stories, strict=True))
            stories = [part.rest for part in fitted]
            self._used = top + used
            self._opening = self._opening and row.keep
            begun = True
            if not finished:
                self._end_page()

    def _early(self) -> float:
        """Return the height at the foot of this page that is left to the next page."""
        early = self.early_break
        return early.height if early is not None and early.page == self.page else 0.0

    def _room(self, column: StoryColumn, height: float, page: float, below: float) -> Room:
        threshold, line = self.design.number("split-threshold"), self.design.style("body").leading
        return Room(column.width, height, page, threshold, self._opening, self.refused, line, below)

    def _place_held(self, *, ends_page: bool = False) -> None:
        """Place the row that was held back.

        Its gaps are widened when it is drawn: nothing below depends on them, and few of the ways in which a sheet is
        laid out are drawn.
        """
        if self._held is not None:
            frame = self.design.frame(self.recto)
            self._undrawn.append(
                partial(_draw_held, self.canvas, self._justification, self._held, frame, ends_page=ends_page)
            )
            self._held = None

    def _place(self, fitted: Sequence[Fitted], columns: Sequence[StoryColumn], upper: float, *, opens: bool) -> None:
        """Place columns, to be drawn; see `_draw_columns`."""
        frame = self.design.frame(self.recto)
        self._undrawn.append(partial(_draw_columns, self.canvas, fitted, columns, frame, upper, opens=opens))

    def _start_page(self) -> None:
        if not self._started:
            self._undrawn.append(partial(self.furniture, self.page))
            self._started = True

    def _end_page(self) -> None:
        self._place_held()
        self.shares.append(self._used / self.design.frame(self.recto).height)
        self.origins.append(self._origin)
        self._undrawn.append(self.canvas.showPage)
        self._undrawn_pages += 1
        self._used, self._started, self._opening, self._origin = 0.0, False, True, None


def _draw_held(
    canvas: SheetCanvas, justification: VerticalJustification, held: _Held, frame: Frame, *, ends_page: bool
) -> None:
    """Draw a row that was held back; where it is the last of a page but not of the sheet, nearer to the foot."""
    fitted, columns, top, level = held
    height = frame.height - top
    if level:
        longest = min(max(part.used for part in fitted), height)
        fitted = justification.levelled(fitted, justification.foot(fitted, height) if ends_page else longest)
    elif ends_page:
        fitted = [justification.justified(part, height) for part in fitted]
    _draw_columns(canvas, fitted, columns, frame, height, opens=not top)


def _draw_columns(
    canvas: SheetCanvas,
    fitted: Sequence[Fitted],
    columns: Sequence[StoryColumn],
    frame: Frame,
    upper: float,
    *,
    opens: bool,
) -> None:
    """Draw columns.

    Args:
        canvas: where to draw.
        fitted: what stands in each.
        columns: the columns.
        frame: of the page.
        upper: height of their tops above the foot of the frame.
        opens: whether they open the page.
    """
    for column, part in zip(columns, fitted, strict=True):
        draw(canvas, part.placed, frame.x + column.x, frame.y + upper, opens=opens)


def _divides(part: Fitted, story: Sequence[Flowable]) -> bool:
    """Tell whether a column ends within a flowable that is of less use on two pages."""
    return bool(part.rest) and part.rest[0].one_side and all(part.rest[0] is not one for one in story)

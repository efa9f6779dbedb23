"""Fit: place as much of a story as fits the height that is left in a column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import LayoutError
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas


class PlacedFlowable(NamedTuple):
    """A flowable and the distance of its top below the top of its column."""

    flowable: Flowable
    top: float


class Fitted(NamedTuple):
    """The flowables placed in a column, those left over, and the height used in points."""

    placed: list[PlacedFlowable]
    rest: list[Flowable]
    used: float


class Room(NamedTuple):
    """The room in a column.

    Attributes:
        width: of the column.
        height: left on this page.
        page: height of the column on a fresh page.
        share_to_move: share of a page that may stay empty when a flowable moves to the next page instead of splitting.
        opening: only titles stand above on this page.
        line: height of a line of running text, for messages; 0 where it is not known.
        below: height below the room, into which writing space at its foot may grow.
        refused: list that collects an error for each flowable that fits no page and is left out. If None, the first
            error is raised.
    """

    width: float
    height: float
    page: float
    share_to_move: float
    opening: bool = False
    refused: list[LayoutError] | None = None
    line: float = 0.0
    below: float = 0.0

    @property
    def fresh(self) -> bool:
        """Whether the page is still empty."""
        return self.height >= self.page - TOLERANCE

    def much(self, left: float) -> bool:
        """Return whether more than ``share_to_move`` of the page would stay empty, which allows looser splits."""
        return left >= self.share_to_move * self.page


def fit(story: Sequence[Flowable], room: Room) -> Fitted:
    """Place flowables one below another until the room is used up.

    Raises:
        LayoutError: a flowable cannot be measured, or is the first of a fresh page and neither fits nor splits.
    """
    if room.refused is not None:
        story = measurable(story, room.width, room.refused)
    placed: list[PlacedFlowable] = []
    used = 0.0
    index = 0
    while index < len(story):
        flowable = story[index]
        top = used + (flowable.before if placed else 0.0)
        left = room.height - top
        height = _wrapped(flowable, room.width, left)
        if flowable.keep and index + 1 < len(story):
            stands = _stands_with_next(story, index, room, left)
        else:
            stands = height <= left + TOLERANCE
        first = opening = False
        if not stands:
            # Moving to the next page gains no room on an empty page, and little where only titles stand above.
            headed = all(item.flowable.keep for item in placed)
            first = room.fresh and headed
            opening = room.opening and headed and room.much(left)
            stands = (first or opening) and height <= left + TOLERANCE
        if stands:
            placed.append(PlacedFlowable(flowable, top))
            used = top + height
            index += 1
            continue
        parts = _parts(flowable, height, left, room, first=first, opening=opening)
        if len(parts) == 2:
            parts[1].resumed = flowable.resumed
            placed.append(PlacedFlowable(parts[0], top))
            used = top + parts[0].wrap(room.width, left)[1]
            return Fitted(placed, [parts[1], *story[index + 1 :]], used)
        if first and placed:
            return Fitted(placed, list(story[index:]), used)  # the headings stay; it gets the whole next page
        if first:
            error = _too_tall(flowable.indivisible, room)
            if room.refused is None:
                raise error
            room.refused.append(error)
            index += 1
            continue
        if flowable.clings and placed:
            return _clung(placed, list(story[index:]), room)
        return _closed(placed, list(story[index:]), room)
    return Fitted(placed, [], used)


def measurable(story: Sequence[Flowable], width: float, refused: list[LayoutError]) -> list[Flowable]:
    """Return the flowables that can be measured; append the errors of the others to ``refused``."""
    found = []
    for flowable in story:
        try:
            _wrapped(flowable, width, UNBOUNDED)
        except LayoutError as error:
            refused.append(error)
        else:
            found.append(flowable)
    return found


def _wrapped(flowable: Flowable, width: float, height: float) -> float:
    """Return the height of a flowable; add its origin to an error."""
    try:
        return flowable.wrap(width, height)[1]
    except LayoutError as error:
        raise error.located(flowable.origin) from None


def _stands_with_next(story: Sequence[Flowable], index: int, room: Room, left: float) -> bool:
    """Return whether a heading, headings directly below it, and the start of the flowable after them all fit."""
    need = story[index].height
    index += 1
    while index < len(story) - 1 and story[index].keep:
        need += story[index].before + _wrapped(story[index], room.width, UNBOUNDED)
        index += 1
    following = story[index]
    try:
        least = following.least_height(room.width)
        if need + following.before + least > left + TOLERANCE and room.much(left):
            least = following.loose_height(room.width)
    except LayoutError as error:
        raise error.located(following.origin) from None
    return need + following.before + least <= left + TOLERANCE


def _parts(
    flowable: Flowable, height: float, left: float, room: Room, *, first: bool, opening: bool
) -> Sequence[Flowable]:
    """Split a flowable that does not fit; return an empty list if it should move to the next page."""
    if flowable.keep or left <= 0:
        return []
    fits_a_page = height <= room.page + TOLERANCE
    much = room.much(left)
    if flowable.whole and fits_a_page and not first and not much:
        return []
    parts = flowable.split(room.width, left)
    if len(parts) != 2 and much:
        parts = flowable.loose_split(room.width, left)
    if len(parts) != 2 and (first or opening):
        parts = flowable.force_split(room.width, left)
    return parts


def _clung(placed: list[PlacedFlowable], rest: list[Flowable], room: Room) -> Fitted:
    """End a column before a flowable that clings to the one above: move that one, or its last lines, with it."""
    last, top = placed[-1]
    parts = last.split(room.width, last.height - 1)
    if len(parts) == 2:
        parts[1].resumed = last.resumed
        placed[-1] = PlacedFlowable(parts[0], top)
        return Fitted(placed, [parts[1], *rest], top + parts[0].wrap(room.width, UNBOUNDED)[1])
    if len(placed) == 1 and room.fresh:
        return _closed(placed, rest, room)
    return _closed(placed[:-1], [last, *rest], room)


def _closed(placed: list[PlacedFlowable], rest: list[Flowable], room: Room) -> Fitted:
    """End a column: move headings at its foot to the next one, and let writing space grow into free room."""
    while placed and placed[-1].flowable.keep:
        rest.insert(0, placed.pop().flowable)
    return grown(placed, rest, room.height + room.below)


def grown(placed: Sequence[PlacedFlowable], rest: list[Flowable], height: float) -> Fitted:
    """Return a column whose writing space has taken what is left of a height, in even parts."""
    used = placed[-1].top + placed[-1].flowable.height if placed else 0.0
    left, growing = height - used, sum(item.flowable.grows for item in placed)
    found: list[PlacedFlowable] = []
    shift = 0.0
    for item in placed:
        flowable = item.flowable
        found.append(PlacedFlowable(flowable, item.top + shift))
        if flowable.grows:
            before = flowable.height
            more = flowable.stretch(flowable.width, before + left / growing) - before
            shift, left, growing = shift + more, left - more, growing - 1
    return Fitted(found, rest, used + shift)


def draw(canvas: SheetCanvas, fitted: Sequence[PlacedFlowable], x: float, top: float, *, opens: bool = False) -> None:
    """Draw placed flowables in a column whose top left corner is (x, top).

    If the column opens a page, the name of what goes on there is drawn in the margin above it.
    """
    if opens and fitted and (resumed := fitted[0].flowable.resumed) is not None:
        resumed.wrap(fitted[0].flowable.width, UNBOUNDED)
        resumed.drawOn(canvas, x, top)
    for flowable, offset in fitted:
        upper, lower = top - offset, top - offset - flowable.height
        canvas.located(flowable.origin, (x, lower, x + flowable.width, upper))
        flowable.drawOn(canvas, x, lower)


def _too_tall(flowable: Flowable, room: Room) -> LayoutError:
    height = flowable.height
    over = height - room.page
    lines = f" (about {_count(math.ceil(over / room.line), 'line')})" if room.line else ""
    return flowable.refusal(
        f"is {height / MM:.0f} mm tall and cannot be divided; that is {max(over / MM, 1):.0f} mm{lines} "
        "more than its page holds.",
        "Shorten it." if flowable.subject else "Shorten it, or divide it into two.",
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"

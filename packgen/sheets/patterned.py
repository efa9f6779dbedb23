"""Patterned: sheets whose rows are like those of a sheet that was set before are not set again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.cached import CachedFlowable
from packgen.layout.core.canvas import SheetCanvas
from packgen.sheet.lookalikes import Told
from packgen.sheet.pattern import Filled, Filling, Pattern
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.pages import PageRow
    from packgen.layout.core.setting import Setting
    from packgen.sheet.sheet import Sheet


_MOST = 200
"""Patterns that a shelf holds; then it is emptied of them."""


def patterned(
    setting: Setting,
    rows: Sequence[PageRow],
    known: Hashable,
    draw: Callable[[], SheetCanvas],
    finish: Callable[[SheetCanvas], Sheet],
) -> Told:
    """Return a sheet as the pattern of all sheets that are set like it, and what it has in the pattern's places.

    Args:
        setting: what it is set with.
        rows: all of it.
        known: what else decides how it is set.
        draw: sets the rows.
        finish: makes a sheet of what was drawn.
    """
    shelf = setting.shelf
    if shelf.board is None:
        size = setting.design.page_width, setting.design.page_height
        shelf.board = SheetCanvas(setting.faces, size, Element("Sect"))
    places: list[CachedFlowable] = []
    parts: dict[int, list[Hashable]] = {}
    likeness = _likeness(rows, shelf.board, places, parts)
    key = (likeness, known, setting.fillable) if likeness is not None else None
    pattern = shelf.patterns.get(key)
    if pattern is None:
        canvas = draw()
        copies = tuple(place.copy for place in places if place.copy is not None)
        if key is None or len(copies) < len(places):  # divided, and so drawn in place
            return Told(Filled(Pattern(finish(canvas), (), canvas.used(canvas.copies)), ()), (), ())
        others = [copy for copy in canvas.copies if copy not in copies]
        if len(shelf.patterns) >= _MOST:
            shelf.patterns.clear()
        pattern = shelf.patterns[key] = Pattern(finish(canvas), copies, canvas.used(others))
    board = shelf.board
    fillings = tuple([Filling(place.drawing(board), place.sheet or 0) for place in places])
    owners = [place.part for place in places]
    return Told(Filled(pattern, fillings), owners, [tuple(parts[part]) for part in sorted(parts)])


def _likeness(
    rows: Sequence[PageRow], canvas: SheetCanvas, places: list[CachedFlowable], parts: dict[int, list[Hashable]]
) -> Hashable:
    """Return what decides how rows are set; None where something says not what it is made of.

    List what varies, and for each part of the sheet what decides how its own rows are set.
    """
    found: list[Hashable] = []
    for row in rows:
        heads = [] if row.head is None else [row.head]
        for x, width, story in [(0.0, 0.0, heads), *((one.x, one.width, one.story) for one in row.columns)]:
            found += (row.before, row.level, x, width)
            headed = False
            for flowable in story:
                if isinstance(flowable, CachedFlowable):
                    found.append(flowable.likeness(width, canvas, headed=headed))
                    if flowable.part is not None:
                        parts.setdefault(flowable.part, []).append((x, width, found[-1]))
                    if flowable.varies:
                        places.append(flowable)
                elif flowable.key is not None:
                    found.append((flowable.key, flowable.before, flowable.keep))
                else:
                    return None
                headed = flowable.keep
    return tuple(found)

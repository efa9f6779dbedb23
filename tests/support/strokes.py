"""Level strokes of pages: rules, lines to write on, edges of boxes; and those too close to be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from packgen.sheet.sheet import PackPart, Sheet
from tests.support.assembled import TypesetPack
from tests.support.geometry import Drawing

_TOO_CLOSE = 1.0
"""Distance in mm between strokes of which one looks like a fault of the other."""

_SHARED = 1.0
"""Least length in mm for which two strokes run above one another."""


class Stroke(NamedTuple):
    """A level stroke in mm from the top left corner of its page."""

    page: int
    y: float
    left: float
    right: float


def level_strokes(drawing: Drawing, bars: float) -> list[Stroke]:
    """Return the level strokes of a drawing, but for the boxes of one weight: the bars of charts stand on an axis."""
    found = [
        Stroke(one.page, one.y0, min(one.x0, one.x1), max(one.x0, one.x1))
        for one in drawing.lines()
        if one.y0 == one.y1
    ]
    for one in drawing.boxes():
        if one.weight not in (0, bars):
            found += [Stroke(one.page, y, one.x, one.x + one.width) for y in (one.y, one.y + one.height)]
    return found


def doubled(drawing: Drawing, bars: float) -> list[tuple[Stroke, Stroke]]:
    """Return the strokes that are drawn on one another, or one just above the other."""
    found = []
    waiting: list[Stroke] = []
    for stroke in sorted(level_strokes(drawing, bars)):
        waiting = [one for one in waiting if one.page == stroke.page and stroke.y - one.y < _TOO_CLOSE]
        found += [
            (one, stroke) for one in waiting if min(one.right, stroke.right) - max(one.left, stroke.left) > _SHARED
        ]
        waiting.append(stroke)
    return found


def sheets_of(pack: TypesetPack) -> Iterator[Sheet]:
    """Yield all sheets of a pack, those of a file of answers too."""
    yield pack.front_matter
    parts: list[PackPart[Sheet]] = list(pack.parts)
    if pack.answers is not None:
        yield pack.answers[0]
        parts += pack.answers[1]
    for part in parts:
        for chapter in part.chapters:
            yield from chapter.sheets

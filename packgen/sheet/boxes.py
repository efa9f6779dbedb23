"""Rectangles of pages that show what comes from a place in the sources."""

from __future__ import annotations

from typing import NamedTuple

from packgen.errors import Origin

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the page."""


class OriginBox(NamedTuple):
    """A rectangle with what comes from one place in the sources.

    Attributes:
        origin: the place in the sources.
        page: in the sheet, counted from 0.
        rectangle: around all that comes from there without anything else between.
    """

    origin: Origin
    page: int
    rectangle: Rectangle


class BlockBox(NamedTuple):
    """A rectangle with a block, a task that is made of it, or the answers to that.

    It names no file: a sheet out of the cache may come from a topic of the same bytes in another folder.

    Attributes:
        page: in the sheet, counted from 0.
        rectangle: as in `OriginBox`.
        block: place of the block in its section, counted from 0.
        kind: type of the block, such as ``timeline``.
        line: of the topic's YAML, counted from 1.
    """

    page: int
    rectangle: Rectangle
    block: int
    kind: str
    line: int


def add_box(boxes: list[OriginBox], box: OriginBox) -> None:
    """Append a rectangle, or extend the last one where that has the same origin and page."""
    last = boxes[-1] if boxes else None
    if last is not None and last[:2] == box[:2]:
        boxes[-1] = last._replace(rectangle=_around(last.rectangle, box.rectangle))
    else:
        boxes.append(box)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])

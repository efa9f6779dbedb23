"""Compute the position of a page on its half of a sheet, and its transformation matrix (ISO 32000-1, 8.3.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from packgen.imposition.pages import Page

_SLACK = 1.0
"""Points by which a page may be larger than its room and still count as fitting: sizes in files are rounded."""

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]
"""Left, bottom, width, height."""

_TURNS: dict[int, tuple[int, int, int, int]] = {
    0: (1, 0, 0, 1),
    90: (0, -1, 1, 0),
    180: (-1, 0, 0, -1),
    270: (0, 1, -1, 0),
}
"""The first four numbers of the matrix that turns a page clockwise."""


class Leaf(NamedTuple):
    """The area for each page on its half of a sheet.

    Attributes:
        width: width in points.
        height: height in points.
        scale: scale of pages of the most frequent size, at most 1.
    """

    width: float
    height: float
    scale: float


def leaf(sizes: Sequence[tuple[float, float]], half: tuple[float, float]) -> Leaf:
    """Return the area for pages of some sizes on half a sheet.

    It fits the most frequent size, or the first of equally frequent ones; pages are never enlarged.
    """
    usual, _ = Counter([(round(width), round(height)) for width, height in sizes]).most_common(1)[0]
    width, height = next(size for size in sizes if (round(size[0]), round(size[1])) == usual)
    if (width > height) != (half[0] > half[1]):
        width, height = height, width
    scale = _fitting((width, height), half)
    return Leaf(min(half[0], width * scale), min(half[1], height * scale), scale)


def room(leaf: Leaf, half: Rectangle, *, fold_at_right: bool) -> Rectangle:
    """Return the leaf on half a sheet: adjacent to the fold, so that a booklet can be trimmed, vertically centred."""
    x = half[0] + half[2] - leaf.width if fold_at_right else half[0]
    return x, half[1] + (half[3] - leaf.height) / 2, leaf.width, leaf.height


def placed(page: Page, within: Rectangle) -> Matrix:
    """Return the matrix that centres a page in a rectangle, scaled down if it is too large.

    A landscape page in a portrait rectangle is rotated, with its top to the left, if that makes it larger.
    """
    width, height = page.size
    left, bottom, room_width, room_height = within
    turn = page.rotation
    if _fitting((height, width), within[2:]) > _fitting((width, height), within[2:]):
        turn, width, height = (turn + 270) % 360, height, width
    scale = _fitting((width, height), (room_width, room_height))
    size = scale * page.unit
    a, b, c, d = (size * part for part in _TURNS[turn])
    x = (page.box[0] + page.box[2]) / 2
    y = (page.box[1] + page.box[3]) / 2
    return (
        a,
        b,
        c,
        d,
        left + room_width / 2 - a * x - c * y,
        bottom + room_height / 2 - b * x - d * y,
    )


def _fitting(size: tuple[float, float], within: tuple[float, float]) -> float:
    """Return the scale at which a size fits, at most 1."""
    if size[0] <= within[0] + _SLACK and size[1] <= within[1] + _SLACK:
        return 1.0
    return min(1.0, within[0] / size[0], within[1] / size[1])

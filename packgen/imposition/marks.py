"""Fold, cut, crop and spine marks, as content stream operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from packgen.imposition.geometry import Rectangle
from packgen.pdf.objects import number
from packgen.units import MM

_EDGE = 4 * MM
"""What of a sheet's edge many printers leave white."""

_FOLD = 5 * MM
_CROP, _APART = 5 * MM, 2 * MM
"""Length of crop marks, and their distance from what they are around."""

_LEAST = 1 * MM
"""What is worth trimming."""

_PEN = "0 G 0.5 w 0 J"
_STEP, _BAR = 8 * MM, 2.0
"""Height of a signature's mark on its back, and half of its width."""


def fold(width: float, height: float) -> str:
    """Return dashed marks at the top and bottom of the fold in the middle of a sheet."""
    lines = [_line(width / 2, edge, width / 2, edge + way * _FOLD) for edge, way in ((_EDGE, 1), (height - _EDGE, -1))]
    return f"q {_PEN} [2 2] 0 d {' '.join(lines)} Q"


def cut(width: float, height: float) -> str:
    """Return a dashed cut line down the middle of a sheet."""
    return f"q {_PEN} 0.4 G [6 4] 0 d {_line(width / 2, _EDGE, width / 2, height - _EDGE)} Q"


def crop(leaf: Rectangle, half: Rectangle, *, fold_at_right: bool) -> str:
    """Return crop marks at the ends of the lines along which a leaf is trimmed, if there is anything to trim.

    Args:
        leaf: the area that remains after trimming.
        half: the half of the sheet that it is on.
        fold_at_right: whether the fold is on the right side of the half.
    """
    outer = -1 if fold_at_right else 1
    fore_edge, away = (leaf[0], half[0]) if fold_at_right else (leaf[0] + leaf[2], half[0] + half[2])
    low, high = leaf[1], leaf[1] + leaf[3]
    bottom, top = half[1], half[1] + half[3]
    lines = []
    if abs(away - fore_edge) > _LEAST:
        for edge, end, way in ((low, bottom, -1), (high, top, 1)):
            y, to_y = _mark(edge, end, way)
            lines.append(_line(fore_edge, y, fore_edge, to_y))
    for edge, end in ((low, bottom), (high, top)):
        if abs(end - edge) > _LEAST:
            x, to_x = _mark(fore_edge, away, outer)
            lines.append(_line(x, edge, to_x, edge))
    return f"q {_PEN} [] 0 d {' '.join(lines)} Q" if lines else ""


def spine(signature: int, count: int, width: float, height: float) -> str:
    """Return a collating mark on the spine of a signature: in a correctly ordered pile the marks form steps."""
    if count == 1:
        return ""
    top = height - 40 * MM - _STEP * (signature % int((height - 80 * MM) / _STEP))
    return f"q 0 g {number(width / 2 - _BAR)} {number(top - _STEP)} {number(2 * _BAR)} {number(_STEP)} re f Q"


def _mark(edge: float, end: float, way: int) -> tuple[float, float]:
    """Return where a mark begins and ends: clear of the leaf or, if there is no space, from the sheet's edge inwards.

    Args:
        edge: coordinate of the leaf's edge.
        end: coordinate of the sheet's edge.
        way: direction from the leaf to the sheet's edge, 1 or -1.
    """
    if abs(end - edge) >= _APART + _CROP:
        return edge + way * _APART, edge + way * (_APART + _CROP)
    return end, end - way * (_EDGE + _CROP)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{number(x)} {number(y)} m {number(to_x)} {number(to_y)} l S"

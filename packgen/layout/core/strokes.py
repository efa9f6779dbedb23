"""Rules, boxes and markers in a theme's rules and colours. All lengths in points.

Coordinates are rounded to hundredths of a point, which no printer resolves; ReportLab would write six decimals.
Straight lines, rectangles and ellipses are most of what is drawn; their operators are written here, and all others by
ReportLab's calls, which take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from packgen.bounded import Bounded
from packgen.layout.core.closing import LevelRule
from packgen.layout.core.coordinates import short

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.theme.design import Colour, Rule

_KAPPA = 0.5523
"""Control point distance, as a share of the radius, for which a Bézier curve comes closest to a quarter circle."""

_SELECTED: Bounded[Rule, tuple[str, ...]] = Bounded(256)
"""ReportLab's operators that select a rule, which are the same on every canvas and take it long to write."""


def _select(canvas: SheetCanvas, rule: Rule) -> None:
    """Select a rule's colour, weight and dash for strokes."""
    known = _SELECTED.get(rule)
    if known is not None:
        canvas.operators += known
        return
    before = canvas.position
    canvas.setStrokeColor(_rgb(rule.colour))
    canvas.setLineWidth(rule.weight)
    canvas.setDash(rule.dash)
    _SELECTED[rule] = tuple(canvas.operators[before:])


@lru_cache(maxsize=256)
def _rgb(colour: Colour) -> tuple[float, float, float]:
    """Return a colour as our text operators write it, so that text and strokes of one colour look the same."""
    red, green, blue, _ = colour.fill.split()
    return float(red), float(green), float(blue)


def line(canvas: SheetCanvas, rule: Rule, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw a straight line."""
    _select(canvas, rule)
    canvas.operators.append(f"{short(x0)} {short(y0)} m {short(x1)} {short(y1)} l S")


def level_lines(canvas: SheetCanvas, rule: Rule, x0: float, x1: float, heights: Iterable[float]) -> None:
    """Draw horizontal lines at several heights."""
    left, right = short(x0), short(x1)
    lines = [f"{left} {y} m {right} {y} l" for y in map(short, heights)]
    if lines:
        _select(canvas, rule)
        canvas.operators.append(" ".join([*lines, "S"]))


def closing_line(canvas: SheetCanvas, rule: Rule, x0: float, x1: float, y: float) -> None:
    """Draw the line below a table at the end of its page, unless the next block begins with one just below."""
    canvas.closing.close(LevelRule(x0, x1, y), partial(level_lines, canvas, rule, x0, x1, [y]))


def joined_line(canvas: SheetCanvas, rule: Rule, points: Sequence[tuple[float, float]]) -> None:
    """Draw straight lines from each point to the next."""
    if not points:
        return
    path = canvas.beginPath()
    (x, y), *others = points
    path.moveTo(round(x, 2), round(y, 2))
    for x, y in others:
        path.lineTo(round(x, 2), round(y, 2))
    _select(canvas, rule)
    canvas.drawPath(path)


def box(
    canvas: SheetCanvas, rule: Rule, x: float, y: float, width: float, height: float, *, filled: bool = False
) -> None:
    """Draw a rectangle's outline, and fill it in the same colour if that is wanted."""
    _select(canvas, rule)
    rectangle = _rectangle(x, y, width, height)
    canvas.operators.append(f"{rule.colour.fill} {rectangle} B" if filled else f"{rectangle} S")


def fill(canvas: SheetCanvas, colour: Colour, x: float, y: float, width: float, height: float) -> None:
    """Fill a rectangle."""
    canvas.operators.append(f"{colour.fill} {_rectangle(x, y, width, height)} f")


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"{short(x)} {short(y)} {short(width)} {short(height)} re"


def squares(canvas: SheetCanvas, rule: Rule, xs: Iterable[float], y: float, side: float, filled: bool) -> None:
    """Draw a row of squares with their lower left corners at (x, y)."""
    path = canvas.beginPath()
    for x in xs:
        path.rect(round(x, 2), round(y, 2), round(side, 2), round(side, 2))
    _select(canvas, rule)
    canvas.setFillColor(_rgb(rule.colour))
    canvas.drawPath(path, stroke=1, fill=int(filled))


def circle(canvas: SheetCanvas, rule: Rule, ground: Colour, x: float, y: float, radius: float) -> None:
    """Draw a filled circle around (x, y)."""
    ellipse(canvas, rule, ground, x, y, radius, radius)


def ellipse(canvas: SheetCanvas, rule: Rule, ground: Colour, x: float, y: float, wide: float, tall: float) -> None:
    """Draw a filled ellipse around (x, y), of half the width ``wide`` and half the height ``tall``."""
    operators = canvas.operators
    operators.append("q")
    _select(canvas, rule)
    operators.append(f"{ground.fill} 1 0 0 1 {short(x)} {short(y)} cm {_ellipse(wide, tall)} B Q")


@lru_cache(maxsize=64)
def _ellipse(wide: float, tall: float) -> str:
    """Return the operators of the path of an ellipse around the origin."""
    a, b, k, m = map(short, (wide, tall, wide * _KAPPA, tall * _KAPPA))
    return (
        f"{a} 0 m {a} {m} {k} {b} 0 {b} c -{k} {b} -{a} {m} -{a} 0 c "
        f"-{a} -{m} -{k} -{b} 0 -{b} c {k} -{b} {a} -{m} {a} 0 c h"
    )

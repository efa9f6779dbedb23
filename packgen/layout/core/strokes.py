"""Rules, boxes and markers: decoration drawn with a theme's rules. All lengths in points."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.theme.design import Colour, Rule

_KAPPA = 0.5523
"""Control point distance, as a share of the radius, for which a Bézier curve comes closest to a quarter circle."""


def pen(rule: Rule) -> str:
    """Return the operators that select a rule's weight, colour and dash."""
    dash = " ".join(f"{d:g}" for d in rule.dash)
    return f"{rule.colour.stroke} {rule.weight:g} w [{dash}] 0 d"


def line(canvas: SheetCanvas, rule: Rule, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw a straight line."""
    canvas.paint(f"{pen(rule)} {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")


def level_lines(canvas: SheetCanvas, rule: Rule, x0: float, x1: float, heights: Iterable[float]) -> None:
    """Draw horizontal lines at several heights."""
    paths = " ".join(f"{x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l" for y in heights)
    if paths:
        canvas.paint(f"{pen(rule)} {paths} S")


def box(canvas: SheetCanvas, rule: Rule, x: float, y: float, width: float, height: float) -> None:
    """Draw a rectangle's outline."""
    canvas.paint(f"{pen(rule)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")


def fill(canvas: SheetCanvas, colour: Colour, x: float, y: float, width: float, height: float) -> None:
    """Fill a rectangle."""
    canvas.paint(f"{colour.fill} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")


def squares(canvas: SheetCanvas, rule: Rule, xs: Iterable[float], y: float, side: float, filled: bool) -> None:
    """Draw a row of squares with their lower left corners at (x, y)."""
    paths = " ".join(f"{x:.2f} {y:.2f} {side:.2f} {side:.2f} re" for x in xs)
    canvas.paint(f"{pen(rule)} {rule.colour.fill} {paths} {'B' if filled else 'S'}")


def circle(canvas: SheetCanvas, rule: Rule, ground: Colour, x: float, y: float, radius: float) -> None:
    """Draw a filled circle around (x, y)."""
    ellipse(canvas, rule, ground, x, y, radius, radius)


def ellipse(canvas: SheetCanvas, rule: Rule, ground: Colour, x: float, y: float, wide: float, tall: float) -> None:
    """Draw a filled ellipse around (x, y), of half the width ``wide`` and half the height ``tall``."""
    canvas.paint(f"{pen(rule)} {ground.fill} q 1 0 0 1 {x:.2f} {y:.2f} cm {_ellipse(wide, tall)} B Q")


@lru_cache(maxsize=64)
def _ellipse(a: float, b: float) -> str:
    """Return the path of an ellipse around the origin."""
    k, m = a * _KAPPA, b * _KAPPA
    return (
        f"{a:.2f} 0 m {a:.2f} {m:.2f} {k:.2f} {b:.2f} 0 {b:.2f} c {-k:.2f} {b:.2f} {-a:.2f} {m:.2f} {-a:.2f} 0 c "
        f"{-a:.2f} {-m:.2f} {-k:.2f} {-b:.2f} 0 {-b:.2f} c {k:.2f} {-b:.2f} {a:.2f} {-m:.2f} {a:.2f} 0 c h"
    )

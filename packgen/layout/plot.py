"""Plots: the shapes of a chart (reportlab.graphics) and where its labels go.

Lengths in points from the lower left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.colors import Color

    from packgen.theme.design import Design, Rule

_CLEAR = 0.12
"""Least share of its pitch that stays free beside a label."""

_SPARSE = 0.35
"""Share of its pitch that a bar takes where there are few of them."""

_X_HEIGHT = 0.33
"""Distance from a label's baseline to its visual middle, relative to its size."""


class Point(NamedTuple):
    """A value of a series: its label, the value as printed and as a number, and whether it stands out."""

    label: str
    text: str
    value: float
    highlight: bool = False

    @property
    def role(self) -> str:
        """The style of its labels."""
        return "chart-bold" if self.highlight else "chart"


class Label(NamedTuple):
    """A label, centred on ``centre``."""

    text: str
    role: str
    centre: float
    baseline: float


class Plot(NamedTuple):
    """What is to be plotted, in which room; ``text_width`` measures a text in a role."""

    design: Design
    points: Sequence[Point]
    width: float
    height: float
    text_width: Callable[[str, str], float]

    @property
    def pitch(self) -> float:
        """Distance from one point to the next across the width."""
        return self.width / len(self.points)

    @property
    def size(self) -> float:
        """Size of the labels."""
        return self.design.style("chart").size

    @property
    def floor(self) -> float:
        """Height of the axis above the foot: room for the labels."""
        return self.design.style("chart").leading + self.design.length("chart-gap")

    @property
    def tallest(self) -> float:
        """Height of the greatest value above the axis."""
        room = self.height - self.floor - self.design.style("chart").leading - self.design.length("chart-gap")
        return min(self.design.length("chart-tallest"), room)

    def solid(self, point: Point) -> bool:
        """Tell whether a point is filled: those that stand out, or all if none does."""
        return point.highlight or not any(other.highlight for other in self.points)

    def foot_label(self, point: Point, centre: float) -> Label:
        """Return a point's label below the axis."""
        return Label(point.label, point.role, centre, self.floor - self.design.length("chart-gap") - self.size * 0.8)

    def value_label(self, point: Point, centre: float, top: float) -> Label:
        """Return a point's value above its mark."""
        return Label(point.text, point.role, centre, top + self.design.length("chart-gap") + self.size * 0.1)


class Drawn(NamedTuple):
    """Shapes, and the labels to set over them."""

    drawing: Drawing
    labels: list[Label]


def labels_fit(plot: Plot) -> bool:
    """Tell whether every label and value fits the pitch."""
    room = plot.pitch * (1 - _CLEAR)
    return all(plot.text_width(text, point.role) <= room for point in plot.points for text in (point.label, point.text))


def standing_bars(plot: Plot) -> Drawn:
    """Return bars that stand on an axis."""
    drawing = _drawing(plot)
    greatest = max(point.value for point in plot.points)
    scale = plot.tallest / greatest if greatest > 0 else 0.0
    widest = max(plot.design.length("chart-bar"), plot.pitch * _SPARSE)
    bar = min(widest, plot.pitch * plot.design.number("chart-bar-share"))
    labels = []
    for number, point in enumerate(plot.points):
        centre, tall = (number + 0.5) * plot.pitch, point.value * scale
        _bar(plot, drawing, point, centre - bar / 2, plot.floor, bar, tall)
        labels += [plot.foot_label(point, centre), plot.value_label(point, centre, plot.floor + tall)]
    _axis(plot, drawing, 0, plot.floor, plot.width, plot.floor)
    return Drawn(drawing, labels)


def lying_bars(plot: Plot) -> Drawn:
    """Return bars that lie one below another, labels at their left and values at their right."""
    drawing = _drawing(plot)
    gap = plot.design.length("label-gap")
    left = min(max(plot.text_width(point.label, point.role) for point in plot.points), plot.width / 2) + gap
    values = max(plot.text_width(point.text, point.role) for point in plot.points)
    greatest = max(point.value for point in plot.points)
    scale = max(plot.width - left - values - gap, 0.0) / greatest if greatest > 0 else 0.0
    row = plot.height / len(plot.points)
    thick = row * plot.design.number("chart-bar-share")
    labels = []
    for number, point in enumerate(plot.points):
        middle, long = plot.height - (number + 0.5) * row, point.value * scale
        _bar(plot, drawing, point, left, middle - thick / 2, long, thick)
        baseline = middle - plot.size * _X_HEIGHT
        labels.append(Label(point.label, point.role, plot.text_width(point.label, point.role) / 2, baseline))
        centre = left + long + gap + plot.text_width(point.text, point.role) / 2
        labels.append(Label(point.text, point.role, centre, baseline))
    _axis(plot, drawing, left, 0, left, plot.height)
    return Drawn(drawing, labels)


def line(plot: Plot) -> Drawn:
    """Return a line through the points, labelled where there is room; the last point always is."""
    from reportlab.graphics.shapes import Circle, PolyLine

    drawing, rule = _drawing(plot), plot.design.rule("chart-line")
    low = min(0.0, *(point.value for point in plot.points))
    span = max(point.value for point in plot.points) - low
    scale = plot.tallest / span if span else 0.0
    places = [
        ((number + 0.5) * plot.pitch, plot.floor + (point.value - low) * scale)
        for number, point in enumerate(plot.points)
    ]
    colour = _colour(rule)
    drawing.add(PolyLine([number for place in places for number in place], strokeColor=colour, strokeWidth=rule.weight))
    _axis(plot, drawing, 0, plot.floor, plot.width, plot.floor)
    widest = max(plot.text_width(text, point.role) for point in plot.points for text in (point.label, point.text))
    step = max(1, -int(-widest // (plot.pitch * (1 - _CLEAR))))
    labels = []
    for number, ((across, up), point) in enumerate(zip(places, plot.points, strict=True)):
        dot = Circle(across, up, 2 * rule.weight)
        dot.strokeColor, dot.strokeWidth = colour, rule.weight
        dot.fillColor = colour if plot.solid(point) else _paper(plot)
        drawing.add(dot)
        if (len(places) - 1 - number) % step == 0:
            labels += [plot.foot_label(point, across), plot.value_label(point, across, up + 2 * rule.weight)]
    return Drawn(drawing, labels)


def _drawing(plot: Plot) -> Drawing:
    from reportlab.graphics.shapes import Drawing

    return Drawing(plot.width, plot.height)


def _bar(plot: Plot, drawing: Drawing, point: Point, x: float, y: float, width: float, height: float) -> None:
    """Add a bar; nothing at all for a value of nought but its outline."""
    from reportlab.graphics.shapes import Rect

    rule = plot.design.rule("chart-bar")
    bar = Rect(x, y, max(width, 0.01), max(height, 0.01))
    bar.strokeColor, bar.strokeWidth = _colour(rule), rule.weight
    bar.fillColor = _colour(rule) if plot.solid(point) else None
    drawing.add(bar)


def _axis(plot: Plot, drawing: Drawing, x0: float, y0: float, x1: float, y1: float) -> None:
    from reportlab.graphics.shapes import Line

    rule = plot.design.rule("chart-axis")
    axis = Line(x0, y0, x1, y1)
    axis.strokeColor, axis.strokeWidth = _colour(rule), rule.weight
    drawing.add(axis)


def _colour(rule: Rule) -> Color:
    from reportlab.lib.colors import HexColor

    return HexColor(rule.colour.hex)


def _paper(plot: Plot) -> Color:
    from reportlab.lib.colors import HexColor

    return HexColor(plot.design.colour("paper").hex)

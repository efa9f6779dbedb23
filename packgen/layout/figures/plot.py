"""Plots: where the bars, the points and the labels of a chart go.

Lengths in points from the lower left corner.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.setting import MIDDLE
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.theme.design import Design

_CLEAR = 0.12
"""Least share of the pitch between points that stays free beside a label."""

_SPARSE = 0.35
"""Share of the pitch for a bar's width in a chart of few bars."""

_LEAST_BAR = 0.2
"""Least share of the width for the longest lying bar."""

_ROW = 1.5
"""Height of a lying bar's row, relative to the leading of its label; rows close up where a page has no room."""


Words = tuple[Run, ...]
"""What a label says, on one line."""


class PlotPoint(NamedTuple):
    """A value of a series: its label, the value as printed and as a number, and whether it stands out."""

    label: Words
    text: Words
    value: float
    highlight: bool = False

    @property
    def role(self) -> str:
        """The style of its labels."""
        return "chart-bold" if self.highlight else "chart"


class PlotLabel(NamedTuple):
    """A label, centred on ``centre``."""

    text: Words
    role: str
    centre: float
    baseline: float


class Plot(NamedTuple):
    """Points to plot, and width and height of the plot; ``text_width`` measures a text in a role."""

    design: Design
    points: Sequence[PlotPoint]
    width: float
    height: float
    text_width: Callable[[Words, str], float]

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

    @property
    def widest_value(self) -> float:
        """Width of the widest value."""
        return max(self.text_width(point.text, point.role) for point in self.points)

    @property
    def label_room(self) -> float:
        """Greatest width for labels beside lying bars."""
        gaps = 2 * self.design.length("label-gap")
        return min(self.width / 2, self.width * (1 - _LEAST_BAR) - self.widest_value - gaps)

    def solid(self, point: PlotPoint) -> bool:
        """Return whether a point is drawn filled: highlighted ones are, or all if none is highlighted."""
        return point.highlight or not any(other.highlight for other in self.points)

    def foot_label(self, point: PlotPoint, centre: float) -> PlotLabel:
        """Return a point's label below the axis."""
        return PlotLabel(
            point.label, point.role, centre, self.floor - self.design.length("chart-gap") - self.size * 0.8
        )

    def value_label(self, point: PlotPoint, centre: float, top: float) -> PlotLabel:
        """Return a point's value above its mark."""
        return PlotLabel(point.text, point.role, centre, top + self.design.length("chart-gap") + self.size * 0.1)


class Bar(NamedTuple):
    """A bar: its lower left corner, width and height, and whether it is filled."""

    x: float
    y: float
    width: float
    height: float
    solid: bool


class Dot(NamedTuple):
    """A point of a line: its centre, and whether it is filled."""

    x: float
    y: float
    solid: bool


class PlotShapes(NamedTuple):
    """What a chart draws: its axis from one end (x0, y0) to the other (x1, y1), labels, and bars or points."""

    axis: tuple[float, float, float, float]
    labels: list[PlotLabel]
    bars: list[Bar]
    dots: list[Dot]


def labels_fit(plot: Plot) -> bool:
    """Return whether every label and value fits the pitch."""
    room = plot.pitch * (1 - _CLEAR)
    return all(plot.text_width(text, point.role) <= room for point in plot.points for text in (point.label, point.text))


def standing_bars(plot: Plot) -> PlotShapes:
    """Return bars that stand on an axis."""
    greatest = max(point.value for point in plot.points)
    scale = plot.tallest / greatest if greatest > 0 else 0.0
    widest = max(plot.design.length("chart-bar"), plot.pitch * _SPARSE)
    bar = min(widest, plot.pitch * plot.design.number("chart-bar-share"))
    bars, labels = [], []
    for number, point in enumerate(plot.points):
        centre, tall = (number + 0.5) * plot.pitch, point.value * scale
        bars.append(_bar(plot, point, centre - bar / 2, plot.floor, bar, tall))
        labels += [plot.foot_label(point, centre), plot.value_label(point, centre, plot.floor + tall)]
    return PlotShapes((0.0, plot.floor, plot.width, plot.floor), labels, bars, [])


def too_long(plot: Plot, *, lying: bool) -> Words | None:
    """Return a label that is too long for the chart, or None."""
    texts = [(text, point.role) for point in plot.points for text in (point.label, point.text)]
    if not lying:
        return next((text for text, role in texts if plot.text_width(text, role) > plot.width), None)
    words = [(point.label, word, point.role) for point in plot.points for word in _divided(point.label)]
    room = plot.label_room
    return next((label for label, word, role in words if plot.text_width(word, role) > room), None)


def lying_height(plot: Plot, page: float) -> float:
    """Return the height of a chart of lying bars, at most ``page`` if the labels fit that."""
    lines = max(map(len, _names(plot)))
    leading, count = plot.design.style("chart").leading, len(plot.points)
    return max(min((lines + _ROW - 1) * leading * count, page), lines * leading * count)


def _divided(words: Words) -> list[Words]:
    """Return the words of a label, each with its runs."""
    divided: list[list[Run]] = [[]]
    for run in words:
        for number, text in enumerate(run.text.split(" ")):
            if number:
                divided.append([])
            if text:
                divided[-1].append(run._replace(text=text))
    return [tuple(word) for word in divided if word]


def _names(plot: Plot) -> list[list[Words]]:
    """Return the labels of lying bars, each broken to the room that labels have."""
    room = plot.label_room
    return [_lines(plot, point, room) for point in plot.points]


def _lines(plot: Plot, point: PlotPoint, room: float) -> list[Words]:
    """Return the label of a lying bar, broken to a width."""
    lines: list[Words] = []
    for word in _divided(point.label):
        longer = (*lines[-1], Run(" "), *word) if lines else word
        if lines and plot.text_width(longer, point.role) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def lying_bars(plot: Plot) -> PlotShapes:
    """Return bars that lie one below another, labels at their left and values at their right."""
    gap, leading = plot.design.length("label-gap"), plot.design.style("chart").leading
    names = _names(plot)
    left = gap + max(
        plot.text_width(text, point.role) for point, lines in zip(plot.points, names, strict=True) for text in lines
    )
    greatest = max(point.value for point in plot.points)
    scale = max(plot.width - left - plot.widest_value - gap, 0.0) / greatest if greatest > 0 else 0.0
    row = plot.height / len(plot.points)
    thick = row * plot.design.number("chart-bar-share")
    bars, labels = [], []
    for number, (point, lines) in enumerate(zip(plot.points, names, strict=True)):
        middle, long = plot.height - (number + 0.5) * row, point.value * scale
        bars.append(_bar(plot, point, left, middle - thick / 2, long, thick))
        baseline = middle - plot.size * MIDDLE
        for place, text in enumerate(lines):
            lift = ((len(lines) - 1) / 2 - place) * leading
            labels.append(PlotLabel(text, point.role, plot.text_width(text, point.role) / 2, baseline + lift))
        centre = left + long + gap + plot.text_width(point.text, point.role) / 2
        labels.append(PlotLabel(point.text, point.role, centre, baseline))
    return PlotShapes((left, 0.0, left, plot.height), labels, bars, [])


def line(plot: Plot) -> PlotShapes:
    """Return a line through the points, labelled where there is room; the last point always is."""
    radius = dot_radius(plot.design)
    low = min(0.0, *(point.value for point in plot.points))
    span = max(0.0, *(point.value for point in plot.points)) - low
    scale = plot.tallest / span if span else 0.0
    places = [
        ((number + 0.5) * plot.pitch, plot.floor + (point.value - low) * scale)
        for number, point in enumerate(plot.points)
    ]
    nought = plot.floor - low * scale
    widest = max(plot.text_width(text, point.role) for point in plot.points for text in (point.label, point.text))
    ratio = widest / (plot.pitch * (1 - _CLEAR))
    # The first and the last label move inwards where they would stick out, and need that much more room.
    step = max(1, math.ceil(max(ratio, 1.5 * ratio - 0.5)))
    dots, labels = [], []
    for number, ((across, up), point) in enumerate(zip(places, plot.points, strict=True)):
        dots.append(Dot(across, up, plot.solid(point)))
        if (len(places) - 1 - number) % step == 0:
            labels.append(_inside(plot, plot.foot_label(point, across)))
            below = up - radius - plot.design.length("chart-gap") - plot.size
            if _is_dip(plot.points, number) and below > plot.floor:
                labels.append(_inside(plot, PlotLabel(point.text, point.role, across, below)))
            else:
                labels.append(_inside(plot, plot.value_label(point, across, up + radius)))
    return PlotShapes((0.0, nought, plot.width, nought), labels, [], dots)


def dot_radius(design: Design) -> float:
    """Return the radius of the points of a line."""
    return 2 * design.rule("chart-line").weight


def _is_dip(points: Sequence[PlotPoint], number: int) -> bool:
    """Return whether a point is a local minimum, above which the line would cross its value."""
    if not 0 < number < len(points) - 1:
        return False
    return points[number - 1].value > points[number].value < points[number + 1].value


def _inside(plot: Plot, label: PlotLabel) -> PlotLabel:
    """Move a label inwards where it would stick out at the left or the right."""
    half = plot.text_width(label.text, label.role) / 2
    return label._replace(centre=min(max(label.centre, half), plot.width - half))


def _bar(plot: Plot, point: PlotPoint, x: float, y: float, width: float, height: float) -> Bar:
    """Return the bar of a point; a value of 0 is an outline without height."""
    return Bar(x, y, max(width, 0.01), max(height, 0.01), plot.solid(point))

"""Charts: bars or a line as vectors, with all values in the alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from packgen.layout.core import strokes
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.figures.plot import (
    Plot,
    PlotPoint,
    PlotShapes,
    Words,
    dot_radius,
    labels_fit,
    line,
    lying_bars,
    lying_height,
    standing_bars,
    too_long,
)
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import said_plainly
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_TALLEST = 0.8
"""Greatest share of the frame's height for lying bars, unless their labels need more."""


class ChartLabel(Paragraph):
    """A label of a chart: all that is left of it where only its text is taken."""

    actual_text = frozenset({1, -1})


class Chart(Flowable):
    """Bars or a line over labelled points; bars lie on their side where the labels are too wide to stand below them.

    Args:
        setting: design and faces.
        parent: structure element that holds the figure.
        kind: bars or line.
        points: in order.
        alt: alternative text; it must state the data.
    """

    def __init__(
        self, setting: Setting, parent: Element, kind: Literal["bars", "line"], points: Sequence[PlotPoint], alt: str
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.kind, self.points = kind, list(points)
        self.element = Element("Figure", parent, alt=alt)
        self.lying = False
        self._widths: dict[tuple[Words, str], float] = {}

    def text_width(self, text: Words, role: str) -> float:
        """Return the width of a label in points."""
        known = self._widths.get((text, role))
        if known is None:
            known = self._widths[text, role] = Paragraph(self.setting, text, role, self.element).extent()[1]
        return known

    def _plot(self, width: float, height: float) -> Plot:
        return Plot(self.design, self.points, width, height, self.text_width)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure; decide whether bars stand or lie.

        Raises:
            LayoutError: a label is too long for any chart.
        """
        if width == self.width:
            return width, self.height
        plot = self._plot(width, self.design.length("chart-height"))
        self.lying = self.kind == "bars" and not labels_fit(plot)
        label = too_long(plot, lying=self.lying)
        if label is not None:
            raise self.refusal(
                f'has a label too long for a chart {width / MM:.0f} mm wide: "{said_plainly(label)[:40]}".',
                'Shorten it, or write "display: table".',
            )
        self.height = lying_height(plot, _TALLEST * self.design.frame(True).height) if self.lying else plot.height
        self.width = width
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the shapes and the labels as one figure."""
        plot = self._plot(self.width, self.height)
        shapes = line(plot) if self.kind == "line" else lying_bars(plot) if self.lying else standing_bars(plot)
        self.element.attributes["bbox"] = f"{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.height:.2f}"
        with canvas.figure(self.element):
            self._draw_shapes(canvas, shapes, x, y)
            for label in shapes.labels:
                text = ChartLabel(self.setting, label.text, label.role, self.element, joined=True)
                wide = text.extent()[1]
                text.wrap(wide, UNBOUNDED)
                top = y + label.baseline + text.style.leading * text.style.baseline
                text.drawOn(canvas, x + label.centre - wide / 2, top - text.height)

    def _draw_shapes(self, canvas: SheetCanvas, shapes: PlotShapes, x: float, y: float) -> None:
        rule = self.design.rule("chart-bar")
        for bar in shapes.bars:
            strokes.box(canvas, rule, x + bar.x, y + bar.y, bar.width, bar.height, filled=bar.solid)
        rule = self.design.rule("chart-line")
        strokes.joined_line(canvas, rule, [(x + dot.x, y + dot.y) for dot in shapes.dots])
        x0, y0, x1, y1 = shapes.axis
        strokes.line(canvas, self.design.rule("chart-axis"), x + x0, y + y0, x + x1, y + y1)
        paper, radius = self.design.colour("paper"), dot_radius(self.design)
        for dot in shapes.dots:
            strokes.circle(canvas, rule, rule.colour if dot.solid else paper, x + dot.x, y + dot.y, radius)

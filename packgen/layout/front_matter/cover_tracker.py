"""Tracker on a cover: a heading that heads its columns too, and a first row with the words on how to fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.strokes import level_lines, line
from packgen.layout.front_matter.visits import visit_column, visit_places
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.front_matter.contents import ContentsEntry


class TrackerHeading(Flowable):
    """A section heading that has the heads of the visits on its line, and the rule of a table's head below.

    Args:
        setting: design and faces.
        parent: structure element that it opens.
        title: inline Markdown; heading level 2.
        visits: heads of the columns of marks: artifacts, since a screen reader cannot use the pen marks.
        low: whether date and score are on one line in the rows below.
    """

    keep = True

    def __init__(self, setting: Setting, parent: Element, title: str, visits: Sequence[str], *, low: bool) -> None:
        self.design = setting.design
        self.name, self.low = title, low
        self.title = Paragraph(setting, title, "heading", Element("H2", parent))
        self.visits = [Paragraph(setting, visit, "table-bold", Element("P")) for visit in visits]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        design, column = self.design, visit_column(self.design, self.low)
        self.width = width
        self.places = [across for _, across in visit_places(design, width, len(self.visits), self.low)]
        self.title.wrap(self.places[0] - design.length("column-gap"), UNBOUNDED)
        tall = max(visit.wrap(column, UNBOUNDED)[1] for visit in self.visits)
        text = max(self.title.height, tall + self._drop(self.title) - self._drop(self.visits[0]))
        self.height = design.length("heading-lead") + text + design.length("cell-pad")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rules, the title and the heads of the columns."""
        design, top = self.design, y + self.height
        line(canvas, design.rule("section"), x, top, x + self.width, top)
        level_lines(canvas, design.rule("table-head"), x, x + self.width, [y])
        if canvas.tagging:
            canvas.outline_entry(self.name, top)
        top -= design.length("heading-lead")
        self.title.drawOn(canvas, x, top - self.title.height)
        first = top - self._drop(self.title)
        with canvas.artifact("Layout"):
            for visit, across in zip(self.visits, self.places, strict=True):
                visit.drawOn(canvas, x + across, first + self._drop(visit) - visit.height)

    @staticmethod
    def _drop(text: Paragraph) -> float:
        """Return the distance from the top of a text to its first baseline, in points."""
        return text.style.leading * text.style.baseline


class LegendRow(Flowable):
    """An entry of the contents, and at its right how the rows below are filled in; a rule below.

    Args:
        setting: design and faces.
        entry: content of the row.
        legend: inline Markdown.
        element: structure element of the legend; it is before that of the contents.
        pad: padding above and below, in points.
    """

    def __init__(self, setting: Setting, entry: ContentsEntry, legend: str, element: Element, pad: float) -> None:
        self.design, self.entry, self.pad = setting.design, entry, pad
        self.subject = entry.subject
        self.legend = Paragraph(setting, legend, "contents-note", element, right=True)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.indent = self.design.length("contents-indent")
        text = self.entry.wrap(self.design.spans.side - self.indent)
        room = width - self.design.spans.side - self.design.length("column-gap")
        natural = self.legend.extent()[1]
        self.legend.right = natural <= room
        legend = self.legend.wrap(min(natural, room), UNBOUNDED)[1]
        self.height = 2 * self.pad + max(text, legend)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entry, the legend and the rule."""
        top = y + self.height - self.pad
        self.legend.drawOn(canvas, x + self.width - self.legend.width, top - self.legend.height)
        self.entry.draw(canvas, x + self.indent, top)
        level_lines(canvas, self.design.rule("table-row"), x, x + self.width, [y])

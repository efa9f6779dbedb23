"""A box of facts under a label, in one column of an organiser or continued in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED
from packgen.layout.core.setting import unlinked
from packgen.layout.core.strokes import box, fill
from packgen.layout.organiser.flow import BoxHeights
from packgen.layout.organiser.row import FactRow
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.shortening import shortened
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup

_SHARES = (0.2, 0.27, 0.34, 0.42, 0.5)
"""Shares of a box's width that a column of prompts may take up; the one with the lowest facts is taken."""

_IN_COLUMN = ("date", "number", "comparison")
"""Kinds of fact whose prompts stand in a column of their own; other prompts stand before what they call up."""


class FactBox:
    """The facts of a group in an outlined box.

    Args:
        setting: design and faces; ``setting.answers`` decides whether what is known is drawn.
        group: the facts.
        first: number of the first fact on the organiser.
        width: of the box in points.
    """

    def __init__(self, setting: Setting, group: FactGroup, first: int, width: float) -> None:
        self.setting, self.design, self.width = setting, setting.design, width
        self.section = Element("Sect")
        self._title, self._kind = group.title, group.kind
        self.label = Paragraph(setting, unlinked(group.title), "organiser-label", Element("H2", self.section))
        self.note: Paragraph | None = None
        if group.note:
            self.note = Paragraph(setting, unlinked(group.note), "organiser", Element("P", self.section))
        items = Element("L", self.section, numbering="None")
        role = "organiser-gist" if group.kind == "gist" else "organiser"
        self.rows = [FactRow(setting, items, fact, first + place, role) for place, fact in enumerate(group.facts)]
        self._pad = self.design.length("organiser-pad-x")
        self._inner = width - 2 * self._pad - self.design.length("box-tab")
        self._beside = True
        again = self.label.style.leading + self.design.length("organiser-pad-y")
        self.heights = BoxHeights(self._measure_head(), again, tuple(self._measure_rows()))

    @property
    def left(self) -> float:
        """Distance from the left edge of the box to its prompts."""
        return self.design.length("box-tab") + self._pad

    def _measure_head(self) -> float:
        self.label.wrap(self._inner, UNBOUNDED)
        height = self.label.height
        if self.note is not None:
            natural = self.note.extent()[1]
            one_line = len(self.label.lines) == 1
            self._beside = one_line and self.label.widest + 2 * self._pad + natural <= self._inner
            self.note.wrap(natural + 0.1 if self._beside else self._inner, UNBOUNDED)
            height += 0.0 if self._beside else self.note.height
        return height + self.design.length("organiser-pad-y")

    def _measure_rows(self) -> list[float]:
        """Measure the facts; prompts in a column get the width that makes the facts lowest and divides no word."""
        if self._kind not in _IN_COLUMN:
            return [row.measure(self._inner, None) for row in self.rows]
        widths = [row.widths() for row in self.rows]
        least = min(max(narrow for narrow, _ in widths) + self._pad, self._inner * _SHARES[-1])
        natural = min(max(wide for _, wide in widths) + self._pad, self._inner * _SHARES[-1])
        indents = {min(natural, max(least, self._inner * share)) for share in _SHARES}
        best = min(indents, key=self._height_with)
        return [row.measure(self._inner, best) for row in self.rows]

    def _height_with(self, indent: float) -> tuple[int, float]:
        """Return how high the facts are with a column of prompts; of equally high ones the widest comes first."""
        return round(sum(row.measure(self._inner, indent) for row in self.rows)), -indent

    def draw(
        self, canvas: SheetCanvas, x: float, top: float, rows: Sequence[int], *, more: float, begun: bool
    ) -> float:
        """Draw some of the facts in a box of their own and return the height of its lower edge.

        Args:
            canvas: to draw on.
            x: left edge.
            top: upper edge.
            rows: indices of the facts.
            more: by how much each fact grows.
            begun: the box has begun in another column: its label says that it goes on.
        """
        tall = self.heights.again if begun else self.heights.head
        head = top - tall
        bottom = head - sum(self.heights.rows[place] + more for place in rows)
        fill(canvas, self.design.colour("accent"), x, head, self.design.length("box-tab"), tall)
        box(canvas, self.design.rule("box"), x, bottom, self.width, top - bottom)
        self._draw_head(canvas, x + self.left, top, begun=begun)
        at = head
        for place in rows:
            height = self.heights.rows[place] + more
            self.rows[place].draw(canvas, x + self.left, at, height, (x, x + self.width))
            at -= height
        return bottom

    def _draw_head(self, canvas: SheetCanvas, x: float, top: float, *, begun: bool) -> None:
        if begun:
            label = self._continued()
            with canvas.artifact("Pagination"):
                label.drawOn(canvas, x, top - label.height)
            return
        self.label.drawOn(canvas, x, top - self.label.height)
        if self.note is None:
            return
        if not self._beside:
            self.note.drawOn(canvas, x, top - self.label.height - self.note.height)
            return
        drop = self.label.first_baseline - self.note.first_baseline
        self.note.drawOn(canvas, x + self._inner - self.note.widest, top - drop - self.note.height)

    def _continued(self) -> Paragraph:
        """Return the label of a box that goes on in another column, on one line."""
        words = self.setting.words.text("continued.title", title=self._title)
        label = Paragraph(self.setting, unlinked(words), "organiser-label", Element("P"))
        if label.extent()[1] > self._inner:
            label = shortened(self.setting, unlinked(self._title), "organiser-label", Element("P"), self._inner)
        label.wrap(self._inner, UNBOUNDED)
        return label

"""Cues with writing lines beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.abreast import Abreast
from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import line
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_WIDEST = 0.4
"""Greatest share of the available width for the column of cues."""


class CueLabel(Flowable):
    """A label with a hint below it, or after it on the same line where cues are set above their lines."""

    def __init__(self, setting: Setting, parent: Element, label: str, hint: str, above: bool) -> None:
        self.above, self.gap = above, setting.design.length("label-gap")
        self.label = Paragraph(setting, label, "box-label", Element("H4", parent))
        self.hint = Paragraph(setting, hint, "note", Element("P", parent)) if hint else None
        self.behind = False

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = width, self.label.wrap(width, UNBOUNDED)[1]
        if self.hint is not None:
            offset = self.label.widest + self.gap
            self.behind = self.above and len(self.label.lines) == 1 and offset + self.hint.extent()[1] <= width
            self.hint.wrap(width - (offset if self.behind else 0.0), UNBOUNDED)
            self.height += 0.0 if self.behind else self.hint.height
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the label and the hint; a hint after its label has the same baseline."""
        self.label.drawOn(canvas, x, y + self.height - self.label.height)
        if self.hint is None:
            return
        if not self.behind:
            self.hint.drawOn(canvas, x, y)
            return
        label, hint = self.label.style, self.hint.style
        drop = label.leading * (1 - label.baseline) - hint.leading * (1 - hint.baseline)
        self.hint.drawOn(canvas, x + self.label.widest + self.gap, y + drop)


class Cued(Stack):
    """A cue with lines in a column beside it, or below it in a page of one column.

    Args:
        setting: design and faces.
        parent: structure element that holds the cue.
        label: text of the cue; repeated with "continued" below it where the lines continue on the next page.
        hint: text below the label, or an empty string.
        column: width of the column of cues, in points.
        lines: returns the flowables beside the cue, given the structure element.
        ruled: draw a rule between cue and lines if they are side by side.
    """

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        label: str,
        hint: str,
        column: float,
        lines: Callable[[Element], Sequence[Flowable]],
        *,
        ruled: bool = False,
    ) -> None:
        design = setting.design
        self.setting, self.design = setting, design
        self.text, self.column, self.ruled = label, column, ruled
        self.grows = not ruled
        self.above = design.columns == 1
        self.continued = False
        self.cue = CueLabel(setting, parent, label, hint, self.above)
        super().__init__(
            lines(parent),
            left=0.0 if self.above else column + design.spans.gutter,
            bottom=design.length("half") if ruled else 0.0,
            least=int(design.number("min-writing-lines")),
        )

    @property
    def drop(self) -> float:
        """Distance from the top to the cue, in points, which puts it on the baseline of the first line."""
        if self.above:
            return 0.0
        label, answer = self.cue.label.style, self.design.style("answer")
        return max(0.0, answer.leading * answer.baseline - label.leading * label.baseline)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the height of the lines, but at least that of the cue."""
        cue = self.cue.wrap(width if self.above else self.column, UNBOUNDED)[1]
        self.top = cue if self.above else 0.0
        super().wrap(width, height)
        self.height = max(self.height, self.drop + cue + self.bottom)
        return width, self.height

    def stretch(self, width: float, height: float) -> float:
        """Grow by empty lines below those of the points, as many as fit."""
        more = int((height - self.height + TOLERANCE) / self.design.length("writing-line"))
        if more > 0:
            lines = RuledLines(self.setting, more)
            lines.count = more
            self.children.append(lines)
            self._measured = None
            self.wrap(width, UNBOUNDED)
        return self.height

    def _part(self, children: Sequence[Flowable], continued: bool) -> Stack:
        part = super()._part(children, continued)
        if continued and isinstance(part, Cued):
            part.continued = True
            said = self.setting.words.text("continued.cue")
            part.cue = CueLabel(self.setting, Element("Div"), self.text, said, self.above)
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the cue, the rule and the lines; a repeated cue is a pagination artifact."""
        top = y + self.height
        if self.ruled and not self.above:
            axis = x + self.column + self.design.spans.gutter / 2
            line(canvas, self.design.rule("box"), axis, top, axis, y)
        foot = top - self.drop - self.cue.height
        if self.continued:
            with canvas.artifact("Pagination"):
                self.cue.drawOn(canvas, x, foot)
        else:
            self.cue.drawOn(canvas, x, foot)
        super().drawOn(canvas, x, y)


def cued(setting: Setting, cue: Paragraph, story: Sequence[Flowable], column: float, gap: float) -> list[Flowable]:
    """Return a cue in the column that `Cued` gives it, and a story beside it, or below it in a page of one column.

    Args:
        setting: design.
        cue: on the first line.
        story: made for the main column.
        column: width of the column of cues, in points.
        gap: above both, in points.
    """
    spans = setting.design.spans
    if setting.design.columns == 1:
        cue.before = gap
        return [cue, *story]
    start = column + spans.gutter
    return [Abreast([(0.0, column, [cue]), (start, spans.main - start, story)], gap)]


def cue_width(setting: Setting, labels: Iterable[str], usual: str) -> float:
    """Return the width of a column of cues in points: a usual length, or more if a word of a cue is wider."""
    words = [Paragraph(setting, label, "box-label", Element("H4")).extent()[0] + 0.1 for label in labels]
    return min(max([setting.design.length(usual), *words]), setting.design.spans.full * _WIDEST)

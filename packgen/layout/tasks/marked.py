"""The heading of a part of the key: the name of the task, its marks and pages, and a line for the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.setting import bold
from packgen.layout.core.strokes import level_lines
from packgen.layout.text.field import outline, text_field
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.sheet import PageWords


class ScoreLine(Flowable):
    """A line for a score and what it is out of, "__ / 12", on one line of text.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        marks: the most that can be scored.
        field: name and description of its form field.
        label: set in bold before the line, or an empty string.
    """

    def __init__(self, setting: Setting, parent: Element, marks: int, field: tuple[str, str], label: str = "") -> None:
        self.setting, self.field = setting, field
        self.element = Element("P", parent)
        self.label = Paragraph(setting, bold(label), "score", self.element, joined=True) if label else None
        out_of = Element("Span", actual=setting.words.text("score.out_of", n=marks))
        self.marks = Paragraph(setting, f"/ {marks}", "score", out_of)

    @property
    def _parts(self) -> tuple[float, float, float]:
        """Widths of the label, the line and the marks, in points."""
        label = self.label.extent()[1] if self.label is not None else 0.0
        return label, self.setting.design.length("score-line"), self.marks.extent()[1]

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points: the same, since the line is never broken."""
        gap = self.setting.design.length("label-gap")
        natural = sum(self._parts) + gap * (1 if self.label is None else 2) + 0.1
        return natural, natural

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = self.extent()[1], self.marks.wrap(UNBOUNDED, UNBOUNDED)[1]
        if self.label is not None:
            self.label.wrap(UNBOUNDED, UNBOUNDED)
        return self.width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the label, the line and the marks on one baseline."""
        design, style = self.setting.design, self.marks.style
        gap = design.length("label-gap")
        label, room, _ = self._parts
        if self.label is not None:
            self.label.drawOn(canvas, x, y)
            x += label + gap
        foot = y + style.leading * (1 - style.baseline) - design.length("field-lift")
        rectangle = (x, foot, x + room, y + style.leading)  # clear of the rule above a heading
        if self.setting.fillable:
            outline(canvas, design, rectangle)
        else:
            level_lines(canvas, design.rule("field"), x, x + room, [foot])
        self.element.kids.append(self.marks.element)  # after the label, which joined it just now
        self.marks.drawOn(canvas, x + room + gap, y)
        if self.setting.fillable:
            form = Element("Form", self.element)
            text_field(canvas, design, form, rectangle, *self.field, "line")


class KeyHeading(Heading):
    """The heading of a part of the key: lower than that of a task, with a line for the score at the right.

    Args:
        setting: design and faces.
        title: inline Markdown: the title of the task.
        parent: structure element that it opens.
        note: marks, and the pages where the answers stand.
        letter: of the task; or an empty string.
    """

    def __init__(
        self, setting: Setting, title: str, parent: Element, note: str | PageWords | None = None, letter: str = ""
    ) -> None:
        super().__init__(setting, title, parent, 3, note, letter, role="key-heading")
        self.score: ScoreLine | None = None

    def add(self, score: ScoreLine) -> None:
        """Add a line for the score, which is read after the note."""
        self.score = score
        self.reserved = score.extent()[1] + self.design.length("column-gap")

    @property
    def _lead(self) -> float:
        """Height between the rule and the first line of text, in points: as much of the height as a baseline has."""
        return self._around * self.title.style.baseline

    @property
    def _around(self) -> float:
        """Height above and below the lines of text, in points."""
        return self.design.length("key-heading-height") - self.title.style.leading

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the heading, and the score on the baseline of the last line."""
        super().drawOn(canvas, x, y)
        if self.score is None:
            return
        wide, _ = self.score.wrap(self.width, self.height)
        own = self.score.marks.style
        baseline = y + self.height - self._lead - self._drop(self.title)
        if self._below:
            baseline -= self.title.height + self._more
        self.score.drawOn(canvas, x + self.width - wide, baseline - own.leading * (1 - own.baseline))

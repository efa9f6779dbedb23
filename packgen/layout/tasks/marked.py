"""Headings for marking: of a question with a line for the score, of a part of the key, and the title of the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
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
    """

    def __init__(self, setting: Setting, parent: Element, marks: int, field: tuple[str, str]) -> None:
        self.setting, self.field = setting, field
        self.element = Element("P", parent)
        out_of = Element("Span", self.element, actual=setting.words.text("score.out_of", n=marks))
        self.marks = Paragraph(setting, f"/ {marks}", "score", out_of)

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points: the same, since the line is never broken."""
        length = self.setting.design.length
        natural = length("score-line") + length("label-gap") + self.marks.extent()[1] + 0.1
        return natural, natural

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = self.extent()[1], self.marks.wrap(UNBOUNDED, UNBOUNDED)[1]
        return self.width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the line and the marks on one baseline."""
        design, style = self.setting.design, self.marks.style
        room = design.length("score-line")
        foot = y + style.leading * (1 - style.baseline) - design.length("field-lift")
        rectangle = (x, foot, x + room, y + style.leading)  # clear of the rule above a heading
        if self.setting.fillable:
            outline(canvas, design, rectangle)
        else:
            level_lines(canvas, design.rule("field"), x, x + room, [foot])
        self.marks.drawOn(canvas, x + room + design.length("label-gap"), y)
        if self.setting.fillable:
            form = Element("Form", self.element)
            text_field(canvas, design, form, rectangle, *self.field, "line")


def score_room(setting: Setting, marks: int) -> float:
    """Return the width that a line for a score takes from a heading, in points."""
    line = ScoreLine(setting, Element("Sect"), marks, ("", ""))
    return line.extent()[1] + setting.design.length("column-gap")


class ScoredHeading(Heading):
    """The heading of a short question, with a line for the score at the right.

    Args:
        setting: design and faces.
        title: inline Markdown: the title of the question.
        parent: structure element that it opens.
        marks: the most that can be scored.
        field: name and description of the score's form field.
        level: heading level.
        note: said in a few words before the score.
        letter: number of the question.
    """

    def __init__(
        self,
        setting: Setting,
        title: str,
        parent: Element,
        marks: int,
        field: tuple[str, str],
        level: int,
        note: str | PageWords | None = None,
        letter: str = "",
    ) -> None:
        super().__init__(setting, title, parent, level, note, letter)
        self.score = ScoreLine(setting, parent, marks, field)
        self.reserved = score_room(setting, marks)

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the heading, and the score on the baseline of the note."""
        super().drawOn(canvas, x, y)
        wide, _ = self.score.wrap(self.width, self.height)
        own = self.score.marks.style
        baseline = y + self.height - self._lead - self._drop(self.title)
        if self._below:
            baseline -= self.title.height + self._more
        self.score.drawOn(canvas, x + self.width - wide, baseline - own.leading * (1 - own.baseline))


class KeyHeading(Heading):
    """The heading of a part of the key: lower than that of a task.

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

    @property
    def _lead(self) -> float:
        """Height between the rule and the first line of text, in points: as much of the height as a baseline has."""
        return self._around * self.title.style.baseline

    @property
    def _around(self) -> float:
        """Height above and below the lines of text, in points."""
        return self.design.length("key-heading-height") - self.title.style.leading


class KeyTitle(Flowable):
    """The title of a key, and beside it how to mark; below it where there is no room beside it.

    Args:
        setting: design and faces.
        title: of the key: a line of text, or a heading with a rule above it.
        note: how to mark.
    """

    keep = True

    def __init__(self, setting: Setting, title: Paragraph | Heading, note: Paragraph) -> None:
        self.spans, self.title, self.note = setting.design.spans, title, note
        self.before, self.headed = title.before, isinstance(title, Heading)
        self.line = title.title if isinstance(title, Heading) else title
        self.beside = setting.design.columns > 1 and self.line.extent()[1] <= self.spans.side
        self.rule = setting.design.length("heading-lead") if self.headed else 0.0
        self.lead = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the note has the width of the main column, at the right, or the whole width.

        A note of one line has the baseline of the title.
        """
        own = self.title.wrap(width if self.headed or not self.beside else self.spans.side, height)[1]
        noted = self.note.wrap(self.spans.main if self.beside else width, height)[1]
        single = len(self.note.lines) == 1
        self.lead = self.rule + (self._drop(self.line) - self._drop(self.note) if single else 0.0)
        self.width, self.height = width, max(own, self.lead + noted) if self.beside else own + noted
        return width, self.height

    @staticmethod
    def _drop(text: Paragraph) -> float:
        """Return the distance from the top of a text to its first baseline, in points."""
        return text.style.leading * text.style.baseline

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the title, then the note."""
        top = y + self.height
        self.title.drawOn(canvas, x, top - self.title.height)
        if self.beside:
            self.note.drawOn(canvas, x + self.width - self.spans.main, top - self.lead - self.note.height)
        else:
            self.note.drawOn(canvas, x, y)

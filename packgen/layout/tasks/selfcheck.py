"""Self-check: the scores of a Recall sheet, their total, and the date of the next visit."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import bold, rich
from packgen.layout.core.strokes import level_lines
from packgen.layout.text.field import outline, text_field
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.sheet import PageWords


class Score(Flowable):
    """A label with a line below it, for a score ("__ / 12") or other text.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        label: as runs.
        marks: the maximum score, or None if the line is not for a score.
        field: name and description of its form field.
    """

    def __init__(
        self, setting: Setting, parent: Element, label: Sequence[Run], marks: int | None, field: tuple[str, str]
    ) -> None:
        self.setting, self.design, self.field = setting, setting.design, field
        self.element = Element("P", parent)
        self.label = Paragraph(setting, label, "score", self.element, joined=marks is not None)
        out_of = Element("Span", actual=setting.words.text("score.out_of", n=marks)) if marks is not None else None
        self.marks = Paragraph(setting, f"/ {marks}", "score", out_of) if out_of else None

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points, which are equal because the label is on one line."""
        natural = self.label.extent()[1]
        if self.marks is not None:
            line = self.design.length("score-line") + self.design.length("label-gap")
            natural = max(natural, line + self.marks.extent()[1])
        return natural, natural

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: a line of text and a writing line."""
        self.width = width
        self.height = self.label.wrap(width, UNBOUNDED)[1] + self.design.length("writing-line")
        if self.marks is not None:
            self.marks.wrap(width, UNBOUNDED)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the label, the line, and the maximum score on the baseline of a written score."""
        design = self.design
        self.label.drawOn(canvas, x, y + self.height - self.label.height)
        end = x + (self.width if self.marks is None else design.length("score-line"))
        rectangle = (x, y, end, y + design.length("writing-line") - design.length("gap-drop"))
        if self.setting.fillable:
            outline(canvas, design, rectangle)
        else:
            level_lines(canvas, design.rule("field"), x, end, [y])
        if self.marks is not None:
            style = self.marks.style
            foot = y + design.length("field-lift") - style.leading * (1 - style.baseline)
            self.element.kids.append(self.marks.element)  # after the label, which joined it just now
            self.marks.drawOn(canvas, end + design.length("label-gap"), foot)
        if self.setting.fillable:
            form = Element("Form", self.element)
            text_field(canvas, design, form, rectangle, *self.field, "line")


class Scores(Flowable):
    """Scores in columns of equal width, in as many rows as needed; the last one extends to the right edge.

    Rows are filled as evenly as possible. They are kept together unless that would leave much of a page empty.
    """

    whole = True

    def __init__(self, setting: Setting, scores: Sequence[Score]) -> None:
        self.design = setting.design
        self.scores = list(scores)
        self.rows: list[list[Score]] = []
        self.pitch = 0.0
        self.heights: list[float] = []
        self._width: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: rows are filled as evenly as possible; a column is as wide as the longest label and line."""
        if self._width != width:
            self._width = width
            self._arrange(width)
        self.width, self.height = width, self._tall(len(self.rows))
        return width, self.height

    def _arrange(self, width: float) -> None:
        gutter = self.design.spans.gutter
        widest = max(score.extent()[1] for score in self.scores)
        most = max(1, int((width + gutter + 0.01) / (widest + gutter)))
        rows = -(-len(self.scores) // most)
        across = -(-len(self.scores) // rows)
        self.pitch = (width + gutter) / across
        self.rows = [self.scores[first : first + across] for first in range(0, len(self.scores), across)]
        self.heights = []
        for row in self.rows:
            for place, score in enumerate(row):
                last = score is self.scores[-1]
                score.wrap(width - place * self.pitch if last else self.pitch - gutter, UNBOUNDED)
            self.heights.append(max(score.height for score in row))

    def _tall(self, count: int) -> float:
        """Return the height of the first ``count`` rows, in points."""
        return sum(self.heights[:count]) + self.design.length("half") * max(0, count - 1)

    @property
    def _least(self) -> int:
        """Number of rows to keep together at the top or foot of a page; all rows if there are few."""
        least = int(self.design.number("min-rows"))
        return least if len(self.rows) >= 2 * least else len(self.rows)

    def least_height(self, width: float) -> float:
        """Return the height of the first rows, which are kept together."""
        self.wrap(width, UNBOUNDED)
        return self._tall(self._least)

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between rows with at least the smallest number of rows on each side."""
        return self._split(width, height, self._least)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between any two rows."""
        return self._split(width, height, 1)

    def _split(self, width: float, height: float, least: int) -> Sequence[Flowable]:
        if self.wrap(width, height)[1] <= height + TOLERANCE:
            return [self]
        count = len(self.rows) - least
        while count and self._tall(count) > height + TOLERANCE:
            count -= 1
        return [self._part(0, count), self._part(count, len(self.rows))] if count >= least else []

    def _part(self, start: int, stop: int) -> Scores:
        """Return rows ``start`` to ``stop`` in the columns of the whole."""
        part = copy(self)
        part.rows, part.heights = self.rows[start:stop], self.heights[start:stop]
        if start:
            part.before = 0.0
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw them."""
        top = y + self.height
        for row, tall in zip(self.rows, self.heights, strict=True):
            for place, score in enumerate(row):
                score.drawOn(canvas, x + place * self.pitch, top - tall)
            top -= tall + self.design.length("half")


def self_check(
    setting: Setting, parent: Element, scores: Sequence[tuple[str, str, int]], answers: PageWords | None
) -> list[Flowable]:
    """Return the self-check at the end of a Recall sheet: a heading, and a line for each score.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        scores: letter, short name and marks of each scored task.
        answers: words with the page of the answers, if the pack has answers.
    """
    words = setting.words
    section = Element("Sect", parent)
    heading = Heading(setting, words.text("score.title"), section, level=3, note=answers)
    heading.before = setting.design.length("row-gap") + setting.design.length("half")
    fields = [
        Score(
            setting,
            section,
            rich(f"{letter} {short}"),
            marks,
            (f"score.{letter}", words.text("score.field", letter=letter)),
        )
        for letter, short, marks in scores
    ]
    total = sum(marks for _, _, marks in scores)
    if scores:
        named = "score.total", words.text("score.total_field")
        fields.append(Score(setting, section, bold(words.text("score.total")), total, named))
    named = "next", words.text("score.next_field")
    fields.append(Score(setting, section, rich(words.text("score.next")), None, named))
    return [heading, Scores(setting, fields)]

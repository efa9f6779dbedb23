"""The marks of a visit in the tracker: letters to ring, a line for the date, and one for the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import circle, level_lines
from packgen.layout.text.field import outline

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.boxes import Rectangle
    from packgen.sheet.structure import Element
    from packgen.theme.design import Design

_DATE_SHARE = 0.42
"""Share of the width of low marks that the line for the date takes."""


def visit_column(design: Design, low: bool = False) -> float:
    """Return the width of the marks of a visit, in points."""
    return design.length("tracker-column-low" if low else "tracker-column")


def visit_lines(design: Design, width: float, count: int, low: bool = False) -> int:
    """Return the number of lines that the marks of ``count`` visits take beside the column of entries."""
    step = visit_column(design, low) + design.length("tracker-gap")
    room = width - design.spans.side if design.columns > 1 else width + design.length("tracker-gap")
    return -(-count // max(1, int((room + TOLERANCE) / step)))


def visit_places(design: Design, width: float, count: int, low: bool = False) -> list[tuple[int, float]]:
    """Return line index and left edge of the marks of each visit: to the right of the entry, or below it."""
    lines = visit_lines(design, width, count, low)
    across = -(-count // lines) if lines else 0
    step = visit_column(design, low) + design.length("tracker-gap")
    start = width - across * step + design.length("tracker-gap") if design.columns > 1 else 0.0
    return [(number // across, start + number % across * step) for number in range(count)]


def visit_height(design: Design, low: bool, scored: bool) -> float:
    """Return the least height of the marks of a visit, in points."""
    if low:
        return 2 * design.length("circle-radius") + design.length("baseline")
    return design.length("tracker-marks") + (design.length("writing-line") if scored else 0.0)


class VisitMarks:
    """Letters to ring, below them a labelled line for the date, and below that one for the score.

    Args:
        setting: design and faces.
        score: maximum score; 0 leaves the score's line out.
        owner: structure element of the text, which is an artifact.

    Attributes:
        low: whether date and score are on one line.
        drop: distance from the top to the line for the date, in points.
    """

    low = False

    def __init__(self, setting: Setting, score: int, owner: Element) -> None:
        self.setting, self.design = setting, setting.design
        self.score, self.owner = score, owner
        self.drop = visit_height(self.design, self.low, scored=False)

    @property
    def column(self) -> float:
        """Width in points."""
        return visit_column(self.design, self.low)

    @property
    def height(self) -> float:
        """Height in points; that of low marks is the least they may have."""
        return visit_height(self.design, self.low, bool(self.score))

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters to ring, from worst to best."""
        return tuple(self.setting.words.text("tracker.ratings").split())

    def middles(self, x: float) -> list[float]:
        """Return the middles of the circles."""
        radius = self.design.length("circle-radius")
        pitch = 2 * radius + self.design.length("rating-gap")
        return [x + radius + number * pitch for number in range(len(self.letters))]

    def date_room(self, canvas: SheetCanvas, label: str, x: float, top: float) -> Rectangle:
        """Return where a date is typed: after its label, below the circles."""
        start = x + self._width(canvas, label) + self.design.length("label-gap")
        foot = top - self.drop
        return start, foot, x + self.column, foot + self._date_height

    def score_room(self, canvas: SheetCanvas, x: float, top: float) -> Rectangle:
        """Return where a score is written."""
        design, pitch = self.design, self.design.length("writing-line")
        room = self.column - self._width(canvas, self._out_of) - design.length("label-gap")
        above = top - self.drop
        return x, above - pitch, x + min(design.length("score-line"), room), above - design.length("gap-drop")

    def draw(self, canvas: SheetCanvas, label: str, x: float, top: float, outlined: bool) -> None:
        """Draw all that no score changes.

        Args:
            canvas: where to draw.
            label: stands before the line for the date.
            x: left edge.
            top: upper edge.
            outlined: whether the date is typed, not written.
        """
        self._ratings(canvas, x, top)
        self._label(canvas, label, x, top - self.drop)
        if outlined:
            outline(canvas, self.design, self.date_room(canvas, label, x, top))
        else:
            level_lines(canvas, self.design.rule("writing"), x, x + self._date_width, [top - self.drop])

    def draw_score(self, canvas: SheetCanvas, x: float, top: float) -> None:
        """Draw the line for the score, with the maximum score."""
        room, words = self.score_room(canvas, x, top), self._out_of
        self._note(canvas, words, x + self.column - self._width(canvas, words), room[1])
        if self.setting.fillable:
            outline(canvas, self.design, room)
        else:
            level_lines(canvas, self.design.rule("writing"), room[0], room[2], [room[1]])

    @property
    def _date_height(self) -> float:
        left = self.drop - 2 * self.design.length("circle-radius")
        return min(self.design.length("writing-line"), left) - self.design.length("gap-drop")

    @property
    def _date_width(self) -> float:
        return self.column

    @property
    def _out_of(self) -> str:
        return f"/\u00a0{self.score}"

    def _label(self, canvas: SheetCanvas, label: str, x: float, foot: float) -> None:
        self._note(canvas, label, x, foot + self.design.length("field-lift"))

    def _ratings(self, canvas: SheetCanvas, x: float, top: float) -> None:
        design = self.design
        radius, style = design.length("circle-radius"), design.style("rating")
        face = self.setting.faces.index(style.family, style.bold, False)
        centre = top - radius
        for letter, middle in zip(self.letters, self.middles(x), strict=True):
            circle(canvas, design.rule("circle"), design.colour("paper"), middle, centre, radius)
            width = self._width(canvas, letter, "rating")
            baseline = centre - MIDDLE * style.size
            canvas.show(self.owner, face, style.size, style.colour, middle - width / 2, baseline, letter)

    def _width(self, canvas: SheetCanvas, words: str, role: str = "contents-note") -> float:
        style = self.design.style(role)
        return canvas.phrase(self.setting.faces.index(style.family, style.bold, False), words)[0] * style.size / 1000

    def _note(self, canvas: SheetCanvas, words: str, x: float, baseline: float) -> None:
        style = self.design.style("contents-note")
        face = self.setting.faces.index(style.family, style.bold, False)
        canvas.show(self.owner, face, style.size, style.colour, x, baseline, words)


class LowVisitMarks(VisitMarks):
    """Letters to ring, and below them on one line room for the date and for the score, without labels.

    The line is at the foot of the row, in the place of the rule of the row, so that all the height is left to write in.
    """

    low = True

    def date_room(self, canvas: SheetCanvas, label: str, x: float, top: float) -> Rectangle:
        """Return where a date is typed."""
        foot = top - self.drop
        return x, foot, x + self._date_width, foot + self._date_height

    def score_room(self, canvas: SheetCanvas, x: float, top: float) -> Rectangle:
        """Return where a score is written, between the date and the maximum score."""
        gap, foot = self.design.length("quarter"), top - self.drop
        end = x + self.column - self._width(canvas, self._out_of) - gap
        return x + self._date_width + gap, foot, end, foot + self._date_height

    @property
    def _date_width(self) -> float:
        return self.column * _DATE_SHARE if self.score else self.column

    def _label(self, canvas: SheetCanvas, label: str, x: float, foot: float) -> None:
        """Draw nothing: the words above the tracker say what the lines are for."""

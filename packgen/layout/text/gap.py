"""Gaps: hidden answers that take the same room in every edition.

A gap holds its answer. The student's edition draws a line and a number, tagged so that a screen reader says "blank 3";
the teacher's draws the answer as well, into the same room. Hence the pages of both editions break alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.setting import rich, unlinked
from packgen.layout.core.strokes import level_lines
from packgen.layout.text.field import field_room, outline, text_field
from packgen.layout.text.inline_box import InlineBox
from packgen.layout.text.listing import digit_width
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import plain
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.boxes import Rectangle


_WIDEST = 0.4
"""Greatest share of a line that a gap takes for writing by hand alone: two and some words fit a line."""


class Gap(NamedTuple):
    """A hidden answer.

    Attributes:
        number: in its task, from 1; the same in every edition and profile.
        answer: inline Markdown.
        variants: other answers to accept.
    """

    number: int
    answer: str
    variants: tuple[str, ...] = ()


def gap_name(setting: Setting, gap: Gap) -> str:
    """Return what a screen reader says for a gap in the student's edition."""
    return setting.words.text("gap.name", n=gap.number)


def field_name(setting: Setting, gap: Gap) -> tuple[str, str]:
    """Return the name and the description of a gap's form field."""
    said = setting.words.text("gap.field", task=setting.task, gap=gap_name(setting, gap))
    return f"{setting.task}.{gap.number}", said


def draw_number(canvas: SheetCanvas, setting: Setting, span: Element, gap: Gap, x: float, baseline: float) -> None:
    """Draw a gap's number at the start of its line; a space follows it where the answer is drawn."""
    style = setting.design.style("gap-number")
    face = setting.faces.index(style.family, style.bold, False)
    canvas.show(
        span, face, style.size, style.colour, x, baseline, f"{gap.number} " if setting.answers else str(gap.number)
    )


def gap_span(setting: Setting, gap: Gap, after: str = "") -> Element:
    """Return the element that owns a gap's number: in the student's edition it is read as "blank 3".

    ``after`` is read after that, such as the space before the next word.
    """
    return Element("Span") if setting.answers else Element("Span", actual=f"{gap_name(setting, gap)}{after}")


def gap_boxes(setting: Setting, gaps: Sequence[Gap]) -> Mapping[Gap, GapBox]:
    """Return the inline boxes of all gaps of a passage: as wide as it takes to write the longest answer by hand.

    They have the same width everywhere, so that it gives nothing away: that of the answer in type and more, or of its
    letters by hand after the number, but no more than `_WIDEST`. A long answer that would
    need more than a line gets what a line holds, if that is enough in type.
    """
    if not gaps:
        return {}
    design = setting.design
    widths = {gap: _answer_width(setting, gap) for gap in gaps}
    longest = max(gaps, key=widths.__getitem__)
    typed = widths[longest]
    letters = max(len(plain(gap.answer)) for gap in gaps)
    spelt = min(design.length("gap-slot") + letters * design.length("gap-letter"), design.spans.main * _WIDEST)
    written = min(typed * design.number("gap-stretch"), design.spans.main - design.length("number-indent"))
    width = max(design.length("gap-width"), design.length("gap-slot") + typed, written, spelt)
    return {gap: GapBox(setting, gap, width, longest) for gap in gaps}


def _answer_width(setting: Setting, gap: Gap) -> float:
    return _answer(setting, gap, Element("Span")).extent()[1]


def _answer(setting: Setting, gap: Gap, owner: Element) -> Paragraph:
    """Return the answer as it is drawn on the line of its gap, without links."""
    return Paragraph(setting, unlinked(gap.answer), "answer", owner)


class GapBox(InlineBox):
    """A gap in a line of text, for a student to fill; see `gap_boxes`.

    Args:
        setting: design and faces.
        gap: what is hidden.
        width: in points.
        longest: the gap with the longest answer of all that have this width.
    """

    def __init__(self, setting: Setting, gap: Gap, width: float, longest: Gap) -> None:
        self.setting, self.gap, self.width, self._longest = setting, gap, width, longest

    def too_wide(self, measure: float) -> tuple[str, str]:
        """Return what is wrong with a gap wider than the measure, and a remedy."""
        answer = plain(self._longest.answer)
        message = f"has an answer too long for a gap in a line of {measure / MM:.0f} mm: “{answer}”."
        return message, "Hide less of it."

    def draw(self, canvas: SheetCanvas, x: float, baseline: float, owner: Element) -> None:
        """Draw the number and the line; in the teacher's edition the answer, in a fillable one a form field."""
        setting, design = self.setting, self.setting.design
        foot, start = baseline - design.length("gap-drop"), x + design.length("gap-slot")
        top = foot + design.length("writing-line") * design.style("answer").baseline
        if setting.fillable:
            outline(canvas, design, (start, foot, x + self.width, top))
        else:
            level_lines(canvas, design.rule("gap"), x, x + self.width, [foot])
        span = gap_span(setting, self.gap)
        owner.kids.append(span)
        draw_number(canvas, setting, span, self.gap, x, baseline)
        if setting.answers:
            answer = _answer(setting, self.gap, span)
            answer.wrap(self.width, UNBOUNDED)
            answer.drawOn(canvas, start, baseline - answer.height + answer.first_baseline)
        elif setting.fillable:
            form = Element("Form", owner)
            text_field(canvas, design, form, (start, foot, x + self.width, top), *field_name(setting, self.gap), "line")


class AnswerLines(Flowable):
    """Writing lines for one gap: as many as asked for, and never fewer than its answer takes.

    Args:
        setting: design and faces.
        parent: structure element that holds the gap: P, TD, LBody or another that may hold text.
        gap: what is to be written.
        lines: the least number.
        numbered: draw its number at the start of the first line.

    Attributes:
        closed: what holds the lines draws a rule at their foot, which serves as the last of them.
    """

    closed = False

    def __init__(self, setting: Setting, parent: Element, gap: Gap, *, lines: int = 1, numbered: bool = True) -> None:
        self.setting, self.design = setting, setting.design
        self.gap, self.numbered = gap, numbered
        self.least = self.lines = lines
        self.pitch = setting.design.length("writing-line")
        self.span = gap_span(setting, gap)
        parent.kids.append(self.span)
        self.form = Element("Form", parent) if setting.fillable else None
        self.text = Paragraph(setting, rich(gap.answer), "answer", self.span)

    @property
    def slot(self) -> float:
        """Room for the number: wider than usual for one of three digits."""
        if not self.numbered:
            return 0.0
        wide = len(str(self.gap.number)) * digit_width(self.setting, "gap-number")
        return max(self.design.length("gap-slot"), wide + self.design.length("gap-drop"))

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points: of answer and number, or what handwriting needs."""
        least, natural = self.text.extent()
        room = self.design.length("gap-width")
        return max(self.slot + least, room), max(self.slot + natural, room)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: whole lines."""
        self.text.wrap(width - self.slot, UNBOUNDED)
        self.lines = max(self.least, self.text.heights.total)
        self.width, self.height = width, self.lines * self.pitch
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the number and the lines, or the outline of a form field; in the teacher's edition the answer."""
        design, setting, top = self.design, self.setting, y + self.height
        if self.lines > self.least:
            canvas.crowded.append((setting.task, self.gap.number))
        if self.numbered or setting.answers:
            self._draw_room(canvas, x, top)
        else:
            with canvas.figure(self.span):
                self._draw_room(canvas, x, top)
        if self.numbered:
            draw_number(canvas, setting, self.span, self.gap, x, top - self.pitch + design.length("gap-drop"))
        if setting.answers:
            self.text.drawOn(canvas, x + self.slot, top - self.text.height)
        elif self.form is not None:
            kind: Literal["line", "lines"] = "line" if self.lines == 1 else "lines"
            text_field(canvas, design, self.form, self._field(x, top), *field_name(setting, self.gap), kind)

    def _field(self, x: float, top: float) -> Rectangle:
        return field_room(self.design, (x + self.slot, top - self.height, x + self.width, top))

    def _draw_room(self, canvas: SheetCanvas, x: float, top: float) -> None:
        """Draw what the answer is written on or typed into."""
        if self.setting.fillable:
            outline(canvas, self.design, self._field(x, top))
            return
        heights = [top - number * self.pitch for number in range(1, self.lines + (not self.closed))]
        level_lines(canvas, self.design.rule("writing"), x, x + self.width, heights)

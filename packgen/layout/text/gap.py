"""Gaps: what is hidden, and takes the same room whether or not it is shown.

A gap holds its answer. The student's edition draws the line and the number, tagged so that a screen reader says "blank
3"; the teacher's draws the answer as well, into room that was there all along. Hence the pages of both are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import rich, unlinked
from packgen.layout.core.strokes import level_lines
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.breaking import BrokenParagraph, Segment, TextRun
from packgen.text.inline import Run, plain
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.layout.text.story import ParagraphFrame

_HOLDER = "\ufffc"


class Gap(NamedTuple):
    """Something hidden.

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
    """Draw a gap's number at the start of its line; the span says what the gap is called, where nothing follows."""
    style = setting.design.style("gap-number")
    face = setting.faces.index(style.family, style.bold, False)
    canvas.show(
        span, face, style.size, style.colour, x, baseline, f"{gap.number} " if setting.answers else str(gap.number)
    )


def gap_span(setting: Setting, gap: Gap, after: str = "") -> Element:
    """Return the element that owns a gap's number: in the student's edition it is read as "blank 3".

    What is to be read after that, such as the space before a word that follows, is said there as well.
    """
    return Element("Span") if setting.answers else Element("Span", actual=f"{gap_name(setting, gap)}{after}")


def gap_width(setting: Setting, gaps: Sequence[Gap]) -> float:
    """Return the one width that all gaps of a passage have, in points: enough for the longest answer.

    The same width everywhere gives nothing away.
    """
    design = setting.design
    widest = max((_answer_width(setting, gap) for gap in gaps), default=0.0)
    return max(design.length("gap-width"), design.length("gap-slot") + widest + design.length("gap-pad"))


def _answer_width(setting: Setting, gap: Gap) -> float:
    return _answer(setting, gap, Element("Span")).extent()[1]


def _answer(setting: Setting, gap: Gap, owner: Element) -> Paragraph:
    """Return the answer as it is drawn on the line of its gap; it leads nowhere."""
    return Paragraph(setting, unlinked(gap.answer), "answer", owner)


class GapParagraph(Paragraph):
    """A passage with gaps in its lines, all of one width.

    Args:
        setting: design and faces.
        content: runs and gaps in reading order.
        role: style; its leading leaves room to write.
        width: of every gap, in points.
        frame: its element, and its place among other paragraphs and items.
    """

    def __init__(
        self,
        setting: Setting,
        content: Sequence[Run | Gap],
        role: str,
        width: float,
        frame: ParagraphFrame,
    ) -> None:
        runs = [Run(_HOLDER) if isinstance(part, Gap) else part for part in content]
        element, label, indent, before = frame
        super().__init__(setting, runs, role, element, label=label, indent=indent, before=before)
        kept = [part for part in content if isinstance(part, Gap) or part.text]
        self.gaps = {place: part for place, part in enumerate(kept) if isinstance(part, Gap)}
        self.gap_width = width

    def _text_runs(self) -> list[TextRun]:
        room = self.gap_width * 1000 / self.style.size
        runs = super()._text_runs()
        return [run._replace(width=room) if place in self.gaps else run for place, run in enumerate(runs)]

    def _plainly_broken(self, limit: float) -> BrokenParagraph | None:
        return super()._plainly_broken(limit) if not self.gaps else None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines.

        Raises:
            LayoutError: an answer is wider than a line.
        """
        room = width - self.indent - (self._turn if any("\n" in run.text for run in self.runs) else 0.0)
        if self.gaps and self.gap_width > room + TOLERANCE:
            longest = max(self.gaps.values(), key=lambda gap: _answer_width(self.setting, gap))
            raise self.refusal(
                f"has an answer too long for a gap in a line of {room / MM:.0f} mm: “{plain(longest.answer)}”.",
                "Hide less of it.",
            )
        return super().wrap(width, height)

    def _draw_lines(self, canvas: SheetCanvas, x: float, baseline: float) -> None:
        """Draw each stretch between gaps as a text of its own, and the gaps between them."""
        scale = self.style.size / 1000
        for number, line in enumerate(self.lines):
            at = x + (self._turn if self.turned and self.turned[number] else 0.0)
            y = baseline - number * self.style.leading
            for gap, group in groupby(line, key=lambda segment: self.gaps.get(segment.run)):
                stretch = list(group)
                if gap is None:
                    self._draw_text(canvas, stretch, at, y)
                else:
                    self._draw_gap(canvas, gap, at, y)
                    if stretch[0].width > stretch[0].ink:
                        self._draw_space(canvas, at + stretch[0].ink * scale, y)
                at += sum(segment.width for segment in stretch) * scale

    def _draw_text(self, canvas: SheetCanvas, stretch: list[Segment], x: float, baseline: float) -> None:
        part = object.__new__(Paragraph)
        part.__dict__.update(self.__dict__)
        part.lines, part.turned, part.joined = [stretch], [], False
        part._draw_lines(canvas, x, baseline)

    def _draw_space(self, canvas: SheetCanvas, x: float, y: float) -> None:
        """Draw the space after a gap, without which a reader would join what follows to it."""
        face = self.setting.faces.index(self.style.family, self.style.bold, False)
        piece = self.setting.faces.space(face).piece
        canvas.place(self.element, face, self.style.size, self.style.colour, x, y, piece)

    def _draw_gap(self, canvas: SheetCanvas, gap: Gap, x: float, baseline: float) -> None:
        setting, design = self.setting, self.setting.design
        foot = baseline - design.length("gap-drop")
        level_lines(canvas, design.rule("gap"), x, x + self.gap_width, [foot])
        span = gap_span(setting, gap)
        self.element.kids.append(span)
        draw_number(canvas, setting, span, gap, x, baseline)
        start = x + design.length("gap-slot")
        if setting.answers:
            answer = _answer(setting, gap, span)
            answer.wrap(self.gap_width, UNBOUNDED)
            answer.drawOn(canvas, start, baseline - answer.height + answer.style.leading * answer.style.baseline)
        elif setting.fillable:
            form = Element("Form", self.element)
            top = foot + design.length("writing-line") * design.style("answer").baseline
            canvas.field(form, (start, foot, x + self.gap_width, top), *field_name(setting, gap), "line", "answer")


class AnswerLines(Flowable):
    """Writing lines for one gap: as many as asked for, and never fewer than its answer takes.

    Args:
        setting: design and faces.
        parent: structure element that holds the gap: P, TD, LBody or another that may hold text.
        gap: what is to be written.
        lines: the least number.
        numbered: draw its number at the start of the first line.
    """

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
        """Room for the number."""
        return self.design.length("gap-slot") if self.numbered else 0.0

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points: the answer's and the number's, but room for a hand."""
        least, natural = self.text.extent()
        room = self.design.length("gap-width")
        return max(self.slot + least, room), max(self.slot + natural, room)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: whole lines."""
        self.text.wrap(width - self.slot, UNBOUNDED)
        self.lines = max(self.least, len(self.text.lines))
        self.width, self.height = width, self.lines * self.pitch
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the lines, the number, and in the teacher's edition the answer."""
        design, top = self.design, y + self.height
        heights = [top - number * self.pitch for number in range(1, self.lines + 1)]
        baseline = heights[0] + design.length("gap-drop")
        rule = design.rule("writing")
        if self.lines > self.least:
            canvas.crowded.append((self.setting.task, self.gap.number))
        if self.numbered:
            level_lines(canvas, rule, x, x + self.width, heights)
            draw_number(canvas, self.setting, self.span, self.gap, x, baseline)
        elif self.setting.answers:
            level_lines(canvas, rule, x, x + self.width, heights)
        else:
            with canvas.figure(self.span):
                level_lines(canvas, rule, x, x + self.width, heights)
        if self.setting.answers:
            self.text.drawOn(canvas, x + self.slot, top - self.text.height)
        elif self.form is not None:
            kind: Literal["line", "lines"] = "line" if self.lines == 1 else "lines"
            rectangle = (x + self.slot, heights[-1], x + self.width, top)
            canvas.field(self.form, rectangle, *field_name(self.setting, self.gap), kind, "answer")

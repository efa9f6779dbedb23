"""Essay space: boxes for a plan, a line for the judgement, then writing lines to the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Literal

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import bold
from packgen.layout.core.strokes import box, level_lines, line
from packgen.layout.tasks.allowance import allowance
from packgen.layout.tasks.ruled import Amount, LinesField, RuledLines
from packgen.layout.text.field import outline, text_field
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import said_plainly

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_BOX_SHARES = (0.16, 0.42, 0.42)
"""Shares of a teacher's box: mark, what went well, even better if."""

_MARK_LINES = 3
"""Lines that a teacher's box takes from the fewest of an essay."""


def _field(
    canvas: SheetCanvas,
    setting: Setting,
    parent: Element,
    rectangle: tuple[float, float, float, float],
    name: str,
    what: str,
    *,
    single: bool = False,
) -> None:
    """Make a form field for a writing space, if the file has form fields."""
    if setting.fillable and not setting.answers:
        kind: Literal["line", "lines"] = "line" if single else "lines"
        name, said = f"{setting.task}.{name}", setting.words.text("question.field", task=setting.task, what=what)
        text_field(canvas, setting.design, Element("Form", parent), rectangle, name, said, kind)


def _left(height: float, used: float) -> float:
    """Return a height less the part used, or the height as it is if it is unbounded."""
    return height - used if height < UNBOUNDED else UNBOUNDED


class EssayPlan(Flowable):
    """Titled boxes for a plan, and below them a line for the judgement.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        titles: of the boxes; without titles there is only the line.
        judgement: label of the line.
    """

    def __init__(self, setting: Setting, parent: Element, titles: Sequence[str], judgement: str) -> None:
        self.setting, self.design = setting, setting.design
        self.titles = [Paragraph(setting, title, "table-bold", Element("P", parent)) for title in titles]
        self.label = Paragraph(setting, judgement, "field", Element("P", parent))
        self.extra = 0.0

    @property
    def _rows(self) -> int:
        """Return the number of rows of boxes: one, or one for each box in a page of one column."""
        return min(1, len(self.titles)) if self.design.columns > 1 else len(self.titles)

    @property
    def _gap(self) -> float:
        return self.design.length("half") if self.design.columns == 1 else self.design.spans.gutter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: all boxes have one height, enough for the longest title and room to write."""
        design, pad = self.design, self.design.length("trap-pad-x")
        across = len(self.titles) // self._rows if self._rows else 1
        self.box_width = (width - self._gap * (across - 1)) / across
        titles = [title.wrap(self.box_width - 2 * pad, UNBOUNDED)[1] - title.style.leading for title in self.titles]
        self.box_height = design.length("plan-height") + max(titles, default=0.0)
        if self._rows:
            self.box_height += self.extra / self._rows
        boxes = self._rows * self.box_height + self._gap * max(0, self._rows - 1)
        self.width, self.height = width, boxes + design.length("field-height")
        return width, self.height

    def grown(self, height: float) -> EssayPlan:
        """Return a copy with taller boxes that fills a height, in points."""
        grown = copy(self)
        grown.extra = max(0.0, height - self.height)
        return grown

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the boxes with their titles, and the line with its label."""
        design, top = self.design, y + self.height
        across, pad = self._rows == 1, design.length("trap-pad-x")
        step = (self.box_width if across else self.box_height) + self._gap
        for number, title in enumerate(self.titles):
            left, head = (x + number * step, top) if across else (x, top - number * step)
            foot = head - self.box_height
            box(canvas, design.rule("box"), left, foot, self.box_width, self.box_height)
            below = head - design.length("quarter") - title.height
            title.drawOn(canvas, left + pad, below)
            rectangle = (left, foot, left + self.box_width, below)
            said = self.setting.words.text("question.plan_field", title=said_plainly(title.runs))
            _field(canvas, self.setting, title.element, rectangle, f"plan-{number + 1}", said)
        label, style = self.label, self.label.style
        label.wrap(self.width, UNBOUNDED)
        label.drawOn(canvas, x, y + design.length("field-lift") - style.leading * (1 - style.baseline))
        start = x + label.widest + design.length("label-gap")
        rectangle = (start, y, x + self.width, y + design.length("field-height") - design.length("gap-drop"))
        if self.setting.fillable:
            outline(canvas, design, rectangle)
        else:
            level_lines(canvas, design.rule("field"), x, x + self.width, [y])
        said = self.setting.words.text("question.judgement_field")
        _field(canvas, self.setting, label.element, rectangle, "judgement", said, single=True)


class MarkBox(Flowable):
    """A box for the teacher beneath an essay: the mark, what went well, even better if.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        marks: the most that can be given.
        gap: space above, which is a part of its height, in points.
    """

    def __init__(self, setting: Setting, parent: Element, marks: int, gap: float) -> None:
        self.setting, self.design, self.gap = setting, setting.design, gap
        name = setting.words.text
        self.labels = [
            Paragraph(setting, bold(name(key)), "field", Element("P", parent))
            for key in ("question.mark", "question.well", "question.better")
        ]
        said = setting.words.text("score.out_of", n=marks)
        self.marks = Paragraph(setting, f"/ {marks}", "score", Element("P", parent, actual=said))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the height of some writing lines, or more if a label takes several lines."""
        design, pad = self.design, self.design.length("trap-pad-x")
        self.widths = [width * share for share in _BOX_SHARES]
        more = max(
            label.wrap(room - 2 * pad, UNBOUNDED)[1] - label.style.leading
            for label, room in zip(self.labels, self.widths, strict=True)
        )
        self.marks.wrap(UNBOUNDED, UNBOUNDED)
        self.width, self.height = width, _MARK_LINES * design.length("writing-line") + more
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the box, its parts, and the labels."""
        design, pad = self.design, self.design.length("trap-pad-x")
        rule, top, left = design.rule("box"), y + self.height - self.gap, x
        box(canvas, rule, x, y, self.width, self.height - self.gap)
        for place, (label, room) in enumerate(zip(self.labels, self.widths, strict=True)):
            if place:
                line(canvas, rule, left, y, left, top)
            label.drawOn(canvas, left + pad, top - design.length("quarter") - label.height)
            if not place:
                start = left + room - pad - self.marks.extent()[1]
                self.marks.drawOn(canvas, start, y + design.length("quarter"))
            rectangle = (left + pad, y, left + room - pad, top - design.length("quarter") - label.height)
            said = said_plainly(label.runs)
            _field(canvas, self.setting, label.element, rectangle, f"teacher-{place + 1}", said)
            left += room


class WritingSpace(Flowable):
    """Ruled lines for a student's answer, and below the last of them a note and a box for the teacher.

    Args:
        setting: design and faces.
        parent: structure element that holds it.
        amount: see `RuledLines`.
        note: text below the lines, or an empty string.
        name: of its form field in the question.
        marks: the most marks that the teacher can give in the box, or 0 for no box.
    """

    grows = True

    def __init__(
        self,
        setting: Setting,
        parent: Element,
        amount: Amount,
        note: str = "",
        *,
        name: str = "lines",
        marks: int = 0,
    ) -> None:
        words, task = setting.words, setting.task
        said = words.text("question.field", task=task, what=words.text("question.lines_field"))
        self.lines = RuledLines(setting, amount, LinesField(Element("P", parent), f"{task}.{name}", said))
        self.most = allowance(self.lines.count).most
        self.note = Paragraph(setting, note, "note", Element("P", parent)) if note else None
        self.box: MarkBox | None = None
        if marks:
            gap = setting.design.length("quarter" if note else "half")
            self.box = MarkBox(setting, Element("Sect", parent), marks, gap)
            self.lines.least -= _MARK_LINES

    def _foot(self, width: float) -> float:
        """Return the height of what stands below the lines, in points."""
        note = self.note.wrap(width, UNBOUNDED)[1] if self.note else 0.0
        return note + (self.box.wrap(width, UNBOUNDED)[1] if self.box else 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure; if the lines take the rest of the page, the height is the height available."""
        foot = self._foot(width)
        self.width, self.height = width, self.lines.wrap(width, _left(height, foot))[1] + foot
        return width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the smallest number of lines allowed below a question."""
        return self.lines.least_height(width) + self._foot(width)

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide with at least the smallest number of lines on each side; the note stays with the last lines."""
        return self._split(width, height, force=False)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide after any line."""
        return self._split(width, height, force=True)

    def _split(self, width: float, height: float, force: bool) -> Sequence[Flowable]:
        if self.wrap(width, height)[1] <= height + TOLERANCE:
            return [self]
        # Keep at least one line with the note.
        room = min(height, self.lines.height - self.lines.pitch)
        parts = (self.lines.force_split if force else self.lines.split)(width, room)
        if len(parts) != 2:
            return []
        head, tail = self._with(parts[0], last=False), self._with(parts[1], last=True)
        return [head, tail]

    def _with(self, lines: Flowable, last: bool) -> WritingSpace:
        assert isinstance(lines, RuledLines)
        part = copy(self)
        part.lines, part.most = lines, allowance(lines.count).most
        if last:
            part.before = 0.0
        else:
            part.note = part.box = None
        return part

    def stretch(self, width: float, height: float) -> float:
        """Extend the lines to the foot of the page, unless so many would suggest a longer answer."""
        foot = self._foot(width)
        self.height = self.lines.stretch(width, min(height - foot, self.most * self.lines.pitch)) + foot
        return self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the lines and the note."""
        top = y + self.height
        foot = top - self.lines.height
        self.lines.width = self.width
        self.lines.drawOn(canvas, x, foot)
        if self.note is not None:
            self.note.drawOn(canvas, x, foot - self.note.height)
        if self.box is not None:
            self.box.drawOn(canvas, x, y)


class EssaySpace(Flowable):
    """A plan and the lines that follow it; they are on one page if they fit one.

    If they do not fit one page, the boxes of the plan are extended to the foot of their page.
    """

    def __init__(self, setting: Setting, plan: EssayPlan, space: WritingSpace) -> None:
        self.plan, self.space = plan, space
        self.gap = setting.design.length("row-gap")
        self.before = self.gap

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: the lines may take the rest of the page."""
        used = self.plan.wrap(width, UNBOUNDED)[1] + self.gap
        self.width, self.height = width, used + self.space.wrap(width, _left(height, used))[1]
        return width, self.height

    def least_height(self, width: float) -> float:
        """Return the height of the plan and the smallest number of lines below it."""
        return self.plan.wrap(width, UNBOUNDED)[1] + self.gap + self.space.least_height(width)

    def split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the lines."""
        used = self.plan.wrap(width, UNBOUNDED)[1] + self.gap
        parts = self.space.split(width, height - used)
        return self._parts(parts[0], parts[1]) if len(parts) == 2 else []

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide the lines if possible, otherwise between the plan and the lines."""
        parts = self.split(width, height)
        if parts:
            return parts
        if self.plan.wrap(width, UNBOUNDED)[1] > height + TOLERANCE:
            return []
        return [self.plan.grown(height), self.space]

    def _parts(self, head: Flowable, tail: Flowable) -> Sequence[Flowable]:
        assert isinstance(head, WritingSpace)
        part = copy(self)
        part.space = head
        return [part, tail]

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the plan and the lines."""
        self.plan.drawOn(canvas, x, y + self.height - self.plan.height)
        self.space.drawOn(canvas, x, y + self.height - self.plan.height - self.gap - self.space.height)

"""Contents: entries with page numbers, each a link; and rows to track visits with a pen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.flowable import UNBOUNDED, Flowable
from packgen.layout.paragraph import Paragraph
from packgen.layout.setting import MIDDLE
from packgen.layout.strokes import circle, level_lines
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.canvas import SheetCanvas
    from packgen.layout.setting import Setting
    from packgen.theme.design import Design

RATINGS = ("R", "A", "G")


class Goal(NamedTuple):
    """Where an entry leads: a sheet of the pack, the page printed for it, and the stage's name."""

    sheet: int
    page: int
    stage: str = ""


def _entry(toc: Element) -> Element:
    """Return the Link of a new TOC item (ISO 32000-1, table 333)."""
    return Element("Link", Element("Reference", Element("TOCI", toc)))


class ContentsLine(Flowable):
    """A number, a title and a page number at the right, with a rule below.

    Args:
        setting: design and faces.
        toc: TOC element.
        number: before the title, or an empty string.
        title: inline Markdown.
        goal: where it leads.
        ruled: draw a rule below.
    """

    def __init__(self, setting: Setting, toc: Element, number: str, title: str, goal: Goal, ruled: bool = True) -> None:
        self.design = setting.design
        self.link = _entry(toc)
        self.goal, self.ruled = goal, ruled
        self.name = f"{number} {plain(title)}".strip()
        self.number = Paragraph(setting, number, "contents-line-number", self.link, joined=True) if number else None
        self.title = Paragraph(setting, title, "contents-line", self.link, joined=True)
        self.page = Paragraph(setting, str(goal.page), "contents-line", self.link, right=True)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        indent, room = self.design.length("contents-indent"), self.page.extent()[1] + 0.1
        if self.number is not None:
            self.number.wrap(indent, UNBOUNDED)
        self.page.wrap(room, UNBOUNDED)
        self.width = width
        self.height = self.title.wrap(width - indent - room - self.design.length("column-gap"), UNBOUNDED)[1]
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entry; all of it is the link."""
        top = y + self.height
        if self.number is not None:
            self.number.drawOn(canvas, x, top - self.number.height)
        self.title.drawOn(canvas, x + self.design.length("contents-indent"), y)
        self.page.drawOn(canvas, x + self.width - self.page.width, top - self.page.height)
        if self.ruled:
            level_lines(canvas, self.design.rule("table-row"), x, x + self.width, [y])
        description = f"{self.name}, page {self.goal.page}"
        target = (self.goal.sheet, 0, self.design.page_height)
        canvas.link(self.link, (x, y, x + self.width, top), target, description)


class TrackerHead(Flowable):
    """The head of the tracker: marks for the pen, so an artifact to a screen reader."""

    def __init__(self, setting: Setting, title: str, visits: Sequence[str]) -> None:
        self.design = setting.design
        self.title = Paragraph(setting, title, "table-bold", Element("P"))
        self.visits = [Paragraph(setting, visit, "table-bold", Element("P")) for visit in visits]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        self.title.wrap(width, height)
        column = self.design.length("tracker-column")
        tall = max(visit.wrap(column, height)[1] for visit in self.visits)
        self.height = max(self.title.height, tall) + self.design.length("cell-pad")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the words and the rule."""
        top = y + self.height
        level_lines(canvas, self.design.rule("table-head"), x, x + self.width, [y])
        with canvas.artifact("Layout"):
            if self.design.columns > 1:
                self.title.drawOn(canvas, x, top - self.title.height)
            for offset, visit in zip(visit_places(self.design, self.width, len(self.visits)), self.visits, strict=True):
                visit.drawOn(canvas, x + offset, top - visit.height)


def visit_places(design: Design, width: float, count: int) -> list[float]:
    """Return where the columns of visits begin: at the right of the entry, or below it from the left."""
    column, gap = design.length("tracker-column"), design.length("tracker-gap")
    if design.columns == 1:
        return [number * (column + gap) for number in range(count)]
    return [width - (count - number) * (column + gap) + gap for number in range(count)]


class TrackerRow(Flowable):
    """A section in the contents: title, pages of its stages, and for each visit R A G to ring and a line for a date."""

    def __init__(
        self, setting: Setting, toc: Element, number: str, title: str, goals: Sequence[Goal], visits: int
    ) -> None:
        design = setting.design
        self.setting, self.design, self.goals, self.visits = setting, design, list(goals), visits
        self.link = _entry(toc)
        self.name = f"{number} {plain(title)}".strip()
        self.number = Paragraph(setting, number, "contents-number", self.link, joined=True)
        self.title = Paragraph(setting, title, "contents-title", self.link, joined=True)
        runs: list[Run] = []
        for goal in goals:
            stage = goal.stage if number else "Page"
            runs += [Run(f"{stage}\u00a0"), Run(str(goal.page), bold=True), Run("\u00a0\u00a0 ")]
        self.pages = Paragraph(setting, runs, "contents-note", self.link)
        self._pad = design.length("half" if visits else "quarter")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        design = self.design
        indent, pad = design.length("contents-indent"), self._pad
        self.width = width
        room = width - indent
        if design.columns > 1 and self.visits:
            room = visit_places(design, width, self.visits)[0] - design.length("column-gap") - indent
        self.number.wrap(indent, UNBOUNDED)
        if self.visits:
            text = self.title.wrap(room, UNBOUNDED)[1] + self.pages.wrap(room, UNBOUNDED)[1]
        else:
            self.pages.wrap(self.pages.extent()[1] + 0.1, UNBOUNDED)
            gap = design.length("column-gap")
            text = max(self.title.wrap(room - self.pages.width - gap, UNBOUNDED)[1], self.pages.height)
        marks = design.length("tracker-marks") if self.visits else 0.0
        gap = design.length("quarter") if self.visits else 0.0
        self.height = 2 * pad + (max(text, marks) if design.columns > 1 else text + gap + marks)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entry, the marks and the rule below."""
        design = self.design
        indent, top = design.length("contents-indent"), y + self.height - self._pad
        self.number.drawOn(canvas, x, top - self.number.height)
        self.title.drawOn(canvas, x + indent, top - self.title.height)
        if self.visits:
            foot = top - self.title.height - self.pages.height
            self.pages.drawOn(canvas, x + indent, foot)
            right = x + indent + self.title.width
        else:
            foot = y + self._pad
            right = x + indent + self.title.widest + design.length("column-gap") + self.pages.width
            self.pages.drawOn(canvas, right - self.pages.width, top - self.pages.height)
        target = (self.goals[0].sheet, 0, design.page_height)
        canvas.link(self.link, (x, foot, right, top), target, f"{self.name}, page {self.goals[0].page}")
        start = top if design.columns > 1 else foot - design.length("quarter")
        if self.visits:
            with canvas.artifact("Layout"):
                for offset in visit_places(design, self.width, self.visits):
                    self._visit(canvas, x + offset, start)
        level_lines(canvas, design.rule("table-row"), x, x + self.width, [y])

    def _visit(self, canvas: SheetCanvas, x: float, top: float) -> None:
        """Draw the letters to ring and the line for a date."""
        design = self.design
        radius, column = design.length("circle-radius"), design.length("tracker-column")
        style = design.style("rating")
        face = self.setting.faces.index(style.family, style.bold, False)
        centre = top - radius
        for number, letter in enumerate(RATINGS):
            middle = x + radius + number * (2 * radius + design.length("rating-gap"))
            circle(canvas, design.rule("circle"), design.colour("paper"), middle, centre, radius)
            width = canvas.phrase(face, letter)[0] * style.size / 1000
            baseline = centre - MIDDLE * style.size
            canvas.show(self.link, face, style.size, style.colour, middle - width / 2, baseline, letter)
        foot = top - design.length("tracker-marks")
        note = design.style("contents-note")
        face = self.setting.faces.index(note.family, note.bold, False)
        canvas.show(self.link, face, note.size, note.colour, x, foot + design.length("field-lift"), "Date")
        level_lines(canvas, design.rule("writing"), x, x + column, [foot])

"""Tracker: rows of the contents with marks to fill in by pen, one set for each visit to a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.setting import MIDDLE
from packgen.layout.core.strokes import circle, level_lines
from packgen.layout.text.field import outline, text_field
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.form import CanvasForm
    from packgen.layout.core.setting import Setting
    from packgen.layout.front_matter.contents import ContentsEntry
    from packgen.sheet.boxes import Rectangle
    from packgen.theme.design import Design


def visit_lines(design: Design, width: float, count: int) -> int:
    """Return the number of lines that the marks of ``count`` visits take beside the column of entries."""
    step = design.length("tracker-column") + design.length("tracker-gap")
    room = width - design.spans.side if design.columns > 1 else width + design.length("tracker-gap")
    return -(-count // max(1, int((room + TOLERANCE) / step)))


def visit_places(design: Design, width: float, count: int) -> list[tuple[int, float]]:
    """Return line index and left edge of the marks of each visit: to the right of the entry, or below it."""
    lines = visit_lines(design, width, count)
    across = -(-count // lines) if lines else 0
    step = design.length("tracker-column") + design.length("tracker-gap")
    start = width - across * step + design.length("tracker-gap") if design.columns > 1 else 0.0
    return [(number // across, start + number % across * step) for number in range(count)]


class TrackerHead(Flowable):
    """The head of the tracker: an artifact, since a screen reader cannot use the pen marks that it names.

    Args:
        setting: design and faces.
        title: head of the column of entries.
        visits: heads of the columns of marks.
    """

    def __init__(self, setting: Setting, title: str, visits: Sequence[str]) -> None:
        self.design = setting.design
        self.title = Paragraph(setting, title, "table-bold", Element("P"))
        self.visits = [Paragraph(setting, visit, "table-bold", Element("P")) for visit in visits]
        self._tops: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        column = self.design.length("tracker-column")
        tall = [visit.wrap(column, UNBOUNDED)[1] for visit in self.visits]
        places = visit_places(self.design, width, len(self.visits))
        self._tops, at = [], 0.0
        for line in range(places[-1][0] + 1):
            self._tops.append(at)
            at += max(high for high, (number, _) in zip(tall, places, strict=True) if number == line)
        self.height = max(self.title.wrap(width, UNBOUNDED)[1], at) + self.design.length("cell-pad")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the words and the rule."""
        top = y + self.height
        level_lines(canvas, self.design.rule("table-head"), x, x + self.width, [y])
        with canvas.artifact("Layout"):
            if self.design.columns > 1:
                self.title.drawOn(canvas, x, top - self.title.height)
            places = visit_places(self.design, self.width, len(self.visits))
            for visit, (line, offset) in zip(self.visits, places, strict=True):
                visit.drawOn(canvas, x + offset, top - self._tops[line] - visit.height)


class TrackerRow(Flowable):
    """An entry of the contents and, for each visit, R A G to ring, a line for the date and one for the score.

    Args:
        setting: design and faces.
        entry: content of the row.
        visits: names of the visits; without visits there is only the entry.
        dates: of the visits, as they are printed, of which there may be fewer; empty for lines to write dates on.
        marks: maximum score; 0 leaves the score's line out.
        pad: padding above and below, in points.
        last: the row is the last of its table.
        name: of the row's form fields, unique in the sheet.
    """

    def __init__(
        self,
        setting: Setting,
        entry: ContentsEntry,
        visits: Sequence[str],
        marks: int,
        pad: float,
        *,
        dates: Sequence[str] = (),
        last: bool = False,
        name: str = "",
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.entry, self.visits, self.marks, self.pad, self.last = entry, list(visits), marks, pad, last
        self.dates = list(dates)
        self.subject = entry.subject
        self.name = name
        self.fields = Element("P", entry.item) if setting.fillable and visits else None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        design = self.design
        self.width = width
        places = visit_places(design, width, len(self.visits))
        beside = design.columns > 1 and bool(places)
        text = self.entry.wrap(places[0][1] - design.length("column-gap") if beside else width)
        lines = places[-1][0] + 1 if places else 0
        marks = lines * self._tall() + max(0, lines - 1) * design.length("half")
        below = design.length("quarter") + marks if places else 0.0
        self.height = 2 * self.pad + (max(text, marks) if beside else text + below)
        return width, self.height

    def _tall(self) -> float:
        """Return the height of the marks of one visit, in points."""
        score = self.design.length("writing-line") if self.marks else 0.0
        return self.design.length("tracker-marks") + score

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entry, the marks and the rule below."""
        design = self.design
        top = y + self.height - self.pad
        self.entry.draw(canvas, x, top)
        start = top if design.columns > 1 else top - self.entry.height - design.length("quarter")
        if self.visits:
            with canvas.artifact("Layout"):
                canvas.paint_form(self._form(canvas), x, start)
                if self.marks:
                    for across, upper in self._places():
                        self._score(canvas, x + across, start + upper - design.length("tracker-marks"))
        if self.fields is not None:
            for number, (across, upper) in enumerate(self._places()):
                self._make_fields(canvas, self.fields, number, x + across, start + upper)
        rule = design.rule("table-foot" if self.last else "table-row")
        level_lines(canvas, rule, x, x + self.width, [y])

    def _places(self) -> list[tuple[float, float]]:
        """Return the upper left corner of each visit's marks, relative to that of the first line of marks."""
        places = visit_places(self.design, self.width, len(self.visits))[: len(self.dates) or None]
        step = self._tall() + self.design.length("half")
        return [(across, -line * step) for line, across in places]

    def _form(self, canvas: SheetCanvas) -> CanvasForm:
        """Return a form XObject with the marks of all visits except the scores; rows of equal width share it."""
        places, labels = self._places(), self._labels
        outlined = self.setting.fillable and not self.dates
        forms = self.setting.cache.forms
        key = ("tracker", self.width, self._letters, labels, bool(self.marks), outlined)
        if key not in forms:

            def draw(recorder: SheetCanvas) -> None:
                for (across, upper), label in zip(places, labels, strict=True):
                    self._visit(recorder, across, upper, label)

            around = self.design.length("half")
            lowest = places[-1][1] - self.design.length("tracker-marks")
            forms[key] = canvas.record_form((-around, lowest - around, self.width + around, around), draw)
        return forms[key]

    def _visit(self, canvas: SheetCanvas, x: float, top: float, label: str) -> None:
        """Draw the letters to ring, and the line for the date."""
        design = self.design
        self._ratings(canvas, x, top)
        foot = top - design.length("tracker-marks")
        self._note(canvas, label, x, foot + design.length("field-lift"))
        if self.setting.fillable and not self.dates:  # a day that is printed needs no field
            outline(canvas, design, self._date_room(canvas, label, x, foot))
        else:
            level_lines(canvas, design.rule("writing"), x, x + design.length("tracker-column"), [foot])

    def _score(self, canvas: SheetCanvas, x: float, above: float) -> None:
        """Draw the line for the score, with the maximum score, below the line for the date."""
        foot, words = above - self.design.length("writing-line"), self._out_of
        self._note(canvas, words, x + self.design.length("tracker-column") - self._width(canvas, words), foot)
        room = self._score_room(canvas, x, above)
        if self.setting.fillable:
            outline(canvas, self.design, room)
        else:
            level_lines(canvas, self.design.rule("writing"), x, room[2], [foot])

    @property
    def _out_of(self) -> str:
        return f"/\u00a0{self.marks}"

    def _score_room(self, canvas: SheetCanvas, x: float, above: float) -> Rectangle:
        """Return where a score is written, given the left edge and the foot of the line for the date."""
        design, pitch = self.design, self.design.length("writing-line")
        room = design.length("tracker-column") - self._width(canvas, self._out_of) - design.length("label-gap")
        line = min(design.length("score-line"), room)
        return x, above - pitch, x + line, above - design.length("gap-drop")

    def _date_room(self, canvas: SheetCanvas, label: str, x: float, foot: float) -> Rectangle:
        """Return where a date is written: after its label, below the circles."""
        design = self.design
        start = x + self._width(canvas, label) + design.length("label-gap")
        left = design.length("tracker-marks") - 2 * design.length("circle-radius")
        tall = min(design.length("writing-line"), left) - design.length("gap-drop")
        return start, foot, x + design.length("tracker-column"), foot + tall

    def _make_fields(self, canvas: SheetCanvas, parent: Element, number: int, x: float, top: float) -> None:
        """Make the form fields of a visit: a box to tick for each letter, the date, the score."""
        design, words = self.design, self.setting.words

        def named(what: str, said: str) -> tuple[str, str]:
            description = words.text("tracker.field", section=self.entry.name, visit=self.visits[number], what=said)
            return f"{self.name}.{number + 1}.{what}", description

        radius, foot = design.length("circle-radius"), top - design.length("tracker-marks")
        for place, (letter, middle) in enumerate(zip(self._letters, self._middles(x), strict=True), 1):
            around = (middle - radius, top - 2 * radius, middle + radius, top)
            canvas.field(Element("Form", parent), around, *named(f"rating-{place}", letter), "ring")
        if not self.dates:
            room = self._date_room(canvas, self._labels[number], x, foot)
            text_field(canvas, design, Element("Form", parent), room, *named("date", words.text("field.date")), "line")
        if self.marks:
            room, said = self._score_room(canvas, x, foot), words.text("field.score", n=self.marks)
            text_field(canvas, design, Element("Form", parent), room, *named("score", said), "line")

    @property
    def _labels(self) -> tuple[str, ...]:
        """What stands before the line for each visit's date: its day, or its name where visits take several lines."""
        several, date = self._places()[-1][1] < 0, self.setting.words.text("field.date")
        return tuple(self.dates or (visit if several else date for visit in self.visits))

    @property
    def _letters(self) -> tuple[str, ...]:
        """The letters to ring, from worst to best."""
        return tuple(self.setting.words.text("tracker.ratings").split())

    def _ratings(self, canvas: SheetCanvas, x: float, top: float) -> None:
        design = self.design
        radius, style = design.length("circle-radius"), design.style("rating")
        face = self.setting.faces.index(style.family, style.bold, False)
        centre = top - radius
        for letter, middle in zip(self._letters, self._middles(x), strict=True):
            circle(canvas, design.rule("circle"), design.colour("paper"), middle, centre, radius)
            width = self._width(canvas, letter, "rating")
            baseline = centre - MIDDLE * style.size
            canvas.show(self.entry.link, face, style.size, style.colour, middle - width / 2, baseline, letter)

    def _middles(self, x: float) -> list[float]:
        """Return the middles of the circles."""
        radius = self.design.length("circle-radius")
        pitch = 2 * radius + self.design.length("rating-gap")
        return [x + radius + number * pitch for number in range(len(self._letters))]

    def _width(self, canvas: SheetCanvas, words: str, role: str = "contents-note") -> float:
        style = self.design.style(role)
        return canvas.phrase(self.setting.faces.index(style.family, style.bold, False), words)[0] * style.size / 1000

    def _note(self, canvas: SheetCanvas, words: str, x: float, baseline: float) -> None:
        style = self.design.style("contents-note")
        face = self.setting.faces.index(style.family, style.bold, False)
        canvas.show(self.entry.link, face, style.size, style.colour, x, baseline, words)

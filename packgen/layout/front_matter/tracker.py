"""Tracker: rows of the contents with marks to fill in by pen, one set for each visit to a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.strokes import level_lines
from packgen.layout.front_matter.visits import LowVisitMarks, VisitMarks, visit_column, visit_places
from packgen.layout.text.field import text_field
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.form import CanvasForm
    from packgen.layout.core.setting import Setting
    from packgen.layout.front_matter.contents import ContentsEntry


class TrackerHead(Flowable):
    """The head of the tracker: an artifact, since a screen reader cannot use the pen marks that it names.

    Args:
        setting: design and faces.
        title: head of the column of entries.
        visits: heads of the columns of marks.
        low: whether the rows below are low; see `TrackerRow`.
    """

    def __init__(self, setting: Setting, title: str, visits: Sequence[str], *, low: bool = False) -> None:
        self.design, self.low = setting.design, low
        self.title = Paragraph(setting, title, "table-bold", Element("P"))
        self.visits = [Paragraph(setting, visit, "table-bold", Element("P")) for visit in visits]
        self._tops: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width = width
        column = visit_column(self.design, self.low)
        tall = [visit.wrap(column, UNBOUNDED)[1] for visit in self.visits]
        places = visit_places(self.design, width, len(self.visits), self.low)
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
            places = visit_places(self.design, self.width, len(self.visits), self.low)
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
        low: whether date and score are on one line at the foot of the row; the visits are on one line too and have no
            dates.
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
        low: bool = False,
        last: bool = False,
        name: str = "",
    ) -> None:
        self.setting, self.design = setting, setting.design
        self.entry, self.visits, self.pad, self.last = entry, list(visits), pad, last
        self.marks = (LowVisitMarks if low else VisitMarks)(setting, marks, entry.link)
        self.dates = list(dates)
        self.subject = entry.subject
        self.name = name
        self.fields = Element("P", entry.item) if setting.fillable and visits else None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        design = self.design
        self.width = width
        places = visit_places(design, width, len(self.visits), self.marks.low)
        beside = design.columns > 1 and bool(places)
        text = self.entry.wrap(places[0][1] - design.length("column-gap") if beside else width)
        lines = places[-1][0] + 1 if places else 0
        marks = lines * self.marks.height + max(0, lines - 1) * design.length("half")
        below = design.length("quarter") + marks if places else 0.0
        self.height = 2 * self.pad + (max(text, marks) if beside else text + below)
        self._above, self._ruled = self.pad, width
        if self.marks.low and places:
            self._above = self.height - self.pad - text  # the line to write on is between this row and the next
            self.marks.drop = self.pad + text
            self._ruled = places[0][1] - design.length("column-gap")
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the entry, the marks and the rule below."""
        design = self.design
        top = y + self.height - self._above
        self.entry.draw(canvas, x, top)
        start = top if design.columns > 1 else top - self.entry.height - design.length("quarter")
        if self.visits:
            with canvas.artifact("Layout"):
                canvas.paint_form(self._form(canvas), x, start)
                if self.marks.score:
                    for across, upper in self._places():
                        self.marks.draw_score(canvas, x + across, start + upper)
        if self.fields is not None:
            for number, (across, upper) in enumerate(self._places()):
                self._make_fields(canvas, self.fields, number, x + across, start + upper)
        rule = design.rule("table-foot" if self.last and self._ruled == self.width else "table-row")
        level_lines(canvas, rule, x, x + self._ruled, [y])

    def _places(self) -> list[tuple[float, float]]:
        """Return the upper left corner of each visit's marks, relative to that of the first line of marks."""
        places = visit_places(self.design, self.width, len(self.visits), self.marks.low)[: len(self.dates) or None]
        step = self.marks.height + self.design.length("half")
        return [(across, -line * step) for line, across in places]

    def _form(self, canvas: SheetCanvas) -> CanvasForm:
        """Return a form XObject with the marks of all visits except the scores; rows of equal width share it."""
        places, labels, marks = self._places(), self._labels, self.marks
        outlined = self.setting.fillable and not self.dates  # a day that is printed needs no field
        forms = self.setting.cache.forms
        key = ("tracker", self.width, marks.low, marks.drop, marks.letters, labels, bool(marks.score), outlined)
        if key not in forms:

            def draw(recorder: SheetCanvas) -> None:
                for (across, upper), label in zip(places, labels, strict=True):
                    marks.draw(recorder, label, across, upper, outlined)

            around = self.design.length("half")
            lowest = places[-1][1] - marks.drop
            forms[key] = canvas.record_form((-around, lowest - around, self.width + around, around), draw)
        return forms[key]

    def _make_fields(self, canvas: SheetCanvas, parent: Element, number: int, x: float, top: float) -> None:
        """Make the form fields of a visit: a box to tick for each letter, the date, the score."""
        design, words, marks = self.design, self.setting.words, self.marks

        def named(what: str, said: str) -> tuple[str, str]:
            description = words.text("tracker.field", section=self.entry.name, visit=self.visits[number], what=said)
            return f"{self.name}.{number + 1}.{what}", description

        radius = design.length("circle-radius")
        for place, (letter, middle) in enumerate(zip(marks.letters, marks.middles(x), strict=True), 1):
            around = (middle - radius, top - 2 * radius, middle + radius, top)
            canvas.field(Element("Form", parent), around, *named(f"rating-{place}", letter), "ring")
        if not self.dates:
            room = marks.date_room(canvas, self._labels[number], x, top)
            date = named("date", words.text("field.date"))
            text_field(canvas, design, Element("Form", parent), room, *date, "line", short=marks.low)
        if marks.score:
            room, said = marks.score_room(canvas, x, top), words.text("field.score", n=marks.score)
            score = named("score", said)
            text_field(canvas, design, Element("Form", parent), room, *score, "line", short=marks.low)

    @property
    def _labels(self) -> tuple[str, ...]:
        """What stands before the line for each visit's date: its day, or its name where visits take several lines."""
        several, date = self._places()[-1][1] < 0, self.setting.words.text("field.date")
        return tuple(self.dates or (visit if several else date for visit in self.visits))

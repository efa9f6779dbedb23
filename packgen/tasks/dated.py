"""A timeline to complete: the date or the event is hidden in each entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from packgen.layout.core.beside import Beside, Place
from packgen.layout.core.setting import MIDDLE, bold, rich
from packgen.layout.core.stack import Stack
from packgen.layout.figures.timeline import OnRail, Rail
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import HangingLabel, Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.answers import number_room
from packgen.tasks.base import Span, Task, Where, key_heading, marked, task_heading
from packgen.tasks.clues import Clue, accepted_words, look_alikes
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.tasks.chance import Chance
    from packgen.theme.design import Style

Hidden = Literal["date", "event"]

_ANCHORS = 3
"""One event in this many is an anchor; see `alternating`."""


_FEWEST_TOGETHER = 2
"""Entries of the key that stand together at the top or foot of a page."""


def alternating(chance: Chance, names: Sequence[str]) -> tuple[Hidden, ...]:
    """Return what is hidden of each event: dates and events in turn, and stable when an event is added.

    Some events are anchors: their own rank decides what they hide. The events between anchors, and before the first,
    alternate. So an event that is added changes others only up to the next anchor. Two neighbours hide the same only
    where an anchor interrupts the alternation. Of two neighbouring anchors the second counts as none, so that three in
    a row never hide the same.
    """
    ranks = [chance.rank(name) for name in names]
    strong = [rank % _ANCHORS == 0 for rank in ranks]
    own = {
        place: rank // _ANCHORS % 2 == 0
        for place, rank in enumerate(ranks)
        if strong[place] and not (place and strong[place - 1])
    }
    start = min(own, default=0)
    date = own.get(start, chance.below(2) == 0) != (start % 2 == 0)
    hidden: list[Hidden] = []
    for place in range(len(names)):
        date = own.get(place, not date)
        hidden.append("date" if date else "event")
    return tuple(hidden)


@dataclass(frozen=True)
class DatedTask(Task):
    """Events on a timeline, with a line for what is hidden of each.

    Attributes:
        events: date and what happened, in order.
        hidden: what each of them hides.
    """

    short: ClassVar[str] = "timeline.short"
    key_span: ClassVar[Span] = "main"
    repeats_given: ClassVar[bool] = True

    events: tuple[tuple[str, str], ...]
    hidden: tuple[Hidden, ...]

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """One for each event."""
        return [
            Gap(number, date if hidden == "date" else event)
            for number, ((date, event), hidden) in enumerate(zip(self.events, self.hidden, strict=True), 1)
        ]

    def given(self) -> list[str]:
        """Return the dates and events that are shown."""
        return [
            event if hidden == "date" else date for (date, event), hidden in zip(self.events, self.hidden, strict=True)
        ]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Say which events look alike."""
        clues = [
            (hidden, Clue(gap.number, (shown,), (accepted_words([gap.answer]),)))
            for gap, hidden, shown in zip(self.gaps, self.hidden, self.given(), strict=True)
        ]
        dates = [clue for hidden, clue in clues if hidden == "event"]
        events = [clue for hidden, clue in clues if hidden == "date"]
        return [
            *look_alikes(dates, "events", 'Give their dates more exactly, or write "form: dates".'),
            *look_alikes(events, "events", 'Tell them apart in words, or write "form: events".'),
        ]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the timeline: date and event side by side, or one below the other in a page of one column."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks, "marks.lines"))
        items = Element("L", section, numbering="None")
        row = _record if setting.design.columns == 1 else _row
        return [*story, _WritingRail(setting, [row(setting, *self._pair(setting, items, gap)) for gap in self.gaps])]

    def _pair(self, setting: Setting, items: Element, gap: Gap) -> tuple[_Part, _Part]:
        """Return the date and the event that a gap belongs to; one of them is the gap."""
        item = Element("LI", items)
        label, body = Element("Lbl", item), Element("LBody", item)
        date, event = self.events[gap.number - 1]
        if self.hidden[gap.number - 1] == "date":
            return AnswerLines(setting, label, gap), Paragraph(setting, event, "side", body)
        return Paragraph(setting, bold(date), "side-bold", label), AnswerLines(setting, body, gap)

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the whole timeline in the columns and with the numbers of the task, what was hidden in bold."""
        section, story = key_heading(self, setting, parent, letter, where)
        items = Element("L", section, numbering="Decimal")
        design = setting.design
        indent = design.length("timeline-text") if design.columns > 1 else number_room(setting, len(self.events))
        entries: list[Flowable] = []
        for gap in self.gaps:
            item = Element("LI", items)
            label = HangingLabel(str(gap.number), "key-bold", Element("Lbl", item))
            date, event = (rich(text) for text in self.events[gap.number - 1])
            if self.hidden[gap.number - 1] == "date":
                date = [run._replace(bold=True) for run in date]
            else:
                event = [run._replace(bold=True) for run in event]
            entries.append(_entry(setting, label, indent, Element("LBody", item), date, event))
        return [*story, Stack(entries, least=_FEWEST_TOGETHER)]


_Part = AnswerLines | Paragraph


class _WritingRail(Rail):
    """A timeline to complete: its rows touch, and can be further apart."""

    @property
    def inner_gaps(self) -> int:
        """Number of rows after the first."""
        return len(self.children) - 1

    def loosen(self, more: float) -> None:
        """Widen the space above each row but the first."""
        for number, row in enumerate(self.children):
            row.before += more if number else 0.0
            self.tops[number] += more * number
        self.height += more * self.inner_gaps
        self._measured = self.width, self.height


class _DatedRow(OnRail, Beside):
    """A date and what happened, side by side."""


class _DatedRecord(OnRail, Stack):
    """A date, and below it what happened."""


def _row(setting: Setting, date: _Part, event: _Part) -> OnRail:
    """Return date and event on one line, at least as high as a writing line; a gap's rule lies below the baseline."""
    design = setting.design
    column, gutter = design.length("dated-dates"), design.spans.gutter
    room = design.spans.full - design.length("timeline-text") - column - gutter
    base = _baseline(design.style("answer")) - design.length("gap-drop")
    places = []
    for part, left, width in ((date, 0.0, column), (event, column + gutter, room)):
        style = _style(part)
        top = base - _baseline(style)
        places.append(Place(part, left, width, top, design.length("writing-line") - top - style.leading))
    row = _DatedRow(places)
    row.centre = base - MIDDLE * design.style("side-bold").size
    return row


def _record(setting: Setting, date: _Part, event: _Part) -> OnRail:
    date.keep = True
    record = _DatedRecord([date, event], before=setting.design.length("timeline-gap"))
    record.centre = _baseline(_style(date)) - MIDDLE * setting.design.style("side-bold").size
    return record


def _style(part: _Part) -> Style:
    return part.text.style if isinstance(part, AnswerLines) else part.style


def _baseline(style: Style) -> float:
    """Return the distance from the top of a line to its baseline."""
    return style.leading * style.baseline


def _entry(
    setting: Setting, label: HangingLabel, indent: float, body: Element, date: Sequence[Run], event: Sequence[Run]
) -> Flowable:
    """Return an entry of the key: number, date and event in the task's columns, or run on in a page of one column."""
    design = setting.design
    if design.columns == 1:
        runs = [*date, Run(setting.words.text("colon")), *event]
        return Paragraph(setting, runs, "key", body, label=label, indent=indent)
    start = indent + design.length("dated-dates") + design.spans.gutter
    first = Paragraph(setting, date, "key", body, label=label, indent=indent, joined=True)
    second = Paragraph(setting, event, "key", body)
    return Beside([Place(first, 0.0, start - design.spans.gutter), Place(second, start, design.spans.main - start)])

"""A timeline to complete: the date or the text of each event is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
"""One event in this many is an anchor, which decides by its own rank what it hides."""


def alternating(chance: Chance, names: Sequence[str]) -> tuple[Hidden, ...]:
    """Return whether each event hides its date or its text: they alternate, and adding an event changes few of them.

    Some events are anchors, chosen by their rank: an anchor's rank decides what it hides. The other events alternate
    from the anchor before them; those before the first anchor alternate backwards from it. So adding an event changes
    other events up to the next anchor only. Two neighbours hide the same part only if one of them is an anchor. Of two
    adjacent anchors the second becomes an ordinary event, so three neighbours never hide the same part.
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
    """Events along a rail, each with a line for its hidden part.

    Attributes:
        events: date and text of each, in order.
        hidden: part that each of them hides.
    """

    short: ClassVar[str] = "timeline.short"
    key_span: ClassVar[Span] = "half"

    events: tuple[tuple[str, str], ...]
    hidden: tuple[Hidden, ...]

    @property
    def gaps(self) -> Sequence[Gap]:
        """A gap for each event."""
        return [
            Gap(number, date if hidden == "date" else event)
            for number, ((date, event), hidden) in enumerate(zip(self.events, self.hidden, strict=True), 1)
        ]

    def given(self) -> list[str]:
        """Return the dates and texts that are shown."""
        return [
            event if hidden == "date" else date for (date, event), hidden in zip(self.events, self.hidden, strict=True)
        ]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Return the events that look the same but have different answers."""
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
        """Return the rail: date and event side by side, or one below the other in a page of one column."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks, "marks.lines"))
        items = Element("L", section, numbering="None")
        row = _record if setting.design.columns == 1 else _row
        return [*story, Rail(setting, [row(setting, *self._pair(setting, items, gap)) for gap in self.gaps])]

    def _pair(self, setting: Setting, items: Element, gap: Gap) -> tuple[_Part, _Part]:
        """Return the date and the event of a gap; one of them is the gap."""
        item = Element("LI", items)
        label, body = Element("Lbl", item), Element("LBody", item)
        date, event = self.events[gap.number - 1]
        if self.hidden[gap.number - 1] == "date":
            return AnswerLines(setting, label, gap), Paragraph(setting, event, "side", body)
        return Paragraph(setting, bold(date), "side-bold", label), AnswerLines(setting, body, gap)

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the whole timeline with the numbers of its gaps, hidden parts in bold."""
        words = setting.words
        section, story = key_heading(
            setting, parent, letter, words.text(self.short), words.text("marks.each", n=self.marks), where
        )
        items = Element("L", section, numbering="Decimal")
        indent = number_room(setting, len(self.events))
        column = _widest(setting, [date for date, _ in self.events])
        for gap in self.gaps:
            item = Element("LI", items)
            label = HangingLabel(str(gap.number), "key-bold", Element("Lbl", item))
            date, event = (rich(text) for text in self.events[gap.number - 1])
            if self.hidden[gap.number - 1] == "date":
                date = [run._replace(bold=True) for run in date]
            else:
                event = [run._replace(bold=True) for run in event]
            story.append(_entry(setting, label, (indent, column), Element("LBody", item), date, event))
        return story


_Part = AnswerLines | Paragraph


class _DatedRow(OnRail, Beside):
    """A date and its event side by side."""


class _DatedRecord(OnRail, Stack):
    """A date, and below it its event."""


def _row(setting: Setting, date: _Part, event: _Part) -> OnRail:
    """Return date and event on one baseline, at least a writing line high, raised by the drop of a gap's rule."""
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


def _widest(setting: Setting, dates: Sequence[str]) -> float:
    """Return the width of the widest date in bold, at most the width of the timeline's column of dates."""
    widest = max(Paragraph(setting, bold(date), "key", Element("Lbl")).extent()[1] for date in dates)
    return min(widest + 0.1, setting.design.length("dated-dates"))


def _entry(
    setting: Setting,
    label: HangingLabel,
    columns: tuple[float, float],
    body: Element,
    date: Sequence[Run],
    event: Sequence[Run],
) -> Flowable:
    """Return an entry of the key: number, date and event in columns, or on one line in a page of one column."""
    design, (indent, width) = setting.design, columns
    if design.columns == 1:
        return Paragraph(
            setting, [*date, Run(setting.words.text("colon")), *event], "key", body, label=label, indent=indent
        )
    first = Paragraph(setting, date, "key", body, label=label, indent=indent, joined=True)
    second = Paragraph(setting, event, "key", body)
    start = indent + width + design.length("column-gap")
    return Beside([Place(first, 0.0, indent + width), Place(second, start, design.spans.half - start)])

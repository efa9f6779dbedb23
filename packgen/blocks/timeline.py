"""Events in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packgen.blocks.base import Block, Fact
from packgen.blocks.scalars import Boolean, Fault, Sort, Text, date_parts, refuse
from packgen.layout.figures import timeline as rail
from packgen.layout.text.heading import titled
from packgen.sheet.structure import Element
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance


_FEWEST = 3
"""The least number of events for a task."""

_YEAR = re.compile(r"[0-9]{3,4}")
_DAY = re.compile(r"[0-9]{1,2}[a-z]{0,2} [^\W\d_]+\.? [0-9]{3,4}")


class Event(Fact):
    """Something that happened."""

    date: Text = Field(description="When, in the words to print.", examples=["3 March 1903"])
    event: Text = Field(description="What happened.", examples=["What happened"])
    key: Boolean = Field(False, description="Whether it is one of the events to know first.", examples=["yes"])
    sort: Sort | None = Field(
        None, description="The date as 1903, 1903-03 or 1903-03-03, to check the order.", examples=["1903-03-03"]
    )


class Timeline(Block):
    """Events to know in their order; a filled circle is a key event.

    - type: timeline
      key: Filled = learn these dates
      events:
        - date: 18–21 June 1957
          event: Presidium votes to remove him
          key: true
          sort: 1957-06-18
    """

    forms: ClassVar[tuple[str, ...]] = ("mixed", "dates", "events", "order")
    usual: ClassVar[str | None] = "timeline.title"
    derived: ClassVar[int] = 3
    parts: ClassVar[tuple[str, str] | None] = ("events", "date")
    synonyms: ClassVar[str] = "date event chronology time-line key-date key-event history"

    type: Literal["timeline"] = Field(description="Events in order.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Timeline"])
    key: Text | None = Field(None, description="What a filled circle means.", examples=["Filled = learn these dates"])
    events: tuple[Event, ...] = Field(
        description="The events, the earliest first.",
        min_length=1,
    )

    @model_validator(mode="after")
    def _goes_forward(self) -> Self:
        refuse(self._faults())
        return self

    def _faults(self) -> list[Fault]:
        faults = []
        latest: tuple[int, ...] = ()
        shown = ""
        for i, event in enumerate(self.events):
            if event.sort is None:
                continue
            parts = date_parts(event.sort)
            shared = min(len(parts), len(latest))
            # A year alone is neither before nor after a day in it.
            if parts[:shared] < latest[:shared]:
                message = f"{event.sort} comes after {shown}, but is earlier."
                faults.append(Fault(("events", i, "sort"), message, "Put the events in order, or correct the date."))
            elif parts > latest:
                latest, shown = parts, event.sort
        return faults

    def span(self) -> Span:
        """Return the side column."""
        return "side"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading and the events beside their line."""
        section, story = titled(setting, parent, self.heading(setting.words), self.key)
        story.append(
            rail.TimelineRail(setting, section, [(event.date, event.event, event.key) for event in self.events])
        )
        return story

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the events with their dates."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        facts = [
            OrganiserFact(event.date, event.event, key=event.key, sort=date_parts(event.sort) if event.sort else ())
            for event in self.events
        ]
        return [FactGroup("date", self.heading(words), tuple(facts))]

    def key_terms(self) -> list[str]:
        """Return the dates, and their shorter forms."""
        from packgen.tasks.vocabulary import shorter_dates

        return [words for event in self.events for words in shorter_dates(event.date)]

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each event, which asks for its date: the year, the day, or when it was."""
        from packgen.tasks.asking import asked
        from packgen.tasks.base import Card

        found = [
            Card(event.event, event.date, cue=words.text(_cue(event.date)), path=("events", n))
            for n, event in enumerate(self.events)
        ]
        return [one for card, event in zip(found, self.events, strict=True) for one in asked(card, event.ask, words)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the timeline with dates, events or some of both hidden, or its events to be put in order."""
        from packgen.tasks.dated import DatedTask, alternating
        from packgen.tasks.ordering import OrderingTask

        if len(self.events) < _FEWEST:
            return None
        events = tuple((event.date, event.event) for event in self.events)
        if form == "order":
            prompt, title = words.text("order.events_how"), title or words.text("order.title")
            return OrderingTask.shuffled(title, prompt, [event for _, event in events], chance)
        if form == "mixed":
            hidden = alternating(chance, [f"{date}\0{event}" for date, event in events])
        else:
            hidden = ("date" if form == "dates" else "event",) * len(events)
        return DatedTask(title or words.text("timeline.task"), events, hidden)


def _cue(date: str) -> str:
    """Return the key of the question for a date: a year alone, a day, or anything else."""
    if _YEAR.fullmatch(plain(date)):
        return "timeline.ask_year"
    return "timeline.ask_day" if _DAY.fullmatch(plain(date)) else "timeline.ask"

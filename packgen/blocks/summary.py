"""Summary boxes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Asked, Block, ContentModel, Fact
from packgen.blocks.scalars import Boolean, ItemName, Text
from packgen.changed import changed
from packgen.layout.boxes.panel import Panel
from packgen.layout.core.flowable import Flowable
from packgen.layout.figures.numbers import VoteStrip
from packgen.layout.text.listing import ListEntry, handled, listed
from packgen.sheet.structure import Element
from packgen.text.inline import plain
from packgen.text.sentences import sentence

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Task
    from packgen.tasks.blurt import TaskCue
    from packgen.tasks.chance import Chance


_DATED = re.compile(
    r"[0-9]{1,4}|early|mid|late|spring|summer|autumn|winter"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*",
    re.IGNORECASE,
)
"""A word of a date."""

_FULL_DATE = re.compile(r"[^\W\d_] ?[0-9]{4}$")
"""The end of a date with a year and more than a year: a year by itself has many events."""

_LOWERED = re.compile(r"(?:The|An?|He|His|It|Its|They|Their|Over|In|On)\b")
"""First words of a clause that lose their capital after a colon."""

_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|,(?= (?:and|but|which|who|while|because|so)\b)")


class Vote(ContentModel):
    """One side of a vote: a row of squares with the names beneath."""

    label: Text = Field(description="What this side voted for, with the number.", examples=["7 against"])
    names: tuple[Text, ...] = Field(
        description="Who voted so; one square each.", examples=[["First voter", "Second voter"]], min_length=1
    )
    filled: Boolean = Field(False, description="Whether the squares are filled.", examples=["yes"])


class Point(Fact):
    """A point in a box, opening with a bold handle of two to four words."""

    handle: Text | None = Field(None, description="Two to four words in bold.", examples=["The first cause"])
    text: Text = Field(description="The point.", examples=["What happened, in a sentence."])
    votes: tuple[Vote, ...] = Field((), description="The sides of a vote, drawn as squares.")
    recall: Text | None = Field(
        None, description="The point in a few words, as the answer to a blurt.", examples=["The point in a few words"]
    )

    def answer(self, words: Words) -> str:
        """Return the point in a few words: its handle, its first clause if it has none, or both if that is a date."""
        handle = (self.handle or "").removesuffix(".")
        if self.recall or (handle and not _is_date(handle)):
            return self.recall or handle
        clause = _first_clause(self.text)
        if not handle:
            return clause
        small = clause[0].lower() + clause[1:] if _LOWERED.match(clause) else clause
        return f"{handle} {small}" if handle[-1] in "?!…:" else f"{handle}{words.text('colon')}{small}"


class Box(ContentModel):
    """A box with a label and a few points."""

    label: Text = Field(description="The word on the box.", examples=["Why?"])
    cue: Text | None = Field(None, description="The question that the box answers.", examples=["Why did it happen?"])
    numbered: Boolean = Field(False, description="Whether the points are numbered.", examples=["yes"])
    items: tuple[Point, ...] = Field(description="The points.", min_length=1)
    ask: Asked = None


class Summary(Block):
    """Boxes to learn from, such as Why? What? So what?

    - type: summary
      boxes:
        - label: Why?
          cue: Why did they want him out?
          items:
            - handle: Virgin Lands
              text: He had risked the harvest on new land.
        - label: What?
          numbered: true
          items:
            - text: The Presidium voted to remove him.
              votes:
                - label: 7 against him
                  names: [Malenkov, Molotov, Kaganovich, Bulganin, Voroshilov, Pervukhin, Saburov]
                  filled: true
                - {label: 4 for him, names: [Khrushchev, Mikoyan, Suslov, Kirichenko]}
    """

    forms: ClassVar[tuple[str, ...]] = ("blurt", "cornell", "map", "cloze")
    derived: ClassVar[int] = 5
    parts: ClassVar[tuple[str, str] | None] = ("boxes", "label")
    synonyms: ClassVar[str] = (
        "box summary-box key-point main-point bullet bullet-point point list overview fact key-fact cause "
        "reason consequence"
    )

    type: Literal["summary"] = Field(description="Boxes such as Why? What? So what?")
    boxes: Annotated[tuple[Box, ...], ItemName("box")] = Field(
        description="The boxes, in the order they are read.",
        min_length=1,
    )

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return a panel for each box."""
        if not (setting.sure and setting.fillable):
            return [_panel(setting, parent, box) for box in self.boxes]
        return [
            _panel(changed(setting, sure=f"{setting.sure}.{number}"), parent, box)
            for number, box in enumerate(self.boxes, 1)
        ]

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the points of each box, called up by their handles."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        return [
            FactGroup(
                "argument",
                box.label,
                tuple(OrganiserFact((point.handle or "").removesuffix("."), point.text) for point in box.items),
                box.cue or "",
            )
            for box in self.boxes
        ]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return cues with a line for each point: as a blurt, as Cornell notes, or as a map around its title.

        As a cloze it is a passage of its points, a paragraph for each box.
        """
        from packgen.tasks.blurt import BlurtTask
        from packgen.tasks.cloze import derived
        from packgen.tasks.concept_map import ConceptMapTask
        from packgen.tasks.cornell import CornellTask

        if form == "cloze":
            return derived(title or words.text("cloze.title"), "\n\n".join(map(_said, self.boxes)), chance)
        if form == "cornell":
            cues = tuple(_cue(words, box, box.cue or _counted(words, box)) for box in self.boxes)
            return CornellTask(title or words.text(CornellTask.usual), cues)
        cues = tuple(_cue(words, box, _counted(words, box)) for box in self.boxes)
        if form == "map":
            centre = title or words.text("map.centre")
            return ConceptMapTask(title or words.text(ConceptMapTask.usual), cues, centre=centre)
        return BlurtTask(title or words.text(BlurtTask.usual), cues)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each date with a year, and for each cue question that names what it is about.

        The answer to a cue question is what its points are called. Other points make no question by themselves; they
        are asked if the author writes one.
        """
        from packgen.tasks.asking import asked, leaning, names, written
        from packgen.tasks.base import Card

        found: list[Card] = []
        for n, box in enumerate(self.boxes):
            points = words.text("list.semicolon").join(point.answer(words) for point in box.items)
            whole = Card(box.cue or box.label, points, cue=_counted(words, box), path=("boxes", n))
            if box.ask is not None or (box.cue and names(box.cue) and not leaning(box.cue, words)):
                found += asked(whole, box.ask, words)
            for place, point in enumerate(box.items):
                date = (point.handle or "").removesuffix(".")
                path = ("boxes", n, "items", place)
                card = Card(date or point.text, point.text, cue=words.text("summary.ask_date"), path=path)
                dated = _is_date(date) and _FULL_DATE.search(plain(date))
                found += asked(card, point.ask, words, "") if dated else written(card, point.ask, words)
        return found


def _panel(setting: Setting, parent: Element, box: Box) -> Panel:
    def items(section: Element) -> list[Flowable]:
        entries = [ListEntry(handled(point.handle, point.text), _strip(setting, point)) for point in box.items]
        return listed(setting, section, entries, numbered=box.numbered)

    return Panel(setting, Element("Sect", parent), box.label, box.cue, items)


def _strip(setting: Setting, point: Point) -> Callable[[Element], list[Flowable]] | None:
    """Return a function that makes the vote strip of a point, or None if the point has no votes."""
    if not point.votes:
        return None
    sides = [(vote.label, vote.names, vote.filled) for vote in point.votes]
    return lambda body: [VoteStrip(setting, body, sides)]


def _said(box: Box) -> str:
    """Return the points of a box as a paragraph."""
    return " ".join(
        f"{sentence(point.handle)} {sentence(point.text)}" if point.handle else sentence(point.text)
        for point in box.items
    )


def _cue(words: Words, box: Box, hint: str) -> TaskCue:
    from packgen.tasks.blurt import TaskCue

    return TaskCue(box.label, hint, tuple(point.answer(words) for point in box.items))


def _counted(words: Words, box: Box) -> str:
    """Return such as "Five points", or "Five steps" where they are numbered."""
    count = len(box.items)
    counts = words.text("summary.step_counts" if box.numbered else "summary.point_counts").split()
    said = counts[count] if count < len(counts) else count
    return words.number("summary.steps" if box.numbered else "summary.points", count, count=said)


def _is_date(handle: str) -> bool:
    """Tell whether a handle is only a date, which needs the event to make sense."""
    return all(_DATED.fullmatch(word) for word in re.split(r"[\s–-]+", plain(handle)))


def _first_clause(text: str) -> str:
    """Return the first clause of a text; a text with Markdown is returned whole."""
    end = _CLAUSE_END.search(text) if plain(text) == text else None
    return text[: end.start()] if end else text.removesuffix(".")

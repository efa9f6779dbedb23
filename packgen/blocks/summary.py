"""Summary boxes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from packgen.blocks.base import Block, Item, Part
from packgen.blocks.scalars import Boolean, Text
from packgen.layout.flowable import Flowable
from packgen.layout.listing import Entry, handled, listed
from packgen.layout.numbers import VoteStrip
from packgen.layout.panel import Panel
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.setting import Setting


class Vote(Part):
    """One side of a vote: a row of squares with the names beneath."""

    label: Text = Field(description="What this side voted for, with the number.", examples=["7 against"])
    names: tuple[Text, ...] = Field(
        description="Who voted so; one square each.", examples=[["Malenkov", "Molotov"]], min_length=1
    )
    filled: Boolean = Field(False, description="Whether the squares are filled.", examples=["yes"])


class Point(Item):
    """A point in a box, opening with a bold handle of two to four words."""

    handle: Text | None = Field(None, description="Two to four words in bold.", examples=["Virgin Lands"])
    text: Text = Field(description="The point.", examples=["He sent tractors to Kazakhstan."])
    votes: tuple[Vote, ...] = Field((), description="The sides of a vote, drawn as squares.")


class Box(Part):
    """A box with a label and a few points."""

    label: Text = Field(description="The word on the box.", examples=["Why?"])
    cue: Text | None = Field(
        None, description="The question that the box answers.", examples=["Why did they want him out?"]
    )
    numbered: Boolean = Field(False, description="Whether the points are numbered.", examples=["yes"])
    items: tuple[Point, ...] = Field(description="The points.", min_length=1)


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

    type: Literal["summary"] = Field(description="Boxes such as Why? What? So what?")
    boxes: tuple[Box, ...] = Field(
        description="The boxes, in the order they are read.",
        min_length=1,
    )

    def flow(self, setting: Setting, parent: Element, letter: str = "") -> list[Flowable]:
        """Return one panel a box."""
        return [_panel(setting, parent, box) for box in self.boxes]


def _panel(setting: Setting, parent: Element, box: Box) -> Panel:
    def items(section: Element) -> list[Flowable]:
        entries = [Entry(handled(point.handle, point.text), _strip(setting, point)) for point in box.items]
        return listed(setting, section, entries, numbered=box.numbered)

    return Panel(setting, Element("Sect", parent), box.label, box.cue, items)


def _strip(setting: Setting, point: Point) -> Callable[[Element], list[Flowable]] | None:
    """Return what makes the vote strip of a point, or None if it tells of no vote."""
    if not point.votes:
        return None
    sides = [(vote.label, vote.names, vote.filled) for vote in point.votes]
    return lambda body: [VoteStrip(setting, body, sides)]

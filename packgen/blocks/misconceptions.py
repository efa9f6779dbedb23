"""Mistakes to avoid."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block, Fact
from packgen.blocks.scalars import Text
from packgen.layout.boxes.trap import TrapBox
from packgen.layout.core.setting import rich
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.text.sentences import before_colon, begun, unended

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance


class Misconception(Fact):
    """A common mistake and its correction."""

    wrong: Text = Field(description="What not to write.", examples=["What many write"])
    right: Text = Field(description="What to write instead.", examples=["What is right"])


class Misconceptions(Block):
    """Common mistakes, each with what to write instead.

    - type: misconceptions
      items:
        - wrong: Zhukov threatened a coup.
          right: Zhukov refused to let the army be used.

    From memory: the mistakes, to put right.
    """

    forms: ClassVar[tuple[str, ...]] = ("correct",)
    usual: ClassVar[str | None] = "misconceptions.title"
    parts: ClassVar[tuple[str, str] | None] = ("items", "wrong")
    synonyms: ClassVar[str] = (
        "mistake common-mistake error common-error myth pitfall misunderstanding do-not-write dont-write "
        "misconception correction false-friend"
    )

    type: Literal["misconceptions"] = Field(description="Mistakes to avoid.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Do not write"])
    items: tuple[Misconception, ...] = Field(
        description="The mistakes.",
        min_length=1,
    )

    def span(self) -> Span:
        """Return the side column."""
        return "side"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return a dashed box: each mistake in quotation marks, then its correction."""
        section = Element("Sect", parent)
        words = setting.words
        heading = Element("H2", section)
        pairs: list[Flowable] = []
        items = Element("L", section, numbering="None")
        gap = setting.design.length("list-gap")
        for number, item in enumerate(self.items):
            body = Element("LBody", Element("LI", items))
            wrong = [Run(words.text("quote.open")), *unended(rich(item.wrong)), Run(words.text("quote.close"))]
            runs = [*before_colon(wrong, words.text("colon")), *rich(item.right)]
            pairs.append(Paragraph(setting, runs, "side", body, before=gap if number else 0.0))
        return [TrapBox(setting, self.heading(words), heading, pairs)]

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the mistakes in quotation marks with their corrections."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        opened, closed = words.text("quote.open"), f"{words.text('quote.close')}{words.text('colon').rstrip()}"
        facts = tuple(
            OrganiserFact(f"{opened}{item.wrong.removesuffix('.')}{closed}", item.right) for item in self.items
        )
        return [FactGroup("mistake", self.heading(words), facts)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the mistakes, with lines to write the corrections on."""
        from packgen.tasks.grid import Blank, GridColumn, GridTask, room_for

        lines = room_for([item.right for item in self.items])
        opened, closed = words.text("quote.open"), words.text("quote.close")
        rows = tuple((f"{opened}{item.wrong}{closed}", Blank(item.right, lines=lines)) for item in self.items)
        columns = (GridColumn(words.text("misconceptions.wrong")), GridColumn(words.text("misconceptions.right")))
        title = title or words.text("misconceptions.task")
        return GridTask(title, columns, rows, "misconceptions.short", named=False)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each mistake, to be put right."""
        from packgen.tasks.asking import asked
        from packgen.tasks.base import Card

        cue, opened, closed = (words.text(key) for key in ("misconceptions.ask", "quote.open", "quote.close"))
        found: list[Card] = []
        for n, item in enumerate(self.items):
            card = Card(f"{opened}{item.wrong}{closed}", begun(item.right), cue=cue, path=("items", n))
            found += asked(card, item.ask, words)
        return found

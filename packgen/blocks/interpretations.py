"""What historians claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block, Fact
from packgen.blocks.scalars import Text
from packgen.layout.core.setting import rich
from packgen.layout.text.heading import titled
from packgen.layout.text.listing import defined
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance


class View(Fact):
    """What one historian claims."""

    historian: Text = Field(description="Who says so.", examples=["A. Historian"])
    work: Text | None = Field(None, description="Where.", examples=["The Title of the Book"])
    year: Text | None = Field(None, description="When it came out.", examples=["2003"])
    claim: Text = Field(description="The claim in one or two sentences.", examples=["What this historian claims."])


class Interpretations(Block):
    """Views of historians to weigh against one another.

    - type: interpretations
      views:
        - historian: William Taubman
          work: "Khrushchev: The Man and His Era"
          year: 2003
          claim: His own insecurity and impulsiveness undid him.
      task: Which view does the evidence of 1957 support?

    From memory: who says so, to write or to match.
    """

    forms: ClassVar[tuple[str, ...]] = ("historians", "match")
    usual: ClassVar[str | None] = "interpretations.title"
    parts: ClassVar[tuple[str, str] | None] = ("views", "historian")
    synonyms: ClassVar[str] = (
        "historian view historiography debate interpretation argument perspective viewpoint opinion scholar"
    )

    type: Literal["interpretations"] = Field(description="What historians claim.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Interpretations"])
    views: tuple[View, ...] = Field(
        description="The views.",
        min_length=1,
    )
    task: Text | None = Field(
        None, description="What to do with them.", examples=["Which view does the evidence support?"]
    )

    def span(self) -> Span:
        """Return half the width, so that a glossary stands beside it."""
        return "half"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, the views and the task."""
        section, story = titled(setting, parent, self.heading(setting.words))
        story += defined(setting, section, [(_credit(view), rich(view.claim)) for view in self.views])
        if self.task is not None:
            lead = Run(setting.words.number("interpretations.test", len(self.views)), bold=True)
            task = Paragraph(setting, [lead, Run(" "), *rich(self.task)], "body", Element("P", section))
            task.before = setting.design.length("list-gap")
            story.append(task)
        return story

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the claims, called up by who makes them."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        facts = tuple(OrganiserFact(view.historian, view.claim) for view in self.views)
        return [FactGroup("view", self.heading(words), facts)]

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return the claims, with the historians to name or to match."""
        from packgen.tasks.grid import Blank, GridColumn, GridTask
        from packgen.tasks.matching import MatchingTask

        title = title or words.text("interpretations.who")
        if form == "match":
            pairs = [(view.claim, view.historian) for view in self.views]
            prompt = words.text("interpretations.match_how")
            return MatchingTask.shuffled(title, prompt, pairs, chance)
        rows = tuple((view.claim, Blank(view.historian)) for view in self.views)
        columns = (GridColumn(words.text("interpretations.claim")), GridColumn(words.text("interpretations.historian")))
        return GridTask(title, columns, rows, "interpretations.short", named=False)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each view: what a work argues, or, where no work is named, who makes the claim."""
        from packgen.tasks.asking import NEVER, asked
        from packgen.tasks.base import Card

        found: list[Card] = []
        for n, view in enumerate(self.views):
            path = ("views", n)
            if view.work is not None or view.ask not in (None, NEVER):
                work = f", *{view.work}*" if view.work else ""
                question = f"{view.historian}{work}{f' ({view.year})' if view.year else ''}"
                card = Card(question, view.claim, cue=words.text("interpretations.ask"), path=path, on_enquiry=True)
                found += asked(card, view.ask, words, "")
            else:
                card = Card(view.claim, view.historian, cue=words.text("interpretations.ask_who"), path=path)
                found += asked(card, view.ask, words)
        return found


def _credit(view: View) -> list[Run]:
    """Return the credit of a view: historian in bold, work emphasised, year in brackets."""
    credit = [run._replace(bold=True) for run in rich(view.historian)]
    year = plain(view.year) if view.year else None
    if view.work is None:
        return [*credit, Run(f", {year}.", bold=True)] if year else ended(credit)
    credit += [Run(", "), *(run._replace(italic=True) for run in rich(view.work))]
    return [*credit, Run(f" ({year}).")] if year else ended(credit)

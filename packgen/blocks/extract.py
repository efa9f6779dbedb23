"""A quotation or a source to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Asked, Block
from packgen.blocks.scalars import Running, Text
from packgen.layout.boxes.quote import Quote
from packgen.layout.core.setting import rich
from packgen.layout.text.heading import titled
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.story import paragraphs
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain
from packgen.text.story import BREAK, pieces

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.tasks.base import Card

_SHORT = 160
"""Greatest number of letters of a quotation that a card shows."""

_QUOTATION_MARKS = ("“", "‘", "«", "„", '"', "'")
"""With one of these an author begins a text that says itself what is quoted."""


class Extract(Block):
    """A quotation or a source to read closely, with where it comes from.

    - type: extract
      text: |
        Stalin acted not through persuasion, explanation, and patient cooperation with people, but by imposing his
        concepts and demanding absolute submission to his opinion.
      provenance: Khrushchev to the Twentieth Congress, 25 February 1956
      question: What did he leave out?
    """

    synonyms: ClassVar[str] = (
        "source quote quotation document citation primary-source poem passage evidence blockquote letter speech"
    )

    type: Literal["extract"] = Field(description="A quotation or a source.")
    title: Text | None = Field(None, description="Heading above it.", examples=["Source A"])
    text: Running = Field(
        description="The words quoted; paragraphs are divided by blank lines.",
        examples=["The words of the source."],
    )
    provenance: Text = Field(
        description="Who said or wrote it, where and when.", examples=["Who said it, where and when"]
    )
    question: Text | None = Field(None, description="A question about it.", examples=["What does it leave out?"])
    ask: Asked = None

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, if any, the quotation beside a rule, its provenance, and the question."""
        section, story = titled(setting, parent, self.title)
        words = paragraphs(setting, Element("BlockQuote", section), self.text, "quotation")
        quarter = setting.design.length("quarter")
        origin = Paragraph(setting, self._provenance(setting), "note", Element("P", section), before=quarter)
        story.append(Quote(setting, [*words, origin]))
        if self.question is not None:
            question = Paragraph(setting, self.question, "body-bold", Element("P", section))
            question.before = setting.design.length("half")
            story.append(question)
        return story

    def cards(self, words: Words) -> list[Card]:
        """Return a card that asks where a short quotation comes from; where the author asks, of any length."""
        from packgen.tasks.asking import asked
        from packgen.tasks.base import Card

        if self.ask is None and ("\n" in self.text or len(self.text) > _SHORT):
            return []
        quoted = self.text
        if not plain(quoted).startswith(_QUOTATION_MARKS):
            quoted = f"{words.text('quote.open')}{quoted}{words.text('quote.close')}"
        return asked(Card(quoted, self.provenance, cue=words.text("extract.ask")), self.ask, words, "")

    def _provenance(self, setting: Setting) -> list[Run]:
        citation = setting.citation(self.sources)
        return [*rich(self.provenance), *([Run(f" ({citation})")] if citation else [])]

    def organised(self, words: Words) -> list[FactGroup]:
        """Return the words quoted, called up by their provenance; a stroke divides lines that are kept."""
        from packgen.layout.organiser.facts import FactGroup, OrganiserFact

        quoted = " ".join(piece.text.replace(BREAK, " / ") for piece in pieces(self.text))
        return [FactGroup("quotation", words.text("organiser.quotations"), (OrganiserFact(self.provenance, quoted),))]

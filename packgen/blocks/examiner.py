"""A model paragraph with what an examiner notes in its margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block, TextPart
from packgen.blocks.scalars import Text
from packgen.layout.core.abreast import main_and_side
from packgen.layout.core.setting import bold, rich
from packgen.layout.text.heading import titled
from packgen.layout.text.listing import ListEntry, listed
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run
from packgen.text.sentences import ended

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.tasks.base import Span


class AnnotatedSentence(TextPart):
    """A sentence or two of the paragraph, and the examiner's note on them."""

    text: Text = Field(description="What the student wrote.", examples=["The attempt failed because…"])
    note: Text | None = Field(None, description="What the examiner says of it.", examples=["Answers at once."])
    objective: Text | None = Field(None, description="The assessment objective that it shows.", examples=["AO1"])


class Examiner(Block):
    """A paragraph that answers well, with an examiner's notes in the margin.

    - type: examiner
      question: Why did the attempt to remove Khrushchev fail?
      sentences:
        - text: The attempt failed because the Presidium was not the highest body of the Party.
          objective: AO1
          note: Answers at once, with a reason.
        - In June 1957 seven of eleven full members voted against him.
        - text: So the vote that mattered was that of the Central Committee.
          note: "“So” turns a fact into an argument."
    """

    reading: ClassVar[bool] = True
    usual: ClassVar[str | None] = "examiner.title"
    synonyms: ClassVar[str] = "model-answer model exemplar sample-answer worked-example annotated annotation commentary"

    type: Literal["examiner"] = Field(description="A model paragraph with an examiner's notes.")
    title: Text | None = Field(None, description="Heading above it.", examples=["A paragraph that argues"])
    question: Text | None = Field(None, description="The question that it answers.", examples=["Why did it fail?"])
    sentences: tuple[AnnotatedSentence, ...] = Field(
        description="The paragraph, a sentence or two at a time; some have a note.", min_length=1
    )

    def span(self) -> Span:
        """Return the full width: the notes stand in the side column."""
        return "full"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return the heading, the question, and the paragraph beside the notes, or above them in one column."""
        section, story = titled(setting, parent, self.heading(setting.words))
        if self.question is not None:
            story.append(Paragraph(setting, self.question, "body-bold", Element("P", section), keep=True))
        paragraph = Paragraph(setting, self._runs(), "body", Element("P", section))
        notes = [ListEntry(_noted(sentence)) for sentence in self.sentences if sentence.note is not None]
        margin = listed(setting, section, notes, numbered=True, role="side")
        gap = setting.design.length("quarter")
        return [*story, *main_and_side(setting, [paragraph], margin, gap)] if margin else [*story, paragraph]

    def _runs(self) -> list[Run]:
        """Return the paragraph, with the number of each note raised after what it is about."""
        runs: list[Run] = []
        number = 0
        for sentence in self.sentences:
            runs += [Run(" "), *rich(sentence.text)] if runs else rich(sentence.text)
            if sentence.note is not None:
                number += 1
                runs.append(Run(str(number), bold=True, rise=1))
        return runs


def _noted(sentence: AnnotatedSentence) -> list[Run]:
    """Return a note, after the objective that it is about."""
    note = rich(sentence.note or "")
    return note if sentence.objective is None else [*ended(bold(sentence.objective)), Run(" "), *note]

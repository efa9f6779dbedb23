"""A passage with gaps to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from packgen.blocks.base import Surroundings, TaskBlock, TaskProblem
from packgen.blocks.scalars import Boolean, Fault, GappedText, Text, Whole, refusal, refuse
from packgen.tasks.cloze import cloze, sentences
from packgen.tasks.passage import MOST, MarkProblem, Passage, read
from packgen.text.inline import folded, plain

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Task

_LONGEST = 160
"""Greatest number of letters of a sentence that a card shows."""

_MOST_SPARE = 6

_MARK = 'Mark what to hide in the text, such as "{{answer}}"'


class Cloze(TaskBlock):
    """A passage with gaps to fill from memory, and a word bank that can be folded away.

    - type: cloze
      text: |
        His {{Secret Speech}} of February 1956 had exposed Stalin’s crimes. A law of May 1957 set up 105
        {{sovnarkhozy|regional councils|regional economic councils}}.
      gaps: 2

    What stands in double braces may be hidden; after a bar comes what is accepted as well. Without any, gaps are chosen
    from the terms, names and dates of the section.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "recall"
    synonyms: ClassVar[str] = (
        "gap-fill gapfill fill-in-the-blank fill-the-blank fill-in-the-gap fill-the-gap fill-in blank gap "
        "missing-word gapped-text complete-the-sentence passage"
    )
    usual: ClassVar[str | None] = "cloze.title"

    type: Literal["cloze"] = Field(description="A passage with gaps to fill.")
    title: Text | None = Field(None, description="Heading above it, if not the usual one.", examples=["Fill the gaps"])
    text: GappedText = Field(
        description="The passage, with what may be hidden in double braces: {{answer}} or {{answer|also accepted}}.",
        examples=["Water boils at {{100}} degrees Celsius."],
    )
    gaps: Whole | None = Field(
        None,
        description="How many are hidden, chosen by the seed; else all that are marked, or up to ten.",
        examples=["12"],
    )
    bank: Boolean = Field(True, description="Whether the answers are given in a word bank.", examples=["no"])
    spare: tuple[Text, ...] | None = Field(
        None,
        description="Words of the bank that fill no gap, if not two or three from the section.",
        examples=[["Politburo", "Gosplan"]],
        max_length=_MOST_SPARE,
    )

    @field_validator("text")
    @classmethod
    def _readable(cls, text: str) -> str:
        try:
            read(text)
        except MarkProblem as problem:
            raise refusal(problem.message, problem.remedy) from None
        return text

    @field_validator("gaps")
    @classmethod
    def _enough(cls, number: int | None) -> int | None:
        if number is not None and not 1 <= number <= MOST:
            raise refusal("{name} cannot be {found}.", f"Write 1 to {MOST}, or delete the line.")
        return number

    @model_validator(mode="after")
    def _as_many_as_marked(self) -> Self:
        count = len(read(self.text).marks)
        refuse(self._spare_faults())
        if count and self.gaps is not None and self.gaps > count:
            message = f"{self.gaps} gaps are asked for, but the text marks {count}."
            refuse([Fault(("gaps",), message, "Mark more, or ask for fewer.")])
        return self

    def _spare_faults(self) -> list[Fault]:
        """Return the faults of the spare words."""
        if self.spare and not self.bank:
            return [Fault(("spare",), "there is no word bank.", 'Delete the line, or "bank: no".')]
        place = self._right(read(self.text))
        return [] if place is None else [Fault(("spare", place), *self._clash(place))]

    def _right(self, passage: Passage) -> int | None:
        """Return the place of a spare word that is right in a gap, or None."""
        right = {folded(words) for mark in passage.marks for words in (mark.answer, *mark.variants)}
        return next((place for place, word in enumerate(self.spare or ()) if folded(word) in right), None)

    def _clash(self, place: int) -> tuple[str, str]:
        """Return what is wrong with a spare word that is right in a gap, and what to do."""
        word = plain((self.spare or ())[place])
        return f'"{word}" is right in a gap, so it is not spare.', "Name another word, or delete it."

    def task(self, around: Surroundings) -> Task:
        """Return the passage with its gaps.

        Raises:
            TaskProblem: nothing is marked, and the passage has too few terms of the section.
        """
        passage, count = read(self.text), self.gaps
        title = self.heading(around.words)
        try:
            if not passage.marks:
                passage, count = read(self._chosen(around)), None
                if (place := self._right(passage)) is not None:
                    raise TaskProblem("spare", *self._clash(place))
            return cloze(title, passage, around.chance, count, banked=self.bank, spare=self.spare)
        except MarkProblem as problem:
            raise TaskProblem("text", problem.message, problem.remedy) from None

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each sentence with a mark that names what it is about and needs no other sentence."""
        from packgen.tasks.asking import gives_away, lacks_year, leaning, names
        from packgen.tasks.base import Card

        cue, alternative = words.text("cloze.ask"), words.text("list.alternative")
        return [
            Card(sentence, alternative.join([mark.answer, *mark.variants]), cue=cue)
            for sentence, mark in sentences(read(self.text))
            if names(sentence)
            and not leaning(sentence, words)
            and not lacks_year(sentence, mark.answer, words)
            and not gives_away(Card(sentence, mark.answer))
            and len(plain(sentence)) <= _LONGEST
        ]

    def _chosen(self, around: Surroundings) -> str:
        """Return the text with marks for terms, names and dates of the section."""
        from packgen.tasks.vocabulary import hide

        terms = [term for block in around.blocks for term in block.key_terms()]
        text, count = hide(self.text, terms, around.chance, self.gaps)
        if not count:
            message = "nothing is marked, and no term, name or date of the section stands in the text."
            raise TaskProblem("text", message, f"{_MARK}.")
        if self.gaps is not None and count < self.gaps:
            message = f"{self.gaps} gaps are asked for, but only {count} can be chosen from the section’s key terms."
            raise TaskProblem("gaps", message, f"{_MARK}, or ask for fewer.")
        return text

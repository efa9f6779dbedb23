"""Questions with options to tick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packgen.blocks.base import Item, Surroundings, TaskBlock, TextPart
from packgen.blocks.scalars import Boolean, Fault, Text, refuse
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Task
    from packgen.tasks.chance import Chance
    from packgen.tasks.options import ChoiceOption


_LONGEST_CARD = 400
"""Most letters of a question and its options for which there is a card, which has to hold them in large print too."""


class AnswerOption(TextPart):
    """An answer to choose, and whether it is right."""

    text: Text = Field(description="The answer, in a few words.", examples=["The Central Committee"])
    right: Boolean = Field(False, description="Whether it is right.", examples=["yes"])
    why: Text | None = Field(
        None,
        description="Why it is wrong, for the key; what leads students to it.",
        examples=["It voted 7 to 4 against him."],
    )


class ChoiceQuestion(Item):
    """A question with 2 to 6 answers to choose from."""

    question: Text = Field(description="What is asked.", examples=["Which body kept Khrushchev in office?"])
    options: tuple[AnswerOption, ...] = Field(
        description="The answers to choose from, 2 to 6; at least one is right.", min_length=2, max_length=6
    )
    fixed: Boolean = Field(False, description="Whether the options keep this order.", examples=["yes"])

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        refuse(self._faults())
        return self

    def _faults(self) -> Iterator[Fault]:
        said: set[str] = set()
        for place, option in enumerate(self.options):
            text = plain(option.text).casefold()
            if text in said:
                message = f'"{plain(option.text)[:40]}" is there already.'
                yield Fault(("options", place), message, "Change one of them, or delete it.")
            said.add(text)
        rights = [option.right for option in self.options]
        if not any(rights):
            yield Fault(("options",), "none of the options is right.", 'Write "right: yes" under the right one.')
        elif all(rights):
            yield Fault(("options",), "all options are right.", 'Delete "right: yes" under those that are wrong.')

    @property
    def letters(self) -> int:
        """The number of letters of the question and its options."""
        return sum(len(plain(text)) for text in (self.question, *(option.text for option in self.options)))

    def arranged(self, chance: Chance, words: Words) -> tuple[ChoiceOption, ...]:
        """Return the options in the order in which they are shown."""
        from packgen.tasks.options import ChoiceOption, arranged

        options = tuple(ChoiceOption(option.text, option.right, option.why or "") for option in self.options)
        return options if self.fixed else arranged(self.question, options, chance, words)


class MultipleChoice(TaskBlock):
    """Multiple choice: the student ticks the right answer, or all right answers, to each question.

    - type: multiple-choice
      questions:
        - question: Which body kept Khrushchev in office in June 1957?
          options:
            - text: The Central Committee
              right: yes
            - text: The Presidium
              why: It voted 7 to 4 to remove him.

    The options are shuffled, and another `--seed` shuffles them anew. Numbers and dates ascend.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "recall"
    synonyms: ClassVar[str] = (
        "mcq multiple-choice-question multi-choice multichoice choice single-choice choose tick abcd choose-one"
    )
    usual: ClassVar[str | None] = "choice.title"
    parts: ClassVar[tuple[str, str] | None] = ("questions", "question")

    type: Literal["multiple-choice"] = Field(description="Questions with answers to tick.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Who decided?"])
    prompt: Text | None = Field(
        None, description="What to do, in other words than the usual.", examples=["Tick one box for each question."]
    )
    questions: tuple[ChoiceQuestion, ...] = Field(description="The questions.", min_length=1)

    def task(self, around: Surroundings) -> Task:
        """Return the questions, their options in the order in which they are shown."""
        from packgen.tasks.multiple_choice import LetteredQuestion, MultipleChoiceTask

        words = around.words
        questions = tuple(LetteredQuestion(one.question, one.arranged(around.chance, words)) for one in self.questions)
        several = any(len(one.right) > 1 for one in questions)
        prompt = self.prompt or words.text("choice.how_many" if several else "choice.how")
        return MultipleChoiceTask(self.heading(words), prompt, questions)

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each question that one can hold: its options with it, and the reasons with the answer."""
        from packgen.tasks.base import Card
        from packgen.tasks.chance import Chance

        found = []
        for one in self.questions:
            if one.letters > _LONGEST_CARD:
                continue
            options = one.arranged(Chance(1, self.type), words)
            right = words.text("list.semicolon").join(option.text for option in options if option.right)
            colon = words.text("colon")
            reasons = " ".join(f"{option.text}{colon}{option.why}" for option in options if option.why)
            found.append(Card(one.question, right, reasons, options=options, fixed=one.fixed))
        return found

"""Two columns to match."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packgen.blocks.base import Fact, Surroundings, TaskBlock, TaskProblem
from packgen.blocks.scalars import Fault, Text, refuse
from packgen.tasks.matching import LETTERS, MatchingTask

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.tasks.base import Card, Task


class Pair(Fact):
    """Two things that belong together."""

    left: Text = Field(description="What stays in its order.", examples=["A term"])
    right: Text = Field(description="What belongs to it.", examples=["What it means"])


class MatchUp(TaskBlock):
    """Two columns: the student writes beside each item of the first the letter of its partner in the second.

    - type: match-up
      prompt: Write beside each term the letter of its meaning.
      pairs:
        - {left: Presidium, right: The Party’s highest committee}
        - {left: Secretariat, right: It ran the Party’s staff and appointments}

    The second column is shuffled; another `--seed` shuffles it anew.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "recall"
    synonyms: ClassVar[str] = "match matching pair join matchup link connect match-the-term"
    usual: ClassVar[str | None] = "match.title"

    type: Literal["match-up"] = Field(description="Two columns to join.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Match the terms"])
    prompt: Text | None = Field(
        None,
        description="What to do, in other words than the usual.",
        examples=["Write beside each term the letter of its meaning."],
    )
    pairs: tuple[Pair, ...] = Field(
        description="What belongs together, 2 to 26 pairs.", min_length=2, max_length=len(LETTERS)
    )

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        refuse(self._faults())
        return self

    def _faults(self) -> list[Fault]:
        faults, seen = [], set()
        for i, pair in enumerate(self.pairs):
            if pair.left in seen:
                message = f'"{pair.left[:40]}" is there already, and nobody could tell which is meant.'
                faults.append(Fault(("pairs", i, "left"), message, "Change one of them, or delete it."))
            seen.add(pair.left)
        return faults

    def cards(self, words: Words) -> list[Card]:
        """Return a card for each pair for which the author has written a question; the right side is its answer."""
        from packgen.tasks.asking import written
        from packgen.tasks.base import Card

        found = [Card(pair.left, pair.right, path=("pairs", n)) for n, pair in enumerate(self.pairs)]
        return [one for card, pair in zip(found, self.pairs, strict=True) for one in written(card, pair.ask, words)]

    def task(self, around: Surroundings) -> Task:
        """Return the columns, the second shuffled.

        Raises:
            TaskProblem: all items of the second column are the same.
        """
        pairs = [(pair.left, pair.right) for pair in self.pairs]
        title = self.heading(around.words)
        prompt = self.prompt or around.words.text("match.how")
        form = MatchingTask.shuffled(title, prompt, pairs, around.chance)
        if form is None:
            raise TaskProblem(
                "pairs", "all that is on the right is the same.", "Write another partner for one of them."
            )
        return form

"""Ruled lines to write on from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from packgen.blocks.base import Surroundings, TaskBlock
from packgen.blocks.scalars import Boolean, Fault, Text, Whole, percent, refusal, refuse
from packgen.tasks.lines import LinesTask

if TYPE_CHECKING:
    from packgen.layout.tasks.ruled import Amount
    from packgen.tasks.base import Task

USUAL = 6
"""Lines where the author gives no number."""

_MOST = 60


class Recall(TaskBlock):
    """A prompt above ruled lines: write what you remember, then check.

    - type: recall
      prompt: Why did the attempt of June 1957 fail?
      lines: 8

    Instead of `lines`, `share: 40%` gives a part of the page and `rest: yes` whatever is left of it. Where the next
    block starts a new page, the lines run on to the foot of theirs.
    """

    stage: ClassVar[Literal["learn", "recall"]] = "recall"
    synonyms: ClassVar[str] = "line ruled-line writing-line answer-line prompt free-recall short-answer"

    type: Literal["recall"] = Field(description="Ruled lines to write on from memory.")
    title: Text | None = Field(None, description="Heading above it.", examples=["From memory"])
    prompt: Text = Field(description="What to write about.", examples=["Explain from memory why it happened."])
    lines: Whole | None = Field(
        None, description="Number of lines, 1 to 60; the last on a page runs to its foot.", examples=["8"]
    )
    share: Text | None = Field(None, description="Part of the page, 10% to 100%.", examples=["40%"])
    points: tuple[Text, ...] = Field(
        (),
        description="What should be written, a mark and a line each.",
        examples=[["The first reason", "Another reason"]],
    )
    rest: Boolean = Field(False, description="Whether to take the rest of the page.", examples=["yes"])

    @field_validator("lines")
    @classmethod
    def _enough(cls, number: int | None) -> int | None:
        if number is not None and not 1 <= number <= _MOST:
            raise refusal("{name} cannot be {found}.", f'Write 1 to {_MOST}, or "rest: yes" for a whole page.')
        return number

    @field_validator("share")
    @classmethod
    def _a_part(cls, text: str | None) -> str | None:
        part = percent(text) if text else None
        if text and (part is None or not 0.1 <= part <= 1):
            raise refusal("{name} cannot be {found}.", "Write 10% to 100%.")
        return text

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [
            key for key, is_given in (("lines", self.lines), ("share", self.share), ("rest", self.rest)) if is_given
        ]
        if len(given) > 1:
            message = f"{' and '.join(given)} cannot go together."
            refuse([Fault((given[1],), message, "Keep one of them.")])
        return self

    @property
    def count(self) -> int | None:
        """The number of lines, or None if they depend on the page."""
        return None if self.share or self.rest else self.lines or USUAL

    @property
    def part(self) -> float | None:
        """The share of the page, 0.1 to 1, or None if none was given."""
        return percent(self.share) if self.share else None

    def task(self, around: Surroundings) -> Task:
        """Return the prompt and lines; a prompt without a title is its own heading."""
        amount: Amount = "rest" if self.rest else self.part or self.count or USUAL
        return LinesTask(self.title or self.prompt, self.prompt if self.title else None, amount, self.points)

"""Items to put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packgen.blocks.base import Surroundings, TaskBlock
from packgen.blocks.scalars import Fault, Text, refuse
from packgen.tasks.ordering import FEWEST, OrderingTask

if TYPE_CHECKING:
    from packgen.tasks.base import Task


class PutInOrder(TaskBlock):
    """Items out of order: the student writes before each its number from first to last.

    - type: put-in-order
      prompt: Number these events from first to last.
      items:
        - Stalin dies
        - Beria is arrested
        - Khrushchev becomes First Secretary

    Write them in the right order; they are shown shuffled, and another `--seed` shuffles them anew.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "recall"
    synonyms: ClassVar[str] = "order ordering sequence sort sequencing rank ranking put-into-order timeline-order"
    usual: ClassVar[str | None] = "order.title"

    type: Literal["put-in-order"] = Field(description="Items to put in order.")
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Put the events in order"])
    prompt: Text | None = Field(
        None,
        description="What to do, in other words than the usual.",
        examples=["Number these events from first to last."],
    )
    items: tuple[Text, ...] = Field(
        description="The items in the right order, at least 3.",
        examples=[["What comes first", "What comes next", "What comes last"]],
        min_length=FEWEST,
    )

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        refuse(
            Fault(("items", i), f'"{item[:40]}" is there already.', "Change one of them, or delete it.")
            for i, item in enumerate(self.items)
            if item in self.items[:i]
        )
        return self

    def task(self, around: Surroundings) -> Task:
        """Return the items, shuffled."""
        title = self.heading(around.words)
        prompt = self.prompt or around.words.text("order.how")
        return OrderingTask(title, prompt, self.items, tuple(around.chance.mixed(self.items)))

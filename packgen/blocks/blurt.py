"""Writing down all one knows, with a few cues."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from packgen.blocks.base import ContentModel, Surroundings, TaskBlock
from packgen.blocks.scalars import Fault, Text, Whole, refusal, refuse
from packgen.tasks import blurt, concept_map, cornell

if TYPE_CHECKING:
    from packgen.tasks.base import Task

_LONGEST = 60


class Cue(ContentModel):
    """A cue and the points that it should call to mind."""

    cue: Text = Field(description="A word or two.", examples=["Why?"])
    hint: Text | None = Field(None, description="What to think of, in a few words.", examples=["Two causes"])
    points: tuple[Text, ...] = Field(
        description="What should be written, a line each.",
        examples=[["The first cause", "Another cause"]],
        min_length=1,
    )


class Blurt(TaskBlock):
    """Cues with a line for each expected point, to write down all that is known; nothing is scored.

    - type: blurt
      minutes: 5
      cues:
        - cue: Why?
          hint: Two causes
          points:
            - Not secure
            - Rash promises

    With `layout: cornell` the cues stand in a wide column and a box for a summary at the foot. With `layout: map` only
    the centre is given, and each cue and its points have a box beside it.
    """

    stage: ClassVar[Literal["learn", "recall"]] = "recall"
    synonyms: ClassVar[str] = (
        "brain-dump braindump mind-map mindmap concept-map cornell cornell-note brainstorm spider-diagram free-recall"
    )

    type: Literal["blurt"] = Field(description="Cues, and a line for each point that they should call up.")
    title: Text | None = Field(None, description="Heading above it.", examples=["Blurt: everything you know"])
    prompt: Text | None = Field(
        None, description="What to do.", examples=["Write what you know, one point a line, in any order."]
    )
    minutes: Whole = Field(blurt.MINUTES, description="Time to write, 1 to 60.", examples=["5"])
    layout: Literal["cues", "cornell", "map"] = Field(
        "cues", description="Cues beside lines, Cornell notes, or a concept map.", examples=["cornell"]
    )
    centre: Text | None = Field(
        None, description="What stands in the middle of a map.", examples=["The topic in two words"]
    )
    cues: tuple[Cue, ...] = Field(description="The cues in order.", min_length=1)

    @field_validator("minutes")
    @classmethod
    def _in_time(cls, minutes: int) -> int:
        if not 1 <= minutes <= _LONGEST:
            raise refusal("{name} cannot be {found}.", f"Write 1 to {_LONGEST}.")
        return minutes

    @model_validator(mode="after")
    def _centred(self) -> Self:
        if self.layout == "map" and self.centre is None:
            refuse([Fault(("layout",), "a map has nothing in its middle.", 'Add "centre:" with a few words.')])
        if self.layout != "map" and self.centre is not None:
            refuse([Fault(("centre",), "only a map has a centre.", 'Add "layout: map", or delete the line.')])
        return self

    def task(self, around: Surroundings) -> Task:
        """Return the cues with their lines, in the layout that the author chose."""
        words = around.words
        cues = tuple(blurt.TaskCue(cue.cue, cue.hint or "", cue.points) for cue in self.cues)
        if self.layout == "map":
            title = self.title or words.text(concept_map.ConceptMapTask.usual)
            return concept_map.ConceptMapTask(title, cues, self.prompt, self.minutes, self.centre or "")
        form = cornell.CornellTask if self.layout == "cornell" else blurt.BlurtTask
        return form(self.title or words.text(form.usual), cues, self.prompt, self.minutes)

"""What all blocks share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from packgen.blocks.scalars import Identifier
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.flowable import Flowable
    from packgen.layout.setting import Setting

Span = Literal["main", "side", "half", "full"]
"""How wide a block is set: the main or the side column, a half of the frame, or all of it."""

Sources = Annotated[
    tuple[Identifier, ...],
    Field(description="Where the facts come from: ids from the topic's list of sources.", examples=[["taubman-2003"]]),
]


class Part(BaseModel):
    """A mapping in a topic file: frozen, hashable, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Item(Part):
    """A part of a block that states facts."""

    sources: Sources = ()


class Block(Part):
    """One kind of content. A subclass has a `type` of its own and is listed in the union `AnyBlock`.

    Attributes:
        stage: the stage of a section that shows it.
        reading: running text, kept to a readable measure where it stands alone.
    """

    stage: ClassVar[Literal["learn", "recall"]] = "learn"
    reading: ClassVar[bool] = False

    sources: Sources = ()

    def span(self) -> Span:
        """Return how wide it is set."""
        return "main"

    def spare_lines(self) -> int:
        """Return how many writing lines it could do without, to fit a sheet on its leaf."""
        return 0

    def flow(self, setting: Setting, parent: Element, letter: str = "") -> list[Flowable]:
        """Return what it is made of, in reading order.

        Args:
            setting: design, faces and surroundings.
            parent: structure element that holds it.
            letter: of the task on its sheet; only blocks of the recall stage have one.
        """
        raise NotImplementedError


def cited(part: Part) -> set[str]:
    """Return the ids of all sources that a block or section names, in itself and in its items."""
    found = set(part.sources) if isinstance(part, Item | Block) else set()
    for value in part.__dict__.values():
        if isinstance(value, tuple):
            found.update(*(cited(inner) for inner in value if isinstance(inner, Part)))
    return found

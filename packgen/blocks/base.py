"""What all blocks share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from packgen.blocks.scalars import Identifier

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.locale.words import Words
    from packgen.sheet.structure import Element
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance

Sources = Annotated[
    tuple[Identifier, ...],
    Field(description="Where the facts come from: ids from the topic's list of sources.", examples=[["textbook"]]),
]


class ContentModel(BaseModel):
    """A mapping in a topic file: frozen, hashable, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class TextPart(ContentModel):
    """A part that a text by itself stands for: the value of its first field."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {next(iter(cls.model_fields)): value} if isinstance(value, str) or value is None else value


class Item(ContentModel):
    """A part of a block that states facts."""

    sources: Sources = ()


class Block(ContentModel):
    """One kind of content. A subclass has a `type` of its own, which `KINDS` lists.

    Attributes:
        stage: the stage of a section that shows it.
        reading: running text, kept to a readable measure where it stands alone.
        forms: names of the recall forms it can take, the usual one first.
        derived: rank, among those of other kinds, of the task made of it in its usual form where an author wrote none;
            0 for kinds of which no task is made.
        usual: key of its title where the author gives none, see `packgen.locale`; None where it has none then.
        parts: the field that holds its parts, and the one of theirs that names each; None where there are none.
        synonyms: what authors may write for its type by mistake, in the singular, hyphenated, divided by spaces.

    What only a recall form or a card needs is imported where it is made, so that Learn sheets do without.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "learn"
    reading: ClassVar[bool] = False
    forms: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[int] = 0
    usual: ClassVar[str | None] = None
    parts: ClassVar[tuple[str, str] | None] = None
    synonyms: ClassVar[str] = ""

    sources: Sources = ()
    type: str

    def span(self) -> Span:
        """Return how wide it is set."""
        return "main"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return what it is made of, in reading order.

        Args:
            setting: design, faces and surroundings.
            parent: structure element that holds it.
        """
        raise NotImplementedError

    def heading(self, words: Words) -> str:
        """Return its title: the author's, or the usual one in the topic's language; empty where it has none."""
        given: str | None = getattr(self, "title", None)
        return given or (words.text(self.usual) if self.usual else "")

    def recall(self, form: str, chance: Chance, words: Words, title: str | None = None) -> Task | None:
        """Return one of its recall forms, or None where it has too little for it.

        Args:
            form: one of ``forms``.
            chance: decides what is hidden where there is a choice.
            words: of the topic's language.
            title: heading of the task, if not the usual one.
        """
        raise NotImplementedError

    def files(self) -> tuple[str, ...]:
        """Return the files that it draws, seen from the folder of the topic."""
        return ()

    def cards(self, words: Words) -> list[Card]:
        """Return questions and answers for flashcards and quizzes, their cues in the topic's language."""
        return []

    def key_terms(self) -> list[str]:
        """Return the names, terms and dates in it that a passage may hide."""
        return []


class Surroundings(NamedTuple):
    """What a task knows of its section.

    Attributes:
        blocks: the section's blocks for study.
        chance: decides what is hidden where there is a choice.
        words: of the topic's language.
    """

    blocks: tuple[Block, ...]
    chance: Chance
    words: Words


class TaskBlock(Block):
    """A block that sets a task: it is shown when the student recalls or writes."""

    @property
    def about(self) -> str:
        """What its choices go by, so that tasks about something else do not disturb them: its type."""
        return self.type

    def task(self, around: Surroundings) -> Task:
        """Return the task.

        Raises:
            TaskProblem: what it is to be made from is not in the section, or too little.
        """
        raise NotImplementedError


class TaskProblem(Exception):
    """A task that cannot be made; its arguments are the key that says so, what is wrong, and what to do."""

    def __init__(self, key: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.key, self.message, self.remedy = key, message, remedy


def cited(part: ContentModel) -> set[str]:
    """Return the ids of all sources that a block or section names, in itself and in its items."""
    found = set(part.sources) if isinstance(part, Item | Block) else set()
    for value in part.__dict__.values():
        if isinstance(value, tuple):
            found.update(*(cited(inner) for inner in value if isinstance(inner, ContentModel)))
    return found

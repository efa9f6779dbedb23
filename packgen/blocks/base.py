"""The classes that all blocks and their parts derive from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from packgen.blocks.scalars import Ask, Boolean, Identifier, refusal
from packgen.text.inline import CROSS_REFERENCE, cross_reference, parse

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting
    from packgen.layout.organiser.facts import FactGroup
    from packgen.locale.words import Words
    from packgen.sheet.structure import Element
    from packgen.tasks.base import Card, Span, Task
    from packgen.tasks.chance import Chance

Sources = Annotated[
    tuple[Identifier, ...],
    Field(description="Where the facts come from: ids from the topic's list of sources.", examples=[["textbook"]]),
]


Asked = Annotated[
    Ask | None,
    Field(description="The question of cards and quizzes, if not the usual one; or no.", examples=["Who was it?"]),
]


class ContentModel(BaseModel):
    """A mapping in a topic file: frozen, hashable, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class TextPart(ContentModel):
    """A part for which authors may write a text instead of a mapping: the value of its first field."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {next(iter(cls.model_fields)): value} if isinstance(value, str) or value is None else value


class Sourced(ContentModel):
    """A block or a part of one that says where its facts come from: sources, or common knowledge."""

    sources: Sources = ()
    common: Boolean = Field(
        False, description="Whether the facts are common knowledge, which needs no source.", examples=["yes"]
    )

    @model_validator(mode="after")
    def _sourced_or_common(self) -> Self:
        if self.common and self.sources:
            raise refusal("a fact with sources is not common knowledge.", "Delete sources or common.")
        return self


class Item(Sourced):
    """A part of a block that has sources of its own."""


class Fact(Item):
    """A part of a block that states a fact, which cards and quizzes may ask for."""

    ask: Asked = None


class Block(Sourced):
    """One kind of content. A subclass has a `type` of its own, which `KINDS` lists.

    Attributes:
        stage: the stage of a section that shows it.
        reading: whether it is running text, set in two columns where it is as wide as the frame.
        forms: names of the recall forms it can take, the usual one first.
        derived: sections without written tasks get one from each block of this kind, in its usual form; this is the
            rank of these tasks among those from other kinds. 0 if blocks of this kind give no task.
        usual: key of the title of a block for which the author gives none, see `packgen.locale`; None for no title.
        parts: the field with its parts, and their field that names each of them; None if it has no parts.
        synonyms: what authors may write for its type by mistake, in the singular, hyphenated, divided by spaces.

    Modules that only tasks or cards need are imported by the methods that make these, so that Learn sheets do not load
    them.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "learn"
    reading: ClassVar[bool] = False
    forms: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[int] = 0
    usual: ClassVar[str | None] = None
    parts: ClassVar[tuple[str, str] | None] = None
    synonyms: ClassVar[str] = ""

    type: str

    def span(self) -> Span:
        """Return the width of the block on the page."""
        return "main"

    def flow(self, setting: Setting, parent: Element) -> list[Flowable]:
        """Return its flowables, in reading order.

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
        """Return a task in one of its recall forms, or None if the block has too little for it.

        Args:
            form: one of ``forms``.
            chance: decides what is hidden where there is a choice.
            words: of the topic's language.
            title: heading of the task, if not the usual one.
        """
        raise NotImplementedError

    def files(self) -> tuple[str, ...]:
        """Return the files that it draws, relative to the folder of the topic."""
        return ()

    def cards(self, words: Words) -> list[Card]:
        """Return questions and answers for flashcards and quizzes, their cues in the topic's language.

        A fact that makes no question by itself is left out, or its card says what is at fault, so that its author can
        write the question.
        """
        return []

    def organised(self, words: Words) -> list[FactGroup]:
        """Return its facts for a knowledge organiser, their titles in the topic's language."""
        return []

    def key_terms(self) -> list[str]:
        """Return its names, terms and dates, which a passage may hide."""
        return []


class Surroundings(NamedTuple):
    """What a task is made from besides its own block.

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
        """Name of the scope of its random choices, so that other tasks do not change them: by default its type."""
        return self.type

    def task(self, around: Surroundings) -> Task:
        """Return the task.

        Raises:
            TaskProblem: what it is made from is missing in the section, or too little.
        """
        raise NotImplementedError


class TaskProblem(Exception):
    """A task that cannot be made; its arguments are the key at fault, what is wrong, and what to do."""

    def __init__(self, key: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.key, self.message, self.remedy = key, message, remedy


def cited(part: ContentModel) -> set[str]:
    """Return the ids of all sources that a block or section names, in itself and in its items."""
    return named(part)[0]


def named(part: ContentModel) -> tuple[set[str], set[str]]:
    """Return what a block or section names, in itself and in its items.

    Returns:
        The ids of sources, and the topics and sections to which its texts refer, such as ``cold-war/origins``.
    """
    parts, texts = contents(part)
    sources = {name for one in parts for name in one.__dict__.get("sources", ())}
    runs = [run for text in texts if CROSS_REFERENCE in text for run in parse(text)]
    return sources, {target for run in runs if (target := cross_reference(run.href)) is not None}


def contents(part: ContentModel) -> tuple[list[ContentModel], list[str]]:
    """Return a block or section with all parts in it, and all their texts, each in the order of their fields."""
    parts: list[ContentModel] = []
    texts: list[str] = []
    _gather([part], parts, texts)
    return parts, texts


def _gather(values: Iterable[object], parts: list[ContentModel], texts: list[str]) -> None:
    """Add the parts and texts in some values to those found before."""
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, tuple):
            _gather(value, parts, texts)
        elif value and isinstance(value, ContentModel):  # many fields are empty or no, and pydantic asks slowly
            parts.append(value)
            _gather(value.__dict__.values(), parts, texts)

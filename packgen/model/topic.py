"""Topic, section, specification point, source."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from packgen.blocks import AnyBlock, ContentModel
from packgen.blocks.base import named
from packgen.blocks.scalars import (
    Boolean,
    Converted,
    Day,
    Fault,
    Identifier,
    ItemName,
    Language,
    Text,
    Url,
    refusal,
    refuse,
)
from packgen.boards import load_paper, papers
from packgen.errors import nearest

SCHEMA = 1
"""The version of the content model."""


def _version(value: object) -> object:
    if value == str(SCHEMA):
        return SCHEMA
    if value == SCHEMA:
        return value
    raise refusal(
        "{name} cannot be {found}.", f"This packgen reads schema {SCHEMA}; write that, or use another packgen."
    )


def _point_fault(place: int, name: str) -> Fault | None:
    """Return what is wrong with the name of a point of a specification, such as ``ocr-y318/reform``."""
    paper, _, point = name.partition("/")
    if paper not in papers():
        message = f'there is no paper "{paper[:80]}".{nearest(paper[:80], papers())}'
        return Fault(("covers", place), message, f"The papers are {', '.join(papers())}; write paper/point.")
    known = [one.id for one in load_paper(paper).points]
    if point in known:
        return None
    message = f'{paper} has no point "{point[:80]}".{nearest(point[:80], known)}'
    return Fault(("covers", place), message, f"Its points are {', '.join(known)}.")


class SpecPoint(ContentModel):
    """A point of an exam board's specification that the topic covers."""

    board: Text = Field(description="The exam board.", examples=["AQA"])
    code: Text = Field(description="The code of the qualification.", examples=["7042"])
    option: Text | None = Field(None, description="The option or component.", examples=["1H"])
    point: Text | None = Field(
        None, description="The point in the specification.", examples=["The point of the specification"]
    )


class Source(ContentModel):
    """A book, article or page that facts come from."""

    id: Identifier = Field(description="A short name to refer to it by.", examples=["textbook"])
    citation: Text = Field(description="The source as it is printed.", examples=["A. Author, *The Textbook* (2020)"])
    url: Url | None = Field(None, description="Where to find it on the web.", examples=["https://www.example.org/"])
    weak: Boolean = Field(
        False, description="Whether a fact needs another source besides, as with an unsigned page.", examples=["yes"]
    )


class Section(ContentModel):
    """What one lesson covers: an enquiry and its blocks."""

    id: Identifier = Field(description="A short name, unique in the topic.", examples=["first-section"])
    title: Text = Field(description="The title.", examples=["The first section"])
    enquiry: Text | None = Field(
        None, description="The question that the section answers.", examples=["What question does it answer?"]
    )
    gist: Text | None = Field(None, description="The section in one line.", examples=["The section in one line."])
    before: Annotated[tuple[Identifier, ...], ItemName("section")] = Field(
        (), description="Sections of this topic to know first, by their ids.", examples=[["first-section"]]
    )
    covers: Annotated[tuple[Text, ...], ItemName("point")] = Field(
        (),
        description="Points of specifications that the section covers, as paper/point.",
        examples=[["aqa-7042-1h/alexander-ii-reform"]],
    )
    blocks: tuple[AnyBlock, ...] = Field(
        description="What is on the sheets, in reading order.",
        min_length=1,
    )

    @model_validator(mode="after")
    def _covers_points(self) -> Self:
        refuse(fault for place, name in enumerate(self.covers) if (fault := _point_fault(place, name)) is not None)
        return self

    @cached_property
    def named(self) -> tuple[set[str], set[str]]:
        """The ids of all sources that its blocks name, and the topics and sections to which its texts refer."""
        return named(self)

    def cited(self) -> set[str]:
        """Return the ids of all sources that its blocks name."""
        return self.named[0]

    def cross_references(self) -> set[str]:
        """Return the topics and sections to which its texts refer, such as ``cold-war/origins``."""
        return self.named[1]


class Topic(ContentModel):
    """One topic, one file: what it is, where its facts come from, and its sections."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    schema_version: Annotated[Literal[1], Converted(_version, {"enum": [SCHEMA, str(SCHEMA)]})] = Field(
        alias="schema", description="Version of this format: 1.", examples=["1"]
    )
    id: Identifier = Field(description="The file's name without its ending.", examples=["my-topic"])
    title: Text = Field(description="The title.", examples=["My topic"])
    dates: Text | None = Field(None, description="Years under the title.", examples=["1901–1914"])
    subject: Text = Field(description="The subject.", examples=["Biology"])
    level: Text = Field(description="Who it is for.", examples=["A-level"])
    course: Text | None = Field(None, description="The course it belongs to.", examples=["Year 12"])
    language: Language = Field(
        "en-GB", description="Language of the text, as a BCP 47 code.", examples=["en-GB"], validate_default=False
    )
    native_language: Language | None = Field(
        None, description="Language of the fields named native, as a BCP 47 code.", examples=["fr"]
    )
    spec: Annotated[tuple[SpecPoint, ...], ItemName("spec point")] = Field(
        (), description="Points of exam specifications it answers."
    )
    tags: tuple[Identifier, ...] = Field((), description="Words to choose topics by.", examples=[["paper-1"]])
    authors: tuple[Text, ...] = Field((), description="Who wrote it.", examples=[["A. Teacher"]])
    licence: Text | None = Field(None, description="What others may do with it.", examples=["CC BY-SA 4.0"])
    reviewed_on: Day | None = Field(None, description="When somebody last checked it.", examples=["2026-03-14"])
    sources: tuple[Source, ...] = Field((), description="Where the facts come from.")
    sections: tuple[Section, ...] = Field(
        description="The sections, in teaching order.",
        min_length=1,
    )

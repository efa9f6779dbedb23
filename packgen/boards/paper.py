"""An examination paper as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from packgen.boards.bands import Band


class Level(NamedTuple):
    """A level of response: its marks, and a short description of an answer at that level."""

    band: Band
    text: str


class PaperTask(NamedTuple):
    """A kind of question.

    Attributes:
        id: what a topic calls it.
        name: heading of a question of this kind.
        marks: its tariff.
        objectives: assessed by it, such as ``AO1``.
        minutes: suggested time, reading and planning included.
        extracts: how many extracts it comes with.
        levels: of response, the highest first.
    """

    id: str
    name: str
    marks: int
    objectives: tuple[str, ...]
    minutes: int
    extracts: int
    levels: tuple[Level, ...]


class PaperSection(NamedTuple):
    """A section of a paper: how many questions to answer out of how many, and their kinds."""

    name: str
    answer: int
    choice: int
    tasks: tuple[PaperTask, ...]


class PaperPoint(NamedTuple):
    """A point of a specification, in our own words.

    Attributes:
        id: what a section calls it, after the paper's id and a slash.
        text: what is to be known.
    """

    id: str
    text: str


class Paper(NamedTuple):
    """An examination paper.

    Attributes:
        id: what a topic calls it: its file's name without the ending.
        board: such as ``OCR``.
        qualification: with its code.
        code: of the paper or option.
        title: of the paper or option.
        minutes, marks: of the whole paper.
        objectives: what each assessment objective asks for, in our own words.
        sections: in order.
        points: of its specification, in order.
    """

    id: str
    board: str
    qualification: str
    code: str
    title: str
    minutes: int
    marks: int
    objectives: Mapping[str, str]
    sections: tuple[PaperSection, ...]
    points: tuple[PaperPoint, ...] = ()

    @property
    def tasks(self) -> Mapping[str, PaperTask]:
        """All kinds of question by their ids, in order."""
        return {task.id: task for section in self.sections for task in section.tasks}

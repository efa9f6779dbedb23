"""The parts of a pack while its sheets come together: their chapters, as they are listed and as they are bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from packgen.plan.listing import Listed, ListedSheet, ListedTopic
from packgen.plan.stages import stage_of
from packgen.sheet.sheet import Chapter, PackPart
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.plan.request import UnitRequest
    from packgen.sheets.units import Unit


class ListedChapter(NamedTuple):
    """A chapter, and what the contents say of it: its number and title, and what its tasks are scored out of."""

    number: str
    title: str
    sheets: tuple[SheetChunk, ...]
    marks: int = 0


class PartBuilder:
    """A topic, or what belongs to all topics, while its sheets come together.

    Attributes:
        title: inline Markdown.
        chapters: those that have sheets.
        apart: sheets of answers that stand at the end of the pack or in a file of their own, by chapter.
        warnings: for the teacher.
    """

    def __init__(self, title: str, chapters: Iterable[ListedChapter] = (), warnings: Iterable[str] = ()) -> None:
        self.title = title
        self.chapters = list(chapters)
        self.apart: list[ListedChapter] = []
        self.warnings = list(warnings)

    def add(self, request: UnitRequest, unit: Unit) -> None:
        """Add a unit: to the chapter of its section, if other units of that are there, else as a chapter."""
        _add(self.chapters, ListedChapter(*request.chapter, unit.in_place, unit.facts.marks))
        _add(self.apart, ListedChapter(*request.chapter, unit.apart))
        self.warnings += unit.facts.warnings


def _add(chapters: list[ListedChapter], chapter: ListedChapter) -> None:
    """Add a chapter, if it has sheets; two that follow each other with one number are one."""
    if not chapter.sheets:
        return
    last = chapters[-1] if chapters else None
    if last is not None and chapter.number and last.number == chapter.number:
        sheets, marks = (*last.sheets, *chapter.sheets), last.marks + chapter.marks
        chapters[-1] = last._replace(sheets=sheets, marks=marks)
    else:
        chapters.append(chapter)


def bound(parts: Iterable[PartBuilder]) -> tuple[PackPart[SheetChunk], ...]:
    """Return the parts that have sheets, as they are bound."""
    return tuple(
        PackPart(plain(part.title), tuple(Chapter(plain(one.title), one.sheets) for one in part.chapters))
        for part in parts
        if part.chapters
    )


def listed(parts: Iterable[PartBuilder]) -> list[ListedTopic]:
    """Return what the contents list: every chapter, with the places of its sheets in the pack."""
    found = []
    place = 0
    for part in parts:
        entries = []
        lone = sum(bool(chapter.number) for chapter in part.chapters) == 1
        for number, title, sheets, marks in part.chapters:
            stages = [
                ListedSheet(stage_of(sheet.name) if number else sheet.title, place + n, sheet.page_count)
                for n, sheet in enumerate(sheets)
            ]
            if number:
                stages += [
                    ListedSheet(stage_of(part.name), place + n, 0)
                    for n, sheet in enumerate(sheets)
                    for part in sheet.parts
                ]
            entries.append(Listed(number, title, tuple(stages), marks, lone))
            place += len(sheets)
        if entries:
            found.append(ListedTopic(part.title, tuple(entries)))
    return found

"""The entries of the contents of a pack: its topics, their sections, other chapters, and the sheets of each."""

from __future__ import annotations

from typing import NamedTuple

from packgen.plan.stages import RECALL


class ListedSheet(NamedTuple):
    """A sheet in the contents.

    Attributes:
        title: printed title; of a section's sheet, its stage: one of `SECTION_STAGES`.
        place: index in the pack's list of sheets.
        page_count: number of pages; 0 for a stage that stands on another stage's sheet.
    """

    title: str
    place: int
    page_count: int


class Listed(NamedTuple):
    """An entry of the contents: a section or another chapter.

    Attributes:
        number: of the section in its topic; an empty string for other chapters.
        title: inline Markdown.
        stages: its sheets.
        marks: of the section's recall tasks; 0 if nothing is scored.
        lone: whether the pack has no other section of its topic.
    """

    number: str
    title: str
    stages: tuple[ListedSheet, ...]
    marks: int = 0
    lone: bool = False

    @property
    def printed_number(self) -> str:
        """The number as the contents print it; a section without its neighbours has none."""
        return "" if self.lone else self.number

    @property
    def score(self) -> int:
        """Greatest score of a visit: the marks, or 0 if the pack has no sheet to earn them on."""
        return self.marks if any(sheet.title == RECALL for sheet in self.stages) else 0


class ListedTopic(NamedTuple):
    """The entries of a topic in the contents."""

    title: str
    entries: tuple[Listed, ...]

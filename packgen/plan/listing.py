"""What the contents of a pack list: its topics, their sections and other chapters, and the sheets of each."""

from __future__ import annotations

from typing import NamedTuple

from packgen.plan.stages import RECALL


class ListedSheet(NamedTuple):
    """A sheet in the contents.

    Attributes:
        title: as printed; of a section's sheet its stage, one of `SECTION_STAGES`.
        place: in the pack's list of sheets, counted from 0.
        page_count: number of its pages.
    """

    title: str
    place: int
    page_count: int


class Listed(NamedTuple):
    """A section, or something else in the pack, in the contents.

    Attributes:
        number: of the section in its topic; an empty string for what is no section.
        title: inline Markdown.
        stages: its sheets.
        marks: of the section's tasks to recall; 0 where nothing is scored.
    """

    number: str
    title: str
    stages: tuple[ListedSheet, ...]
    marks: int = 0

    @property
    def score(self) -> int:
        """What a visit is scored out of: the marks, where the pack has the sheet to earn them on."""
        return self.marks if any(sheet.title == RECALL for sheet in self.stages) else 0


class ListedTopic(NamedTuple):
    """A topic in the contents."""

    title: str
    entries: tuple[Listed, ...]

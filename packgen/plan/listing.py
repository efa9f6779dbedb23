"""Listing: what the contents of a pack say."""

from __future__ import annotations

from typing import NamedTuple

from packgen.plan.stages import RECALL


class Listed(NamedTuple):
    """A section, or something else in the pack, in the contents.

    Attributes:
        number: of the section in its topic; an empty string for what is no section.
        title: inline Markdown.
        stages: name, place in the pack's list of sheets, and number of pages of each sheet.
        marks: of the section's tasks to recall; 0 where nothing is scored.
    """

    number: str
    title: str
    stages: tuple[tuple[str, int, int], ...]
    marks: int = 0

    @property
    def score(self) -> int:
        """What a visit is scored out of: the marks, where the pack has the sheet to earn them on."""
        return self.marks if any(name == RECALL for name, _, _ in self.stages) else 0


class ListedTopic(NamedTuple):
    """A topic in the contents."""

    title: str
    entries: tuple[Listed, ...]

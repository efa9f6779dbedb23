"""A topic together with the places of everything in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packgen.errors import Origin

if TYPE_CHECKING:
    from packgen.model import Topic
    from packgen.source import Document


class LoadedTopic(NamedTuple):
    """A topic, its file, and where everything in it was written.

    Attributes:
        topic: the topic.
        path: its file.
        shown: the file's name as messages give it.
        document: the file's values with their positions.
    """

    topic: Topic
    path: Path
    shown: str
    document: Document

    def origin(self, path: tuple[str | int, ...], what: str = "") -> Origin:
        """Return where the value at a path of keys and 0-based numbers is; `what` is its name in messages."""
        from packgen.load.places import whereabouts  # which brings PyYAML with it

        return self.document.origin(path, what or whereabouts(self.document.value, path))

    def block_origin(self, section: int, block: int, *path: str | int) -> Origin:
        """Return where a block is, or what a path leads to in it, named like ``timeline, event 3``.

        Args:
            section: 0-based place in the topic.
            block: 0-based place in the section.
            path: such as ``"events", 2``.
        """
        return self.origin(("sections", section, "blocks", block, *path))

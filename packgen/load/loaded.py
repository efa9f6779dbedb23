"""A topic with the positions of all its values."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.errors import Origin, Problem

if TYPE_CHECKING:
    from packgen.model import Topic
    from packgen.source import Document

Steps = tuple[str | int, ...]


class LoadedTopic:
    """A topic, its file, and the positions of its values.

    Args:
        topic: the topic.
        path: its file.
        shown: the file's name as messages give it.
        document: the file's values with their positions.
        data: the file's bytes.
        warnings: about text that would probably be printed otherwise than meant.

    Attributes:
        topic, path, shown, warnings: the same.
    """

    __slots__ = ("_data", "_document", "_origins", "path", "shown", "topic", "warnings")

    def __init__(
        self,
        topic: Topic,
        path: Path,
        shown: str,
        document: Document | None,
        data: bytes = b"",
        warnings: Iterable[Problem] = (),
    ) -> None:
        self.topic, self.path, self.shown = topic, path, shown
        self.warnings = tuple(warnings)
        self._document, self._data = document, data
        self._origins: dict[Steps, Origin] = {}

    @property
    def document(self) -> Document:
        """The file's values with their positions; parsed again from the file's bytes after `release`."""
        if self._document is None:
            from packgen.source import examine

            self._document, _ = examine(self._data, self.shown)
            assert self._document is not None, "these bytes have been a document before"
        return self._document

    def release(self) -> None:
        """Drop the document, which takes more memory than the topic; the origins of its blocks are kept."""
        from packgen.load.places import at  # imports PyYAML

        for number, section in enumerate(self.topic.sections):
            path = ("sections", number)
            self.origin(path)
            origins = self.document.item_origins(at(self.document.value, (*path, "blocks")))
            for place, (block, origin) in enumerate(zip(section.blocks, origins, strict=True)):
                self._origins[(*path, "blocks", place)] = origin._replace(what=block.type)
        self._document = None

    def origin(self, path: Steps, what: str = "") -> Origin:
        """Return where the value at a path of keys and 0-based numbers is; `what` is its name in messages."""
        if what:
            return self.document.origin(path, what)
        found = self._origins.get(path)
        if found is None:
            from packgen.load.places import whereabouts  # imports PyYAML

            found = self._origins[path] = self.document.origin(path, whereabouts(self.document.value, path))
        return found

    def block_origin(self, section: int, block: int, *path: str | int) -> Origin:
        """Return the origin of a block, or of the value at a path in it, named like ``timeline, event 3``.

        Args:
            section: 0-based place in the topic.
            block: 0-based place in the section.
            path: such as ``"events", 2``.
        """
        return self.origin(("sections", section, "blocks", block, *path))

"""The ids of topics and their sections, which cross-references and courses name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from packgen.errors import ContentError, nearest
from packgen.source import quote

if TYPE_CHECKING:
    from packgen.load.library import Library, LoadedTopic


class SectionIds:
    """The topics of a library and their sections; a topic that is not loaded yet is read when it is asked about.

    Args:
        loaded: topics that are loaded.
        library: has all topics.
    """

    def __init__(self, loaded: Iterable[LoadedTopic], library: Library) -> None:
        self._library = library
        self._files = library.topic_files()
        self._known: dict[str, Sequence[str] | None] = {
            one.topic.id: [section.id for section in one.topic.sections] for one in loaded
        }

    def fault(self, name: str) -> str | None:
        """Return what is wrong with the name of a topic, or of a topic and a section; None if it exists."""
        topic, slash, section = name.partition("/")
        topics = self._files.keys() | self._known.keys()
        if topic not in topics:
            return f"there is no topic {quote(topic)}.{nearest(topic, topics)}"
        sections = self._sections(topic) if slash else None
        if sections is None or section in sections:
            return None
        return f"topic {quote(topic)} has no section {quote(section)}.{nearest(section, sections)}"

    def _sections(self, topic: str) -> Sequence[str] | None:
        """Return the sections of a topic; None if its file has problems, which are reported elsewhere."""
        if topic not in self._known:
            try:
                loaded = self._library.load_topic(self._files[topic])
                self._known[topic] = [section.id for section in loaded.topic.sections]
            except ContentError:
                self._known[topic] = None
        return self._known[topic]

"""Warnings of cross-references to topics and sections that do not exist: only their words would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from packgen.errors import ContentError, Problem, nearest
from packgen.load.places import last_name, texts, whereabouts

if TYPE_CHECKING:
    from packgen.load.library import Library, LoadedTopic

_TARGET = re.compile(r"\]\(topic:([a-z0-9-]+)(?:/([a-z0-9-]+))?\)")


def warnings(topics: Iterable[LoadedTopic], library: Library) -> Iterator[Problem]:
    """Yield a warning for each cross-reference in some topics to a topic or section that the library does not have."""
    known = {one.topic.id: [section.id for section in one.topic.sections] for one in topics}
    referring = [one for one in topics if any(section.cross_references() for section in one.topic.sections)]
    sections = _Sections(known, library)
    for one in referring:
        document = one.document
        for path, text in texts(document.value):
            for found in _TARGET.finditer(text):
                wrong = _fault(found[1], found[2], sections)
                if wrong is not None:
                    what = ", ".join(filter(None, [whereabouts(document.value, path[:-1]), last_name(path)]))
                    origin = document.find(path, found[0], what)
                    yield document.problem(
                        origin, f"{wrong} No page is printed.", "Correct it, or write the words alone."
                    )


def _fault(topic: str, section: str | None, sections: _Sections) -> str | None:
    """Return what is wrong with a target, as a sentence, or None."""
    if topic not in sections.topics:
        return f'there is no topic "{topic}".{nearest(topic, sections.topics)}'
    if section is None:
        return None
    ids = sections.of(topic)
    return None if section in ids else f'topic "{topic}" has no section "{section}".{nearest(section, ids)}'


class _Sections:
    """The ids of the sections of each topic in a library; topics that are not loaded yet are read when asked for."""

    def __init__(self, known: Mapping[str, list[str]], library: Library) -> None:
        self._known = dict(known)
        self._files = library.topic_files()
        self._library = library
        self.topics = {**self._files, **self._known}

    def of(self, topic: str) -> list[str]:
        """Return the sections of a topic; none if its file has problems, which are reported elsewhere."""
        if topic not in self._known:
            try:
                loaded = self._library.load_topic(self._files[topic])
                self._known[topic] = [section.id for section in loaded.topic.sections]
            except ContentError:
                self._known[topic] = []
        return self._known[topic]

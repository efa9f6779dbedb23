"""Warnings of cross-references to topics and sections that do not exist: only their words would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from packgen.errors import Problem
from packgen.load.places import last_name, whereabouts

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.load.section_ids import SectionIds

_TARGET = re.compile(r"\]\(topic:([a-z0-9-]+(?:/[a-z0-9-]+)?)\)")


def warnings(topics: Iterable[LoadedTopic], ids: SectionIds) -> Iterator[Problem]:
    """Yield a warning for each cross-reference in some topics to a topic or section that does not exist."""
    for one in topics:
        if not any(section.cross_references() for section in one.topic.sections):
            continue
        document = one.document
        for path, text in document.matching(_TARGET):
            for found in _TARGET.finditer(text):
                fault = ids.fault(found[1])
                if fault is not None:
                    what = ", ".join(filter(None, [whereabouts(document.value, path[:-1]), last_name(path)]))
                    remedy = "Correct it, or write the words alone."
                    yield document.problem(document.find(path, found[0], what), f"{fault} No page is printed.", remedy)

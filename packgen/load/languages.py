"""Warnings of languages that packgen has no printed words for; it uses English in such topics."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.errors import Problem
from packgen.locale.registry import USUAL, known, languages
from packgen.model import Topic
from packgen.source import Document


def warnings(document: Document, topic: Topic) -> Iterator[Problem]:
    """Yield a warning where there are no words in the topic's language."""
    if known(topic.language) is None:
        message = (
            f"packgen has no words in {topic.language}, so that its own headings and instructions are printed "
            f"in English ({USUAL})."
        )
        remedy = f"Write one of {', '.join(languages())}, or add the language to packgen (see CONTRIBUTING.md)."
        yield document.problem(document.origin(("language",)), message, remedy)

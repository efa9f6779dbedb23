"""What the cover of a pack says: its title, its subject, its specification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from packgen.plan.selection import Chosen, Subject, T

_UNTITLED = "Revision pack"


class Title(NamedTuple):
    """The words on a pack's cover.

    Attributes:
        title: inline Markdown.
        dates: second line of the title, or None.
        kicker: what this is, above the title.
        note: course and specification, below it.
        subject: level and subject, for the file's metadata.
        authors: of the topics, each once.
        credit: who wrote the topics, and what may be done with them.
        language: of the pack.
    """

    title: str
    dates: str | None
    kicker: str
    note: str
    subject: str
    authors: tuple[str, ...]
    credit: str
    language: str

    @property
    def full(self) -> str:
        """The title with its dates."""
        return f"{self.title} {self.dates}" if self.dates else self.title

    def of_answers(self) -> Title:
        """Return the words for the file of answers that goes with the pack."""
        return self._replace(kicker=" · ".join(part for part in ("Answers", self.subject) if part))


def title_of(chosen: Sequence[Chosen[T]], wanted: str | None) -> Title:
    """Return the words for a pack of some topics, with the title wanted or one made from the topics."""
    topics = [one.loaded.topic for one in chosen]
    courses = _once(topic.course for topic in topics)
    subjects = _once(f"{topic.level} {topic.subject}" for topic in topics)
    specs = _once(f"{spec.board} {spec.code}" for topic in topics for spec in topic.spec)
    title, dates = topics[0].title, topics[0].dates
    if len(topics) > 1:
        title, dates = courses[0] if len(courses) == 1 else _UNTITLED, None
    if wanted is not None:
        title, dates = wanted, None
    notes = [course for course in courses if course != title]
    if specs:
        notes.append(f"for {', '.join(specs)}")
    return Title(
        title=title,
        dates=dates,
        kicker=" · ".join([_UNTITLED, *subjects]),
        note=" · ".join(notes),
        subject=", ".join(subjects),
        authors=tuple(_once(author for topic in topics for author in topic.authors)),
        credit=" ".join(_once(_credit(topic) for topic in topics)),
        language=topics[0].language,
    )


def _credit(topic: Subject) -> str:
    """Return a sentence such as "Text: A. Teacher, CC BY 4.0, checked on 2026-11-23.", or nothing."""
    checked = f"checked on {topic.reviewed_on}" if topic.reviewed_on else None
    parts = [*topic.authors, *(part for part in (topic.licence, checked) if part)]
    return f"Text: {', '.join(parts)}." if parts else ""


def _once(names: Iterable[str | None]) -> list[str]:
    """Return names in order, each once, without the empty ones."""
    return [name for name in dict.fromkeys(names) if name]

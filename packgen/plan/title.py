"""The words on the cover of a pack: title, subject, specification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from packgen.locale.registry import words_for
from packgen.locale.words import Words
from packgen.plan.selection import Chosen, Subject, T


class Title(NamedTuple):
    """The words on a pack's cover.

    Attributes:
        title: inline Markdown.
        dates: second line of the title, or None.
        kicker: line above the title with the kind of pack and its subject.
        note: course and specification, below the title.
        subject: level and subject, for the file's metadata.
        authors: of all topics, without repetition.
        credit: authors and licence of the topics.
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
        return full_title(self.title, self.dates)

    def of_answers(self) -> Title:
        """Return the words for the separate file of answers."""
        answers = words_for(self.language).text("sheet.answers")
        return self._replace(kicker=" · ".join(part for part in (answers, self.subject) if part))


def full_title(title: str, dates: str | None) -> str:
    """Return a title with its dates, if it has any."""
    return f"{title} {dates}" if dates else title


def title_of(chosen: Sequence[Chosen[T]], wanted: str | None) -> Title:
    """Return the words for a pack: with the title given, or that of its only section or topic, or of its course."""
    topics = [one.loaded.topic for one in chosen]
    words = words_for(topics[0].language)
    untitled, comma = words.text("pack.untitled"), words.text("list.comma")
    courses = _once(topic.course for topic in topics)
    taught = dict.fromkeys((topic.level, topic.subject) for topic in topics)
    subjects = _once(words.text("pack.subject", level=level, subject=subject) for level, subject in taught)
    specs = _once(f"{spec.board} {spec.code}" for topic in topics for spec in topic.spec)
    title, dates = topics[0].title, topics[0].dates
    if len(topics) > 1:
        title, dates = courses[0] if len(courses) == 1 else untitled, None
    notes = [course for course in courses if course != title]
    sections = [one.loaded.topic.sections[place] for one in chosen for place in one.sections]
    if len(sections) == 1:
        notes.insert(0, full_title(title, dates))
        title, dates = sections[0].title, None
    [theme, *others] = {one.theme for one in chosen}
    if theme is not None and not others:
        notes.insert(0, title)
        title, dates = theme, None
    if wanted is not None:
        title, dates = wanted, None
    if specs:
        notes.append(words.text("pack.specs", specs=comma.join(specs)))
    return Title(
        title=title,
        dates=dates,
        kicker=" · ".join([untitled, *subjects]),
        note=" · ".join(notes),
        subject=comma.join(subjects),
        authors=tuple(_once(author for topic in topics for author in topic.authors)),
        credit=_credits(topics, words),
        language=topics[0].language,
    )


def _credits(topics: Iterable[Subject], words: Words) -> str:
    """Return a sentence such as "Text: A. Teacher, CC BY 4.0, checked on 2026-11-23." for each author and licence."""
    days: dict[tuple[str, ...], set[str]] = {}
    for topic in topics:
        who = (*topic.authors, *([topic.licence] if topic.licence else []))
        days.setdefault(who, set()).update([topic.reviewed_on] if topic.reviewed_on else [])
    sentences = []
    for who, found in days.items():
        shown = [words.short_day(date.fromisoformat(day)) for day in sorted(found)]
        checked = [words.text("pack.checked", date=words.both(shown))] if shown else []
        if who or checked:
            parts = words.text("list.comma").join([*who, *checked])
            sentences.append(words.text("pack.credit", parts=parts))
    return " ".join(sentences)


def _once(names: Iterable[str | None]) -> list[str]:
    """Return names in order, without repetition and without empty ones."""
    return [name for name in dict.fromkeys(names) if name]

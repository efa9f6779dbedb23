"""Records: the facts about a topic that selection and front matter need, as plain values that load quickly."""

from __future__ import annotations

from collections.abc import Iterable
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

from packgen.cache.shape import Either

if TYPE_CHECKING:
    from packgen.errors import Problem
    from packgen.model import Section, Topic


class SpecRecord(NamedTuple):
    """A point of a specification: board and code."""

    board: str
    code: str


class SourceRecord(NamedTuple):
    """A source: its id."""

    id: str


class SectionRecord(NamedTuple):
    """A section: id, title, the ids of the sources that its blocks name, and the sections that its texts refer to."""

    id: str
    title: str
    named: tuple[str, ...]
    targets: tuple[str, ...] = ()

    def cited(self) -> frozenset[str]:
        """Return the ids of all sources that its blocks name."""
        return frozenset(self.named)

    def cross_references(self) -> frozenset[str]:
        """Return the topics and sections to which its texts refer."""
        return frozenset(self.targets)


class TopicRecord(NamedTuple):
    """A topic; fields that `Topic` has too mean the same.

    Attributes:
        pictures: the files that its blocks name, relative to its folder.
        warnings: about text that would probably be printed otherwise than meant.
    """

    id: str
    title: str
    dates: str | None
    subject: str
    level: str
    course: str | None
    language: str
    spec: tuple[SpecRecord, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    licence: str | None
    reviewed_on: str | None
    sources: tuple[SourceRecord, ...]
    sections: tuple[SectionRecord, ...]
    pictures: tuple[str, ...]
    warnings: tuple[str, ...] = ()


_PERHAPS = Either(str, NoneType)

RECORD = (
    str, str, _PERHAPS, str, str, _PERHAPS, str, [(str, str)], [str], [str], _PERHAPS, _PERHAPS, [(str,)],
    [(str, str, [str], [str])], [str], [str],
)  # fmt: skip
"""The shape of a record as JSON; see `packgen.cache.shape`."""


def record_of(topic: Topic, warnings: Iterable[Problem] = ()) -> TopicRecord:
    """Return the record of a topic, with the warnings that were found in its file."""
    blocks = [block for section in topic.sections for block in section.blocks]
    return TopicRecord(
        topic.id,
        topic.title,
        topic.dates,
        topic.subject,
        topic.level,
        topic.course,
        topic.language,
        tuple(SpecRecord(spec.board, spec.code) for spec in topic.spec),
        topic.tags,
        topic.authors,
        topic.licence,
        topic.reviewed_on,
        tuple(SourceRecord(source.id) for source in topic.sources),
        tuple(map(_section_record, topic.sections)),
        tuple(dict.fromkeys(file for block in blocks for file in block.files())),
        tuple(map(str, warnings)),
    )


def _section_record(section: Section) -> SectionRecord:
    cited, targets = section.named
    return SectionRecord(section.id, section.title, tuple(sorted(cited)), tuple(sorted(targets)))


def record_from(plain: Any) -> TopicRecord:
    """Return a record from its JSON form, which has the shape `RECORD`."""
    id_, title, dates, subject, level, course, language, spec, tags, authors, licence, reviewed_on, sources, *rest = (
        plain
    )
    sections, pictures, warnings = rest
    return TopicRecord(
        id_,
        title,
        dates,
        subject,
        level,
        course,
        language,
        tuple([SpecRecord(*one) for one in spec]),
        tuple(tags),
        tuple(authors),
        licence,
        reviewed_on,
        tuple([SourceRecord(*one) for one in sources]),
        tuple([SectionRecord(one, words, tuple(named), tuple(targets)) for one, words, named, targets in sections]),
        tuple(pictures),
        tuple(warnings),
    )

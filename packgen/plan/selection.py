"""Selection: finds the topics and sections of a pack from the names asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from packgen.errors import UnknownNameError, UsageProblem, nearest

if TYPE_CHECKING:
    from packgen.load.course import Course, CourseTheme

# ruff: noqa: D102 (the members of these protocols are documented in the model)


class Named(Protocol):
    """The attributes of a source that selection reads."""

    @property
    def id(self) -> str: ...


class Enquiry(Named, Protocol):
    """The attributes of a section that selection reads."""

    @property
    def title(self) -> str: ...

    def cited(self) -> Collection[str]: ...

    def cross_references(self) -> Collection[str]: ...


class Numbered(Protocol):
    """The attributes of a specification point that selection reads."""

    @property
    def board(self) -> str: ...

    @property
    def code(self) -> str: ...


class Subject(Named, Protocol):
    """The attributes of a topic that selection and titles read: of the topic itself, or of its record."""

    @property
    def title(self) -> str: ...

    @property
    def dates(self) -> str | None: ...

    @property
    def subject(self) -> str: ...

    @property
    def level(self) -> str: ...

    @property
    def course(self) -> str | None: ...

    @property
    def language(self) -> str: ...

    @property
    def spec(self) -> Sequence[Numbered]: ...

    @property
    def tags(self) -> Sequence[str]: ...

    @property
    def authors(self) -> Sequence[str]: ...

    @property
    def licence(self) -> str | None: ...

    @property
    def reviewed_on(self) -> str | None: ...

    @property
    def sources(self) -> Sequence[Named]: ...

    @property
    def sections(self) -> Sequence[Enquiry]: ...


class Choosable(Protocol):
    """A topic and its file."""

    @property
    def topic(self) -> Subject: ...

    @property
    def path(self) -> Path: ...


T = TypeVar("T", bound=Choosable)
"""A topic, or its record."""

T_co = TypeVar("T_co", bound=Choosable, covariant=True)


class TopicSource(Protocol[T_co]):
    """A collection of topics; see `Library`."""

    def load_topics(self, ids: Sequence[str], /) -> Sequence[T_co]: ...

    def load_all(self) -> Sequence[T_co]: ...

    def load_courses(self) -> Sequence[Course]: ...


class TopicReference(NamedTuple):
    """A topic asked for, and one of its sections or all of them."""

    topic: str
    section: str | None


class Chosen(NamedTuple, Generic[T]):
    """A topic, or its record, and its chosen sections.

    Attributes:
        loaded: the topic, or its record.
        sections: their indices, in the order wanted.
        theme: title of the theme of a course for which they were chosen, if they were.
    """

    loaded: T
    sections: tuple[int, ...]
    theme: str | None = None


def select(library: TopicSource[T], asked: Sequence[str], course: str | None, tag: str | None) -> list[Chosen[T]]:
    """Return the chosen topics and sections: those asked for, then those of a course or with a tag.

    Args:
        library: the topics to choose from.
        asked: ``topic`` or ``topic/section``, in the order wanted.
        course: a course's name, or the name of its folder; after it, ``/`` and the id of one of its themes, or none.
        tag: a tag; with a course, topics of that course with the tag.

    Raises:
        UsageProblem: nothing was asked for.
        UnknownNameError: a topic, section, course, theme or tag does not exist.
        ContentError: problems in the topics' files.
    """
    if not asked and course is None and tag is None:
        raise UsageProblem(
            'Nothing to build. Name topics, as in "packgen build khrushchev", or use --course or --tag; '
            '"packgen list" shows what there is.'
        )
    wanted = _parsed(asked)
    loaded = list(library.load_topics(list(dict.fromkeys(one.topic for one in wanted)))) if wanted else []
    theme = None
    if course is not None or tag is not None:
        every = library.load_all()
        found, theme = (_of_course(course, every, library.load_courses())) if course is not None else (every, None)
        found = _tagged(tag, found)
        known = {one.topic.id for one in loaded}
        ids = [one.topic.id for one in found]
        more = [one for one in _parsed(theme.sections) if one.topic in ids] if theme is not None else []
        wanted += more if theme is not None else [TopicReference(id_, None) for id_ in ids]
        loaded += [one for one in found if one.topic.id not in known]
    chosen = choose(wanted, loaded)
    return chosen if theme is None or asked else [one._replace(theme=theme.title) for one in chosen]


def _parsed(asked: Sequence[str]) -> list[TopicReference]:
    wanted = []
    for text in asked:
        topic, _, section = text.strip().partition("/")
        wanted.append(TopicReference(topic, section or None))
    return wanted


def choose(wanted: Sequence[TopicReference], loaded: Sequence[T]) -> list[Chosen[T]]:
    """Return the chosen sections, each once, in the order asked for; a whole topic gives its sections in its order.

    Raises:
        UnknownNameError: a topic has no such section.
    """
    by_id = {one.topic.id: one for one in loaded}
    chosen: dict[str, dict[int, None]] = {}
    for topic, section in wanted:
        places = chosen.setdefault(topic, {})
        ids = [one.id for one in by_id[topic].topic.sections]
        if section is None:
            places.update(dict.fromkeys(range(len(ids))))
        elif section in ids:
            places[ids.index(section)] = None
        else:
            hint = nearest(section, ids)
            raise UnknownNameError(
                f'Topic "{topic}" has no section "{section}".{hint} {_listed("Its sections are", ids)}'
            )
    return [Chosen(by_id[topic], tuple(places)) for topic, places in chosen.items()]


def _of_course(name: str, loaded: Sequence[T], courses: Sequence[Course]) -> tuple[list[T], CourseTheme | None]:
    """Return the topics of a course in its order, those that it does not list last, and the theme that is named."""
    outer, slash, inner = name.rpartition("/")
    found = _named(name, loaded)
    if not found and slash:
        found = _named(outer, loaded)
    else:
        outer, inner = name, ""
    if not found:
        names = sorted({one for topic in loaded for one in _course_names(topic)})
        raise UnknownNameError(f'There is no course "{name}".{nearest(name, names)} {_listed("Courses", names)}')
    course = _course(outer, courses)
    if course is None and not inner:
        return found, None
    themes = {theme.id: theme for theme in course.themes} if course is not None else {}
    if inner and inner not in themes:
        hint = nearest(inner, themes)
        raise UnknownNameError(
            f'Course "{outer}" has no theme "{inner}".{hint} {_listed("Its themes are", list(themes))}'
        )
    places = {topic: place for place, topic in enumerate(course.topics)} if course is not None else {}
    found = sorted(found, key=lambda one: places.get(one.topic.id, len(places)))
    return found, themes.get(inner)


def _named(course: str, loaded: Sequence[T]) -> list[T]:
    """Return the topics of the course with a name, which may be that of its folder."""
    wanted = course.casefold()
    return [one for one in loaded if wanted in {name.casefold() for name in _course_names(one)}]


def _course(name: str, courses: Sequence[Course]) -> Course | None:
    """Return the course of a name that has a file, or None."""
    wanted = name.casefold()
    return next((one for one in courses if wanted in (one.id.casefold(), one.title.casefold())), None)


def _course_names(loaded: Choosable) -> list[str]:
    """Return the names of a topic's course: the name in the topic, and that of its folder."""
    return [name for name in (loaded.topic.course, loaded.path.parent.name) if name]


def _tagged(tag: str | None, loaded: Sequence[T]) -> list[T]:
    if tag is None:
        return list(loaded)
    found = [one for one in loaded if tag.casefold() in one.topic.tags]
    if not found:
        tags = sorted({tag for one in loaded for tag in one.topic.tags})
        raise UnknownNameError(f'No topic has the tag "{tag}".{nearest(tag, tags)} {_listed("Tags", tags)}')
    return found


def _listed(what: str, names: Sequence[str]) -> str:
    return f"{what}: {', '.join(names)}." if names else ""


def cited(chosen: Chosen[T]) -> dict[str, list[int]]:
    """Return the ids of the sources cited in the chosen sections, with the numbers of those sections.

    There are no numbers if only one section is chosen, since its sheets do not give its number.
    """
    topic = chosen.loaded.topic
    used: dict[str, list[int]] = {source.id: [] for source in topic.sources}
    for place in chosen.sections:
        named = topic.sections[place].cited()
        for source in used:
            if source in named:
                used[source].append(place + 1)
    several = len(chosen.sections) > 1
    return {source: sorted(numbers) if several else [] for source, numbers in used.items() if numbers}

"""Reads and checks the file of a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from packgen.blocks.scalars import suggest_identifier
from packgen.boards import papers
from packgen.errors import ContentError, Problem, nearest
from packgen.load.course import Course, CourseTheme
from packgen.source import Document, Path, Value, quote, read_yaml
from packgen.source.mapping_reader import MappingReader

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic
    from packgen.load.section_ids import SectionIds

_COURSE = {"title": "Russia and its rulers 1855–1964", "topics": "", "papers": "", "themes": ""}
_THEME = {"id": "opposition", "title": "Opposition", "sections": ""}
_OPTIONAL = ("papers", "themes")


def read_course(path: FilePath, shown: str) -> tuple[Course, Document]:
    """Return the course that a file describes, and the values of the file with their positions.

    Args:
        path: the file, in the folder of the course.
        shown: its name as messages give it.

    Raises:
        ContentError: the file cannot be read as YAML, or what it says cannot be used; all its problems.
    """
    reader = _CourseReader(read_yaml(path, shown))
    course = reader.course(path.parent.name)
    if reader.problems:
        raise ContentError(reader.problems)
    return course, reader.document


def course_problems(path: FilePath, shown: str, loaded: Iterable[LoadedTopic], ids: SectionIds) -> Iterator[Problem]:
    """Yield the problems of a course's file, of the names in it, and of the topics in its folder.

    Args:
        path: the file.
        shown: its name as messages give it.
        loaded: topics, of which those in the folder are examined.
        ids: of the topics and sections that the course may name.
    """
    try:
        course, document = read_course(path, shown)
    except ContentError as error:
        yield from error.problems
        return
    yield from _misnamed(course, document, ids)
    beside = [one for one in loaded if one.path.parent == path.parent]
    missing = [one.topic.id for one in beside if one.topic.id not in course.topics]
    if missing:
        message = f"the course does not list {', '.join(map(quote, missing))}, which its folder has."
        yield document.problem(document.key_origin(("topics",)), message, "Add each at its place in teaching order.")
    for one in beside:
        if one.topic.course != course.title:
            found = quote(one.topic.course) if one.topic.course else "not named"
            message = f"the course is {found} here, and {quote(course.title)} in {shown}."
            place = one.document.origin(("course",) if one.topic.course else ())
            yield one.document.problem(place, message, "Write the same in both.")


def _misnamed(course: Course, document: Document, ids: SectionIds) -> Iterator[Problem]:
    """Yield a problem for each topic or section that a course names and that does not exist."""
    places: list[tuple[Path, str]] = [(("topics", place), name) for place, name in enumerate(course.topics)]
    for number, theme in enumerate(course.themes):
        places += [(("themes", number, "sections", place), name) for place, name in enumerate(theme.sections)]
    for path, name in places:
        fault = ids.fault(name)
        if fault is not None:
            yield document.problem(document.origin(path), fault, "Correct it, or delete it.")


class _CourseReader(MappingReader):
    """Reads one course."""

    def course(self, name: str) -> Course:
        """Return the course with the name of its folder."""
        value = self.mapping(self.document.value, (), _COURSE, _OPTIONAL)
        themes = tuple(self._theme(one, ("themes", n)) for n, one in enumerate(self.items(value, (), "themes")))
        self._once(themes)
        return Course(
            name,
            self.text(value, (), "title"),
            self._names(value, (), "topics"),
            tuple(self._papers(value)),
            themes,
        )

    def _theme(self, item: Value, path: Path) -> CourseTheme:
        value = self.mapping(item, path, _THEME)
        id_ = self.text(value, path, "id")
        if id_ and suggest_identifier(id_) != id_:
            remedy = "Write lower-case letters, figures and single hyphens."
            self.refuse((*path, "id"), f"id cannot be {quote(id_)}.", remedy)
        return CourseTheme(id_, self.text(value, path, "title"), self._names(value, path, "sections"))

    def _once(self, themes: Sequence[CourseTheme]) -> None:
        known: set[str] = set()
        for number, theme in enumerate(themes):
            if theme.id in known:
                self.refuse(("themes", number, "id"), f"two themes are called {quote(theme.id)}.", "Rename one.")
            known.add(theme.id)

    def _names(self, value: dict[str, Value], path: Path, key: str) -> tuple[str, ...]:
        """Return a list of topics or sections, each of which may stand in it once."""
        found: list[str] = []
        for place, name in enumerate(self.items(value, path, key)):
            if not isinstance(name, str) or not name.strip():
                self.refuse((*path, key, place), "this should be a name.", "Write the id of a topic or a section.")
            elif name in found:
                self.refuse((*path, key, place), f"{quote(name)} stands here twice.", "Delete it.")
            else:
                found.append(name)
        return tuple(found)

    def _papers(self, value: dict[str, Value]) -> Iterator[str]:
        for place, name in enumerate(self.items(value, (), "papers")):
            if isinstance(name, str) and name in papers():
                yield name
            else:
                message = f"there is no paper {quote(str(name))}.{nearest(str(name), papers())}"
                self.refuse(("papers", place), message, f"The papers are {', '.join(papers())}.")

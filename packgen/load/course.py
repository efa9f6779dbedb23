"""A course: the order of its topics, and its themes, from the file ``course.yaml`` in its folder."""

from __future__ import annotations

from typing import Any, NamedTuple

COURSE_FILE = "course.yaml"
"""Name of the file in the folder of a course."""

NAMES_FILE = "names.yaml"
"""Name of the file beside it that lists the people of the course; see `packgen.load.names`."""


class CourseTheme(NamedTuple):
    """Sections of a course that belong together.

    Attributes:
        id: as in ``--course russia/opposition``.
        title: of a pack of these sections.
        sections: topics, or sections such as ``khrushchev/fall``, in the order of the pack.
    """

    id: str
    title: str
    sections: tuple[str, ...]


class Course(NamedTuple):
    """The topics of a folder as a course.

    Attributes:
        id: name of its folder.
        title: that its topics give as their course.
        topics: ids, in teaching order.
        papers: ids of the examination papers that it prepares for; see `packgen.boards`.
        themes: in order.
    """

    id: str
    title: str
    topics: tuple[str, ...]
    papers: tuple[str, ...]
    themes: tuple[CourseTheme, ...]


COURSE = (str, str, [str], [str], [(str, str, [str])])
"""The shape of a course as JSON; see `packgen.cache.shape`."""


def course_from(plain: Any) -> Course:
    """Return a course from its JSON form, which has the shape `COURSE`."""
    id_, title, topics, papers, themes = plain
    found = tuple(CourseTheme(one, words, tuple(sections)) for one, words, sections in themes)
    return Course(id_, title, tuple(topics), tuple(papers), found)

"""Files of courses and of names: what is wrong in them, and what topics of their folder say otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from packgen.errors import ContentError, Problem
from packgen.load import Library
from packgen.load.course import Course, CourseTheme
from packgen.load.course_file import course_problems, read_course
from packgen.load.names import ListedPerson, name_problems, read_names
from packgen.load.section_ids import SectionIds

COURSE = """\
title: Russia
topics: [rise, fall]
papers: [ocr-y318]
themes:
  - {id: power, title: Power, sections: [fall/s2, rise]}
"""
NAMES = """\
people:
  - {name: Leon Trotsky, native: Лев Троцкий, dates: 1879–1940, not: [Trotskii, Trotski]}
  - {name: Rosa, not: [Roza]}
"""


def topic(id_: str, *blocks: dict[str, Any], course: str = "Russia") -> dict[str, Any]:
    sections = [{"id": f"s{n}", "title": "S", "blocks": [block]} for n, block in enumerate(blocks, 1)]
    return {
        "schema": 1, "id": id_, "title": id_, "subject": "S", "level": "L", "course": course, "sections": sections,
        "sources": [{"id": "one", "citation": "L. Trotskii, a book as its title page has it"}],
    }  # fmt: skip


def people(**person: str) -> dict[str, Any]:
    return {"type": "key-figures", "people": [{"role": "R", "why": "W", **person}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "names.yaml").write_text(NAMES, encoding="utf-8")
    rise = topic("rise", people(name="Leon Trotsky", native="Лев Троцкий", dates="1879–1940"))
    fall = topic("fall", {"type": "prose", "text": "Text"}, {"type": "prose", "text": "More"})
    for one in (rise, fall):
        write(tmp_path, one)
    return tmp_path


def write(folder: Path, topic: dict[str, Any]) -> None:
    (folder / f"{topic['id']}.yaml").write_text(yaml.safe_dump(topic, allow_unicode=True), encoding="utf-8")


def found(folder: Path) -> list[str]:
    """Return the problems of the course and of its names, without their places."""
    library = Library(folder)
    paths, _ = library.find_all()
    loaded, _ = library.examine(dict.fromkeys(paths))
    problems: list[Problem] = list(
        course_problems(folder / "course.yaml", "course.yaml", loaded, SectionIds(loaded, library))
    )
    problems += name_problems(folder / "names.yaml", "names.yaml", loaded)
    return [f"{one.origin.file.rpartition('/')[2]}:{one.origin.line}: {one.message}" for one in problems]


def test_what_a_course_says(folder: Path) -> None:
    course, _ = read_course(folder / "course.yaml", "course.yaml")
    assert course == Course(
        folder.name, "Russia", ("rise", "fall"), ("ocr-y318",), (CourseTheme("power", "Power", ("fall/s2", "rise")),)
    )
    assert found(folder) == []


def test_files_beside_topics_are_no_topics(folder: Path) -> None:
    library = Library(folder)
    assert list(library.topic_files()) == ["fall", "rise"]
    assert library.beside_topics("course.yaml") == [folder / "course.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Russia\n", "", "course.yaml:1: title is missing."),
        ("[rise, fall]", "rise", "course.yaml:2: topics should be a list."),
        ("[rise, fall]", "[rise, fall, rise]", 'course.yaml:2: "rise" stands here twice.'),
        ("ocr-y318", "ocr-y31", 'course.yaml:3: there is no paper "ocr-y31". Did you mean "ocr-y318"?'),
        ("id: power", "id: Power!", 'course.yaml:5: id cannot be "Power!".'),
        ("themes:", "theme:", 'course.yaml:4: there is no key "theme" here. Did you mean "themes"?'),
        ("sections: [fall/s2, rise]", "sections: []", "course.yaml:5: sections should be a list."),
        ("[rise, fall]", "[rise, fall, falls]", 'course.yaml:2: there is no topic "falls". Did you mean "fall"?'),
        ("fall/s2", "fall/s9", 'course.yaml:5: topic "fall" has no section "s9".'),
        ("[rise, fall]", "[rise]", 'course.yaml:2: the course does not list "fall", which its folder has.'),
        ("title: Russia", "title: Rus", 'fall.yaml:1: the course is "Russia" here, and "Rus" in course.yaml.'),
    ],
)
def test_what_is_wrong_with_a_course_is_told(folder: Path, old: str, new: str, message: str) -> None:
    (folder / "course.yaml").write_text(COURSE.replace(old, new), encoding="utf-8")
    assert message in found(folder)


def test_what_names_say(folder: Path) -> None:
    assert read_names(folder / "names.yaml", "names.yaml") == [
        ListedPerson("Leon Trotsky", "Лев Троцкий", "1879–1940", ("Trotskii", "Trotski")),
        ListedPerson("Rosa", None, None, ("Roza",)),
    ]
    (folder / "names.yaml").write_text(NAMES.replace("Rosa", "Leon Trotsky"), encoding="utf-8")
    with pytest.raises(ContentError, match='"Leon Trotsky" stands here twice'):
        read_names(folder / "names.yaml", "names.yaml")


@pytest.mark.parametrize(
    ("person", "message"),
    [
        (
            {"name": "Leon Trotsky", "native": "Лев Т."},
            'native is "Лев Т." here, and "Лев Троцкий" in names.yaml.',
        ),
        ({"name": "Leon Trotsky", "dates": "1879–1941"}, 'dates is "1879–1941" here, and "1879–1940" in names.yaml.'),
        (
            {"name": "Lev Trotsky", "native": "Лев Троцкий"},
            'name is "Lev Trotsky" here, and "Leon Trotsky" in names.yaml.',
        ),
        ({"name": "Lev Trotski"}, '"Trotski" is spelt otherwise in names.yaml: "Leon Trotsky".'),
        ({"name": "Rosa", "native": "Роза", "dates": "1871–1919"}, ""),
        ({"name": "Leon Trotsky"}, ""),
        ({"name": "The Trotskiite"}, ""),
    ],
)
def test_people_are_named_as_the_list_has_them(folder: Path, person: dict[str, str], message: str) -> None:
    write(folder, topic("rise", people(**person)))
    assert [one.partition(": ")[2] for one in found(folder)] == ([message] if message else [])

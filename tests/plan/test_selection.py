from __future__ import annotations

from pathlib import Path

import pytest

from packgen.cache.store import Store
from packgen.errors import UnknownNameError, UsageProblem
from packgen.load import Library, open_library
from packgen.load.course import Course
from packgen.load.topics import Topics
from packgen.plan.selection import cited, select
from packgen.plan.title import title_of

TOPIC = """
schema: 1
id: {id}
title: {title}
subject: History
level: A-level
course: {course}
tags: [{tag}]
sources:
  - {{id: one, citation: First}}
  - {{id: two, citation: Second}}
sections:
  - id: first
    title: One
    blocks:
      - {{type: prose, text: Text, sources: [two]}}
  - id: second
    title: Two
    blocks:
      - {{type: glossary, terms: [{{term: A, meaning: B, sources: [two]}}]}}
  - id: third
    title: Three
    blocks:
      - {{type: prose, text: Text}}
"""


@pytest.fixture
def library(tmp_path: Path) -> Topics:
    for folder, id_, course, tag in (
        ("russia", "b", "Russia 1855", "war"),
        ("russia", "a", "Russia 1855", "peace"),
        ("gcse", "c", "GCSE", "war"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        text = TOPIC.format(id=id_, title=f"Topic {id_}", course=course, tag=tag)
        (tmp_path / folder / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return Topics(open_library(tmp_path), None)


def chosen(
    library: Topics, *asked: str, course: str | None = None, tag: str | None = None
) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.loaded.topic.id, one.sections) for one in select(library, asked, course, tag)]


COURSE = """\
title: Russia 1855
topics: [b, a]
themes:
  - {id: war, title: War and peace, sections: [a/second, b, a/first]}
"""


@pytest.fixture
def course(library: Topics, tmp_path: Path) -> Topics:
    (tmp_path / "russia" / "course.yaml").write_text(COURSE, encoding="utf-8")
    return library


@pytest.mark.parametrize("name", ["russia", "Russia 1855", "RUSSIA 1855"])
def test_the_topics_of_a_course_come_in_the_order_of_its_file(course: Topics, tmp_path: Path, name: str) -> None:
    assert [topic for topic, _ in chosen(course, course=name)] == ["b", "a"]
    (tmp_path / "russia" / "course.yaml").write_text("title: Russia 1855\ntopics: [b]\n", encoding="utf-8")
    assert [topic for topic, _ in chosen(course, course=name)] == ["b", "a"], "what is not listed is not lost"
    (tmp_path / "russia" / "course.yaml").unlink()
    assert [topic for topic, _ in chosen(Topics(open_library(tmp_path), None), course=name)] == ["a", "b"]


def test_a_theme_of_a_course_has_its_sections_and_its_title(course: Topics) -> None:
    found = select(course, [], "russia/war", None)
    assert [(one.loaded.topic.id, one.sections) for one in found] == [("a", (1, 0)), ("b", (0, 1, 2))]
    assert title_of(found, None).title == "War and peace"
    assert title_of(found, None).note.startswith("Russia 1855")
    assert title_of(found, "Mine").title == "Mine"
    assert title_of(select(course, ["c"], "russia/war", None), None).title != "War and peace"


def test_a_theme_that_does_not_exist_is_named_with_those_that_do(course: Topics) -> None:
    with pytest.raises(UnknownNameError, match='Course "russia" has no theme "wars"'):
        chosen(course, course="russia/wars")
    with pytest.raises(UnknownNameError, match='There is no course "rusia/war"'):
        chosen(course, course="rusia/war")


def test_a_course_is_read_again_only_when_its_file_changes(course: Topics, tmp_path: Path) -> None:
    def read(store: Store | None) -> list[Course]:
        return Topics(Library(tmp_path), store).load_courses()

    store = Store(tmp_path / "cache", b"")
    [kept] = read(None)
    with store:
        assert read(store) == [kept]
    with store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("packgen.load.course_file.read_course", lambda *_: pytest.fail("read again"))
        assert read(store) == [kept]
    (tmp_path / "russia" / "course.yaml").write_text(COURSE.replace("[b, a]", "[a, b]"), encoding="utf-8")
    with store:
        assert read(store) == [kept._replace(topics=("a", "b"))]


def test_topics_come_in_the_order_asked_for(library: Topics) -> None:
    assert chosen(library, "c", "a") == [("c", (0, 1, 2)), ("a", (0, 1, 2))]


def test_sections_come_in_the_order_asked_for_each_once(library: Topics) -> None:
    assert chosen(library, "a/third", "c", "a/first", "a/third") == [("a", (2, 0)), ("c", (0, 1, 2))]


def test_a_whole_topic_adds_what_was_not_asked_for_yet(library: Topics) -> None:
    assert chosen(library, "a/third", "a") == [("a", (2, 0, 1))]


@pytest.mark.parametrize("name", ["Russia 1855", "russia 1855", "russia", "RUSSIA"])
def test_a_course_goes_by_its_name_or_its_folders(library: Topics, name: str) -> None:
    assert chosen(library, course=name) == [("a", (0, 1, 2)), ("b", (0, 1, 2))]


def test_a_tag_narrows_a_course(library: Topics) -> None:
    assert chosen(library, tag="war") == [("b", (0, 1, 2)), ("c", (0, 1, 2))]
    assert chosen(library, course="russia", tag="war") == [("b", (0, 1, 2))]


def test_a_course_follows_the_topics_named(library: Topics) -> None:
    assert chosen(library, "b/second", course="russia") == [("b", (1, 0, 2)), ("a", (0, 1, 2))]


@pytest.mark.parametrize(
    ("asked", "course", "tag", "message"),
    [
        (
            ["a/secnd"],
            None,
            None,
            'Topic "a" has no section "secnd". Did you mean "second"? Its sections are: first, second, third.',
        ),
        (
            [],
            "Rusia",
            None,
            'There is no course "Rusia". Did you mean "russia" or "Russia 1855"? Courses: GCSE, Russia 1855,',
        ),
        ([], None, "wor", 'No topic has the tag "wor". Did you mean "war"? Tags: '),
        (["d"], None, None, "There is no topic"),
    ],
)
def test_unknown_names_have_hints(
    library: Topics, asked: list[str], course: str | None, tag: str | None, message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        select(library, asked, course, tag)
    assert message in str(caught.value)


def test_nothing_asked_for_is_a_question_back(library: Topics) -> None:
    with pytest.raises(UsageProblem, match="Nothing to build"):
        select(library, [], None, None)


def test_sources_know_the_sections_that_name_them(library: Topics) -> None:
    [everything] = select(library, ["a/second", "a/first"], None, None)
    assert cited(everything) == {"two": [1, 2]}
    [last] = select(library, ["a/third"], None, None)
    assert cited(last) == {}
    [lone] = select(library, ["a/first"], None, None)
    assert cited(lone) == {"two": []}

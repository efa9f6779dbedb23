from __future__ import annotations

from pathlib import Path

import pytest

from packgen.errors import UnknownNameError, UsageProblem
from packgen.load import open_library
from packgen.load.topics import Topics
from packgen.plan.selection import cited, select

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

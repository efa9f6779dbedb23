"""Where things are, and how a message shows it."""

from typing import Any

import pytest

from packgen.source import read_yaml_text
from packgen.source.document import Document

Path = tuple[str | int, ...]

TEXT = """\
# a comment
title: Khrushchev
events:
  - date: June 1957
    event: |
      Tabs\tand № stand
      on several lines, № too.
  - {date: 1964, event: "A №"}
empty:
"""


@pytest.fixture
def document() -> Document:
    return read_yaml_text(TEXT.encode(), "k.yaml")


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("title",), (2, 8), (2, 1)),
        (("events",), (4, 3), (3, 1)),
        (("events", 0), (4, 5), (4, 5)),
        (("events", 0, "date"), (4, 11), (4, 5)),
        (("events", 0, "event"), (5, 12), (5, 5)),
        (("events", 1), (8, 5), (8, 5)),
        (("events", 1, "event"), (8, 25), (8, 18)),
        (("empty",), (9, 7), (9, 1)),
    ],
)
def test_values_and_keys(document: Document, path: Path, value: Any, key: Any) -> None:
    assert document.origin(path, "it") == ("k.yaml", *value, "it")
    assert document.key_origin(path, "it") == ("k.yaml", *key, "it")


@pytest.mark.parametrize(
    ("path", "ancestor"),
    [
        (("nothing",), ()),
        (("events", 7, "date"), ("events",)),
        (("events", -1), ("events",)),
        (("events", "date"), ("events",)),
        (("title", "x"), ("title",)),
        ((0,), ()),
    ],
)
def test_a_path_that_leads_nowhere_gives_the_nearest_ancestor(document: Document, path: Path, ancestor: Path) -> None:
    assert document.origin(path) == document.origin(ancestor)


def test_finding_a_character_in_a_scalar(document: Document) -> None:
    assert document.find(("events", 0, "event"), "№")[1:3] == (6, 16)
    assert document.find(("events", 1, "event"), "№")[1:3] == (8, 28)
    assert document.find(("title",), "№")[1:3] == (2, 8), "where it starts, as what follows is not of it"


def test_a_key_given_twice_leaves_places_in_step() -> None:
    from packgen.source import examine

    document, problems = examine(b"a: 1\nb: 2\na: 3\nc: 4\n", "x.yaml")
    assert len(problems) == 1
    assert document is not None
    assert document.value == {"a": "3", "b": "2", "c": "4"}
    assert [document.origin((key,)).line for key in "abc"] == [3, 2, 4]


def test_a_problem_shows_its_line_and_a_caret(document: Document) -> None:
    problem = document.problem(document.origin(("events", 0), "timeline, event 1"), "event is missing.", "Add one.")
    assert str(problem) == ("k.yaml:4:5: timeline, event 1: event is missing. Add one.\n    - date: June 1957\n      ^")


def test_an_excerpt_has_no_tabs_and_nothing_a_terminal_obeys(document: Document) -> None:
    problem = document.problem(document.find(("events", 0, "event"), "№"), "x")
    assert problem.excerpt == "Tabs and № stand"
    assert problem.excerpt[problem.caret] == "№"
    hidden = read_yaml_text("a: b\u202ec".encode(), "x.yaml")
    assert hidden.problem(hidden.origin(("a",)), "x").excerpt == "a: b\ufffdc"


@pytest.mark.parametrize("column", [0, 30, 99, 250, 470, 499])
def test_a_long_line_is_cut_around_the_column(column: int) -> None:
    line = "".join(chr(0x4E00 + i) for i in range(500))
    document = read_yaml_text(f"{line}: x".encode(), "x.yaml")
    problem = document.problem(document.origin(())._replace(column=column + 1), "x")
    assert len(problem.excerpt) == 100
    assert problem.excerpt[problem.caret] == line[column]
    assert problem.excerpt.startswith("…") == (column > 50)
    assert problem.excerpt.endswith("…") == (column < 450)


def test_a_place_past_the_end_has_no_excerpt(document: Document) -> None:
    problem = document.problem(document.origin(())._replace(line=99), "x")
    assert str(problem) == "k.yaml:99:1: x"

"""What is longer than any topic needs is refused where it stands, and the rest of the file is still looked at."""

from typing import Any

import pytest

from packgen.source import examine
from packgen.source.limits import LONGEST_LIST, LONGEST_TEXT


def told(text: str) -> tuple[Any, list[str]]:
    document, problems = examine(text.encode(), "x.yaml")
    return document and document.value, [f"{p.origin.line}:{p.origin.column} {p.message} {p.remedy}" for p in problems]


@pytest.mark.parametrize("style", ["{}", "'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
def test_the_longest_text(style: str) -> None:
    value, problems = told(f"a: {style.format('x' * LONGEST_TEXT)}\nb: c\n")
    assert problems == []
    assert value["a"].rstrip() == "x" * LONGEST_TEXT


@pytest.mark.parametrize(("style", "count"), [("{}", 20_001), ("'{}'", 20_001), ("|-\n  {}", 20_001)])
def test_a_text_that_is_longer(style: str, count: int) -> None:
    text_line = 3 if "\n" in style else 2
    value, problems = told(f"a: b\nc: {style.format('x' * count)}\nd: e\nd: f\n")
    assert problems == [
        "2:4 this text has 20,001 characters; 20,000 is the most. Divide it.",
        f'{text_line + 2}:1 "d" is here for the second time (first on line {text_line + 1}). Keep one of the two.',
    ]
    assert value == {"a": "b", "c": "x" * 100, "d": "f"}


def test_a_key_that_is_longer() -> None:
    value, problems = told(f"? {'x' * 20_001}\n: y\n")
    assert problems == ["1:3 this text has 20,001 characters; 20,000 is the most. Divide it."]
    assert value == {"x" * 100: "y"}


def test_a_million_letters_cost_no_more() -> None:
    assert told(f"a: {'x' * 1_000_000}")[1] == [
        "1:4 this text has 1,000,000 characters; 20,000 is the most. Divide it."
    ]


@pytest.mark.parametrize("layout", ["block", "flow"])
def test_the_longest_list(layout: str) -> None:
    def text(count: int) -> str:
        return "a: [" + "b, " * count + "]\n" if layout == "flow" else "a:\n" + "- b\n" * count

    assert told(text(LONGEST_LIST)) == ({"a": ["b"] * LONGEST_LIST}, [])
    value, problems = told(text(LONGEST_LIST + 1) + "c: d\nc: e\n")
    assert value == {"a": ["b"] * LONGEST_LIST, "c": "e"}
    assert [problem.split(" ", 1)[1] for problem in problems] == [
        "this list has 2,001 items; 2,000 is the most. Divide it from here on.",
        f'"c" is here for the second time (first on line {2 if layout == "flow" else 2003}). Keep one of the two.',
    ]
    assert problems[0].startswith("2002:3 " if layout == "block" else "1:6005 ")


def test_the_most_keys() -> None:
    text = "".join(f"k{number}: v\n" for number in range(LONGEST_LIST + 1))
    value, problems = told(text)
    assert problems == ["2001:1 there are 2,001 keys here; 2,000 is the most. Divide it from here on."]
    assert len(value) == LONGEST_LIST


@pytest.mark.parametrize("inside", ["e{}", "'e{}'", "|\n  e{}"])
def test_thirty_marks_on_a_letter(inside: str) -> None:
    value, problems = told(f"a: {inside.format(chr(0x323) * 30)}")
    assert problems == []
    assert "\u1eb9" in value["a"]
    value, problems = told(f"a: {inside.format(chr(0x323) * 31)}")
    assert value is None
    line, column = (2, 4) if "\n" in inside else (1, inside.index("e") + 5)
    assert problems == [
        f"{line}:{column} more than 30 combining marks follow one another here. Delete those that are not needed."
    ]


def test_marks_that_escapes_make() -> None:
    value, problems = told('a: "e' + r"\u0301\u0323" * 10_000 + '"')
    assert problems == ["1:4 more than 30 combining marks follow one another here. Delete those that are not needed."]
    assert value["a"] == (r"e" + r"\u0301\u0323" * 10_000)[:LONGEST_TEXT]
    assert told('a: "e' + r"\u0301" * 30 + '"')[1] == []


def test_alternating_marks_are_refused_before_they_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting them takes time by the square of their number."""
    from packgen.source import encoding

    monkeypatch.setattr(encoding, "unicodedata", None)
    assert len(told("a: e" + "\u0301\u0323" * 50_000)[1]) == 1


def test_text_of_many_marked_letters_is_read() -> None:
    text = "e\u0323\u0301" * 6_000
    assert told(f"a: {text}") == ({"a": "\u1eb9\u0301" * 6_000}, [])

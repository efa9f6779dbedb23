"""What is read is what was written."""

import re
from collections.abc import Iterator

import pytest

from packgen.source import examine, read_yaml_text
from packgen.source.document import Value
from packgen.source.limits import LONGEST_LIST


def read(text: str) -> Value:
    return read_yaml_text(text.encode(), "x.yaml").value


@pytest.mark.parametrize(
    "text",
    [
        "no", "on", "yes", "1957-06-18", "12:30", "1:30", "010", "0o17", "1e3", "0x1F", "1_000", ".5", ".inf", "-.INF",
        ".NaN", "null", "Null", "NULL", "~", "=", "TRUE", "2001-12-14t21:59:43.10-05:00",
    ],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert read(f"a: {text}\nb: [{text}]\n{text}: c") == {"a": text, "b": [text], text: "c"}
    assert read(f"- {text}\n- {{a: {text}}}") == [text, {"a": text}]


def test_what_merges_elsewhere_is_text_where_it_is_a_value() -> None:
    assert read("a: <<\nb: [<<]") == {"a": "<<", "b": ["<<"]}


@pytest.mark.parametrize("nothing", ["", "# a comment", "#"])
def test_a_plain_nothing_is_none(nothing: str) -> None:
    assert read(f"a: {nothing}\nb: c") == {"a": None, "b": "c"}


@pytest.mark.parametrize("text", ['""', "''", "'~'", '"null"'])
def test_a_quoted_nothing_is_text(text: str) -> None:
    assert read(f"a: {text}") == {"a": text[1:-1]}


def test_an_empty_file_is_none() -> None:
    assert read("") is None
    assert read("# nothing yet\n") is None
    assert read("---\n") is None


def test_lists_and_mappings_nest() -> None:
    assert read("a:\n  - b: {c: [d, []]}\n  - e\nf: {}\n") == {"a": [{"b": {"c": ["d", []]}}, "e"], "f": {}}


def test_a_literal_block_keeps_its_lines() -> None:
    assert read("a: |\n  one\n  two\n\n  three\n") == {"a": "one\ntwo\n\nthree\n"}


@pytest.mark.parametrize(
    "text", ["a: >-\n  one\n  two\n\n  three\n", "a: one\n  two\n\n  three\n", 'a: "one\n  two\n\n  three"\n']
)
def test_elsewhere_a_blank_line_stays_a_blank_line(text: str) -> None:
    assert read(text) == {"a": "one\ntwo\n\nthree"}


def test_line_ends_of_other_systems() -> None:
    assert read("a: b\r\nc: |\r\n  d\r\n  e\r\n") == {"a": "b", "c": "d\ne\n"}
    assert read("a: b\rc: d\r") == {"a": "b", "c": "d"}


def test_a_byte_order_mark_is_skipped() -> None:
    document = read_yaml_text(b"\xef\xbb\xbfa: b\n", "x.yaml")
    assert document.value == {"a": "b"}
    assert document.origin(("a",))[:3] == ("x.yaml", 1, 4)


def test_text_is_composed() -> None:
    assert read("a: Хрущёв") == {"a": "Хрущёв"}
    assert read("a: cafe\u0301") == {"a": "caf\u00e9"}


def test_scalars_are_listed_in_order_without_keys() -> None:
    document = read_yaml_text(b"a: b\nc: [d, {g: , e: f}]\n", "x.yaml")
    assert document.scalars.texts == ["b", "d", None, "f"]


def test_lists_in_brackets() -> None:
    document, problems = examine(b"a: [b, [c]]\nd:\n- e\n- {f: [g]}\nh:\n  [i]\n", "")
    assert document is not None
    assert not problems
    assert document.bracketed == [["b", ["c"]], ["c"], ["g"], ["i"]]


@pytest.mark.parametrize(
    "text",
    [
        "x*",
        "a: b*\nc: [d*, {e: f*, g: ''}]\nh:\n  - i: j*\n  - []\n",
        "a: {}\nb: c*\nb: d\n",
        "a: e*\nb: c*\nb: d*\n",
        "a: []\nb: {c: d*, e: [f*]}\nb: g*\n",
        "a: {b: c*, d e*}\nf: g*\n",
        "a: {b*, c: d*, e f g*}\n",
        f"a: [{'[], ' * LONGEST_LIST}b*]\nc: d*\n",
        f"a: {{{', '.join(f'k{n}: {{}}' for n in range(LONGEST_LIST + 1))}, b: c*}}\nc: d*\n",
    ],
)
def test_texts_that_match_are_found_where_they_stand(text: str) -> None:
    document, _ = examine(text.encode(), "x.yaml")
    assert document is not None
    assert list(document.matching(re.compile(r"\*"))) == [
        (path, found) for path, found in _texts(document.value) if "*" in found
    ]


def _texts(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*path, key))
    else:
        for number, one in enumerate(value or ()):
            yield from _texts(one, (*path, number))

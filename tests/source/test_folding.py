"""Scalars of several lines keep their lines, however YAML would fold them."""

from __future__ import annotations

import pytest

from packgen.source import read_yaml_text


def read(text: str) -> object:
    return read_yaml_text(text.encode(), "x.yaml").value


@pytest.mark.parametrize("end", ["", "-", "+", "2", "2-"])
def test_a_folded_block_keeps_its_lines(end: str) -> None:
    text = f"a: >{end}\n  one\n  two\n\n  - x\n    - y\nb: c\n"
    assert read(text) == {"a": "one\ntwo\n\n- x\n  - y", "b": "c"}


def test_the_last_value_of_a_file_may_end_with_it() -> None:
    assert read("a: >-\n  one\n  two") == {"a": "one\ntwo"}
    assert read("a: one\n  two") == {"a": "one\ntwo"}


def test_plain_text_keeps_its_lines() -> None:
    assert read("a: one\n  two\n\n  three\nb: c # no text\n") == {"a": "one\ntwo\n\nthree", "b": "c"}
    assert read("a:\n  Causes\n    + more\n") == {"a": "Causes\n+ more"}
    assert read("- one\n  two\n- three\n") == ["one\ntwo", "three"]
    assert read("[one\n  two, three]\n") == ["one\ntwo", "three"]


def test_quoted_text_keeps_its_lines() -> None:
    assert read("a: \"one\n  two\n\n  three\"\nb: 'it''s\n  two'\n") == {"a": "one\ntwo\n\nthree", "b": "it's\ntwo"}


def test_line_ends_of_other_systems_are_alike() -> None:
    assert read("a: >-\r\n  one\r\n  two\r\nb: c\r\n") == {"a": "one\ntwo", "b": "c"}


def test_text_with_escapes_is_folded_as_yaml_says() -> None:
    assert read('a: "one\\\n  two\\u00e9 three"\n') == {"a": "onetwoé three"}
    assert read('a: "one\\ntwo"\n') == {"a": "one\n\ntwo"}

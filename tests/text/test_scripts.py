"""Superscripts and subscripts, and what they are in plain characters."""

from __future__ import annotations

import pytest

from packgen.text.faces import Faces
from packgen.text.inline import Run, folded, parse, plain
from packgen.text.scripts import _LOWERED, _RAISED


def test_one_stands_in_the_other() -> None:
    assert parse("e^−E~a~/RT^") == [
        Run("e"),
        Run("−E", rise=1),
        Run("a", rise=1, inner=-1),
        Run("/RT", rise=1),
    ]
    assert parse("x~i^2^~") == [Run("x"), Run("i", rise=-1), Run("2", rise=-1, inner=1)]


def test_other_marks_stand_in_them() -> None:
    assert parse("10^**3**^") == [Run("10"), Run("3", bold=True, rise=1)]
    assert parse("*a **b** c*") == [
        Run("a ", italic=True),
        Run("b", bold=True, italic=True),
        Run(" c", italic=True),
    ]
    assert parse("x^[n](https://e.org)^")[1] == Run("n", rise=1, href="https://e.org")


@pytest.mark.parametrize(
    "text",
    [
        "~~struck~~ out",
        "a^^b^^c",
        "~5–~10 km and ~100–~200 people",
        "x^2+y^2=z^2",
        "x^{2}+y^{2}",
        "note[^1] and[^2]",
        "^ and ^",
        "x^ y^",
        "10^$x$^",
    ],
)
def test_what_encloses_nothing_is_printed_as_typed(text: str) -> None:
    assert parse(text) == [Run(text)]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("10^3^", "10³"),
        ("10^−3^ m", "10⁻³ m"),
        ("H~2~O and SO~4~^2−^", "H₂O and SO₄²⁻"),
        ("^14^~6~C", "¹⁴₆C"),
        ("10^**3**4^", "10³⁴"),
        ("V~out~", "Vₒᵤₜ"),
        ("E~cell~ = 1", "E_cell = 1"),
        ("E~cell~V", "E_(cell)V"),
        ("e^−E~a~/RT^", "e^(−E_a/RT)"),
        ("x^?^", "x^(?)"),
        ("the 20^th^ Congress", "the 20th Congress"),
        ("2^th^ but n^th^", "2th but nᵗʰ"),
        ("one\\\ntwo", "one two"),
    ],
)
def test_plain_characters_say_what_is_raised(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_search_takes_no_notice_of_what_is_raised() -> None:
    assert folded("H~2~O and E~Cell~") == "h2o and ecell"
    assert folded("H₂O") == folded("H~2~O") == folded("h2o")


def test_the_fonts_have_all_these_characters() -> None:
    assert Faces({}).missing("".join([*_RAISED.values(), *_LOWERED.values()])) == []

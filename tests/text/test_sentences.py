"""How texts begin and end where packgen takes them from their place or goes on after them."""

from __future__ import annotations

import pytest

from packgen.text.inline import Run, parse
from packgen.text.sentences import before_colon, begun, ended, sentence, unended


def text(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("it was read at meetings", "It was read at meetings"),
        ("**they** were four", "**They** were four"),
        ("“élan” was all", "“Élan” was all"),
        ("a vote", "A vote"),
        ("pH 7", "pH 7"),
        ("Zhukov refused", "Zhukov refused"),
        ("1,523 deputies", "1,523 deputies"),
        ("$x$ grows", "$x$ grows"),
        ("", ""),
    ],
)
def test_a_text_of_its_own_begins_with_a_capital(given: str, wanted: str) -> None:
    assert begun(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Virgin Lands", "Virgin Lands."),
        ("Virgin Lands.", "Virgin Lands."),
        ("Why?", "Why?"),
        ("No!", "No!"),
        ("Steps:", "Steps:"),
        ("And so…", "And so…"),
        ("He said “no”", "He said “no”."),
        ("He said “no.”", "He said “no.”"),
        ("**Bold.**", "Bold."),
        ("Reform (1861)", "Reform (1861)."),
    ],
)
def test_a_sentence_has_one_stop(given: str, wanted: str) -> None:
    assert text(ended(parse(given))) == wanted
    assert text(parse(sentence(given))) == wanted


def test_a_stop_after_a_superscript_is_not_raised() -> None:
    assert ended(parse("x^2^")) == [Run("x"), Run("2", rise=1), Run(".")]
    assert ended([]) == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("The Party.", "The Party"),
        ("**The Party.**", "The Party"),
        ("The Party", "The Party"),
        ("At 5 p.m.", "At 5 p.m."),
        ("Workers, etc.", "Workers, etc."),
        ("And so...", "And so..."),
        ("Why?", "Why?"),
    ],
)
def test_a_stop_is_taken_from_the_end_but_not_from_an_abbreviation(given: str, wanted: str) -> None:
    assert text(unended(parse(given))) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"), [("Head", "Head: "), ("Head.", "Head: "), ("Why?", "Why? "), ("A:", "A: ")]
)
def test_a_colon_follows_no_other_stop(given: str, wanted: str) -> None:
    assert text(before_colon(parse(given), ": ")) == wanted

from __future__ import annotations

import pytest

from packgen.tasks.chance import Chance
from packgen.tasks.spare import spare_words

CHANCE = Chance(1, "test")


def spare(terms: list[str], answers: list[str], *taken: str, seed: int = 1) -> set[str]:
    return set(spare_words(terms, answers, [*answers, *taken], Chance(seed, "test")))


@pytest.mark.parametrize(
    ("answer", "fits", "unlike"),
    [
        ("26 June", "8 February", ["8 February 1955", "1955", "February", "Beria"]),
        ("1934", "1929", ["12", "8 May 1929", "Stalin"]),
        ("Central Committee", "Warsaw Pact", ["Presidium", "collective farms", "5 March"]),
        ("plenum", "congress", ["Congress", "party congress"]),
        ("7–4", "11–0", ["11", "eleven"]),
    ],
)
def test_a_spare_word_has_the_form_of_an_answer(answer: str, fits: str, unlike: list[str]) -> None:
    assert spare([*unlike, fits], [answer, answer]) == {fits}


@pytest.mark.parametrize(
    ("term", "taken"),
    [
        ("Politburo", "Politburo"),
        ("politburo", "the Politburo of 1952"),
        ("Nikolai Bulganin", "Bulganin took the chair"),
        ("kolkhozes", "a kolkhoz"),
        ("Elites", "elite"),
    ],
)
def test_a_word_that_may_be_right_or_is_printed_is_no_spare_word(term: str, taken: str) -> None:
    answers = ["Presidium", "presidium", "Georgy Zhukov"]
    assert spare([term], answers) == {term}
    assert spare([term], answers, taken) == set()


def test_a_short_bank_has_two_spare_words_and_a_long_one_three() -> None:
    terms = ["Beria", "Malenkov", "Molotov", "Suslov"]
    for count, wanted in ((2, 2), (7, 2), (8, 3), (12, 3)):
        assert len(spare(terms, [f"N{'abcdefghijkl'[n]}" for n in range(count)])) == wanted


def test_no_form_has_more_spare_words_than_answers() -> None:
    assert len(spare(["Beria", "Malenkov", "Molotov", "1929", "1934"], ["Zhukov", "1956"])) == 2
    for seed in range(20):
        assert len(spare(["Beria", "Malenkov", "1929", "1934"], ["Zhukov", "1956"], seed=seed) & {"1929", "1934"}) == 1


def test_spare_words_share_no_word() -> None:
    for seed in range(20):
        assert spare(["Zhukov", "Georgy Zhukov", "Marshal Zhukov"], ["Serov", "Ivan Serov"], seed=seed) != {
            "Zhukov",
            "Georgy Zhukov",
        }


def test_the_seed_chooses_and_other_terms_do_not_reshuffle() -> None:
    terms = [f"N{letter}" for letter in "abcdefghijkl"]
    found = [spare(terms, ["Zhukov", "Serov"], seed=seed) for seed in range(20)]
    assert len({frozenset(one) for one in found}) > 5
    for seed in range(20):
        assert len(spare([*terms, "Nz"], ["Zhukov", "Serov"], seed=seed) & found[seed]) >= 1


def test_without_terms_there_are_none() -> None:
    assert spare([], ["Zhukov"]) == set()
    assert spare(["", "w" * 41], ["Zhukov", "w" * 41]) == set()

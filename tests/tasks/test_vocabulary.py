from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.tasks.chance import Chance
from packgen.tasks.passage import read
from packgen.tasks.vocabulary import USUAL, headwords, hide, own_terms, shorter_dates, surname

CHANCE = Chance(1, "test")


def hidden(text: str, terms: list[str], count: int | None = None, chance: Chance = CHANCE) -> list[str]:
    """What is hidden in a text, in its order."""
    marked, number = hide(text, terms, chance, count)
    found = re.findall(r"\{\{(.*?)\}\}", marked)
    assert len(found) == number
    assert marked.replace("{{", "").replace("}}", "") == text
    return found


# -- what is found


def test_whole_words_are_hidden_where_they_first_stand() -> None:
    assert hide("He met Stalin in the end.", ["Stalin"], CHANCE) == ("He met {{Stalin}} in the end.", 1)
    assert hidden("Stalinism and Stalingrad", ["Stalin"]) == []
    assert hidden("the Anti-Party men and the Party-line", ["Party"]) == []
    assert hidden("in 1953–1956, and 1953", ["1953"]) == ["1953"]
    assert hide("Stalin’s crimes", ["Stalin"], CHANCE)[0] == "{{Stalin}}’s crimes"


def test_the_longest_term_wins() -> None:
    terms = ["Committee", "Central Committee", "June", "18 June 1957", "18 June"]
    assert hidden("On 18 June 1957 it was for the Central Committee to say.", terms) == [
        "18 June 1957",
        "Central Committee",
    ]


def test_a_term_may_begin_a_sentence_but_is_otherwise_written_alike() -> None:
    assert hidden("Collective leadership followed.", ["collective leadership"]) == ["Collective leadership"]
    assert hidden("the party was over", ["PARTY"]) == []


def test_no_break_spaces_are_spaces() -> None:
    assert hidden("On 18\u00a0June he went.", ["18 June"]) == ["18\u00a0June"]


def test_markdown_around_a_term_stays() -> None:
    assert hide("The **Virgin Lands** as told in *Pravda*", ["**Virgin Lands**", "Pravda"], CHANCE)[1] == 2
    assert hidden("See [Stalin](https://example.org/Stalin) there.", ["Stalin"]) == []
    assert hidden("See <https://example.org/Stalin> there.", ["Stalin"]) == []


@pytest.mark.parametrize("term", ["", " ", "a", "{{a}}", "a|b", "x" * 41, "“", "a*b"])
def test_what_cannot_be_hidden_is_passed_over(term: str) -> None:
    assert hidden("a a|b a*b “ " + "x" * 41, [term]) == []


def test_a_text_with_braces_is_left_alone() -> None:
    assert hide("a {{b Stalin", ["Stalin"], CHANCE) == ("a {{b Stalin", 0)


# -- what is chosen

SENTENCES = [
    "In 1953 the Marshal called Zhukov took part in the arrest of the minister called Beria.",
    "Later it was the turn of Malenkov to give way to the modest man called Bulganin.",
    "It was in Kazakhstan that the tractors went out, and in Siberia as well.",
    "Then came the speech in Moscow, after which came the risings in Poland and far off in Hungary.",
]
TERMS = ["1953", "Zhukov", "Beria", "Malenkov", "Bulganin", "Kazakhstan", "Siberia", "Moscow", "Poland", "Hungary"]


def test_every_sentence_has_its_turn_first() -> None:
    for seed in range(20):
        marked, number = hide(" ".join(SENTENCES), TERMS, Chance(seed), 4)
        assert number == 4
        assert [part.count("{{") for part in marked.split(". ")] == [1, 1, 1, 1]


def test_two_words_stand_between_gaps() -> None:
    text = "It was Malenkov, Molotov and Kaganovich who lost, with Shepilov."
    names = ["Malenkov", "Molotov", "Kaganovich", "Shepilov"]
    for seed in range(20):
        marked, _ = hide(text, names, Chance(seed), 4)
        for between in re.findall(r"\}\}(.*?)\{\{", marked):
            assert len(re.findall(r"\w+", between)) >= 2


def test_no_term_is_hidden_twice() -> None:
    text = "There was Stalin, and after him again and again Stalin, and in the end Stalin."
    assert hidden(text, ["Stalin"], 3) == ["Stalin"]


def test_what_the_passage_says_elsewhere_is_hidden_last() -> None:
    text = (
        "By then Stalin was dead. The speech by Zhukov was about Stalin. Then came Georgy Malenkov, and Malenkov fell."
    )
    terms = ["Stalin", "Zhukov", "Georgy Malenkov"]
    assert hidden(text, terms) == ["Zhukov"]
    assert hidden(text, terms, 3) == ["Stalin", "Zhukov", "Georgy Malenkov"]
    assert hidden("By then Stalin was dead. Stalin had died.", ["Stalin"]) == ["Stalin"]


def test_a_month_elsewhere_does_not_give_a_date_away() -> None:
    assert hidden("On 18 June they met. By 29 June it was over.", ["18 June", "29 June"]) == ["18 June", "29 June"]


def test_ten_are_hidden_where_nothing_is_said() -> None:
    words = [f"Name{chr(97 + n)}" for n in range(20)]
    text = " ".join(f"It was {word} who came to the door." for word in words)
    assert len(hidden(text, words)) == USUAL
    assert len(hidden(text, words, 15)) == 15


def test_another_seed_hides_something_else() -> None:
    choices = {tuple(hidden(" ".join(SENTENCES), TERMS, 4, Chance(seed))) for seed in range(10)}
    assert len(choices) > 3


@given(st.integers(0, 1000), st.integers(0, 3), st.sampled_from(["He left.", "It was Molotov who stayed there.", ""]))
def test_to_edit_a_sentence_moves_the_other_gaps_little(seed: int, place: int, new: str) -> None:
    terms = [*TERMS, "Molotov"]
    edited = [*SENTENCES[:place], new, *SENTENCES[place + 1 :]]
    before = set(hidden(" ".join(SENTENCES), terms, 5, Chance(seed)))
    after = set(hidden(" ".join(edited), terms, 5, Chance(seed)))
    own = {word for word in before if word in SENTENCES[place]} | {word for word in after if word in new}
    assert len((before - after) - own) <= 1
    assert len((after - before) - own) <= 2  # what takes the place of those that went with their sentence


@given(st.integers(0, 1000))
def test_a_term_that_stands_nowhere_changes_nothing(seed: int) -> None:
    text = " ".join(SENTENCES)
    assert hide(text, TERMS, Chance(seed), 5) == hide(text, [*TERMS[::-1], "Brezhnev"], Chance(seed), 5)


words = st.sampled_from(
    [
        "Stalin",
        "stalin",
        "18 June 1957",
        "June",
        "1957",
        "Party",
        "Anti-Party",
        ". ",
        ", ",
        "\n\n",
        "*",
        "**",
        "[",
        "](x)",
        "{",
        "a",
        "é",
        "İ",
        "ß",
    ]
)


@given(st.lists(words, max_size=40), st.integers(1, 12))
def test_any_text_can_be_read_afterwards(parts: list[str], count: int) -> None:
    text = " ".join(parts).replace("{", "")
    marked, number = hide(text, ["Stalin", "18 June 1957", "June", "1957", "Party", "é", "İ"], CHANCE, count)
    assert number <= count
    assert len(read(marked).marks) == number
    assert marked.replace("{{", "").replace("}}", "") == text


# -- where terms come from


def test_a_passage_shows_what_is_worth_hiding() -> None:
    text = "The **cult of personality** stood in the “Secret Speech” of 25 February 1956. It shook Poland in June 1956."
    assert own_terms(text) == ["cult of personality", "25 February 1956", "June 1956", "Secret Speech", "Poland"]


def test_words_at_the_start_of_a_sentence_are_not_taken_for_names() -> None:
    assert own_terms("He fell. Secret Speech, 1956. “Nobody came.” Anti-Party Group") == ["1956"]
    assert own_terms("it was the Seven-Year Plan that Георгий Маленков opposed in May") == [
        "Seven-Year Plan",
        "Георгий Маленков",
    ]


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Georgy Malenkov", "Malenkov"),
        ("**Georgy** Zhukov", "Zhukov"),
        ("Nicholas II", None),
        ("Stalin", None),
        ("John Foster Dulles", "Dulles"),
    ],
)
def test_a_surname_is_the_last_word_of_a_name(name: str, last: str | None) -> None:
    assert surname(name) == last


def test_a_headword_may_hold_several() -> None:
    assert headwords("Kolkhoz / sovkhoz") == ["Kolkhoz", "sovkhoz"]
    assert headwords("Sovnarkhoz (pl. sovnarkhozy)") == ["Sovnarkhoz", "sovnarkhozy"]
    assert headwords("**Secret Speech**") == ["Secret Speech"]


def test_a_date_may_be_said_shorter() -> None:
    assert shorter_dates("18–21 June 1957") == ["18–21 June 1957", "18–21 June", "June 1957", "1957"]
    assert shorter_dates("25 Feb 1956")[:3] == ["25 Feb 1956", "25 Feb", "Feb 1956"]
    assert {"25 February 1956", "February 1956", "1956"} < set(shorter_dates("25 Feb 1956"))
    assert shorter_dates("1957") == ["1957"]
    assert shorter_dates("Oct–Nov 1956") == ["Oct–Nov 1956"]

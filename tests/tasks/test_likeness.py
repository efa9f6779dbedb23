from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.tasks.likeness import _WORD, Said, _as_a_whole, _folded, _is_same, revealing_words

_WORDS = ["the", "The", "Who", "V", "v", "EU", "plan", "plans", "planned", "Plan’s", "1957", "leaf", "leaves", "a", "."]
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("A heart with the ventricle in red.", "Left ventricle", ["ventricle"]),
        ("A heart with two Ventricles.", "left ventricle", ["Ventricles"]),
        ("Both atria are open.", "Right atrium", ["atria"]),
        ("Nuclei of cells", "Cell nucleus", ["Nuclei", "cells"]),
        ("Mitochondria everywhere", "mitochondrion", ["Mitochondria"]),
        ("The vertebrae of a cat", "Vertebra", ["vertebrae"]),
        ("Yellow leaves on the ground", "A leaf", ["leaves"]),
        ("The bodies of insects", "Body", ["bodies"]),
        ("Water is evaporating", "Evaporated water", ["Water", "evaporating"]),
        ("It has stopped", "Stop valve", ["stopped"]),
        ("Khrushchev’s plan of 1957", "Khrushchev", ["Khrushchev’s"]),
        ("the plan of 1957", "Reform of 1957", ["1957"]),
        ("A semi-permeable wall", "Permeable membrane", ["permeable"]),
        ("A café by the sea", "Cafe", ["café"]),
        ("A circuit with R in series", "R", ["R"]),
        ("Stars of the EU", "EU law", ["EU"]),
        ("Стены Кремля", "Кремля", ["Кремля"]),
        ("On the left, a man", "Left", ["left"]),
        ("A poster of The Who", "The Who", ["The", "Who"]),
        ("Ventricle, ventricle and ventricle", "Ventricle", ["Ventricle", "ventricle"]),
    ],
)
def test_words_that_tell_a_name(text: str, name: str, told: list[str]) -> None:
    assert revealing_words(text, [name]) == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The map of a country, in the middle of an ocean.", "The end of the war"),
        ("On the left, a man with a hat; on the right, a woman.", "Left ventricle"),
        ("A large circle with a small one above it.", "Large intestine"),
        ("An excellent drawing.", "Cell"),
        ("A circuit of wires.", "A"),
        ("There is a lamp. A wire leads to it.", "Vitamin A"),
        ("the us and them of a class", "US"),
        ("Two people and 2 dogs", "Phase 2"),
        ("A new road", "News"),
        ("A thin string", "Thing"),
        ("A bare field", "…"),
        ("", "Moscow"),
        ("A bare field", ""),
    ],
)
def test_ordinary_words_tell_nothing(text: str, name: str) -> None:
    assert revealing_words(text, [name]) == []


def test_words_of_several_names_come_in_the_order_of_the_text() -> None:
    assert revealing_words("Moscow, then Kyiv, then Moscow.", ["Kyiv", "Moscow", "Minsk"]) == ["Moscow", "Kyiv"]


@given(_TEXTS, _TEXTS)
def test_no_word_is_passed_over(text: str, name: str) -> None:
    said, wanted = list(_WORD.finditer(text)), _WORD.findall(name)
    found = [n for n, match in enumerate(said) if any(_is_same(word, match) for word in wanted)]
    found = found or sorted(_as_a_whole(said, list(map(_folded, wanted))))
    assert revealing_words(text, [name]) == list(dict.fromkeys(said[n][0] for n in found))


def test_a_whole_name_stands_in_one_text() -> None:
    assert Said("The others came in", "the end they won").revealing(["In the"]) == []
    assert Said("The others came", "in the end they won").revealing(["In the"]) == ["in", "the"]

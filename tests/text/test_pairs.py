"""Words put together from the pairs of earlier words are the words that HarfBuzz makes."""

import itertools
import random
import re
from collections.abc import Sequence

import pytest

from packgen.resources import content_folder
from packgen.text.catalogue import catalogue
from packgen.text.face import Face
from packgen.text.faces import Faces
from packgen.text.pairs import TYPOGRAPHIC, KernedPairs
from packgen.text.shaping import Word, shape
from packgen.text.spacing import Spacing
from tests.support.soak import SOAK

CHARACTERS = [*(chr(code) for code in range(0x21, 0x7F)), *TYPOGRAPHIC]
UNLETTERED = [character for character in CHARACTERS if not character.isalpha()]
SHIPPED = [index for index in range(4 * len(catalogue().names())) if catalogue().resolve(index) == index]


@pytest.fixture(scope="module")
def written() -> list[str]:
    """The words of the sections on Khrushchev."""
    files = sorted((content_folder() / "russia-1855-1964").glob("khrushchev.y*ml"))
    return sorted({word for file in files for word in re.findall(f"[!-~{TYPOGRAPHIC}]+", file.read_text("utf-8"))})


def face_of(index: int) -> Face:
    return Faces({"text": ("source-sans-3",)}).face(index)


def in_pairs(face: Face, words: Sequence[str]) -> list[Word]:
    face.pairs = KernedPairs()
    for word in words:
        shape([face], word)
    return [shape([face], word) for word in words]


def one_by_one(face: Face, words: Sequence[str]) -> list[Word]:
    face.pairs = None
    return [shape([face], word) for word in words]


@pytest.fixture
def face(request: pytest.FixtureRequest) -> Face:
    """A face of its own, so that the pairs of the one that all designs share stay as they are."""
    shared = face_of(request.param)
    return Face(shared.index, shared.path)


@pytest.mark.parametrize("face", SHIPPED, indirect=True)
def test_words_are_the_same_in_pairs(face: Face, written: list[str]) -> None:
    assert len(written) > 1000
    assert in_pairs(face, written) == one_by_one(face, written)


@pytest.mark.parametrize("characters", [CHARACTERS, UNLETTERED], ids=["all", "unlettered"])
@pytest.mark.parametrize("face", SHIPPED, indirect=True)
def test_a_third_character_changes_nothing(face: Face, characters: Sequence[str]) -> None:
    """The fonts have no rule with a context for these characters: what three of them are, any number are."""
    known = [character for character in characters if character in face.known]
    chance = random.Random(1)
    threes = itertools.product(known, repeat=3) if SOAK else (chance.choices(known, k=3) for _ in range(2000))
    tried = list(map("".join, threes))
    assert in_pairs(face, tried) == one_by_one(face, tried)


def test_a_word_of_known_pairs_is_not_given_to_harfbuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    path = face_of(0).path
    face = Face(0, path, kerned_in_pairs=True)
    for word in ("AV", "VA"):
        shape([face], word)
    monkeypatch.setattr(face, "shape", lambda text: pytest.fail(f"{text} was shaped"))
    assert shape([face], "AVAVA") == shape([Face(0, path)], "AVAVA")


@pytest.mark.parametrize("word", ["1861", "a1861", "Tsar’s", "“War”,", "1853–56", "...", "x"])
def test_words_of_ascii_and_typographic_characters_have_pairs(word: str) -> None:
    assert is_learned(word)


@pytest.mark.parametrize("word", ["été", "Царь", "2½", "a\u00a0b", ""])
def test_other_words_have_no_pairs(word: str) -> None:
    assert not is_learned(word)


def is_learned(word: str) -> bool:
    face = Face(0, face_of(0).path, kerned_in_pairs=True)
    assert face.pairs is not None
    shape([face], word)
    return face.pairs.word(word) is not None


def test_numbers_and_words_have_pairs_of_their_own() -> None:
    """HarfBuzz takes the script of a number to be none, for which a font may have another kerning."""
    face = Face(0, face_of(0).path, kerned_in_pairs=True)
    assert face.pairs is not None
    shape([face], "a1861")
    assert face.pairs.word("1861") is None
    shape([face], "1861")
    assert face.pairs.word("1861") == shape([face], "1861")


def test_other_faces_have_no_pairs() -> None:
    """A font of a theme may have rules with a context; letters apart are moved one by one."""
    path = face_of(0).path
    assert Face(0, path).pairs is None
    assert Face(0, path, spacing=Spacing(0.1, 1.2), kerned_in_pairs=True).pairs is None


def test_a_word_with_accents_apart_teaches_nothing() -> None:
    """A letter with an accent apart has another glyph than the letter alone."""
    face = Face(0, face_of(0).path, kerned_in_pairs=True)
    pairs = face.pairs
    assert pairs is not None
    shape([face], "e\u0301")
    assert pairs.word("e") is None
    for letter in "et":
        shape([face], letter)
    assert pairs.word("e") == shape([face], "e")
    assert pairs.word("et") is None

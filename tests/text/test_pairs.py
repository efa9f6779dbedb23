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
from packgen.text.pairs import KernedPairs, is_latin
from packgen.text.shaping import Word, shape
from packgen.text.spacing import Spacing
from tests.support.soak import SOAK

CHARACTERS = [chr(code) for code in range(0x21, 0x7F)]
SHIPPED = [index for index in range(4 * len(catalogue().names())) if catalogue().resolve(index) == index]


@pytest.fixture(scope="module")
def written() -> list[str]:
    """The words of ASCII characters in the sections on Khrushchev."""
    files = sorted((content_folder() / "russia-1855-1964").glob("khrushchev.y*ml"))
    return sorted({word for file in files for word in re.findall("[!-~]+", file.read_text("utf-8"))})


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


@pytest.mark.parametrize("face", SHIPPED, indirect=True)
def test_a_third_character_changes_nothing(face: Face) -> None:
    """The fonts have no rule with a context for ASCII: what three characters are, any number are."""
    triples = ["".join(three) for three in itertools.product(CHARACTERS, repeat=3)]
    tried = triples if SOAK else random.Random(1).sample(triples, 4000)
    latin = list(filter(is_latin, tried))
    assert in_pairs(face, latin) == one_by_one(face, latin)


def test_a_word_of_known_pairs_is_not_given_to_harfbuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    path = face_of(0).path
    face = Face(0, path, kerned_in_pairs=True)
    for word in ("AV", "VA"):
        shape([face], word)
    monkeypatch.setattr(face, "shape", lambda text: pytest.fail(f"{text} was shaped"))
    assert shape([face], "AVAVA") == shape([Face(0, path)], "AVAVA")


def test_the_script_of_the_pairs_is_latin() -> None:
    assert [word for word in ("1861", "a1861", "Tsar", "été", "Царь", "...", "x", "") if is_latin(word)] == [
        "a1861",
        "Tsar",
        "x",
    ]


def test_other_faces_have_no_pairs() -> None:
    """A font of a theme may have rules with a context; letters apart are moved one by one."""
    path = face_of(0).path
    assert Face(0, path).pairs is None
    assert Face(0, path, spacing=Spacing(0.1, 1.2), kerned_in_pairs=True).pairs is None


def test_only_latin_words_are_learned() -> None:
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

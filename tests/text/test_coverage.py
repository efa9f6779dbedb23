import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.text.coverage import PLAIN, blank, describe, missing, refused
from packgen.text.faces import Faces
from packgen.text.hyphens import HYPHEN
from packgen.text.shaping import MissingGlyph


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces({"text": ("atkinson-hyperlegible-next", "dejavu-sans"), "display": ("source-serif-4",)})


def test_what_the_fonts_have_is_not_missing(faces: Faces) -> None:
    text = "Khrushchev — «Хрущёв», Хрущёва́; Ἀθῆναι ½ ☐ ★ ⇌ → ⁻ 5 °C, Łódź,\n\tend\u00a0of\u00adthat\u2011is 😀"
    assert faces.missing(text) == []


def test_what_no_font_has_is_named_once_and_in_order(faces: Faces) -> None:
    assert faces.missing("漢字 and 漢 🦀") == ["字", "漢", "🦀"]


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\x07", "\r", "\x7f", "\x85", "\u200e", "\u200f", "\u202e", "\u2066", "\ufeff", "\u200b"),
        *("ש", "س", "٣", "\ue000", "\ue001", "\U000f0000", "\ud800", "\u0378", "\U0010ffff", "\u2028", "\u2029"),
    ],
)
def test_what_cannot_be_set_is_missing_though_a_font_may_have_it(faces: Faces, character: str) -> None:
    assert refused(character)
    assert faces.missing(f"a{character}b") == [character]
    with pytest.raises(MissingGlyph) as caught:
        faces.word(0, f"a{character}b")
    assert caught.value.character == character


@pytest.mark.parametrize("character", ["\u00ad", "\u200c", "\u200d", "\u2060", "\ufe0f"])
def test_invisible_signs_for_joining_and_breaking_are_welcome(faces: Faces, character: str) -> None:
    assert faces.missing(f"a{character}b") == []
    assert faces.word(0, f"a{character}b") == faces.word(0, "ab")


def test_composed_and_decomposed_text_are_alike(faces: Faces) -> None:
    assert faces.missing(unicodedata.normalize("NFD", "Йод, café, Άρης")) == []
    assert faces.missing("\u212b\u2126") == []  # angstrom and ohm signs, which NFC replaces


def test_later_faces_are_not_looked_at_in_the_usual_case() -> None:
    looked_at: list[str] = []

    def known() -> Iterator[frozenset[str]]:
        for face in ("abc", "d", "e"):
            looked_at.append(face)
            yield frozenset(face)

    assert missing("cab\n", known()) == []
    assert looked_at == ["abc"]
    assert missing("cad", known()) == []
    assert looked_at == ["abc", "abc", "d"]
    assert missing("caf", known()) == ["f"]


def test_parts_of_a_letter_may_lie_in_different_faces() -> None:
    assert missing("é", [frozenset("e"), frozenset("\u0301")]) == []
    assert missing("é", [frozenset("e")]) == ["é"]


@settings(max_examples=300)
@given(st.data())
def test_what_is_not_missing_can_be_shaped_in_every_face(faces: Faces, data: st.DataObject) -> None:
    everything = sorted(set().union(*(faces.face(4 * family).known for family in range(4))))
    characters = st.sampled_from(everything) | st.characters(codec="utf-8") | st.sampled_from([chr(c) for c in PLAIN])
    # HYPHEN is packgen's own mark at the end of a part of a word; no content may have it.
    word = data.draw(st.text(characters.filter(lambda c: c not in f"\n\t{HYPHEN}"), max_size=8))
    face = data.draw(st.integers(0, 15).map(lambda index: faces.face(index).index))
    unset = faces.missing(word)
    if unset:
        with pytest.raises(MissingGlyph) as caught:
            faces.word(face, word)
        assert caught.value.character in unset
    else:
        assert faces.word(face, word).width >= 0


def test_describe() -> None:
    assert describe("☃") == '"☃" (U+2603 SNOWMAN)'
    assert describe("\u0301") == '"◌\u0301" (U+0301 COMBINING ACUTE ACCENT)'
    assert describe("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert describe("\x07") == "U+0007"


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u2003 ", "\u00ad", "\u200c\u200d\u2060", "\ufe0f \u034f"])
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert blank(text)


@pytest.mark.parametrize("text", ["a", "\u00ada", "-", "\u2011", "\u0301", "…", "\u200c."])
def test_what_shows_anything_is_not_blank(text: str) -> None:
    assert not blank(text)

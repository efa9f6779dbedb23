"""Shaped words, read back as a viewer reads them."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.text.coverage import PLAIN
from packgen.text.faces import Faces
from packgen.text.shaping import MissingGlyph, Word, expand
from packgen.text.spacing import Spacing
from tests.support.glyphs import pairs
from tests.support.pieces import Seen, view

SANS, SANS_BOLD, SERIF, ATKINSON, DEJAVU = 0, 1, 4, 8, 12


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces(
        {
            "text": ("source-sans-3", "dejavu-sans"),
            "display": ("source-serif-4", "dejavu-sans"),
            "large": ("atkinson-hyperlegible-next", "source-sans-3"),
        }
    )


def alike(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text.translate(PLAIN)))


def check(faces: Faces, face: int, text: str) -> Seen:
    word = faces.word(face, text)
    seen = view(faces, face, word.piece)
    assert seen.width == word.width
    assert (seen.face, seen.rise) == (face, 0)
    assert tuple((glyph.face, glyph.gid) for glyph in seen.drawn) == pairs(word.glyphs)
    assert alike(seen.text) == alike(text)
    return seen


LATIN = "".join(map(chr, [*range(0x21, 0x7F), *range(0xA1, 0x180)])) + "–—‘’“”…€"
CYRILLIC = "".join(map(chr, range(0x400, 0x460)))
GREEK = "".join(chr(c) for c in range(0x386, 0x3CF) if unicodedata.category(chr(c)) != "Cn")
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328"
ODD = "\u00a0\u00ad\u2010\u2011\u2060\u2206\u2126\u00b5\u02bc\u02bb\u2215\u207c☐★⇌½²₂→ﬁℵ"


@pytest.mark.parametrize("face", [SANS, SANS_BOLD, 2, 3, SERIF, 7, ATKINSON, 11])
@given(word=st.one_of(*(st.text(st.sampled_from(letters), max_size=12) for letters in (LATIN, CYRILLIC, GREEK))))
@settings(max_examples=60)
def test_a_viewer_sees_the_width_and_the_text_that_layout_counts_on(faces: Faces, face: int, word: str) -> None:
    check(faces, face, word)


@pytest.mark.parametrize("face", [SANS, SANS_BOLD, 2, SERIF, 5, 6, ATKINSON, DEJAVU])
@given(word=st.text(st.sampled_from("aeiHНяΩfj" + MARKS + ODD + LATIN + CYRILLIC), max_size=8))
@settings(max_examples=120)
def test_so_it_does_with_marks_and_characters_out_of_the_way(faces: Faces, face: int, word: str) -> None:
    check(faces, face, word)


@given(st.data())
@settings(max_examples=200)
def test_so_it_does_with_everything_that_any_face_has(faces: Faces, data: st.DataObject) -> None:
    everything = sorted(faces.face(DEJAVU).known | faces.face(SANS).known)
    check(faces, SANS, data.draw(st.text(st.sampled_from(everything), max_size=6)))


# -- kerning


def test_kerns_are_written_where_the_font_kerns_and_nowhere_else(faces: Faces) -> None:
    face = faces.face(SANS)
    t, o, n = (face.cmap[c] for c in "Ton")
    word = faces.word(SANS, "To")
    kern = word.width - face.width(t) - face.width(o)
    assert kern < -30
    assert word.piece == f"{face.glyphs[t].code}){-kern}({face.glyphs[o].code}"
    plain = faces.word(SANS, "no")
    assert plain == Word(face.width(n) + face.width(o), face.glyphs[n].code + face.glyphs[o].code, (n, o))


def test_pieces_concatenate(faces: Faces) -> None:
    words = [faces.word(SANS, w) for w in ("To", "★", "q\u0323\u0301", "∆")]
    space = faces.space(SANS)
    seen = view(faces, SANS, space.piece.join(word.piece for word in words))
    assert seen.width == sum(word.width for word in words) + 3 * space.width
    assert seen.text == "To ★ q\u0323\u0301 ∆"


def test_no_ligatures(faces: Faces) -> None:
    for face in (SANS, SERIF, ATKINSON, DEJAVU):
        assert len(faces.word(face, "officefl").glyphs) == 8


# -- special characters


@pytest.mark.parametrize("byte", [0x0A, 0x0D, 0x28, 0x29, 0x5C])
def test_bytes_with_a_meaning_in_strings_are_escaped(faces: Faces, byte: int) -> None:
    code = faces.face(DEJAVU).glyphs[byte << 8 | byte].code
    assert code == {0x0A: "\\n", 0x0D: "\\r", 0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}[byte] * 2


def test_a_no_break_space_is_a_space(faces: Faces) -> None:
    space = faces.space(SANS)
    assert faces.word(SANS, "\u00a0") == space
    assert faces.word(SANS, "5\u00a0km").glyphs[1] == space.glyphs[0]
    assert space.width == faces.face(SANS).width(faces.face(SANS).cmap[" "]) == 200


def test_soft_hyphens_vanish_and_special_hyphens_are_hyphens(faces: Faces) -> None:
    assert faces.word(SANS, "Khrush\u00adchev") == faces.word(SANS, "Khrushchev")
    for face in (SANS, SERIF, ATKINSON):
        assert faces.word(face, "a\u2010b\u2011c") == faces.word(face, "a-b-c")
    assert faces.word(SANS, "") == faces.word(SANS, "\u00ad") == Word(0, "", ())


def test_composed_and_decomposed_letters_are_one(faces: Faces) -> None:
    for face in (SANS, SERIF, ATKINSON):
        assert faces.word(face, "cafe\u0301 и\u0306") == faces.word(face, "café й")


@pytest.mark.parametrize("character", ["\ue000", "\ue001", "\n", "\t", "漢", "ש", "\u202e", "\ud800"])
def test_what_cannot_be_set_is_refused_by_name(faces: Faces, character: str) -> None:
    with pytest.raises(MissingGlyph) as caught:
        faces.word(SANS, f"a{character}b")
    assert caught.value.character == character
    assert f"U+{ord(character):04X}" in str(caught.value)
    assert str(caught.value).encode()


# -- marks


def test_the_stress_of_a_russian_name_stands_over_its_vowel(faces: Faces) -> None:
    seen = check(faces, SANS, "Хрущёва\u0301")
    *_, vowel, accent = seen.drawn
    face = faces.face(SANS)
    left, width = (face._font.get_glyph_extents(accent.gid)[i] for i in (0, 2))
    middle = accent.x + left + width / 2
    assert vowel.x + 150 < middle < vowel.x + face.width(vowel.gid) - 150
    assert seen.width == faces.word(SANS, "Хрущёва").width
    assert "\ue000" not in faces.word(SANS, "Хрущёва\u0301").piece  # the font draws it at the right height


def test_the_way_back_from_a_mark_is_not_taken_for_a_space(faces: Faces) -> None:
    shaped = faces.face(SANS).shape("О\u0301")
    code, right = faces.face(SANS).glyphs[shaped.gids[1]].code, shaped.positions[1][0]
    assert f"){-right}({code})]TJ[{right}(" in faces.word(SANS, "О\u0301стров").piece
    assert faces.word(SANS, "О\u0301").piece.endswith(f")]TJ[{right}(")


def test_a_raised_mark_rises_with_the_size_and_comes_down_again(faces: Faces) -> None:
    word = faces.word(DEJAVU, "Е\u0301т")
    seen = view(faces, DEJAVU, word.piece, size=20)
    assert [glyph.rise for glyph in seen.drawn] == [0, pytest.approx(20 * 373 / 2048, abs=0.01), 0]
    lifted = view(faces, DEJAVU, word.piece, size=20, rise=5)
    assert [glyph.rise for glyph in lifted.drawn] == [5, pytest.approx(5 + 20 * 373 / 2048, abs=0.01), 5]
    assert [glyph.x for glyph in lifted.drawn] == [glyph.x for glyph in seen.drawn]


def test_a_mark_that_no_letter_carries_is_set_all_the_same(faces: Faces) -> None:
    check(faces, SANS, "\u0301a")


# -- fallback


def test_symbols_come_from_the_next_face_of_the_chain(faces: Faces) -> None:
    seen = check(faces, SANS, "a★b")
    assert [glyph.face for glyph in seen.drawn] == [SANS, DEJAVU, SANS]
    assert faces.word(SANS, "a★b").piece.count("\ue000") == 2
    assert [glyph.face for glyph in check(faces, SANS_BOLD, "★").drawn] == [DEJAVU + 1]


def test_cyrillic_in_a_latin_face_comes_from_the_chain_in_the_same_style(faces: Faces) -> None:
    for style in range(4):
        seen = check(faces, ATKINSON + style, "«Правда»")
        assert [glyph.face for glyph in seen.drawn] == [ATKINSON + style, *[SANS + style] * 6, ATKINSON + style]


def test_marks_stay_with_their_letter(faces: Faces) -> None:
    assert "\u0301" in faces.face(ATKINSON).known
    seen = check(faces, ATKINSON, "xа\u0301x")
    assert [glyph.face for glyph in seen.drawn] == [ATKINSON, SANS, SANS, ATKINSON]
    plain, variant = faces.word(SANS, "☐"), faces.word(SANS, "☐\ufe0e")
    assert plain == variant


def test_families_outside_the_chain_help_in_catalogue_order() -> None:
    lonely = Faces({"large": ("atkinson-hyperlegible-next",)})
    assert {face for face, _ in pairs(lonely.word(ATKINSON, "Правда").glyphs)} == {SANS}
    chosen = Faces({"large": ("atkinson-hyperlegible-next", "source-serif-4")})
    assert {face for face, _ in pairs(chosen.word(ATKINSON, "Правда").glyphs)} == {SERIF}


def test_another_weight_is_better_than_nothing(faces: Faces) -> None:
    regular, bold = faces.face(DEJAVU).known, faces.face(DEJAVU + 1).known
    only_regular = min(regular - bold - faces.face(SANS_BOLD).known - faces.face(SERIF + 1).known)
    assert [glyph.face for glyph in check(faces, SANS_BOLD, f"a{only_regular}").drawn] == [SANS_BOLD, DEJAVU]


# -- text behind the glyphs


def test_glyphs_that_say_something_else_carry_actual_text(faces: Faces) -> None:
    piece = faces.word(SANS, "Δ∆").piece  # Greek delta and increment share a glyph
    assert piece.count("ActualText") == 1
    assert "<FEFF2206>" in piece
    assert "ActualText" not in faces.word(SANS, "Ωµ½ﬁ—Е\u0301").piece


def test_neighbours_share_one_actual_text(faces: Faces) -> None:
    piece = faces.word(SANS, "a∆∆b∆").piece
    assert re.findall("<FEFF([0-9A-F]+)>", piece) == ["22062206", "2206"]


def test_clusters_are_single_characters(faces: Faces) -> None:
    for face in (SANS, SERIF, DEJAVU):
        assert faces.face(face).shape("Хва\u0301я").clusters == [0, 1, 2, 3, 4]


def test_letterforms_are_the_same_in_any_locale(faces: Faces) -> None:
    for face in (SANS, 2, SERIF, 6):
        for letter in "абвгдежзийклмнопрстуфхцчшщъыьэюяѓґіїiış":  # Bulgarian, Serbian and Turkish have their own
            assert pairs(faces.word(face, letter).glyphs) == ((face, faces.face(face).cmap[letter]),)


def test_texts_do_not_depend_on_what_was_set_before() -> None:
    families = {"text": ("source-sans-3",)}
    one, two = Faces(families), Faces(families)
    for word in ("∆\u00a0\u2011", "Е\u0301"):
        one.word(SANS, word)
    for word in ("Δ -", "Н\u0301"):
        two.word(SANS, word)
    gids = range(2500)
    assert [one.face(SANS).texts[gid] for gid in gids] == [two.face(SANS).texts[gid] for gid in gids]


# -- the cache and expand


def test_words_are_shaped_once() -> None:
    faces = Faces({"text": ("source-sans-3",)})
    assert faces.words[SANS].get("once") is None
    word = faces.word(SANS, "once")
    assert faces.words[SANS].get("once") is faces.word(SANS, "once") is word
    assert len(faces.words[SANS_BOLD]) == 0


def test_expand_writes_sizes_as_layout_does() -> None:
    assert expand("ab)-12(c", 11) == "ab)-12(c"
    assert expand("a\ue000F7\ue001b", 11) == "a)]TJ /F7 11 Tf[(b"
    assert expand("a\ue000F7\ue001b", 9.5) == "a)]TJ /F7 9.5 Tf[(b"
    assert expand("\ue000T200\ue001", 11) == ")]TJ 2.2 Ts[("
    assert expand("\ue000T-200\ue001\ue000T0\ue001", 11, rise=3.96) == ")]TJ 1.76 Ts[()]TJ 3.96 Ts[("
    assert expand("\ue000T0\ue001", 11, rise=-0.0001) == ")]TJ 0 Ts[("


@given(word=st.text(st.sampled_from("AVToWe.aiΩfjЯй" + MARKS), min_size=1, max_size=10))
@settings(max_examples=60)
def test_spacing_widens_what_is_set_by_as_much_as_layout_counts_on(word: str) -> None:
    families = {"text": ("atkinson-hyperlegible-next", "source-sans-3", "dejavu-sans")}
    close, wide = Faces(families), Faces(families, spacing=Spacing(0.05, 1.2))
    face = close.index("text")
    check(wide, face, word)
    letters = sum(glyph.face >= 0 for glyph in view(close, face, close.word(face, word).piece).drawn)
    grown = wide.word(face, word).width - close.word(face, word).width
    assert 0 <= grown <= 50 * letters + letters


def test_spacing_widens_spaces_between_words_only() -> None:
    families = {"text": ("atkinson-hyperlegible-next",)}
    close, wide = Faces(families), Faces(families, spacing=Spacing(0.0, 1.5))
    for space, factor in ((" ", 1.5), ("\u00a0", 1.5), ("\u2009", 1.0)):
        if close.missing(space):
            continue
        assert wide.word(0, space).width == pytest.approx(factor * close.word(0, space).width, abs=1)
    assert wide.word(0, "abc") == close.word(0, "abc")


def test_a_mark_stays_over_its_letter_where_letters_are_apart() -> None:
    families = {"text": ("source-sans-3",)}
    close, wide = Faces(families), Faces(families, spacing=Spacing(0.1, 1.0))
    one, other = (view(faces, 0, faces.word(0, "x\u0301").piece) for faces in (close, wide))
    assert [glyph.gid for glyph in one.drawn] == [glyph.gid for glyph in other.drawn]
    assert [round(glyph.x - one.drawn[0].x) for glyph in one.drawn] == [
        round(glyph.x - other.drawn[0].x) for glyph in other.drawn
    ]

import hashlib
import itertools
import re
import shutil
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.errors import ThemeError
from packgen.resources import fonts_folder
from packgen.text import faces as module
from packgen.text.catalogue import catalogue
from packgen.text.face import UNKNOWN, Face
from packgen.text.faces import Faces
from packgen.text.shaping import Word

FAMILIES = {"text": ("source-sans-3", "dejavu-sans"), "display": ("source-serif-4",)}
SHIPPED = sorted({catalogue().resolve(index) for index in range(4 * len(catalogue().families))})


def _file(index: int) -> Path:
    """Return the file of a face that is shipped."""
    path = catalogue().file(index)
    assert isinstance(path, Path)
    return path


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces(FAMILIES)


def own_fonts(folder: Path, listing: str) -> Path:
    (folder / "fonts.yaml").write_text(listing, encoding="utf-8")
    return folder


ONE = "- {family: one, title: One, licence: OFL.txt, regular: One.ttf}\n"


# -- the fonts folder


def test_the_order_of_the_catalogue_is_fixed_for_ever() -> None:
    names = ["source-sans-3", "source-serif-4", "atkinson-hyperlegible-next", "dejavu-sans"]
    assert catalogue().names()[:4] == names


def test_every_listed_file_and_licence_is_there() -> None:
    for family in catalogue().families:
        assert family.licence.is_file()
        assert family.files[0] is not None
        assert all(path.is_file() for path in family.files if path is not None)


def test_every_font_file_is_listed() -> None:
    listed = {path for family in catalogue().families for path in family.files}
    assert set(fonts_folder().glob("*/*.ttf")) <= listed


def test_readme_states_the_sum_of_every_file() -> None:
    folder = fonts_folder()
    sums = re.findall(r"^([0-9a-f]{64})  (\S+)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    stated = {path: digest for digest, path in sums}
    files = {path.relative_to(folder).as_posix(): path for path in folder.glob("*/*")}
    assert stated.keys() == files.keys()
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == stated[name], name


@pytest.mark.parametrize("index", SHIPPED)
def test_shipped_faces_may_be_embedded_and_are_what_they_are_listed_as(faces: Faces, index: int) -> None:
    face = faces.face(index)
    assert face.index == index
    permissions = face.number("OS/2", ">H", 8)
    assert permissions == 0  # installable embedding
    assert (face.weight >= 700) == bool(index % 4 & 1)
    assert (face.italic_angle < 0) == bool(index % 4 & 2)
    assert {"a", "Z", "é", "-", " "} <= face.known


# -- indexes


def test_index_is_four_times_family_plus_style(faces: Faces) -> None:
    assert [faces.index("text", bold, italic) for italic in (False, True) for bold in (False, True)] == [0, 1, 2, 3]
    assert faces.index("display") == 4
    assert faces.index("display", True, True) == 7


def test_a_style_that_a_family_lacks_is_set_in_its_nearest() -> None:
    faces = Faces({"text": ("dejavu-sans",)})
    assert faces.index("text", False, True) == faces.index("text") == 12
    assert faces.index("text", True, True) == faces.index("text", True) == 13
    assert faces.face(14) is faces.face(12)
    assert faces.face(15) is faces.face(13)


def test_unknown_families_are_named_with_a_hint(faces: Faces) -> None:
    with pytest.raises(ThemeError, match=r'The theme has no font family "txt"\. Did you mean "text"\?'):
        faces.index("txt")
    with pytest.raises(ThemeError, match=r'There is no font family "source-san-3"\. Did you mean "source-sans-3"'):
        Faces({"text": ("source-san-3",)})
    with pytest.raises(ThemeError, match=r'There is no font family "zzz"\. Choose one of source-sans-3, '):
        Faces({"text": ("source-sans-3", "zzz")})


# -- facts for embedding


def test_facts_of_source_sans(faces: Faces) -> None:
    face = faces.face(2)
    assert face.postscript_name == "SourceSans3-Italic"
    assert face.upem == 1000
    assert (face.ascent, face.descent, face.cap_height) == (1024, -400, 660)
    assert face.italic_angle == -11.0
    assert face.weight == 400
    left, bottom, right, top = face.bbox
    assert left < 0 < right
    assert bottom < face.descent / 2 < 0 < face.cap_height < top


def test_facts_of_an_older_font_with_another_em(faces: Faces) -> None:
    face = faces.face(12)
    assert face.upem == 2048
    assert face.cap_height == 729  # not in the file: the height of the H, 1493 units
    assert face.width(face.cmap["a"]) == round(1255 * 1000 / 2048)


def test_texts_are_the_everyday_characters(faces: Faces) -> None:
    sans, serif = faces.face(0), faces.face(4)
    everyday = {
        " ": "\u00a0",
        "-": "\u2010\u2011",
        "\u03bc": "\u00b5",
        "\u0394": "\u2206",
        "\u03a9": "\u2126",
        "\u03c6": "\u03d5",
    }
    for text, others in everyday.items():
        for character in text + others:
            assert sans.texts[sans.cmap[character]] == text
    assert serif.texts[serif.cmap["\u2019"]] == "\u2019"  # not U+02BC, which looks the same
    assert serif.texts[serif.cmap["\u2018"]] == "\u2018"


@pytest.mark.parametrize("index", SHIPPED)
def test_every_glyph_has_a_text_whatever_was_asked_before(index: int) -> None:
    path = _file(index)
    forwards, backwards = Face(index, path), Face(index, path)
    gids = range(3000)
    one = {gid: forwards.texts[gid] for gid in gids}
    backwards.shape("aA\u0301")
    assert one == {gid: backwards.texts[gid] for gid in reversed(gids)}
    assert one[0] == UNKNOWN
    assert all(text and not any(0xE000 <= ord(c) <= 0xF8FF for c in text) for text in one.values())


def test_marks_over_capitals_keep_their_text(faces: Faces) -> None:
    face = faces.face(0)
    raised = face.shape("Н\u0301").gids[1]
    assert raised not in face.cmap.values()
    assert face.texts[raised] == "\u0301"


def test_designs_in_several_threads_do_not_mix_their_words() -> None:
    words = ["".join(letters) for letters in itertools.product("AVTofe", repeat=4)]

    def set_words(_: int) -> list[Word]:
        own = Faces({"text": ("source-sans-3",)})
        return [own.word(0, word) for word in words]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(set_words, range(4)))
    finally:
        sys.setswitchinterval(before)
    assert all(found == set_words(0) for found in made)


# -- subsets


@pytest.mark.parametrize("index", SHIPPED)
def test_a_subset_draws_the_same_glyphs_under_the_same_numbers(faces: Faces, index: int) -> None:
    face = faces.face(index)
    kept = {face.cmap[c] for c in "aéẞ&—" if c in face.cmap} | set(face.shape("Н\u0301").gids)
    data = face.subset(kept)
    small = uharfbuzz.Face(uharfbuzz.Blob(data))
    old, new = face._font, uharfbuzz.Font(small)
    assert sorted(small.table_tags) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert len(data) < len(face.data) / 2
    for gid in kept:
        assert new.get_glyph_extents(gid) == old.get_glyph_extents(gid)
        assert new.get_glyph_h_advance(gid) == old.get_glyph_h_advance(gid)
    dropped = face.cmap["q"]
    assert new.get_glyph_extents(dropped).width == 0 < old.get_glyph_extents(dropped).width
    assert new.get_glyph_extents(0) == old.get_glyph_extents(0)


def test_a_subset_is_the_same_for_the_same_glyphs(faces: Faces) -> None:
    gids = [60, 50, 70, 50]
    again = Face(0, _file(0))
    assert faces.face(0).subset(gids) == again.subset(sorted(set(gids)))
    assert faces.face(0).subset([]) == again.subset([0])


@pytest.mark.parametrize("index", SHIPPED)
def test_a_subset_with_a_cmap_maps_its_characters_to_their_numbers_in_the_whole_font(faces: Faces, index: int) -> None:
    face = faces.face(index)
    wanted = "aé€Жї\U0001f600"
    data = face.subset_with_cmap(wanted)
    small = uharfbuzz.Face(uharfbuzz.Blob(data))
    mapped = {ord(c): face.cmap[c] for c in wanted if c in face.cmap}
    assert set(small.unicodes) == mapped.keys()
    assert {code: uharfbuzz.Font(small).get_nominal_glyph(code) for code in mapped} == mapped
    assert uharfbuzz.Font(small).get_glyph_extents(face.cmap["a"]) == face._font.get_glyph_extents(face.cmap["a"])
    # A TrueType font that is not symbolic needs a subtable for platform 3, encoding 1 (PDF/A-2, 6.2.11.6).
    cmap = small.reference_table("cmap").data
    subtables = [struct.unpack_from(">HH", cmap, 4 + 8 * number) for number in range(cmap[3])]
    assert (3, 1) in subtables
    assert data == face.subset_with_cmap(wanted[::-1])


# -- broken files


def test_a_missing_font_is_told_with_its_path(tmp_path: Path) -> None:
    faces = Faces({"text": ("one",)}, own_fonts(tmp_path, ONE))
    with pytest.raises(ThemeError, match=r"one/One\.ttf cannot be used: No such file or directory\. Restore the file"):
        faces.word(0, "a")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is not a TrueType font"),
        (b"<html>", "it is not a TrueType font"),
        (b"wOF2" + bytes(100), "it is compressed for web pages (WOFF2)"),
        (b"OTTO" + bytes(100), "its outlines are PostScript"),
        (b"\0\1\0\0", 'it has no "OS/2" table'),
        (b"\0\1\0\0\0\1" + bytes(6) + b"glyf" + b"\xff" * 12, "it is cut short"),
    ],
)
def test_a_broken_font_is_told_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "One.ttf"
    path.write_bytes(data)
    with pytest.raises(ThemeError, match=re.escape(f"{path} cannot be used: {reason}")):
        _ = Face(0, path).known


def use_everything(face: Face) -> None:
    _ = face.known, face.texts[1], face.postscript_name, face.bbox, face.ascent, face.descent, face.cap_height
    _ = face.italic_angle, face.weight, face.width(5), face.mark_forms()
    face.shape("Хa\u0301")
    face.subset([5, 6])


def test_a_font_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    data = _file(8).read_bytes()
    path = tmp_path / "One.ttf"
    for length in (*range(0, 400, 7), *range(400, len(data) - 4, 4001), len(data) - 4):
        path.write_bytes(data[:length])
        with pytest.raises(ThemeError):
            _ = Face(0, path).known


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_font_is_refused_or_set_but_never_a_surprise(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(_file(8).read_bytes())
    at = data.draw(st.integers(0, 300) | st.integers(0, len(whole) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=60))
    whole[at : at + len(noise)] = noise
    path = tmp_path_factory.mktemp("font") / "One.ttf"
    path.write_bytes(whole)
    with suppress(ThemeError):
        use_everything(Face(0, path))


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        ("a: [", "it is not YAML"),
        ("", "it must be a list of families"),
        ("one: two", "it must be a list of families"),
        ("- one", "each family must be keys with text values"),
        ("- {family: one, title: 1}", "each family must be keys with text values"),
        ("- {family: one, title: One, regular: One.ttf}", 'a family lacks "licence"'),
        ("- {family: one, title: One, licence: OFL.txt}", 'a family lacks "regular"'),
        (ONE.replace("regular", "light"), '"light" is not a key of a family'),
        (ONE + ONE, "it lists a family twice"),
    ],
)
def test_a_broken_catalogue_is_told_with_the_reason(tmp_path: Path, listing: str, reason: str) -> None:
    with pytest.raises(ThemeError, match=re.escape(f"fonts.yaml cannot be used: {reason}. Restore the file")):
        Faces({}, own_fonts(tmp_path, listing))


def test_a_missing_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"fonts\.yaml cannot be used: No such file"):
        Faces({}, tmp_path)


# -- what is not loaded


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = """
import importlib, pkgutil, sys
import packgen.text
for module in pkgutil.iter_modules(packgen.text.__path__, "packgen.text."):
    importlib.import_module(module.name)
heavy = {"uharfbuzz", "markdown_it", "yaml"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
from packgen.text.faces import Faces
from packgen.text.shaping import Word
from packgen.text.inline import parse
Faces({"text": ("source-sans-3",)}).index("text")
parse("some **bold** text")
assert not (heavy - {"yaml"}) & set(sys.modules), heavy & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=fonts_folder().parent)


def test_only_the_faces_in_use_are_opened(tmp_path: Path) -> None:
    shutil.copytree(fonts_folder() / "source-sans-3", tmp_path / "source-sans-3")
    listing = (fonts_folder() / "fonts.yaml").read_text(encoding="utf-8")
    faces = Faces(FAMILIES, own_fonts(tmp_path, listing))
    assert faces.word(0, "word").width > 0
    assert faces.missing("word") == []
    with pytest.raises(ThemeError, match=r"DejaVuSans\.ttf"):
        faces.word(0, "☃")


# -- phrases


@pytest.mark.parametrize("text", ["", "1", "•  ", "A few words", "до 1861"])
@pytest.mark.parametrize("before_space", ["", ")-40("])
def test_a_phrase_is_its_words_and_the_spaces_between_them(text: str, before_space: str) -> None:
    faces = Faces(FAMILIES)
    words, space = [faces.word(0, word) for word in text.split(" ")], faces.space(0)
    for _ in range(2):
        width, piece, glyphs = faces.phrase(0, text, before_space)
        assert width == sum(word.width for word in words) + text.count(" ") * space.width
        assert piece == f"{before_space}{space.piece}".join(word.piece for word in words)
        assert set(glyphs) == {glyph for word in (space, *words) for glyph in word.glyphs}


def test_phrases_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PHRASES", 2)
    faces = Faces(FAMILIES)
    first = faces.phrase(0, "1")
    assert faces.phrase(0, "1") is first
    for number in range(5):
        faces.phrase(0, f"a {number}")
    assert faces.phrase(0, "1") == first
    assert faces.phrase(0, "1") is not first

"""Fonts that a theme brings itself."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont, newTable
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.errors import ThemeError
from packgen.text.faces import Faces
from packgen.theme.design import load_design
from packgen.theme.fonts import LARGEST, MOST_FAMILIES
from tests.support.themes import ATKINSON, changed, font, school_theme

FIRST = 16
"""Index of the first face of a theme: four families come with packgen."""


def write(folder: Path, fonts: str, files: dict[str, bytes] | None = None) -> str:
    """Write a theme and its files, and return the theme's path."""
    for name, data in (files or {}).items():
        (folder / name).write_bytes(data)
    path = folder / "t.yaml"
    path.write_text(f"extends: classic\n{fonts}\n", encoding="utf-8")
    return str(path)


def message(folder: Path, fonts: str, files: dict[str, bytes] | None = None) -> str:
    """Return the first line of the message about a theme, without its folder."""
    with pytest.raises(ThemeError) as caught:
        load_design(write(folder, fonts, files))
    return str(caught.value).split("\n")[0].replace(f"{folder}/", "")


def one(regular: str = "a.ttf", more: str = "") -> str:
    return f"fonts:\n  mine: {{licence: OFL, regular: {regular}{more}}}\nfamilies: {{text: [mine]}}"


# -- what is set in them


def test_text_is_set_in_the_fonts_of_the_theme(tmp_path: Path) -> None:
    design = load_design(str(school_theme(tmp_path)))
    faces = Faces(design.families, own=design.fonts)
    assert design.families["text"] == ("school-sans", "dejavu-sans")
    assert [faces.index("text", bold, italic) for italic in (False, True) for bold in (False, True)] == [
        FIRST, FIRST + 1, FIRST + 2, FIRST + 3,
    ]  # fmt: skip
    shipped = Faces({"text": ("atkinson-hyperlegible-next",)})
    mine, same = faces.word(FIRST, "Khrushchev"), shipped.word(shipped.index("text"), "Khrushchev")
    assert (mine.width, mine.piece) == (same.width, same.piece)
    assert {key >> 16 for key in mine.glyphs} == {FIRST}


def test_what_they_lack_comes_from_other_families(tmp_path: Path) -> None:
    design = load_design(str(school_theme(tmp_path)))
    faces = Faces(design.families, own=design.fonts)
    assert {key >> 16 for key in faces.word(FIRST, "∀x").glyphs} == {FIRST, 12}
    assert faces.missing("Хрущёв ∀x") == []


def test_a_style_that_a_family_lacks_is_set_in_its_nearest(tmp_path: Path) -> None:
    design = load_design(write(tmp_path, one(), {"a.ttf": font()}))
    faces = Faces(design.families, own=design.fonts)
    assert faces.index("text", bold=True) == FIRST
    assert faces.face(FIRST + 3) is faces.face(FIRST)


def test_a_theme_may_extend_one_with_fonts_in_another_folder(tmp_path: Path) -> None:
    school_theme(tmp_path / "house")
    (tmp_path / "Extra.ttf").write_bytes(font("bold"))
    path = tmp_path / "exam.yaml"
    path.write_text("extends: house/school.yaml\nfonts: {school-sans: {bold: Extra.ttf}}\n", encoding="utf-8")
    [family] = load_design(str(path)).fonts
    assert [one.name for one in family.fonts if one][:2] == ["fonts/School-Regular.ttf", "Extra.ttf"]


def test_the_files_are_not_needed_again(tmp_path: Path) -> None:
    design = load_design(str(school_theme(tmp_path)))
    elsewhere = pickle.loads(pickle.dumps(design))
    shutil.rmtree(tmp_path)
    assert elsewhere == design
    assert Faces(elsewhere.families, own=elsewhere.fonts).word(FIRST, "abc").width > 0


# -- keys


def test_the_key_takes_in_the_bytes_of_the_fonts(tmp_path: Path) -> None:
    path = school_theme(tmp_path)
    before = load_design(str(path))
    assert load_design(str(path)).key == before.key
    regular = tmp_path / "fonts" / "School-Regular.ttf"
    regular.write_bytes(changed(lambda opened: opened["hhea"].__setattr__("ascent", 901)))
    after = load_design(str(path))
    assert after.key != before.key
    assert after.fonts_digest != before.fonts_digest


def test_the_key_does_not_know_the_folder(tmp_path: Path) -> None:
    keys = {load_design(str(school_theme(tmp_path / name))).key for name in ("a", "b")}
    assert len(keys) == 1


def test_a_theme_without_fonts_has_no_digest_of_them() -> None:
    assert load_design().fonts_digest == ""


# -- what is refused


@pytest.mark.parametrize(
    ("fonts", "expected"),
    [
        ("fonts: [a.ttf]", "2:8: fonts: this should be a mapping. Write one line for each font family."),
        (
            "fonts: {mine: a.ttf}",
            "2:15: fonts, mine: this should be a mapping. Its keys are licence, regular, bold, italic, bold-italic.",
        ),
        (
            "fonts: {mine: {regular: a.ttf}}",
            "2:15: fonts, mine: licence is missing. Its keys are licence, regular, bold, italic, bold-italic.",
        ),
        (
            "fonts: {mine: {licence: OFL, bold: a.ttf}}",
            "2:15: fonts, mine: regular is missing. Its keys are licence, regular, bold, italic, bold-italic.",
        ),
        (
            "fonts: {mine: {licence: '', regular: a.ttf}}",
            '2:25: fonts, mine, licence: "" is not a name. Write 1 to 200 characters.',
        ),
        (
            "fonts: {mine: {licence: OFL, regular: a.ttf, light: a.ttf}}",
            "2:46: fonts, mine, light: there is no such key. Its keys are licence, regular, bold, italic, bold-italic.",
        ),
        (
            "fonts: {dejavu-sans: {licence: OFL, regular: a.ttf}}",
            '2:9: fonts, dejavu-sans: a font family "dejavu-sans" comes with packgen. Give yours another name.',
        ),
        (
            f"fonts: {{{'m' * 61}: {{licence: OFL, regular: a.ttf}}}}",
            f'2:9: fonts, {"m" * 61}: "{"m" * 59}…" cannot name a font family. Write 1 to 60 visible characters.',
        ),
        (
            one("b.ttf"),
            '3:33: fonts, mine, regular: there is no file "b.ttf". Did you mean "a.ttf" or "pipe.ttf"? '
            "Put the file there, or correct its name; it is looked for from the folder of the theme.",
        ),
        (
            one("../a.ttf"),
            '3:33: fonts, mine, regular: the file "../a.ttf" is outside the folder of the theme. '
            "Copy it into the folder of the theme and name it there.",
        ),
        (
            one("link.ttf"),
            '3:33: fonts, mine, regular: the file "link.ttf" is outside the folder of the theme. '
            "Copy it into the folder of the theme and name it there.",
        ),
        (one("."), '3:33: fonts, mine, regular: "." is not a file. Name a TrueType font (.ttf).'),
        (one("pipe.ttf"), '3:33: fonts, mine, regular: "pipe.ttf" is not a file. Name a TrueType font (.ttf).'),
        (
            one("'fonts\\\\a.ttf'"),
            '3:33: fonts, mine, regular: the file "fonts\\\\a.ttf" has backslashes in its name. Divide folders with /.',
        ),
        (
            "families: {text: [yours]}\nfonts: {mine: {licence: OFL, regular: a.ttf}}",
            '2:19: families, text: there is no font family "yours". The families are source-sans-3, source-serif-4, '
            "atkinson-hyperlegible-next, dejavu-sans, mine.",
        ),
        (
            "fonts: {" + ", ".join(f"f{n}: {{licence: OFL, regular: a.ttf}}" for n in range(MOST_FAMILIES + 1)) + "}",
            "2:8: fonts: there are 9 font families. Name 8 at most.",
        ),
    ],
)
def test_a_section_that_cannot_be_used_is_told(tmp_path: Path, fonts: str, expected: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "a.ttf").write_bytes(font())
    (tmp_path / "x" / "link.ttf").symlink_to(tmp_path / "a.ttf")
    os.mkfifo(tmp_path / "x" / "pipe.ttf")
    assert message(tmp_path / "x", fonts, {"a.ttf": font()}) == f"t.yaml:{expected}"


def restrict(rights: int) -> Callable[[TTFont], object]:
    return lambda opened: setattr(opened["OS/2"], "fsType", rights)


def without(*characters: str) -> Callable[[TTFont], object]:
    def change(opened: TTFont) -> None:
        for table in opened["cmap"].tables:
            for character in characters:
                table.cmap.pop(ord(character), None)

    return change


def variable(opened: TTFont) -> None:
    opened["fvar"] = newTable("fvar")
    opened["fvar"].axes, opened["fvar"].instances = [], []


def without_characters(opened: Any) -> None:
    for table in opened["cmap"].tables:
        table.cmap = {}


def blank_letter(opened: TTFont) -> None:
    glyph = opened["glyf"]["A"]
    glyph.numberOfContours, glyph.data = 0, b""
    opened["glyf"]["A"] = type(glyph)()


def wide_letter(opened: TTFont) -> None:
    opened["hmtx"]["a"] = (60000, 0)


STATIC = "Name a static TrueType font (.ttf)."
AGAIN = "Copy it again from where it comes from."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (lambda: b"", f"cannot be used: it is not a TrueType font. {STATIC}"),
        (lambda: b"%PDF-1.7", f"cannot be used: it is not a TrueType font. {STATIC}"),
        (lambda: b"OTTO" + font()[4:], "cannot be used: its outlines are PostScript (CFF), and packgen embeds "
            f"TrueType outlines (glyf). {STATIC}"),
        (lambda: b"ttcf" + font()[4:], f"cannot be used: it is a collection of fonts (TTC). {STATIC}"),
        (lambda: b"wOF2" + font()[4:], f"cannot be used: it is compressed for web pages (WOFF2). {STATIC}"),
        (lambda: font()[:9000], f"cannot be used: it is cut short. {AGAIN}"),
        (lambda: changed(variable), "is a variable font. Name one file with a fixed style for each of regular, bold "
            "and italic."),
        (lambda: changed(restrict(0x2)), "may not be embedded in a PDF, as it says itself (OS/2, fsType). "
            "Choose a font whose licence permits it."),
        (lambda: changed(restrict(0x108)), "may not be embedded in a PDF, as it says itself (OS/2, fsType). "
            "Choose a font whose licence permits it."),
        (lambda: changed(restrict(0x200)), "may not be embedded in a PDF, as it says itself (OS/2, fsType). "
            "Choose a font whose licence permits it."),
        (lambda: changed(without("k")), 'lacks "k" (U+006B LATIN SMALL LETTER K), which packgen prints. '
            "Choose a font that has the Latin letters, digits and punctuation."),
        (lambda: changed(without(*"xyz9")), 'lacks "x" (U+0078 LATIN SMALL LETTER X) and 3 more that packgen prints. '
            "Choose a font that has the Latin letters, digits and punctuation."),
        (lambda: changed(without_characters),
            f"cannot be used: it has no characters. {AGAIN}"),
        (lambda: changed(blank_letter),
            f'is damaged: its "A" (U+0041 LATIN CAPITAL LETTER A) cannot be drawn. {AGAIN}'),
        (lambda: changed(wide_letter),
            f'is damaged: its "a" (U+0061 LATIN SMALL LETTER A) cannot be drawn. {AGAIN}'),
    ],
)  # fmt: skip
def test_a_font_that_cannot_be_used_is_told(tmp_path: Path, data: Callable[[], bytes], expected: str) -> None:
    found = message(tmp_path, one(), {"a.ttf": data()})
    assert found == f't.yaml:3:33: fonts, mine, regular: the font "a.ttf" {expected}'


def test_a_font_that_is_too_large_is_told(tmp_path: Path) -> None:
    found = message(tmp_path, one(), {"a.ttf": font() + bytes(LARGEST)})
    assert found == 't.yaml:3:33: fonts, mine, regular: the file "a.ttf" is larger than 8 MB. Use a smaller one.'


@pytest.mark.parametrize("rights", [0, 4, 8, 0xC, 0xA])
def test_a_font_that_may_be_embedded_is_used(tmp_path: Path, rights: int) -> None:
    design = load_design(write(tmp_path, one(), {"a.ttf": changed(restrict(rights))}))
    assert Faces(design.families, own=design.fonts).face(FIRST).is_embeddable_in_forms == (rights != 4)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    fonts = "fonts:\n  mine: {licence: OFL, regular: a.ttf, bold: b.ttf}\ncolours: {ink: red}"
    with pytest.raises(ThemeError) as caught:
        load_design(write(tmp_path, fonts, {"a.ttf": b""}))
    assert [line.split(": ")[1] for line in str(caught.value).split("\n") if "t.yaml:" in line] == [
        "fonts, mine, regular", "fonts, mine, bold", "colours, ink",
    ]  # fmt: skip


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_font_is_refused_or_set_but_never_a_surprise(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(font())
    at = data.draw(st.integers(0, 300) | st.integers(0, len(whole) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=60))
    whole[at : at + len(noise)] = noise
    folder = tmp_path_factory.mktemp("theme")
    with suppress(ThemeError):
        design = load_design(write(folder, one(), {"a.ttf": bytes(whole)}))
        faces = Faces(design.families, own=design.fonts)
        face = faces.face(FIRST)
        face.subset([key & 0xFFFF for key in faces.word(FIRST, "Khrushchev").glyphs if key >> 16 == FIRST])


def test_the_shipped_fonts_pass_the_check(tmp_path: Path) -> None:
    from packgen.text.font_check import font_problem

    paths = sorted(ATKINSON.parent.glob("*/*.ttf"))
    assert len(paths) >= 14
    assert [font_problem(path.name, path.read_bytes()) for path in paths] == [None] * len(paths)

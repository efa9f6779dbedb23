from __future__ import annotations

import re

import pikepdf
import pytest

from packgen.bind.document import bind
from packgen.bind.object_ids import FIRST_SHEET, MOST_FACES, font_number
from packgen.pdf import fonts
from packgen.sheet.structure import Element
from packgen.text.catalogue import catalogue
from tests.support.glyphs import pairs
from tests.support.pages import HandMade, design, faces, pack, plain_sheet
from tests.support.pdf import open_pdf

WORDS = "Хрущёв AVATAR 1953–1964, fi é ★"


def words_pack() -> bytes:
    made = HandMade()
    made.line(Element("P", made.root), 700, WORDS)
    made.end_page()
    return bind(pack(made.sheet()), faces(), design())


def widths(font: pikepdf.Object) -> dict[int, int]:
    out: dict[int, int] = {}
    entries = list(font.DescendantFonts[0].W)
    for first, run in zip(entries[::2], entries[1::2], strict=True):
        out |= {int(first) + i: int(width) for i, width in enumerate(run)}
    return out


def mapped(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", font.ToUnicode.read_bytes().decode(), re.M)
    return {int(gid, 16): bytes.fromhex(text).decode("utf-16-be") for gid, text in pairs if len(text) >= 4}


def test_widths_and_texts_cover_the_glyphs_in_use() -> None:
    pdf = open_pdf(words_pack())
    resources = pdf.pages[1].Resources.Font
    regular, fallback = faces().index("text"), pairs(faces().word(faces().index("text"), "★").glyphs)[0][0]
    assert set(resources.keys()) == {f"/F{face}" for face in (regular, regular + 1, fallback)}
    for face in (regular, fallback):
        font = resources[f"/F{face}"]
        drawn = {
            gid for word in WORDS.split() for owner, gid in pairs(faces().word(regular, word).glyphs) if owner == face
        }
        codes = mapped(font)
        codes.pop(0, None)  # the codespace range
        assert drawn <= codes.keys() == widths(font).keys()
        for gid in drawn:
            assert widths(font)[gid] == faces().face(face).width(gid)
            assert codes[gid] == faces().face(face).texts[gid]


def test_the_descriptor_tells_the_face() -> None:
    pdf = open_pdf(words_pack())
    face = faces().index("text", bold=True)
    font = pdf.pages[1].Resources.Font[f"/F{face}"]
    descriptor = font.DescendantFonts[0].FontDescriptor
    assert font.BaseFont == font.DescendantFonts[0].BaseFont == descriptor.FontName
    assert re.fullmatch(r"/[A-Z]{6}\+SourceSans3-Bold", str(font.BaseFont))
    facts = faces().face(face)
    assert [int(edge) for edge in descriptor.FontBBox] == list(facts.bbox)
    assert int(descriptor.CapHeight) == facts.cap_height
    assert descriptor.Flags == 4
    assert int(descriptor.FontFile2.Length1) == len(descriptor.FontFile2.read_bytes())


def bits(*gids: int) -> int:
    return sum(1 << gid for gid in gids)


def objects(face: int, glyphs: int) -> str:
    return fonts.embedded_font(faces().face(face), glyphs).text.decode()


def test_an_italic_face_says_so() -> None:
    face = faces().index("text", italic=True)
    made = objects(face, bits(pairs(faces().word(face, "a").glyphs)[0][1]))
    assert "/Flags 68/" in made
    assert re.search(r"/ItalicAngle -\d", made)


def test_many_glyphs_go_into_several_blocks() -> None:
    glyphs = {gid: chr(0x400 + gid) for gid in range(1, 251)}
    cmap = fonts.to_unicode(glyphs).decode()
    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "50"]
    assert cmap.count("> <") == 250 + 1


def test_the_tag_of_a_subset_depends_on_what_is_in_it() -> None:
    def name(*gids: int) -> str:
        [found] = set(re.findall(r"[A-Z]{6}\+", objects(0, bits(*gids))))
        return found

    assert name(5, 6) == name(6, 5) != name(5, 7)


def test_bits_are_glyphs() -> None:
    assert fonts.glyph_numbers(0) == []
    assert fonts.glyph_numbers(bits(0, 1, 7, 8, 2000)) == [0, 1, 7, 8, 2000]


def test_every_face_has_numbers_of_its_own() -> None:
    assert font_number(MOST_FACES - 1) + fonts.EXTENT <= FIRST_SHEET
    with pytest.raises(ValueError, match="face 64"):
        font_number(MOST_FACES)
    assert 4 * len(catalogue().families) <= MOST_FACES


def test_glyphs_of_all_sheets_are_embedded() -> None:
    pdf = open_pdf(bind(pack(plain_sheet("Ж"), plain_sheet("Ю")), faces(), design()))
    texts = {text for font in pdf.pages[1].Resources.Font.values() for text in mapped(font).values()}
    assert texts >= {"Ж", "Ю"}

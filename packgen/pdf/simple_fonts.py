"""Simple TrueType fonts, with one byte a character, for form fields (ISO 32000-1, 9.6.6.4 and 12.7.3.3).

A program that fills in a field draws the text with the font that the field names, and many programs support simple
fonts only. There are 242 codes: ASCII, the letters of Western Europe and typographic punctuation where WinAnsiEncoding
has them; codes of rarely typed characters are used for Russian, Ukrainian and some letters of Central Europe. Programs
take other characters from fonts of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from packgen.pdf.chunk import LocalId, LocalStream
from packgen.pdf.fonts import ITALIC, stem, to_unicode
from packgen.pdf.objects import box, name, number
from packgen.pdf.streams import deflated

if TYPE_CHECKING:
    from packgen.text.face import Face

_KEPT = "€„…‘’“”•–—£§«»°½·×±šžœÀÄÅÇÉÈÖÜßàáâäåæçèéêëíîïñóôöøúûüý"
"""Characters above ASCII that keep their codes in WinAnsiEncoding."""

_ALPHABET = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_OTHERS = "ҐЄІЇґєії№ąćčęěłńőřśşţźżŁČůğ"
_NAMES_OF_OTHERS = (
    "afii10050 afii10053 afii10055 afii10056 afii10098 afii10101 afii10103 afii10104 afii61352 aogonek cacute ccaron "
    "eogonek ecaron lslash nacute ohungarumlaut rcaron sacute scedilla tcommaaccent zacute zdotaccent Lslash Ccaron "
    "uring gbreve"
)
_ADDED = {
    **{letter: f"afii{code}" for code, letter in enumerate(_ALPHABET, 10017)},
    **{letter: f"afii{code}" for code, letter in enumerate(_ALPHABET.lower(), 10065)},
    **dict(zip(_OTHERS, _NAMES_OF_OTHERS.split(), strict=True)),
}
"""Added characters, with their names in the Adobe Glyph List: PDF/A-2, 6.2.11.6 allows no other names."""

_USUAL = {character.encode("cp1252")[0]: character for character in (*map(chr, range(0x20, 0x7F)), *_KEPT)}
_FREE = [code for code in (*range(0x7F, 0x100), *range(0x0E, 0x20)) if code not in _USUAL]
CHARACTERS = dict(sorted({**_USUAL, **dict(zip(_FREE, _ADDED, strict=True))}.items()))
"""The character of each code; 0 to 13 have none, because programs take some of them for line ends."""

_NONSYMBOLIC = 32


def glyphs(face: Face) -> dict[int, int]:
    """Return the glyph number of each code whose character a face has."""
    return {code: face.cmap[character] for code, character in CHARACTERS.items() if character in face.cmap}


def program(face: Face, file: LocalId, unicode: LocalId) -> list[LocalStream]:
    """Return the streams of a face's font program and ToUnicode CMap; several fonts can share them.

    Args:
        face: the face.
        file: the number for the font program.
        unicode: the number for the CMap.
    """
    texts = {code: CHARACTERS[code] for code in glyphs(face)}
    data = face.subset_with_cmap("".join(texts.values()))
    return [
        (file, deflated(0, data, f"/Length1 {len(data)}")),
        (unicode, deflated(0, to_unicode(texts, digits=2))),
    ]


def font(face: Face, descriptor: LocalId, unicode: LocalId) -> str:
    """Return a font dictionary, given the numbers of its descriptor and of its ToUnicode CMap."""
    known = glyphs(face)
    first, last = min(CHARACTERS), max(CHARACTERS)
    widths = [face.width(known[code]) if code in known else 0 for code in range(first, last + 1)]
    # No tag of six capitals: Acrobat does not let users type in a font that is marked as a subset. This one has a
    # glyph for every code.
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont{name(face.postscript_name)}/FirstChar {first}/LastChar {last}"
        f"/Widths[{' '.join(map(str, widths))}]/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R"
        f"/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[{_differences(known)}]>>>>"
    )


def descriptor(face: Face, file: LocalId) -> str:
    """Return a font descriptor of a face, given the number of its font program."""
    flags = _NONSYMBOLIC | (ITALIC if face.italic_angle else 0)
    return (
        f"<</Type/FontDescriptor/FontName{name(face.postscript_name)}/Flags {flags}"
        f"/FontBBox{box(face.bbox)}/ItalicAngle {number(face.italic_angle)}/Ascent {face.ascent}"
        f"/Descent {face.descent}/CapHeight {face.cap_height}/StemV {stem(face.weight)}/FontFile2 {file} 0 R>>"
    )


def _differences(known: Mapping[int, int]) -> str:
    """Return the Differences array (9.6.6.1): codes that differ from WinAnsiEncoding, or have no glyph."""
    parts = []
    before = -2
    for code, character in CHARACTERS.items():
        if code not in known or character in _ADDED:
            glyph = name(_ADDED[character] if code in known else ".notdef")
            parts.append(glyph if code == before + 1 else f" {code}{glyph}")
            before = code
    return "".join(parts)

"""The fonts that a form is filled in with: simple TrueType fonts, a byte a character (ISO 32000-1, 9.6.6.4, 12.7.3.3).

Whoever fills a field draws what was typed with the font that the field names, and many programs can write in simple
fonts only. There are 242 codes: ASCII, the letters of Western Europe and typographic punctuation where WinAnsiEncoding
has them; what hardly anybody types has given its code to Russian, Ukrainian and some letters of Central Europe. A
program takes other characters from its own fonts.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING

from packgen.bind.fonts import ITALIC, stem, to_unicode
from packgen.pdf.chunk import Chunk, Own, OwnObject, OwnStream, movable, number_of, own
from packgen.pdf.objects import box, name, number
from packgen.pdf.writer import deflated
from packgen.sheet.glyphs import masks

if TYPE_CHECKING:
    from packgen.text.face import Face
    from packgen.text.faces import Faces
    from packgen.theme.design import Style

_KEPT = "€„…‘’“”•–—£§«»°½·×±šžœÀÄÅÇÉÈÖÜßàáâäåæçèéêëíîïñóôöøúûüý"
"""What stays where WinAnsiEncoding has it, above ASCII."""

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
"""What is added, by its name in the Adobe Glyph List: PDF/A-2, 6.2.11.6 allows no other names."""

_USUAL = {character.encode("cp1252")[0]: character for character in (*map(chr, range(0x20, 0x7F)), *_KEPT)}
_FREE = [code for code in (*range(0x7F, 0x100), *range(0x0E, 0x20)) if code not in _USUAL]
CHARACTERS = dict(sorted({**_USUAL, **dict(zip(_FREE, _ADDED, strict=True))}.items()))
"""The character of each code; 0 to 13 have none, since programs take some of them for ends of lines."""

_NAMES = {
    (False, False): "Wingdings",
    (False, True): "Wingdings2",
    (True, False): "Wingdings3",
    (True, True): "Webdings",
}
"""Resource names by weight and whether lines are ruled.

PDFium (Chrome, Edge) puts Latin letters only into an embedded font, unless its resource has one of just these names.
"""

_NONSYMBOLIC = 32


def resource_name(style: Style, ruled: bool) -> str:
    """Return what a font is called by the fields that are typed in it: it depends on its style alone.

    Args:
        style: of what is typed; the family is always that of text.
        ruled: whether it is typed on ruled lines, the style's leading apart.
    """
    return _NAMES[style.bold, ruled]


def embed(wanted: Mapping[str, tuple[Style, bool]], faces: Faces) -> tuple[str, Chunk]:
    """Return the entries of a font resource dictionary, and the objects that embed its fonts.

    Args:
        wanted: by resource name, a style and whether the font is for ruled lines.
        faces: where fonts are found.
    """
    numbers = map(own, count())
    entries = ""
    objects: list[OwnObject] = []
    streams: list[OwnStream] = []
    programs: dict[int, tuple[Own, Own]] = {}
    for known, (style, ruled) in wanted.items():
        face = _face(style, faces)
        if face.index not in programs:
            programs[face.index] = file, unicode = next(numbers), next(numbers)
            streams += _program(face, file, unicode)
        font, descriptor = next(numbers), next(numbers)
        file, unicode = programs[face.index]
        entries += f"{name(known)} {font} 0 R"
        objects.append((font, _font(face, descriptor, unicode)))
        objects.append((descriptor, _descriptor(face, file, style, ruled)))
    holder = next(numbers)
    return entries, movable(objects, streams, number_of(holder) + 1, holder)


def _face(style: Style, faces: Faces) -> Face:
    """Return the face that has most of the characters, the style's own rather than those that stand in for it."""
    usual = faces.index("text", style.bold)
    stand_ins = [face for character in CHARACTERS.values() for face in masks(faces.word(usual, character).glyphs)]
    tried = [faces.face(index) for index in dict.fromkeys([usual, *stand_ins])]
    return max(tried, key=lambda face: len(_glyphs(face)))


def _glyphs(face: Face) -> dict[int, int]:
    """Return the glyph of each code whose character a face has."""
    return {code: face.cmap[character] for code, character in CHARACTERS.items() if character in face.cmap}


def _program(face: Face, file: Own, unicode: Own) -> list[OwnStream]:
    glyphs = _glyphs(face)
    texts = {code: CHARACTERS[code] for code in glyphs}
    program = face.subset_with_cmap("".join(texts.values()))
    return [
        (file, deflated(0, program, f"/Length1 {len(program)}")),
        (unicode, deflated(0, to_unicode(texts, digits=2))),
    ]


def _font(face: Face, descriptor: Own, unicode: Own) -> str:
    glyphs = _glyphs(face)
    first, last = min(CHARACTERS), max(CHARACTERS)
    widths = [face.width(glyphs[code]) if code in glyphs else 0 for code in range(first, last + 1)]
    # No tag of six capitals: Acrobat will not type in what calls itself a subset, and every code has its glyph here.
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont{name(face.postscript_name)}/FirstChar {first}/LastChar {last}"
        f"/Widths[{' '.join(map(str, widths))}]/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R"
        f"/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[{_differences(glyphs)}]>>>>"
    )


def _differences(glyphs: Mapping[int, int]) -> str:
    parts = []
    before = -2
    for code, character in CHARACTERS.items():
        if code not in glyphs or character in _ADDED:
            known = name(_ADDED[character] if code in glyphs else ".notdef")
            parts.append(known if code == before + 1 else f" {code}{known}")
            before = code
    return "".join(parts)


def _descriptor(face: Face, file: Own, style: Style, ruled: bool) -> str:
    """Return a font descriptor that brings what is typed down where a pen would write.

    Programs take the height of a line, from ascent to descent or from edge to edge of the bounding box, for the way to
    the next line, and set a single line in the middle of its field. So the font is given the height of the style's line
    box, in which the rule is at the foot, and for a single line that of the box of a gap, which is lower by as much as
    the baseline is above the rule.
    """
    left, bottom, right, top = face.bbox
    ascent, descent = face.ascent, face.descent
    em = style.leading / style.size * 1000
    drop = round(em * (1 - style.baseline))
    room = round(em) - (drop if ruled else 2 * drop)
    if room > ascent:
        top = ascent = room
        bottom = descent = -drop
    flags = _NONSYMBOLIC | (ITALIC if face.italic_angle else 0)
    return (
        f"<</Type/FontDescriptor/FontName{name(face.postscript_name)}/Flags {flags}"
        f"/FontBBox{box((left, bottom, right, top))}/ItalicAngle {number(face.italic_angle)}/Ascent {ascent}"
        f"/Descent {descent}/CapHeight {face.cap_height}/StemV {stem(face.weight)}/FontFile2 {file} 0 R>>"
    )

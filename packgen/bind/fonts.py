"""Embedded fonts: Type0 with Identity-H over the font's own glyph numbers (ISO 32000-1, 9.7).

A subset keeps the numbers that glyphs have in the whole font, so that content streams hold in any pack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING

from packgen.bind.objects import box, name, number
from packgen.bind.slots import FONTS
from packgen.bind.writer import Object, Stream, deflated
from packgen.errors import ConformanceError

if TYPE_CHECKING:
    from packgen.text.face import Face
    from packgen.text.faces import Faces

OBJECTS = 5
"""Objects a face takes up: font, descendant, descriptor, font file, ToUnicode."""

Glyphs = dict[int, dict[int, str]]
"""For each face, the glyphs in use and the text that each stands for."""

ITALIC = 64
"""Flag of a font descriptor (9.8.2)."""

_SYMBOLIC = 4
_BLOCK = 100  # entries that one beginbfchar may have (Adobe technical note 5014)
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<{}> <{}>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def merge(many: Iterable[Glyphs]) -> Glyphs:
    """Return all glyphs of many sheets.

    Raises:
        ConformanceError: a glyph stands for different texts in two sheets, so that no ToUnicode could be true
            (PDF/A-2, 6.2.11.7).
    """
    out: Glyphs = {}
    for glyphs in many:
        for face, texts in glyphs.items():
            have = out.setdefault(face, {})
            if not texts.items() <= have.items():
                for gid in texts.keys() & have.keys():
                    if texts[gid] != have[gid]:
                        raise ConformanceError(
                            f'Glyph {gid} of font {face} stands for "{have[gid]}" and for "{texts[gid]}": '
                            "copied text would be wrong in one place (PDF/A-2, 6.2.11.7.2)."
                        )
                have.update(texts)
    return {face: out[face] for face in sorted(out) if out[face]}


def embed(glyphs: Glyphs, faces: Faces, first: int) -> tuple[list[Object], list[Stream]]:
    """Return the font resources, F<index> for each face in use, and the objects that embed those faces.

    Args:
        glyphs: what to embed.
        faces: where it is found.
        first: the first number for the fonts' objects; each takes OBJECTS of them.
    """
    objects: list[Object] = []
    streams: list[Stream] = []
    resources = ""
    for own, (face, texts) in zip(count(first, OBJECTS), glyphs.items(), strict=False):
        resources += f"/F{face} {own} 0 R"
        made, files = _font(faces.face(face), texts, own)
        objects += made
        streams += files
    return [(FONTS, f"<<{resources}>>"), *objects], streams


def _font(face: Face, texts: dict[int, str], own: int) -> tuple[list[Object], list[Stream]]:
    gids = sorted(texts)
    subset = face.subset(gids)
    cmap = to_unicode({gid: texts[gid] for gid in gids})
    named = name(f"{_tag(subset, cmap)}+{face.postscript_name}")
    descendant, descriptor, file, unicode = range(own + 1, own + OBJECTS)
    flags = _SYMBOLIC | (ITALIC if face.italic_angle else 0)
    objects = [
        (
            own,
            f"<</Type/Font/Subtype/Type0/BaseFont{named}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>",
        ),
        (
            descendant,
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{named}/CIDToGIDMap/Identity"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/DW {face.width(0)}/W[{_widths(face, gids)}]>>",
        ),
        (
            descriptor,
            f"<</Type/FontDescriptor/FontName{named}/Flags {flags}/FontBBox{box(face.bbox)}"
            f"/ItalicAngle {number(face.italic_angle)}/Ascent {number(face.ascent)}/Descent {number(face.descent)}"
            f"/CapHeight {number(face.cap_height)}/StemV {stem(face.weight)}/FontFile2 {file} 0 R>>",
        ),
    ]
    return objects, [deflated(file, subset, f"/Length1 {len(subset)}"), deflated(unicode, cmap)]


def _tag(subset: bytes, cmap: bytes) -> str:
    """Return the six capitals that mark a subset (9.6.4): the same for the same subset, in any file."""
    digest = hashlib.blake2b(subset + cmap, digest_size=6).digest()
    return "".join(chr(65 + byte % 26) for byte in digest)


def stem(weight: int) -> int:
    """Guess the width of stems from the weight (400 regular, 700 bold); viewers use it for substitutes only."""
    return 50 + weight // 8


def _widths(face: Face, gids: list[int]) -> str:
    """Return the inside of the W array, neighbouring glyphs in one run (9.7.4.3)."""
    runs: list[str] = []
    last = -2
    for gid in gids:
        runs.append(f" {face.width(gid)}" if gid == last + 1 else f"{']' if runs else ''}{gid}[{face.width(gid)}")
        last = gid
    return "".join(runs) + ("]" if runs else "")


def to_unicode(texts: Mapping[int, str], digits: int = 4) -> bytes:
    """Return a ToUnicode CMap (9.10.3).

    Args:
        texts: what each code stands for, in the order of the codes.
        digits: hexadecimal digits of a code.
    """
    lines = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in texts.items()]
    blocks = [lines[i : i + _BLOCK] for i in range(0, len(lines), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP.format("0" * digits, "F" * digits, body).encode("ascii")

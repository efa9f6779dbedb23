"""Fonts for page content: Type0 with Identity-H over the font's own glyph numbers (ISO 32000-1, 9.7).

A subset keeps the numbers that glyphs have in the whole font, so that content streams stay valid with any subset.
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL
from collections.abc import Mapping
from typing import TYPE_CHECKING

from packgen.pdf.chunk import Chunk, local_ids
from packgen.pdf.objects import box, name, number
from packgen.pdf.streams import deflated

if TYPE_CHECKING:
    from packgen.text.face import Face

EXTENT = 6
"""Object numbers of an embedded font: font, descendant, descriptor, font file, ToUnicode, and the object stream."""

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


def glyph_numbers(glyphs: int) -> list[int]:
    """Return the numbers of glyphs that are given as a mask: glyph n is bit n."""
    digits = f"{glyphs:b}"[::-1]
    found, at = [], digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return found


def embedded_font(face: Face, glyphs: int) -> Chunk:
    """Return the objects that embed some glyphs of a face; the font itself has number 0.

    Args:
        face: the face.
        glyphs: a mask: glyph n is bit n.
    """
    gids = glyph_numbers(glyphs)
    texts = face.texts
    subset = face.subset(gids)
    cmap = to_unicode({gid: texts[gid] for gid in gids})
    named = name(f"{_tag(subset, cmap)}+{face.postscript_name}")
    own, descendant, descriptor, file, unicode, holder = local_ids(0, EXTENT)
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
    streams = [(file, deflated(0, subset, f"/Length1 {len(subset)}")), (unicode, deflated(0, cmap))]
    return Chunk.of(objects, streams, EXTENT, holder)


def _tag(subset: bytes, cmap: bytes) -> str:
    """Return the six capitals that mark a subset (9.6.4), which depend on its content alone."""
    digest = blake2b(subset + cmap, digest_size=6).digest()
    return "".join(chr(65 + byte % 26) for byte in digest)


def stem(weight: int) -> int:
    """Return an estimate of StemV from the weight (400 regular, 700 bold); viewers use it for substitute fonts only."""
    return 50 + weight // 8


def _widths(face: Face, gids: list[int]) -> str:
    """Return the content of the W array, with consecutive glyphs in one run (9.7.4.3)."""
    runs: list[str] = []
    last = -2
    for gid in gids:
        runs.append(f" {face.width(gid)}" if gid == last + 1 else f"{']' if runs else ''}{gid}[{face.width(gid)}")
        last = gid
    return "".join(runs) + ("]" if runs else "")


def to_unicode(texts: Mapping[int, str], digits: int = 4) -> bytes:
    """Return a ToUnicode CMap (9.10.3).

    Args:
        texts: the text of each code, in the order of the codes.
        digits: hexadecimal digits of a code.
    """
    lines = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in texts.items()]
    blocks = [lines[i : i + _BLOCK] for i in range(0, len(lines), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP.format("0" * digits, "F" * digits, body).encode("ascii")

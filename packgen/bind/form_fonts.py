"""The fonts that form fields are filled in with: one for each weight, and for text on ruled lines or not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING

from packgen.pdf import simple_fonts
from packgen.pdf.chunk import Chunk, LocalId, LocalObject, LocalStream, local_id, number_of
from packgen.pdf.objects import name
from packgen.sheet.glyphs import masks

if TYPE_CHECKING:
    from packgen.text.face import Face
    from packgen.text.faces import Faces
    from packgen.theme.design import Style

_NAMES = {
    (False, False): "Wingdings",
    (False, True): "Wingdings2",
    (True, False): "Wingdings3",
    (True, True): "Webdings",
}
"""Resource names by weight and whether lines are ruled.

PDFium (Chrome, Edge) draws letters other than Latin ones with an embedded font only if the font's resource has one of
these names.
"""


def resource_name(style: Style, ruled: bool) -> str:
    """Return the resource name of a field's font, which depends on the style of the field alone.

    Args:
        style: of the text; the family is always that of body text.
        ruled: whether it stands on ruled lines, which are a leading of the style apart.
    """
    return _NAMES[style.bold, ruled]


def embed(wanted: Mapping[str, tuple[Style, bool]], faces: Faces) -> tuple[str, Chunk]:
    """Return the entries of a font resource dictionary, and the objects that embed its fonts.

    Args:
        wanted: by resource name, a style and whether the font is for ruled lines.
        faces: where fonts are found.
    """
    numbers = map(local_id, count())
    entries = ""
    objects: list[LocalObject] = []
    streams: list[LocalStream] = []
    programs: dict[int, tuple[LocalId, LocalId]] = {}
    for known, (style, ruled) in wanted.items():
        face = _face(style, faces)
        if face.index not in programs:
            programs[face.index] = file, unicode = next(numbers), next(numbers)
            streams += simple_fonts.program(face, file, unicode)
        font, descriptor = next(numbers), next(numbers)
        file, unicode = programs[face.index]
        entries += f"{name(known)} {font} 0 R"
        objects.append((font, simple_fonts.font(face, descriptor, unicode)))
        objects.append((descriptor, simple_fonts.descriptor(face, file, _height(style, ruled, face.ascent))))
    holder = next(numbers)
    return entries, Chunk.of(objects, streams, number_of(holder) + 1, holder)


def _face(style: Style, faces: Faces) -> Face:
    """Return the face that has most of the characters; the style's own face rather than its fallbacks.

    A theme's font whose licence does not permit it in forms is left out; face 0 comes with packgen.
    """
    usual = faces.index("text", style.bold)
    fallbacks = [
        face for character in simple_fonts.CHARACTERS.values() for face in masks(faces.word(usual, character).glyphs)
    ]
    tried = [faces.face(index) for index in dict.fromkeys([usual, *fallbacks])]
    allowed = [face for face in tried if face.is_embeddable_in_forms] or [faces.face(0)]
    return max(allowed, key=lambda face: len(simple_fonts.glyphs(face)))


def _height(style: Style, ruled: bool, ascent: int) -> tuple[int, int] | None:
    """Return the ascent and descent that set text just above a rule; None if the style has no room for the face.

    Programs take the height of a line, from ascent to descent or between the edges of the bounding box, as the distance
    to the next line, and centre a single line in its field. So the font gets the height of the style's line box, which
    has the rule at its foot. For a single line it gets the height of the box of a gap, which is lower by the distance
    from rule to baseline.
    """
    em = style.leading / style.size * 1000
    drop = round(em * (1 - style.baseline))
    room = round(em) - (drop if ruled else 2 * drop)
    return (room, -drop) if room > ascent else None

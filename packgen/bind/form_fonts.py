"""The font that form fields are filled in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.bind.pages import FORM_FONT
from packgen.pdf import simple_fonts
from packgen.pdf.chunk import Chunk, local_id, number_of
from packgen.pdf.objects import name
from packgen.sheet.glyphs import masks

if TYPE_CHECKING:
    from packgen.text.face import Face
    from packgen.text.faces import Faces
    from packgen.theme.design import Style


def embed(style: Style, faces: Faces) -> tuple[str, Chunk]:
    """Return the entry of a font resource dictionary, and the objects that embed its font.

    Args:
        style: of what is typed; the family is always that of body text.
        faces: where fonts are found.
    """
    file, unicode, font, descriptor, holder = map(local_id, range(5))
    face = _face(style, faces)
    objects = [
        (font, simple_fonts.font(face, descriptor, unicode)),
        (descriptor, simple_fonts.descriptor(face, file)),
    ]
    content = Chunk.of(objects, simple_fonts.program(face, file, unicode), number_of(holder) + 1, holder)
    return f"{name(FORM_FONT)} {font} 0 R", content


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

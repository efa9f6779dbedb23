"""Checks that a font file of a theme can be set, embedded and read. The file is untrusted."""

from __future__ import annotations

import string
from pathlib import Path
from typing import NamedTuple

from packgen.text.coverage import describe
from packgen.text.face import Face
from packgen.text.font_file import UnusableFontError

BASIC = string.ascii_letters + string.digits + " .,:;?!()-"
"""Characters that every face of a theme must have, since packgen prints them; others can come from other families."""

_WIDEST = 5000
"""Greatest width of a basic character in 1/1000 em; usual ones are below 1000."""

_DAMAGED = "Copy it again from where it comes from."


class FontProblem(NamedTuple):
    """What is wrong with a font file, without its name, and the remedy."""

    message: str
    remedy: str


def font_problem(name: str, data: bytes) -> FontProblem | None:
    """Return why a font file cannot be used, or None.

    Args:
        name: of the file.
        data: its bytes.
    """
    face = Face(0, Path(name), data)
    try:
        return _problem(face)
    except UnusableFontError as error:
        return FontProblem(f"cannot be used: {error.reason}.", _remedy(error.reason))


def _problem(face: Face) -> FontProblem | None:
    if face.is_variable:
        return FontProblem(
            "is a variable font.", "Name one file with a fixed style for each of regular, bold and italic."
        )
    if not face.is_embeddable:
        message = "may not be embedded in a PDF, as it says itself (OS/2, fsType)."
        return FontProblem(message, "Choose a font whose licence permits it.")
    lacking = [character for character in BASIC if character not in face.known]
    if lacking:
        more = f" and {len(lacking) - 1} more that packgen prints" if len(lacking) > 1 else ", which packgen prints"
        message = f"lacks {describe(lacking[0])}{more}."
        return FontProblem(message, "Choose a font that has the Latin letters, digits and punctuation.")
    return _damage(face)


def _damage(face: Face) -> FontProblem | None:
    """Return a problem with a font's glyphs, or with its data that a PDF states, or None."""
    gids = [face.cmap[character] for character in BASIC]
    for character, gid in zip(BASIC, gids, strict=True):
        if not 0 < face.width(gid) <= _WIDEST or (character != " " and not face.is_inked(gid)):
            return FontProblem(f"is damaged: its {describe(character)} cannot be drawn.", _DAMAGED)
    _ = face.postscript_name, face.bbox, face.ascent, face.descent, face.cap_height, face.italic_angle, face.weight
    face.shape(BASIC)
    face.subset(gids)
    return None


def _remedy(reason: str) -> str:
    """Return the remedy for a problem with a file."""
    if "PostScript" in reason or "collection" in reason or "web" in reason or "not a TrueType" in reason:
        return "Name a static TrueType font (.ttf)."
    return _DAMAGED

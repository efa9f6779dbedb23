"""Glyphs in use, spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from packgen.text.faces import Faces


def pairs(glyphs: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return face and number of glyphs that are counted as `packgen.sheet.glyphs` counts them."""
    return tuple(divmod(glyph, 1 << 16) for glyph in glyphs)


def letters(masks: Mapping[int, int], faces: Faces) -> set[str]:
    """Return what the glyphs of a sheet stand for."""
    return {
        faces.face(face).texts[glyph]
        for face, mask in masks.items()
        for glyph, bit in enumerate(reversed(f"{mask:b}"))
        if bit == "1"
    }

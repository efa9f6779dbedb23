"""A glyph of a face, and its position."""

from __future__ import annotations

from typing import NamedTuple

Position = tuple[int, int, int, int]
"""Position of a glyph from HarfBuzz: offset and advance in font units, each as x and y."""


class Glyph(NamedTuple):
    """A glyph outside any context.

    Attributes:
        width: in 1/1000 em.
        code: its number, as the contents of a PDF string.
        position: position from HarfBuzz if no kerning or mark positioning applies.
        key: its number among the glyphs of all faces; see `packgen.sheet.glyphs`.
    """

    width: int
    code: str
    position: Position
    key: int

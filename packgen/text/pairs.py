"""Kerned pairs: what is known of two neighbouring characters of a face after the first word that has them.

In most fonts the place of a glyph in a Latin word depends on the glyph before it only. So a word whose pairs all
occurred before is put together from them, in about half of the time that HarfBuzz takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.text.glyph import Glyph, Position

_LETTER = re.compile("[A-Za-z]")


def is_latin(text: str) -> bool:
    """Tell whether a word is of ASCII characters and HarfBuzz takes its script to be Latin."""
    return text.isascii() and _LETTER.search(text) is not None


class KernedPairs:
    """The pairs of one face."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[int, str, int]] = {}

    def word(self, text: str) -> tuple[int, str, tuple[int, ...]] | None:
        """Return the values of a `packgen.text.shaping.Word`; None if a pair is not known or it is not Latin."""
        if not is_latin(text):
            return None
        parts = list(map(self._parts.get, [text[0], *map(add, text, text[1:])]))
        if not all(parts):
            return None
        widths, pieces, keys = zip(*parts, strict=True)
        return sum(widths), "".join(pieces), keys

    def learn(
        self, text: str, glyphs: Sequence[Glyph], positions: Sequence[Position], per_mille: Callable[[float], int]
    ) -> None:
        """Note the pairs of a Latin word that has a glyph for each character.

        Args:
            text: the word.
            glyphs: the glyph of each character.
            positions: of the glyphs.
            per_mille: converts font units to 1/1000 em.
        """
        if positions[-1] != glyphs[-1].position:
            return
        kern = 0
        before = ""
        for character, glyph, (dx, dy, advance, _) in zip(text, glyphs, positions, strict=True):
            if dx or dy:
                return
            self._parts[before + character] = (
                glyph.width + kern,
                f"){-kern}({glyph.code}" if kern else glyph.code,
                glyph.key,
            )
            kern = per_mille(advance - glyph.position[2])
            before = character

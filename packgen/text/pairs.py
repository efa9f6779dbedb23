"""Kerned pairs: what is known of two neighbouring characters of a face after the first word that has them.

In most fonts the place of a glyph in a Latin word, or in a number, depends on the glyph before it only. So a word whose
pairs all occurred before is put together from them, in about half of the time that HarfBuzz takes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.text.glyph import Glyph, Position

TYPOGRAPHIC = "‘’“”–—…·×£€"
"""The characters beyond ASCII that words in pairs may have."""

_LETTER = re.compile("[A-Za-z]")
_PAIRED = re.compile(rf"[\x00-\x7f{TYPOGRAPHIC}]+")

_Part = tuple[int, str, int, "_Parts"]
"""Width, piece and glyph key of a character that follows another, and the parts that may follow it."""

_Parts = dict[str, _Part]
"""Parts by their characters."""

_Pairs = defaultdict[str, _Parts]
"""Parts by the character before, which is empty at the beginning of a word."""


class KernedPairs:
    """The pairs of one face: those of words with Latin letters, and those of words without letters, such as numbers.

    A font may kern the two differently, since HarfBuzz takes their scripts to be Latin and none. Words with characters
    other than those of ASCII and `TYPOGRAPHIC` are not put together from pairs.
    """

    def __init__(self) -> None:
        self._latin: _Pairs = defaultdict(dict)
        self._unlettered: _Pairs = defaultdict(dict)

    def word(self, text: str) -> tuple[int, str, tuple[int, ...]] | None:
        """Return the values of a `packgen.text.shaping.Word`; None if a pair is not known."""
        known = self._parts(text)
        if known is None:
            return None
        total = 0
        pieces: list[str] = []
        keys: list[int] = []
        following = known[""]
        try:
            for character in text:
                width, piece, key, following = following[character]
                total += width
                pieces.append(piece)
                keys.append(key)
        except KeyError:
            return None
        return total, "".join(pieces), tuple(keys)

    def learn(
        self, text: str, glyphs: Sequence[Glyph], positions: Sequence[Position], per_mille: Callable[[float], int]
    ) -> None:
        """Note the pairs of a word that has a glyph for each character.

        Args:
            text: the word.
            glyphs: the glyph of each character.
            positions: of the glyphs.
            per_mille: converts font units to 1/1000 em.
        """
        known = self._parts(text)
        if known is None or positions[-1] != glyphs[-1].position:
            return
        kern = 0
        following = known[""]
        for character, glyph, (dx, dy, advance, _) in zip(text, glyphs, positions, strict=True):
            if dx or dy:
                return
            width, code, (_, _, own, _), key = glyph
            if character not in following:
                piece = f"){-kern}({code}" if kern else code
                following[character] = width + kern, piece, key, known[character]
            following = known[character]
            kern = per_mille(advance - own) if advance != own else 0

    def _parts(self, text: str) -> _Pairs | None:
        """Return the pairs of words like a text; None for text that is not put together from pairs."""
        if not text or not (text.isascii() or _PAIRED.fullmatch(text)):
            return None
        # Most words are in small letters, or begin with a capital, which is quick to test.
        lettered = text.islower() or text.istitle() or _LETTER.search(text) is not None
        return self._latin if lettered else self._unlettered

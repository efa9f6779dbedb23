"""Hyphenation: places where a word that is too long for its line may be divided.

Ordinary words move to the next line whole. Only a word wider than a whole line is divided: by the dictionary of its
language (pyphen, which is imported when the first such word is met).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

HYPHEN = "\ufdd1"
"""Ends a part of a word that a hyphen is to follow: no character, so no text has it."""

_BEFORE, _AFTER = 2, 3
"""Letters that stand together at least before and after a hyphen (for English; Hart's Rules, 3.3)."""

_LONGEST = 60
"""Letters of a word up to which it may be one of a language."""

_LETTERS = re.compile(r"[^\W\d_]+")

_ADDRESS = re.compile(r"://|^www\.|^[\w.+-]+@\w|[/\\].*[/\\]", re.IGNORECASE)
"""What tells an address or a path, in which a hyphen might be taken for a part of it."""


@lru_cache(maxsize=4096)
def places(word: str, language: str) -> tuple[int, ...]:
    """Return the places in a word before which a hyphen may stand: numbers of characters from its beginning.

    Args:
        word: without spaces; what is not letters divides it into parts.
        language: BCP 47; of one without a dictionary no word is divided.
    """
    dictionary = _dictionary(language) if language and not is_address(word) else None
    if dictionary is None:
        return ()
    return tuple(
        part.start() + place
        for part in _LETTERS.finditer(word)
        if _BEFORE + _AFTER <= len(part[0]) <= _LONGEST
        for place in dictionary.positions(part[0])
        if place.data is None  # else the spelling would change
    )


def is_address(word: str) -> bool:
    """Tell whether a word is an address or a path, which has no syllables."""
    return _ADDRESS.search(word) is not None


@cache
def _dictionary(language: str) -> Any:
    import pyphen

    found = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=found, left=_BEFORE, right=_AFTER) if found else None

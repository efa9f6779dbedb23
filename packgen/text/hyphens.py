"""Hyphenation: positions at which a word that is too long for its line can be divided.

Other words move to the next line whole. Only a word wider than a whole line is divided, by the dictionary of its
language (pyphen, which is imported at the first such word).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

HYPHEN = "\ufdd1"
"""Marks the end of a part of a word that needs a hyphen after it: a noncharacter, so no text contains it."""

_BEFORE, _AFTER = 2, 3
"""Least number of letters before and after a hyphen (for English; Hart's Rules, 3.3)."""

_LONGEST = 60
"""Greatest number of letters of a word that is looked up in a dictionary."""

_LETTERS = re.compile(r"[^\W\d_]+")

_ADDRESS = re.compile(r"://|^www\.|^[\w.+-]+@\w|[/\\].*[/\\]", re.IGNORECASE)
"""Recognises an address or a path, in which an inserted hyphen could be taken for a part of it."""


@lru_cache(maxsize=4096)
def places(word: str, language: str) -> tuple[int, ...]:
    """Return the positions in a word before which a hyphen can be inserted.

    Args:
        word: without spaces; characters other than letters divide it into parts.
        language: BCP 47; words of a language without a dictionary are not divided.
    """
    dictionary = _dictionary(language) if language and not is_address(word) else None
    if dictionary is None:
        return ()
    return tuple(
        part.start() + place
        for part in _LETTERS.finditer(word)
        if _BEFORE + _AFTER <= len(part[0]) <= _LONGEST
        for place in dictionary.positions(part[0])
        if place.data is None  # otherwise hyphenation would change the spelling
    )


def is_address(word: str) -> bool:
    """Tell whether a word is an address or a path, which has no syllables."""
    return _ADDRESS.search(word) is not None


@cache
def _dictionary(language: str) -> Any:
    import pyphen

    found = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=found, left=_BEFORE, right=_AFTER) if found else None

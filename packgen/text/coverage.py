"""Which characters can be set, and how messages name one that cannot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

PLAIN: dict[int, str | None] = {
    0xA0: " ",  # breaks lines differently, but looks like a space
    0x2010: "-",
    0x2011: "-",
    **dict.fromkeys((0xAD, 0x34F, 0x200C, 0x200D, 0x2060, *range(0xFE00, 0xFE10)), None),
}
"""What becomes of characters that steer line breaking, joining or variants: they have no look of their own.

Soft hyphen, combining grapheme joiner, zero-width joiners, word joiner and variation selectors vanish (the form is
that of str.translate).
"""

_FREE = frozenset(map(chr, PLAIN)) | {"\n", "\t"}
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_REFUSED_DIRECTIONS = frozenset({"R", "AL", "AN"})


def refused(character: str) -> bool:
    """Tell whether no font would help: a control, private-use or unassigned character, or right-to-left writing."""
    return (
        unicodedata.category(character) in _REFUSED_CATEGORIES
        or unicodedata.bidirectional(character) in _REFUSED_DIRECTIONS
    )


def missing(text: str, known: Iterable[AbstractSet[str]]) -> list[str]:
    """Return the characters of a text that cannot be set, in code-point order.

    Args:
        text: anything; line feeds and tabs count as spaces.
        known: the characters of each face, the likeliest first; a later face is looked at only when it is needed.
    """
    faces = iter(known)
    first = next(faces, frozenset[str]())
    left = set(text) - first
    left -= _FREE
    if not left:
        return []
    # Words are shaped in NFC, so that is what the fonts must have.
    left = set(unicodedata.normalize("NFC", text)) - first - _FREE
    hopeless = {character for character in left if refused(character)}
    left -= hopeless
    covered = set(first)
    while left and (face := next(faces, None)) is not None:
        covered |= face
        left -= face
    # HarfBuzz builds a letter with an accent from its parts where a font has no glyph for the whole.
    left = {character for character in left if not covered.issuperset(unicodedata.normalize("NFD", character))}
    return sorted(left | hopeless)


def blank(text: str) -> bool:
    """Tell whether a text is all spaces and invisible characters."""
    if text[:1].isalnum():  # nearly always, and much quicker to tell
        return False
    return not text.translate(PLAIN).strip()


def describe(character: str) -> str:
    """Return a character as people can look it up: ``"☃" (U+2603 SNOWMAN)``; invisible ones by number alone."""
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    label = f"{number} {name}" if name else number
    if unicodedata.category(character) in _REFUSED_CATEGORIES:
        return label
    if unicodedata.combining(character):
        return f'"◌{character}" ({label})'
    return f'"{character}" ({label})'

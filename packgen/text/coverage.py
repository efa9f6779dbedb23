"""Finds the characters of a text that cannot be set, and describes characters for messages."""

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
"""Replacements of characters that control line breaking, joining or variants and have no glyph of their own.

Soft hyphen, combining grapheme joiner, zero-width joiners, word joiner and variation selectors are removed (the format
is that of str.translate).
"""

_FREE = frozenset(map(chr, PLAIN)) | {"\n", "\t"}
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_LONG = 1000
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_REFUSED_DIRECTIONS = frozenset({"R", "AL", "AN"})


def refused(character: str) -> bool:
    """Tell whether a character cannot be set in any font: a control, private-use, unassigned or right-to-left one."""
    return (
        unicodedata.category(character) in _REFUSED_CATEGORIES
        or unicodedata.bidirectional(character) in _REFUSED_DIRECTIONS
    )


def missing(text: str, known: Iterable[AbstractSet[str]]) -> list[str]:
    """Return the characters of a text that cannot be set, in code-point order.

    Args:
        text: any text; line feeds and tabs count as spaces.
        known: the characters of each face, the likeliest face first; a later face is read only if it is needed.
    """
    faces = iter(known)
    first = next(faces, frozenset[str]())
    left = _characters(text) - first
    left -= _FREE
    if not left:
        return []
    # Words are shaped in NFC, so the fonts must have the characters of that form.
    left = set(unicodedata.normalize("NFC", text)) - first - _FREE
    hopeless = {character for character in left if refused(character)}
    left -= hopeless
    covered = set(first)
    while left and (face := next(faces, None)) is not None:
        covered |= face
        left -= face
    # If a font lacks an accented letter, HarfBuzz composes it from the base letter and the accent.
    left = {character for character in left if not covered.issuperset(unicodedata.normalize("NFD", character))}
    return sorted(left | hopeless)


def _characters(text: str) -> set[str]:
    """Return the characters of a text; those of ASCII, which most are, are looked for one by one in a long text."""
    if len(text) < _LONG:
        return set(text)
    rare = text.encode(errors="surrogatepass").translate(None, _ASCII.encode()).decode(errors="surrogatepass")
    return {*rare, *(character for character in _ASCII if character in text)}


def blank(text: str) -> bool:
    """Tell whether a text consists of spaces and invisible characters."""
    if text[:1].isalnum():  # true of most texts, and quick to test
        return False
    return not text.translate(PLAIN).strip()


def describe(character: str) -> str:
    """Return a character in a form that can be looked up: ``"☃" (U+2603 SNOWMAN)``; invisible ones by number alone."""
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    label = f"{number} {name}" if name else number
    if unicodedata.category(character) in _REFUSED_CATEGORIES:
        return label
    if unicodedata.combining(character):
        return f'"◌{character}" ({label})'
    return f'"{character}" ({label})'

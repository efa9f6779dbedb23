"""Transliterate names to Latin letters for file names, which every kind of program has to accept.

Greek follows ELOT 743 (ISO 843), in which a letter depends on its neighbours. Cyrillic is written as it sounds. All
other alphabets are transliterated letter by letter with anyascii.
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфыэіґ", "abvgdeziklmnoprstufyeig", strict=True)),
        "ё": "yo", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
        "ю": "yu", "я": "ya", "є": "ye", "ї": "yi", "ђ": "dj", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz",
    }
)  # fmt: skip

_OTHERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e"})
"""Latin letters that do not come apart into one of ASCII and an accent, as their languages write them without it."""

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")
_GREEK_LETTERS = str.maketrans(
    {
        **dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo", strict=True)),
        "ς": "s", "θ": "th", "χ": "ch", "ψ": "ps",
    }
)  # fmt: skip
_ACUTE = "\u0301"
_APART = "\u0308"
_UPSILON = re.compile(f"([αεηο])υ({_ACUTE}?)(?!{_APART})(?=(.?))", re.DOTALL)
_VOICED = frozenset("αεηιουωβγδζλμνρ")
_NASAL = re.compile("γ(?=[γξχ])")
_SOFT = re.compile("['`\"]")
"""What stands for breath in Latin letters of other alphabets."""

_MP = re.compile(r"\bμπ|μπ\b")


def latin(name: str) -> str:
    """Return a name in lower case without accents; in ASCII, but for characters that are in no alphabet."""
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    letters = small.translate(_OTHERS).translate(_CYRILLIC)
    letters = _GREEK.sub(lambda match: _greek(match[0]), letters)
    plain = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c)).casefold()
    if plain.isascii():
        return plain
    from anyascii import anyascii

    return "".join(c if c.isascii() or not c.isalpha() else _SOFT.sub("", anyascii(c)) for c in plain).casefold()


def _greek(word: str) -> str:
    """Return a Greek word in small Latin letters (ELOT 743, table 2)."""
    letters = "".join(
        c for c in unicodedata.normalize("NFD", word) if c in (_ACUTE, _APART) or not unicodedata.combining(c)
    ).replace("ς", "σ")
    letters = _UPSILON.sub(_with_upsilon, letters)
    plain = letters.replace(_ACUTE, "").replace(_APART, "")
    return _NASAL.sub("n", _MP.sub("b", plain)).translate(_GREEK_LETTERS)


def _with_upsilon(match: re.Match[str]) -> str:
    """Return ou for ου; for αυ, ευ and ηυ the letters of their sound before the following letter."""
    vowel, _, following = match.groups()
    if vowel == "ο":
        return "ou"
    return f"{vowel}{'v' if following in _VOICED else 'f'}" if following else f"{vowel}f"

"""Division of words that are too long for their line: after punctuation, at a syllable, or anywhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import combining

from packgen.text.hyphens import HYPHEN, is_address, places

if TYPE_CHECKING:
    from packgen.text.faces import Faces

_BREAK_AFTER = frozenset("-–—/.,:;_&=?#+@\\|")
"""Characters after which a word can be divided without a hyphen."""

_FIRST_LOOK = 32
"""Number of characters of a word that are measured first, if it is too long for its line."""

_IN_NUMBERS = frozenset(".,:")
"""Punctuation between the figures of one number, date or time."""


def divide(faces: Faces, words: list[str], face: int, limit: float, language: str) -> tuple[list[str], list[int], str]:
    """Divide the words that are wider than the limit.

    A word is divided after punctuation or at a hyphenation point of its dictionary. If neither leaves a part that fits,
    it is divided between any two characters, with a hyphen if both are letters.

    Args:
        faces: the shaper.
        words: without spaces.
        face: index of the face of the words.
        limit: in 1/1000 of their size.
        language: BCP 47.

    Returns:
        The words and parts, the indices of those without a space after them, and a word that was cut anywhere.
    """
    found: list[str] = []
    glued: list[int] = []
    cut = ""
    for word in words:
        start, address = 0, is_address(word)
        soft = () if address else places(word, language)
        while start + 1 < len(word) and (beyond := _beyond(faces, word, start, face, limit)):
            near = [place - start for place in soft[bisect_right(soft, start) : bisect_left(soft, beyond)]]
            count, hyphen, known = _cut(faces, word[start:beyond], face, limit, near, address)
            if not known and not address:
                cut = cut or word
            glued.append(len(found))
            found.append(word[start : start + count] + (HYPHEN if hyphen else ""))
            start += count
        found.append(word[start:])
    return found, glued, cut


def _beyond(faces: Faces, word: str, start: int, face: int, limit: float) -> int:
    """Return the end of a part of a word, from ``start`` on, that is wider than the limit; 0 if the rest fits.

    The part grows from a few letters: shaping the whole rest for each line would take time quadratic in its length.
    """
    length = _FIRST_LOOK
    while True:
        end = min(start + length, len(word))
        if faces.word(face, word[start:end]).width > limit:
            return end
        if end == len(word):
            return 0
        length *= 2


def parts(word: str, language: str) -> list[str]:
    """Return the shortest parts into which a word can be divided, with a hyphen mark after a part that needs one."""
    soft = set(places(word, language))
    found, start = [], 0
    for at in range(1, len(word)):
        bare = _may_break(word, at)
        if bare or at in soft:
            found.append(word[start:at] + ("" if bare else HYPHEN))
            start = at
    return [*found, word[start:]] if word else []


def _may_break(word: str, at: int) -> bool:
    """Tell whether a line can end in a word without a hyphen: after punctuation inside it, except within a number."""
    if word[at - 1] not in _BREAK_AFTER or at < 2 or word[at] in _BREAK_AFTER:
        return False
    return not (word[at - 1] in _IN_NUMBERS and word[at - 2].isdigit() and word[at].isdigit())


def _cut(
    faces: Faces, word: str, face: int, limit: float, soft: Sequence[int], address: bool
) -> tuple[int, bool, bool]:
    """Return how many characters of a word to keep, whether a hyphen follows, and whether the division is regular.

    At least one character is kept.

    Args:
        faces: the shaper.
        word: a word that is too wide.
        face: index of its face.
        limit: in 1/1000 of the type size.
        soft: hyphenation points, in order.
        address: the word is part of an address, in which no hyphen is inserted.
    """
    most = _fitting(faces, word, face, limit, "")
    after = next((at for at in range(most, 1, -1) if _may_break(word, at)), 0)
    if after > most // 2 or (address and after):
        return after, False, True
    for place in reversed(soft):
        if after < place <= most and faces.word(face, word[:place] + HYPHEN).width <= limit:
            return place, True, True
    if after:
        return after, False, True
    most = _whole(word, most)
    if address or not (word[most - 1].isalpha() and word[most].isalpha()):
        return most, False, False
    hyphened = _whole(word, _fitting(faces, word, face, limit, HYPHEN))
    if faces.word(face, word[:hyphened] + HYPHEN).width > limit:
        return most, False, False  # the line is too narrow for a letter and a hyphen
    return hyphened, True, False


def _fitting(faces: Faces, word: str, face: int, limit: float, end: str) -> int:
    """Return how many characters of a word fit together with ``end``: at least one, but not all."""
    low, high = 1, len(word) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if faces.word(face, word[:middle] + end).width <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _whole(word: str, at: int) -> int:
    """Return the nearest earlier position that is not before a combining mark."""
    while at > 1 and combining(word[at]):
        at -= 1
    return at

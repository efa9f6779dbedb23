"""Total-fit line breaking: the breaks of a paragraph are chosen together, so that no line is much shorter than others.

The paragraph takes no more lines than it does when each line is filled in turn (first fit).
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

FIRST_FIT, TOTAL_FIT, BALANCED = "first-fit", "total-fit", "balanced"
WRAPS = (FIRST_FIT, TOTAL_FIT, BALANCED)
"""How lines are broken: each is filled in turn; all but the last are filled as evenly as possible; all are as long as
one another, and end where the sense does if they can.
"""

_LONELY = 0.5
"""Demerits of a last line of one word, and in balanced lines of a first one; a line's demerits are the square of the
share of it that is empty.
"""

_SENTENCE, _CLAUSE, _PHRASE = 0.2, 0.08, 0.03
"""Merits of a line that ends with a sentence or a quotation; before a colon, a semicolon or a dash; with a comma."""

_CLOSING = "”’\"'»)\u202f"
_ENDS = (".", "?", "!", "…")
_PAUSES = (":", ";", "–", "—")


def total_fit(
    inked: Sequence[float],
    ends: Sequence[float],
    joints: AbstractSet[int],
    limit: float,
    turn: float,
    merits: Sequence[float] | None,
) -> list[int] | None:
    """Return the first token of each line and the number of tokens; None if tokens without a space are too wide.

    Args:
        inked: where each token ends, without the space after it.
        ends: the same with that space.
        joints: tokens before which no line is broken.
        limit: width of the first line.
        turn: by how much other lines are narrower.
        merits: of a break before each token, for balanced lines; None if the last line may be of any length.
    """
    count = len(ends)
    lefts = [0.0, *ends]
    later = limit - turn
    # For the tokens before each place: the least number of lines, the least demerits of so many, and the last line.
    best: list[tuple[int, float, int] | None] = [(0, 0.0, 0), *[None] * count]
    first = 0
    for stop in range(1, count + 1):
        if stop in joints:
            continue
        right, last = inked[stop - 1], stop == count
        while right - lefts[first] > (later if first else limit) and first < stop:
            first += 1
        least: tuple[int, float, int] | None = None
        for start in range(first, stop):
            before = best[start]
            if before is None:
                continue
            if least is not None and before[0] >= least[0]:
                break  # more tokens take no fewer lines
            width, room = right - lefts[start], later if start else limit
            if width > room:
                continue
            demerits = 0.0 if last and merits is None else ((room - width) / room) ** 2
            ending = last if start else merits is not None and not last
            if ending and all(place in joints for place in range(start + 1, stop)):
                demerits += _LONELY
            if start and merits is not None:
                demerits -= merits[start]
            option = before[0] + 1, before[1] + demerits, start
            if least is None or option < least:
                least = option
        best[stop] = least
    chosen = best[count]
    if chosen is None:
        return None
    breaks = [count]
    while chosen[0]:
        breaks.append(chosen[2])
        chosen = best[chosen[2]] or (0, 0.0, 0)
    return breaks[::-1]


def sense_merits(words: Sequence[str]) -> list[float]:
    """Return the merits of a break before each word: most after a sentence or a quotation, less after a comma."""
    return [0.0, *(_merit(word, following) for word, following in pairwise(words))]


def _merit(word: str, following: str) -> float:
    bare = word.rstrip(_CLOSING)
    if (bare.endswith(_ENDS) or bare != word) and not following[:1].islower():
        return _SENTENCE
    if bare.endswith(_PAUSES):
        return _CLAUSE
    return _PHRASE if bare.endswith(",") else 0.0

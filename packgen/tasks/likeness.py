"""Finds words of an answer in another text: as they are, or in the plural or another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\W*)$")

_LITTLE = frozenset(
    """
    a about above across after against all along among an and another any are around as at away be because been before
    behind being below beneath beside between beyond both but by can could did do does down during each either every
    few for from had has have having he her here hers him his how if in inside into is it its itself just like many may
    might more most much must near next no nor not now of off on once one only onto or other our out outside over own
    per shall she should since so some such than that the their them then there these they this those through to
    together too toward towards two three four five six seven eight nine ten under until up upon us very was we were
    what when where which while who whom whose why will with within without would you your
    back bottom centre central east eastern end first front half high higher inner large larger last left little long
    lower main middle new north northern old outer part parts place point right same second short side small south
    southern third top upper west western
    """.split()  # noqa: SIM905 - one word a line would be two hundred lines
)
"""Words that give nothing away, in a name or a description: words of grammar, of place and of size."""

_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"),
    ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
    ("ae", "a"), ("i", "us"), ("a", "um"), ("a", "on"), ("ices", "ex"), ("ices", "ix"), ("men", "man"),
)  # fmt: skip
"""Endings of word forms with the ending of the base form: English, with the plurals of Latin and Greek terms."""

_SHORTEST = 3
"""Least number of characters of a word that is compared without regard to case, and of a stem."""


def telling_words(text: str, names: Iterable[str]) -> list[str]:
    """Return the words of a text that give a name away, as spelt in it, in order and each once.

    These are content words of a name, in the same or another form; numbers of three or more figures; letters and
    abbreviations in capitals, such as V or EU; and a name made of common words only, as a whole.

    Args:
        text: the description, without Markdown.
        names: what must not be given away, without Markdown.
    """
    said = list(_WORD.finditer(text))
    folded = [_folded(match[0]) for match in said]
    telling: set[int] = set()
    for name in names:
        wanted = _WORD.findall(name)
        found = {n for n, match in enumerate(said) if any(_is_same(word, match, text) for word in wanted)}
        telling |= found or set(_as_a_whole(folded, [_folded(word) for word in wanted]))
    return list(dict.fromkeys(said[place][0] for place in sorted(telling)))


def _as_a_whole(said: Sequence[str], wanted: Sequence[str]) -> Iterable[int]:
    """Yield the indices of a name that occurs in a text as a whole and is longer than a letter or two."""
    length = len(wanted)
    if sum(map(len, wanted)) >= _SHORTEST:
        for start in range(len(said) - length + 1):
            if said[start : start + length] == wanted:
                yield from range(start, start + length)


def _is_same(word: str, match: re.Match[str], text: str) -> bool:
    """Tell whether a word of a name and a word of a text are the same."""
    folded, said = _folded(word), _folded(match[0])
    if folded in _LITTLE:
        return False
    if len(folded) >= _SHORTEST:
        return said not in _LITTLE and not _forms(folded).isdisjoint(_forms(said))
    if not word.isupper() or match[0] != word:  # a short one is told by its capitals
        return False
    return len(word) > 1 or not _SENTENCE_START.search(text[: match.start()])


def _folded(word: str) -> str:
    """Return a word in lower case, without accents and without a possessive ending."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word)).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))


def _forms(folded: str) -> set[str]:
    """Return the possible base forms of a word, and the word itself."""
    found = {folded}
    if folded.isdigit():
        return found
    for ending, other in _ENDINGS:
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) >= _SHORTEST:
            found.add(stem + other)
            if not other and len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                found.add(stem[:-1])  # stopped, stop
    return found

"""Words of a text that give an answer away, or a part of it, in the same or another form, such as the plural."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

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
"""Words that give nothing away by themselves: function words, and words of place and size."""

_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"),
    ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
    ("ae", "a"), ("i", "us"), ("a", "um"), ("a", "on"), ("ices", "ex"), ("ices", "ix"), ("men", "man"),
)  # fmt: skip
"""Endings of inflected forms and of their base forms: English, with the plurals of Latin and Greek terms."""

_SHORTEST = 3
"""The least length of a word that is compared by its letters alone, and of a stem without its ending."""


def revealing_words(text: str, names: Iterable[str]) -> list[str]:
    """Return the words of a text that give a name away, as they are spelt there, in order and each once.

    These are content words that a name has too, in the same or another form; numbers of three and more figures; letters
    and abbreviations in capitals, such as V or EU; and a name of function words alone where the whole of it occurs.

    Args:
        text: the text, without Markdown.
        names: what must not be given away, without Markdown.
    """
    return Said(text).revealing(names)


class Said:
    """Texts that may give names away, divided into their words once for all names.

    Args:
        texts: without Markdown.
    """

    def __init__(self, *texts: str) -> None:
        self._words = [word for text in texts for word in _WORD.finditer(text)]
        self._places: dict[str, list[int]] = {}  # of each word, under all words of which it may be a form
        for place, word in enumerate(self._words):
            for form in _forms(_folded(word[0])):
                self._places.setdefault(form, []).append(place)

    def revealing(self, names: Iterable[str]) -> list[str]:
        """Return the words that give a name away; see `revealing_words`."""
        revealing: set[int] = set()
        for name in names:
            wanted = _WORD.findall(name)
            likely = [
                (word, place)
                for word in wanted
                for form in _forms(_folded(word))
                for place in self._places.get(form, ())
            ]
            if likely:  # not true of most names: none of their words is there in any form
                found = {place for word, place in likely if _is_same(word, self._words[place])}
                revealing |= found or set(_as_a_whole(self._words, [_folded(word) for word in wanted]))
        return list(dict.fromkeys(self._words[place][0] for place in sorted(revealing)))


def _as_a_whole(said: Sequence[re.Match[str]], wanted: Sequence[str]) -> Iterable[int]:
    """Yield the places where one text has a whole name of more than one letter."""
    length = len(wanted)
    if sum(map(len, wanted)) >= _SHORTEST:
        for start in range(len(said) - length + 1):
            part = said[start : start + length]
            if part[0].string is part[-1].string and [_folded(word[0]) for word in part] == wanted:
                yield from range(start, start + length)


def _is_same(word: str, match: re.Match[str]) -> bool:
    """Tell whether a word of a name is the word of a text that was matched."""
    folded, said = _folded(word), _folded(match[0])
    if folded in _LITTLE:
        return False
    if len(folded) >= _SHORTEST:
        return said not in _LITTLE and not _forms(folded).isdisjoint(_forms(said))
    if not word.isupper() or match[0] != word:  # a short word is compared with its capitals
        return False
    return len(word) > 1 or not _SENTENCE_START.search(match.string[: match.start()])


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    """Return a word in lower case, without accents and possessive ending."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word)).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))


@lru_cache(maxsize=4096)
def _forms(folded: str) -> frozenset[str]:
    """Return the words of which a word may be a form, itself included."""
    found = {folded}
    if folded.isdigit():
        return frozenset(found)
    for ending, other in _ENDINGS:
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) >= _SHORTEST:
            found.add(stem + other)
            if not other and len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                found.add(stem[:-1])  # stopped, stop
    return frozenset(found)

"""Choosing the gaps of a passage without marks: terms, names and dates, spread over its sentences.

Every sentence has one gap before any has a second, and every term has a rank. So editing a sentence changes its own
gaps and few others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from packgen.tasks.chance import Chance
from packgen.tasks.passage import CLOSING, LONGEST, MOST, OPENING
from packgen.text.inline import parse, plain
from packgen.text.nobreak import NO_BREAK_SPACE
from packgen.text.story import labels, pieces

USUAL = 10
"""Gaps where the author gives no number."""

_APART = 2
"""The least number of words between two gaps."""

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][”’\")]*\s+|\n")
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)|<[^<>\s]*>")
_MARKUP = frozenset("{}|*_^~[]<>\\`\n")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
_DATE = re.compile(
    rf"(?<![\w–-])(?:[0-9]{{1,2}}(?:[–-][0-9]{{1,2}})? {_MONTH}(?: [0-9]{{4}})?|{_MONTH} [0-9]{{4}}|[12][0-9]{{3}})"
    r"(?![\w–-])"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _FoundTerm(NamedTuple):
    """The first occurrence of a term; ``revealed`` if the rest of the passage gives it away."""

    start: int
    stop: int
    sentence: int
    revealed: bool
    rank: int


def hide(text: str, terms: Iterable[str], chance: Chance, count: int | None = None) -> tuple[str, int]:
    """Mark terms in a text that has no marks; return it, and how many were marked.

    Only the first occurrence of a term is marked, and only whole words. Where several terms begin at one place the
    longest is taken. A term that the rest of the passage gives away is hidden only if ``count`` asks for so many.

    Args:
        text: running text in the form of `packgen.text.story`.
        terms: inline Markdown, such as a section's terms, names and dates.
        chance: decides which are hidden.
        count: how many; None for the usual number, or fewer where there are too few that nothing gives away.
    """
    if OPENING in text or CLOSING in text:
        return text, 0
    apart = _spaced(text, _found(text, terms, chance))
    good = [found for found in apart if not found.revealed]
    wanted = min(count or USUAL, MOST)
    chosen = sorted((_turns(apart) if count or not good else _turns(good))[:wanted])
    parts, at = [], 0
    for found in chosen:
        parts += [text[at : found.start], OPENING, text[found.start : found.stop], CLOSING]
        at = found.stop
    return "".join([*parts, text[at:]]), len(chosen)


def own_terms(text: str) -> list[str]:
    """Return the terms that a passage itself offers: words in bold, dates and names."""
    terms = []
    for piece in pieces(text):
        runs = parse(piece.text)
        terms += [run.text for run in runs if run.bold and not run.rise]
        # Raised and lowered text is no word of the sentence around it.
        for line in "".join(["^" if run.rise else run.text for run in runs]).split("\n"):
            terms += [match[0] for match in _DATE.finditer(line)]
            terms += _names(line)
    return terms


def _names(text: str) -> Iterator[str]:
    """Yield words with a capital in the middle of a sentence; consecutive ones make one name."""
    start = stop = -1
    for match in _LETTERS.finditer(text):
        if not match[0][0].isupper():
            continue
        if start >= 0 and text[stop : match.start()] == " ":
            stop = match.end()
            continue
        yield from _name(text, start, stop)
        start, stop = match.span()
    yield from _name(text, start, stop)


def _name(text: str, start: int, stop: int) -> list[str]:
    before = text[:start].rstrip(" “”‘’()\"'")[-1:] if start > 0 else ""
    begins = not before or before in ".!?…"
    return [] if begins or text[start:stop] in MONTHS else [text[start:stop]]


def surname(name: str) -> str | None:
    """Return the last word of a name, or None where it is no surname: the only word, or a ruler's number."""
    words = plain(name).split()
    if len(words) < 2 or re.fullmatch(r"[IVXLC]+|[^\w]*|.", words[-1]):
        return None
    return words[-1]


def headwords(term: str) -> list[str]:
    """Return the words of a headword such as Kolkhoz / sovkhoz, or Sovnarkhoz (pl. sovnarkhozy)."""
    parts = re.split(r"\s+/\s+|[;,()]", plain(term))
    return [word for part in parts if (word := part.strip().removeprefix("pl. "))]


def shorter_dates(date: str) -> list[str]:
    """Return a date and its shorter forms in a passage: for 18 Jan 1957, 18 January, January 1957 and 1957."""
    words = plain(date)
    match = re.fullmatch(rf"(?:(\S+) )?({_MONTH}) ([0-9]{{4}})", words)
    if match is None:
        return [words]
    day, month, year = match.groups()
    parts = [words]
    for spelled in dict.fromkeys([month, *(whole for whole in MONTHS if whole.startswith(month[:3]))]):
        parts += [f"{day} {spelled} {year}", f"{day} {spelled}"] if day else []
        parts.append(f"{spelled} {year}")
    return list(dict.fromkeys([*parts, year]))


# -- finding


def _found(text: str, terms: Iterable[str], chance: Chance) -> list[_FoundTerm]:
    """Return the first occurrence of every term, in reading order."""
    folded = _folded(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    found, seen = [], set()
    for start, stop in _matches(text, terms):
        words = folded[start:stop]
        if words not in seen:
            seen.add(words)
            revealed = _revealed(folded, start, stop)
            found.append(_FoundTerm(start, stop, bisect_right(ends, start), revealed, chance.rank(words)))
    return found


def _matches(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where terms begin and end: none inside another, in a link, or in the number of a list item."""
    flat, known = _flat(text), _by_first_word(terms)
    links = [*(match.span() for match in _LINK.finditer(text)), *labels(text)]
    end = 0
    for match in _WORD.finditer(flat):
        start = match.start()
        if start < end or not _begins(flat, start):
            continue
        for term in known.get(match[0].casefold(), ()):
            stop = start + len(term)
            alike = flat[start + 1 : stop] == term[1:] and flat[start].casefold() == term[0].casefold()
            if alike and _ends(flat, stop) and not any(a < stop and start < b for a, b in links):
                yield start, stop
                end = stop
                break


def _by_first_word(terms: Iterable[str]) -> dict[str, list[str]]:
    """Return the terms that can be hidden, by their first words; the longest first."""
    known: dict[str, list[str]] = {}
    for term in dict.fromkeys(_flat(plain(term)).strip(" .,;:!?") for term in terms):
        match = _WORD.match(term)
        if match and 1 < len(term) <= LONGEST and _MARKUP.isdisjoint(term):
            known.setdefault(match[0].casefold(), []).append(term)
    for alike in known.values():
        alike.sort(key=len, reverse=True)
    return known


def _flat(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def _folded(text: str) -> str:
    """Return a text in lower case, character by character, so that its length stays the same."""
    return "".join(low if len(low := character.casefold()) == 1 else character for character in _flat(text))


def _begins(text: str, at: int) -> bool:
    """Tell whether a word begins here that is not a part of another, such as Party in Anti-Party."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "-–_")


def _ends(text: str, at: int) -> bool:
    following = text[at : at + 2]
    return not following or not (following[0].isalnum() or (following[0] in "-–_" and following[1:].isalnum()))


def _revealed(folded: str, start: int, stop: int) -> bool:
    """Tell whether a passage has the same words elsewhere, or the surname of the person named."""
    words = folded[start:stop]
    last = words.rsplit(" ", 1)[-1]
    dated = words[0].isdigit() or last.isdigit()
    return any(_stands_elsewhere(folded, said, start, stop) for said in ({words} if dated else {words, last}))


def _stands_elsewhere(folded: str, words: str, start: int, stop: int) -> bool:
    at = folded.find(words)
    while at >= 0:
        end = at + len(words)
        apart = end <= start or at >= stop
        if apart and not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
            return True
        at = folded.find(words, end)
    return False


# -- choosing


def _spaced(text: str, found: Sequence[_FoundTerm]) -> list[_FoundTerm]:
    """Return the terms that can be hidden together, with words between them; those that nothing gives away first."""
    taken: list[tuple[int, int]] = []
    apart = []
    for one in sorted(found, key=lambda one: (one.revealed, one.rank)):
        place = bisect_right(taken, (one.start, one.stop))
        before, after = taken[place - 1 : place], taken[place : place + 1]
        if all(_words(text, stop, one.start) >= _APART for _, stop in before) and all(
            _words(text, one.stop, start) >= _APART for start, _ in after
        ):
            taken.insert(place, (one.start, one.stop))
            apart.append(one)
    return apart


def _words(text: str, start: int, stop: int) -> int:
    """Return how many words stand between two places, counted up to a few."""
    return sum(1 for _ in _WORD.finditer(text, start, min(stop, start + 200)))


def _turns(found: Sequence[_FoundTerm]) -> list[_FoundTerm]:
    """Return the terms in an order in which every sentence comes once before any comes again."""
    counts: dict[int, int] = {}
    turns = []
    for one in found:
        turn = counts[one.sentence] = counts.get(one.sentence, 0) + 1
        turns.append((one.revealed, turn, one.rank, one))
    return [one for *_, one in sorted(turns)]

"""Spare words: words in a word bank that fill no gap, so that the last gap is not free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from packgen.tasks.chance import Chance
from packgen.tasks.likeness import Said
from packgen.tasks.passage import LONGEST
from packgen.tasks.vocabulary import MONTHS
from packgen.text.inline import plain

_FEW, _MANY = 2, 3
"""Spare words of a short bank and of a long one."""

_LONG = 8
"""Answers of a long bank."""

_PART = re.compile(r"[0-9]+|[^\W\d_]+(?:[-’'][^\W\d_]+)*")

_Form = tuple[str, ...]


def spare_words(terms: Iterable[str], answers: Sequence[str], taken: Sequence[str], chance: Chance) -> list[str]:
    """Return two or three terms that fill no gap of a passage; fewer where the section has too few.

    They have the form of an answer (a day and a month, a name of two words), and no form has more spare words than
    answers. A term that shares a word with the passage or with anything that is accepted is no spare word: it might be
    right as well.

    Args:
        terms: inline Markdown: names, terms and dates of the section.
        answers: inline Markdown, one a gap.
        taken: the passage, and all that is accepted in its gaps, without Markdown.
        chance: decides which terms are taken.
    """
    left = Counter(_form(plain(answer)) for answer in answers)
    candidates = list(dict.fromkeys(word for word in map(plain, terms) if word and len(word) <= LONGEST))
    wanted = _MANY if len(answers) >= _LONG else _FEW
    found: list[str] = []
    said = [Said(*taken)]
    for word in (candidates[place] for place in chance.order(candidates)):
        if len(found) == wanted:
            break
        form = _form(word)
        if left[form] and not any(text.revealing([word]) for text in said):
            left[form] -= 1
            found.append(word)
            said.append(Said(word))
    return found


def _form(words: str) -> _Form:
    """Return the form of a word or date: its parts as figures, a year, a month, a capitalised word or another."""
    return tuple(_kind(part) for part in _PART.findall(words))


def _kind(part: str) -> str:
    if part[0].isdigit():
        return "year" if len(part) == 4 else "figure"
    if part in MONTHS:
        return "month"
    return "name" if part[0].isupper() else "word"

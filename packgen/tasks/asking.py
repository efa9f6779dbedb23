"""Questions that stand alone, for readers who have no page before them: on a card, in a quiz or in a grid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.locale.words import Words
    from packgen.tasks.base import Card

NEVER = "no"
"""What an author writes as ``ask`` for a fact that is not to be asked."""

_YEAR = re.compile("(?<![0-9])(?<![0-9][,.\u00a0\u202f])[0-9]{3,4}(?![,.\u00a0\u202f]?[0-9])")
"""Three or four figures that are not part of a longer number."""

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def asked(card: Card, ask: str | None, words: Words, said: str | None = None) -> list[Card]:
    """Return the card of a fact, with its fault if its question does not stand alone; none if it is not to be asked.

    Args:
        card: as its block asks.
        ask: the author's question instead, `NEVER`, or None.
        words: of the topic's language.
        said: inline Markdown that has to be understood by itself; None for the question.
    """
    if ask == NEVER:
        return []
    if ask is not None:
        own = card._replace(question=ask, cue="", fact=card.fact or card.question, on_enquiry=False)
        return [own._replace(fault="it contains its answer" if gives_away(own) else "")]
    word = leaning(card.question if said is None else said, words)
    return [card._replace(fault=f'nothing in it says what "{word}" means' if word else "")]


def written(card: Card, ask: str | None, words: Words) -> list[Card]:
    """Return the card of a fact that is asked only in the author's words."""
    return [] if ask is None else asked(card, ask, words)


def gives_away(card: Card) -> bool:
    """Tell whether a question contains its whole answer."""
    return plain(card.answer).casefold() in plain(card.question).casefold()


def leaning(markdown: str, words: Words) -> str:
    """Return the first word by which a text refers to what stands around it, or an empty string.

    These are pronouns anywhere, possessives and demonstratives among its first two words, and a preposition or a
    conjunction as its first word, as in "in camps, 1960". The lists are in `packgen.locale`.
    """
    found: list[str] = _WORD.findall(plain(markdown))
    keys = "ask.pronouns", "ask.openings", "ask.joints"
    pronouns, openings, joints = (set(words.text(key).split()) for key in keys)
    for place, word in enumerate(found):
        small = word.casefold()
        if small in pronouns or (place < 2 and small in openings) or (place == 0 and word in joints):
            return word
    return ""


def lacks_year(markdown: str, answer: str, words: Words) -> bool:
    """Tell whether a text names a month, and neither it nor the answer that it asks for names a year."""
    text = f"{plain(markdown)} {plain(answer)}"
    months = set(words.text("ask.months").split())
    return _YEAR.search(text) is None and any(word in months for word in _WORD.findall(text))


def names(markdown: str) -> bool:
    """Tell whether a text names something: it has a figure, or a capital that does not only begin it."""
    text = plain(markdown)
    return any(letter.isdigit() for letter in text) or any(word[0].isupper() for word in _WORD.findall(text)[1:])

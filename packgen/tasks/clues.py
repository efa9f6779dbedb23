"""Clues: the texts that a student sees of a row, and a check that they determine its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from packgen.text.inline import plain

_SHOWN = 40

Accepted = frozenset[str]


class Clue(NamedTuple):
    """A row of a task.

    Attributes:
        shown: visible texts of the row, inline Markdown, in order.
        shown: inline Markdown, in the order in which it stands.
        hidden: for each gap of the row, all accepted answers.
    """

    number: int
    shown: tuple[str, ...]
    hidden: tuple[Accepted, ...]


def accepted_words(answers: Iterable[str]) -> Accepted:
    """Return answers in a form in which those that are spelt alike are equal."""
    return frozenset(plain(answer).casefold() for answer in answers)


def look_alikes(clues: Iterable[Clue], what: str, remedy: str) -> list[tuple[str, str]]:
    """Return a weakness for rows that look the same but have different answers.

    Args:
        clues: of all rows.
        what: the noun for rows in messages, such as "rows".
        remedy: for the message.
    """
    first: dict[tuple[str, ...], Clue] = {}
    told: set[tuple[str, ...]] = set()
    weaknesses: list[tuple[str, str]] = []
    for clue in clues:
        seen = tuple(plain(text).casefold() for text in clue.shown)
        before = first.setdefault(seen, clue)
        if before is clue or seen in told or before.hidden == clue.hidden or not clue.hidden:
            continue
        told.add(seen)
        shown = " ".join(plain(text) for text in clue.shown if text)
        shown = f'"{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"}"' if shown else "nothing"
        message = f"{what} {before.number} and {clue.number} show the same, {shown}: nobody can tell which is meant."
        weaknesses.append((message, remedy))
    return weaknesses

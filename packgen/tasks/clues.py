"""Clues: what a student sees of a row, and whether it tells which of several answers is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from packgen.text.inline import plain

_SHOWN = 40

Accepted = frozenset[str]


class Clue(NamedTuple):
    """A row of a task.

    Attributes:
        number: of the row, from 1.
        shown: inline Markdown, in the order in which it stands.
        hidden: for each gap of the row, all that is accepted.
    """

    number: int
    shown: tuple[str, ...]
    hidden: tuple[Accepted, ...]


def accepted_words(answers: Iterable[str]) -> Accepted:
    """Return answers in a form in which those spelt alike are equal."""
    return frozenset(plain(answer).casefold() for answer in answers)


def look_alikes(clues: Iterable[Clue], what: str, remedy: str) -> list[tuple[str, str]]:
    """Return a weakness for rows that show the student the same and want different answers.

    Args:
        clues: of all rows.
        what: the name of the rows, such as "rows".
        remedy: what to do about it.
    """
    first: dict[tuple[str, ...], Clue] = {}
    reported: set[tuple[str, ...]] = set()
    weaknesses: list[tuple[str, str]] = []
    for clue in clues:
        seen = tuple(plain(text).casefold() for text in clue.shown)
        before = first.setdefault(seen, clue)
        if before is clue or seen in reported or before.hidden == clue.hidden or not clue.hidden:
            continue
        reported.add(seen)
        shown = " ".join(plain(text) for text in clue.shown if text)
        shown = f'"{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"}"' if shown else "nothing"
        message = f"{what} {before.number} and {clue.number} show the same, {shown}: nobody can tell which is meant."
        weaknesses.append((message, remedy))
    return weaknesses

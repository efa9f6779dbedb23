"""Cuts: words too long for their room, cut where no word is divided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from packgen.errors import Origin, Problem

_SHOWN = 40
"""Characters of a word or of the head of a column that a warning shows."""


class Cut(NamedTuple):
    """A word that is cut.

    Attributes:
        origin: of the block that it stands in.
        column: head of the column of a table that it stands in, or an empty string.
        word: the word.
    """

    origin: Origin
    column: str
    word: str


def cut_warnings(cuts: Iterable[Cut]) -> list[Problem]:
    """Return a warning for each block in which words are cut: it names the columns of a table, and a word."""
    found: list[Problem] = []
    for origin, group in groupby(sorted(cuts, key=_origin), key=_origin):
        there = list(group)
        columns = list(dict.fromkeys(cut.column for cut in there if cut.column))
        word = _quoted(max(there, key=lambda cut: len(cut.word)).word)
        if columns:
            message = f"{_named(columns)} too narrow for words such as {word}, which are cut."
            remedy = "Leave columns out, or give these more width."
        else:
            message = f"{word} is too long for its line, and is cut."
            remedy = "Write a shorter word, or divide it with a hyphen."
        found.append(Problem(origin, message, remedy))
    return found


def _origin(cut: Cut) -> Origin:
    return cut.origin


def _named(columns: Sequence[str]) -> str:
    """Return such as: the columns "One", "Two" and 3 others are."""
    if len(columns) == 1:
        return f"the column {_quoted(columns[0])} is"
    shown = [_quoted(column) for column in columns[:3]]
    rest = len(columns) - len(shown)
    if rest:
        return f"the columns {', '.join(shown)} and {rest} more are"
    return f"the columns {', '.join(shown[:-1])} and {shown[-1]} are"


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"}"'

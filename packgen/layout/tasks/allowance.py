"""How many writing lines an answer gets, and by how many a sheet may have fewer or more to fill its leaves."""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

_A_MARK = 1.5
_LEAST, _MOST = 2 / 3, 4 / 3
"""From a line a mark to two: fewer are too few to answer in, more ask for more than the marks reward."""


class Allowance(NamedTuple):
    """Writing lines of a block: what it gets, and the bounds within which they may be changed."""

    usual: int
    least: int
    most: int


def allowance(lines: int) -> Allowance:
    """Return the bounds of a block that gets so many lines."""
    return Allowance(lines, ceil(lines * _LEAST), floor(lines * _MOST))


def lines_for(marks: int) -> int:
    """Return how many lines a short answer gets: one and a half a mark."""
    return ceil(marks * _A_MARK)

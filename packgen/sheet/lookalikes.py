"""Lookalikes: sheets that are known to be like another from their parts, before any of them is put together.

A pattern is found by what all rows of a sheet measure (`packgen.sheet.pattern`). Where the parts of a sheet stood in
others before, in the same place, it is known what they measure and what they have in the pattern's places.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from packgen.sheet.pattern import Filled, Filling, Pattern

_MOST = 10_000
"""Parts, and sheets, that are remembered; then all are forgotten."""


class Told(NamedTuple):
    """What is to be known of a sheet that was set.

    Attributes:
        filled: the sheet.
        owners: for each place, the part that it belongs to; None where it is the same in all sheets of a frame.
        likeness: for each part, what decides how a sheet is set that has it.
    """

    filled: Filled
    owners: Sequence[int | None]
    likeness: Sequence[Hashable]


class _Part(NamedTuple):
    """A part in its place: the number of all that are like it, and what it has in the pattern's places."""

    likeness: int
    fillings: tuple[Filling, ...]


class _Whole(NamedTuple):
    """A pattern, and for each place the part that fills it, or what fills it in all sheets."""

    pattern: Pattern
    places: tuple[int | Filling, ...]


class Lookalikes:
    """Remembers the parts of sheets, and which patterns they make up."""

    def __init__(self) -> None:
        self._parts: dict[tuple[Hashable, Hashable], _Part] = {}
        self._wholes: dict[tuple[Hashable, tuple[int, ...]], _Whole] = {}
        self._numbers: dict[Hashable, int] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._parts.clear()
        self._wholes.clear()
        self._numbers.clear()

    def find(self, frame: Hashable, parts: Sequence[Hashable]) -> Filled | None:
        """Return the sheet of some parts, if all of them are known, and a sheet of others that are like them.

        Args:
            frame: what else decides how the sheet is set.
            parts: what and where they are.
        """
        known = []
        for part in parts:
            found = self._parts.get((frame, part))
            if found is None:
                return None
            known.append(found)
        whole = self._wholes.get((frame, tuple([part.likeness for part in known])))
        if whole is None:
            return None
        left = [iter(part.fillings) for part in known]
        fillings = [next(left[place]) if isinstance(place, int) else place for place in whole.places]
        return Filled(whole.pattern, tuple(fillings))

    def learn(self, frame: Hashable, parts: Sequence[Hashable], told: Told) -> None:
        """Remember a sheet and its parts."""
        if max(len(self._parts), len(self._wholes), len(self._numbers)) >= _MOST:
            self.clear()
        pattern, fillings = told.filled
        numbers = [self._numbers.setdefault(likeness, len(self._numbers)) for likeness in told.likeness]
        for index, (part, number) in enumerate(zip(parts, numbers, strict=True)):
            own = [filling for filling, owner in zip(fillings, told.owners, strict=True) if owner == index]
            self._parts[frame, part] = _Part(number, tuple(own))
        places = [filling if owner is None else owner for filling, owner in zip(fillings, told.owners, strict=True)]
        self._wholes[frame, tuple(numbers)] = _Whole(pattern, tuple(places))

"""Lookalikes: sheets that are known to be like another from their parts, before any of them is put together.

A pattern is found by what all rows of a sheet measure (`packgen.sheet.pattern`). Where the parts of a sheet stood in
others before, in the same place, it is known what they measure and what they have in the pattern's places.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from packgen.sheet.pattern import Filled, Filling, Pattern

_MOST = 3000
"""Sheets that are remembered; then all are forgotten."""


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


class _Frame(NamedTuple):
    """What is known of sheets that differ in their parts alone: these, and the sheets by what their parts are like."""

    parts: dict[Hashable, _Part]
    wholes: dict[tuple[int, ...], _Whole]


class Lookalikes:
    """Remembers the parts of sheets, and which patterns they make up."""

    def __init__(self) -> None:
        self._frames: dict[Hashable, _Frame] = {}
        self._numbers: dict[Hashable, int] = {}
        self._learnt = 0

    def clear(self) -> None:
        """Forget everything."""
        self._frames.clear()
        self._numbers.clear()
        self._learnt = 0

    def find(self, frame: Hashable, parts: Sequence[Hashable]) -> Filled | None:
        """Return the sheet of some parts, if all of them are known, and a sheet of others that are like them.

        Args:
            frame: what else decides how the sheet is set.
            parts: what and where they are.
        """
        inside = self._frames.get(frame)
        if inside is None:
            return None
        known = []
        for part in parts:
            found = inside.parts.get(part)
            if found is None:
                return None
            known.append(found)
        whole = inside.wholes.get(tuple([part.likeness for part in known]))
        if whole is None:
            return None
        left = [iter(part.fillings) for part in known]
        fillings = [next(left[place]) if isinstance(place, int) else place for place in whole.places]
        return Filled(whole.pattern, tuple(fillings))

    def learn(self, frame: Hashable, parts: Sequence[Hashable], told: Told) -> None:
        """Remember a sheet and its parts."""
        if self._learnt >= _MOST:
            self.clear()
        self._learnt += 1
        pattern, fillings = told.filled
        numbers = [self._numbers.setdefault(likeness, len(self._numbers)) for likeness in told.likeness]
        inside = self._frames.setdefault(frame, _Frame({}, {}))
        for index, (part, number) in enumerate(zip(parts, numbers, strict=True)):
            own = [filling for filling, owner in zip(fillings, told.owners, strict=True) if owner == index]
            inside.parts[part] = _Part(number, tuple(own))
        places = [filling if owner is None else owner for filling, owner in zip(fillings, told.owners, strict=True)]
        inside.wholes[tuple(numbers)] = _Whole(pattern, tuple(places))

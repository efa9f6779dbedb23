"""Parts: what drawings are in the places of moulds (`packgen.bind.mould`), kept once they are known."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from packgen.pdf.flate import Packed
    from packgen.pdf.writer import Written
    from packgen.sheet.drawing import Drawing
    from packgen.sheet.pattern import Filling

_MOST = 10_000
"""Parts that are remembered; then all are forgotten."""


class CastPart(NamedTuple):
    """What a drawing is in its place: code, objects with numbers still open, the pages they lead to, and its glyphs."""

    code: Packed
    values: tuple[str, ...]
    goals: tuple[tuple[int, int], ...]
    glyphs: dict[int, int]


class Parts:
    """What drawings are in their places: one for all moulds of a design.

    Attributes:
        known: by place, drawing, and what the sheets are counted from that its links lead to.
        finished: by group of places, what is in them, the first number of the sheet's run and those of the pages that
            they lead to: the object stream that they have to themselves.
        drawings: those that break no rule.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[int, Drawing, int], CastPart] = {}
        self.finished: dict[tuple[int, tuple[Filling, ...], int, tuple[int, ...]], Written] = {}
        self.drawings: set[tuple[str, Drawing]] = set()
        self._places: dict[Hashable, int] = {}
        self._numbers = count()

    def place(self, told: Hashable) -> int:
        """Return what a place is called that is the same in several patterns."""
        found = self._places.get(told)
        if found is None:
            found = self._places[told] = next(self._numbers)
        return found

    def make_room(self) -> None:
        """Forget everything where there is too much."""
        if max(len(self.known), len(self.finished), len(self.drawings), len(self._places)) >= _MOST:
            self._places.clear()
            self.known.clear()
            self.finished.clear()
            self.drawings.clear()

"""Closing rules: those below tables, which are not drawn just above the rule or frame of the next block."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from packgen.units import MM

_SAME, _CLOSE = 0.01, 3.5 * MM
"""Heights between two rules: up to the one they are the same rule, up to the other they look like one drawn twice."""

_COVERED = 0.9
"""Share of a closing rule that has to have others just below: two columns leave a gutter."""


class LevelRule(NamedTuple):
    """The ends and the height of a horizontal rule on a page, in points."""

    left: float
    right: float
    y: float

    def covered(self, below: LevelRule) -> float:
        """Return the length of the rule that has another one just below."""
        if not _SAME < self.y - below.y <= _CLOSE + _SAME:
            return 0.0
        return max(0.0, min(self.right, below.right) - max(self.left, below.left))


class ClosingRules:
    """The closing rules of a page, drawn at its end, and the rules and frames that blocks begin with."""

    def __init__(self) -> None:
        self._closing: list[tuple[LevelRule, Callable[[], None]]] = []
        self._opening: list[LevelRule] = []

    def close(self, rule: LevelRule, draw: Callable[[], None]) -> None:
        """Add a rule below a table, and what draws it."""
        self._closing.append((rule, draw))

    def open(self, left: float, right: float, y: float) -> None:
        """Add the upper edge of a block that begins with a rule or a frame, which somebody else draws."""
        self._opening.append(LevelRule(left, right, y))

    def draw(self) -> None:
        """Draw the closing rules that no block follows closely, and forget all."""
        for rule, draw in self._closing:
            if sum(map(rule.covered, self._opening)) < _COVERED * (rule.right - rule.left):
                draw()
        self._closing, self._opening = [], []

"""Closing rules: those below tables, which are not drawn just above the rule or frame of the next block."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import TOLERANCE
from packgen.layout.core.strokes import level_lines
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.theme.design import Rule

_CLOSE = 3.5 * MM
"""Height between two rules within which they would look like one drawn twice."""

_COVERED = 0.9
"""Share of a closing rule that has to have others just below: two columns leave a gutter."""


class _Level(NamedTuple):
    """A horizontal rule, in points."""

    left: float
    right: float
    y: float

    def covered(self, below: _Level) -> float:
        """Return the length of the rule that has another one just below."""
        if not TOLERANCE < self.y - below.y <= _CLOSE + TOLERANCE:
            return 0.0
        return max(0.0, min(self.right, below.right) - max(self.left, below.left))


class ClosingRules:
    """The closing rules of a page, drawn at its end, and the rules and frames that blocks begin with."""

    def __init__(self) -> None:
        self._closing: list[tuple[Rule, _Level]] = []
        self._opening: list[_Level] = []

    def close(self, rule: Rule, left: float, right: float, y: float) -> None:
        """Add a rule below a table."""
        self._closing.append((rule, _Level(left, right, y)))

    def open(self, left: float, right: float, y: float) -> None:
        """Add the upper edge of a block that begins with a rule or a frame, which somebody else draws."""
        self._opening.append(_Level(left, right, y))

    def draw(self, canvas: SheetCanvas) -> None:
        """Draw the closing rules that no block follows closely, and forget all."""
        for rule, level in self._closing:
            if sum(map(level.covered, self._opening)) < _COVERED * (level.right - level.left):
                level_lines(canvas, rule, level.left, level.right, [level.y])
        self._closing, self._opening = [], []

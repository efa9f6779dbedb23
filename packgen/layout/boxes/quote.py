"""Quotations: paragraphs indented from a thin rule, and their provenance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.core.strokes import line

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting


class Quote(Stack):
    """Paragraphs indented from a rule at their left."""

    def __init__(self, setting: Setting, children: Sequence[Flowable]) -> None:
        super().__init__(children, left=setting.design.length("box-pad-x"))
        self.rule = setting.design.rule("gist")

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rule and the paragraphs."""
        line(canvas, self.rule, x, y, x, y + self.height)
        super().drawOn(canvas, x, y)

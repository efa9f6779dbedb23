"""The dashed box for misconceptions: a title, and pairs of a mistake and its correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.boxes.panel import FramedBox
from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.core.stack import Stack
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_TOGETHER = 2
"""Pairs that stand on each side of a division, if there are enough."""


class TrapBox(FramedBox):
    """A dashed box with a title; it is divided only between pairs, and its title is repeated with "continued".

    Args:
        setting: design and faces.
        title: inline Markdown.
        heading: structure element that holds the title.
        pairs: each a mistake and its correction.
    """

    def __init__(self, setting: Setting, title: str, heading: Element, pairs: Sequence[Flowable]) -> None:
        super().__init__(setting, pairs, "trap")
        self.setting, self.text, self.continued = setting, title, False
        self.title = Paragraph(setting, title, "body-bold", heading)
        self.least = self.loose = min(_TOGETHER, max(1, len(self.children) // 2))

    @property
    def overhead(self) -> float:
        """Height of the title and of the padding, in points."""
        return self.title.height + self.top + self.bottom

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure the title and the pairs."""
        self.title.wrap(width - self.left - self.right, UNBOUNDED)
        return super().wrap(width, height)

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Divide between pairs, or inside a pair that is taller than a page."""
        ways = ((self.least, False), (1, False), (1, True))
        found = (self._split(width, height, least, force=True, inside=inside) for least, inside in ways)
        return next(filter(None, found), [])

    def _split(
        self, width: float, height: float, least: int, force: bool, inside: bool | None = None
    ) -> Sequence[Flowable]:
        return super()._split(width, height, least, force, bool(inside))

    def _part(self, children: Sequence[Flowable], continued: bool) -> Stack:
        part = super()._part(children, continued)
        if continued and isinstance(part, TrapBox):
            part.continued = True
            title = self.setting.words.text("continued.title", title=self.text)
            part.title = Paragraph(self.setting, title, "body-bold", Element("Div"))
        return part

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the frame, the title and the pairs; a repeated title is a pagination artifact."""
        at = y + self.height - self.top - self.title.height
        if self.continued:
            with canvas.artifact("Pagination"):
                self.title.drawOn(canvas, x + self.left, at)
        else:
            self.title.drawOn(canvas, x + self.left, at)
        super().drawOn(canvas, x, y)

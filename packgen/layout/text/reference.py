"""Words with a page number: layout reserves room for them, and the binder draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import UNBOUNDED, Flowable
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting
    from packgen.sheet.sheet import PageWords

_WIDEST = "888"
"""Stands for a page number when room for it is measured."""


class PageText(Flowable):
    """One line of words with a page number.

    Args:
        setting: design and faces.
        words: with ``{}`` for the number, and where it leads.
        role: style.
        element: structure element that owns the words.
        right: set against the right edge.
    """

    def __init__(self, setting: Setting, words: PageWords, role: str, element: Element, *, right: bool = False) -> None:
        self.words, self.element, self.right = words, element, right
        self.style = setting.design.style(role)
        number = _WIDEST if words.target.first == words.target.last else f"{_WIDEST}–{_WIDEST}"
        self.model = Paragraph(setting, [Run(words.words.replace("{}", number))], role, Element("P"))

    def extent(self) -> tuple[float, float]:
        """Return the least and the natural width in points: the same, since the line is never broken."""
        natural = self.model.extent()[1]
        return natural, natural

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = width, self.style.leading
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Record the place at which the binder draws the words."""
        baseline = y + self.style.leading * (1 - self.style.baseline)
        at = x + self.width if self.right else x
        canvas.reference(self.element, at, baseline, self.right, self.style.role, self.words)


class Referred(Flowable):
    """A paragraph with words that name a page after its last line, or below it where there is no room."""

    def __init__(self, setting: Setting, text: Paragraph, words: PageWords | None, role: str, parent: Element) -> None:
        self.text = text
        self.gap = setting.design.length("label-gap")
        self.page = PageText(setting, words, role, Element("P", parent)) if words else None
        self._offset: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure."""
        self.width, self.height = width, self.text.wrap(width, UNBOUNDED)[1]
        if self.page is not None:
            natural = self.page.extent()[1]
            last = sum(segment.width for segment in self.text.lines[-1]) if self.text.lines else 0.0
            at = self.text.indent + last * self.text.style.size / 1000 + self.gap
            self._offset = at if at + natural <= width else None
            self.page.wrap(natural, UNBOUNDED)
            self.height += 0.0 if self._offset is not None else self.page.height
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the paragraph and record the place of the words."""
        self.text.drawOn(canvas, x, y + self.height - self.text.height)
        if self.page is None:
            return
        if self._offset is None:
            self.page.drawOn(canvas, x + self.text.indent, y)
        else:
            drop = self.text.last_baseline
            drop -= self.page.style.leading * (1 - self.page.style.baseline)
            self.page.drawOn(canvas, x + self._offset, y + drop)

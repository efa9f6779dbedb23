"""Headings: a rule, a title and an optional note, kept with what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.core.strokes import line
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.reference import PageText
from packgen.layout.text.sure import sure_box
from packgen.sheet.sheet import PageWords
from packgen.sheet.structure import Element
from packgen.text.inline import Run, plain

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_NOTE_SHARE = 0.6
"""Share of the measure up to which a note may stand beside the title; a longer one goes below."""


class Heading(Flowable):
    """A section heading (LOOK: rule at the top, title below it, note at the right).

    Args:
        setting: design and faces.
        title: inline Markdown.
        parent: the structure element it opens; the heading becomes its next child.
        level: heading level, 2 or 3.
        note: said in a few words beside the title; it may name a page.
        letter: set in the accent before the title, such as the letter of a recall task.
        rule: what the rule at the top is.
        role: style of the title.
        outlined: whether it has an entry in the outline.

    Attributes:
        mark: the letter, or an empty string.
        name: letter and title without markup.
        reserved: width kept free at the right, on the line of the note, in points.
    """

    keep = True

    def __init__(
        self,
        setting: Setting,
        title: str,
        parent: Element,
        level: int = 2,
        note: str | PageWords | None = None,
        letter: str = "",
        *,
        rule: str = "section",
        role: str = "heading",
        outlined: bool = True,
    ) -> None:
        design = setting.design
        self.design = design
        self.rule, self.outlined = design.rule(rule), outlined
        self.before = design.length("row-gap")
        self.mark = letter
        self.name = f"{letter} {plain(title)}".strip()
        element = Element(f"H{level}", parent)
        self.letter = Paragraph(setting, letter, "task-letter", element, joined=True) if letter else None
        self.title = Paragraph(setting, title, role, element)
        self.note = _note(setting, note, parent) if note else None
        self.sure = sure_box(setting, parent, title)
        self.reserved = self.sure.width if self.sure is not None else 0.0
        self._below = False
        self._indent = 0.0
        self._kept = self.reserved

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: at least the height of a heading on one line."""
        if width == self.width:
            return width, self.height
        design = self.design
        if self.letter is not None:
            self.letter.wrap(width, height)
            self._indent = self.letter.widest + design.length("label-gap")
        measure = width - self._indent
        gap, self._kept, self._below = design.length("column-gap"), self.reserved, False
        if self.note is None and self.sure is not None:
            measure -= self._kept
        elif self.note is not None or self.reserved:
            noted = self.note.extent()[1] if self.note is not None else 0.0
            self._below = not self._fits(width, noted, gap + self._kept)
            closer = design.length("label-gap")
            if self._below and self.sure is not None and self._fits(width, noted, closer + self.sure.closer):
                gap, self._kept, self._below = closer, self.sure.closer, False
            if self.note is not None:
                self.note.right = not self._below
                self.note.wrap(width if self._below else noted + 0.1, height)
            if not self._below:
                measure -= self._kept + noted + gap
            elif self.sure is not None:
                measure -= self._kept
        text = self.title.wrap(measure, height)[1]
        if self._below:
            text += self.title.style.leading + self._more
        self.width = width
        self.height = text + self._around
        return width, self.height

    def _fits(self, width: float, noted: float, around: float) -> bool:
        """Tell whether a note fits beside the title, which may have several lines if the note is short.

        Args:
            width: of the heading.
            noted: width of the note.
            around: width that is left free at both sides of the note.
        """
        least, natural = self.title.extent()
        room = width - self._indent - around - noted
        return natural <= room or (noted <= width * (1 - _NOTE_SHARE) and least <= room)

    @property
    def _more(self) -> float:
        """Height of the lines of the note after its first, in points."""
        return self.note.height - self.note.style.leading if self.note is not None else 0.0

    @property
    def _lead(self) -> float:
        """Height between the rule and the first line of text, in points."""
        return self.design.length("heading-lead")

    @property
    def _around(self) -> float:
        """Height above and below the lines of text, in points."""
        design = self.design
        single = design.style("heading").leading
        return design.length("heading-height") + design.length("heading-after") - single

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the rule, the title and the note."""
        top = y + self.height
        line(canvas, self.rule, x, top, x + self.width, top)
        canvas.closing.open(x, x + self.width, top)
        top -= self._lead
        if canvas.tagging and self.outlined:
            canvas.outline_entry(self.name, y + self.height)
        first = top - self._drop(self.title)
        if self.letter is not None:
            self.letter.drawOn(canvas, x, first + self._drop(self.letter) - self.letter.height)
        self.title.drawOn(canvas, x + self._indent, top - self.title.height)
        if self.sure is not None:
            self.sure.draw(canvas, x + self.width, top - self.title.style.leading / 2)
        if self.note is not None:
            left = x if self._below else x + self.width - self._kept - self.note.width
            baseline = first - self.title.height if self._below else first
            self.note.drawOn(canvas, left, baseline + self._drop(self.note) - self.note.height)

    @staticmethod
    def _drop(text: Paragraph | PageText) -> float:
        """Return the distance from the top of a text to its first baseline, in points."""
        return text.style.leading * text.style.baseline


def _note(setting: Setting, note: str | PageWords, parent: Element) -> Paragraph | PageText:
    element = Element("P", parent)
    if isinstance(note, str):
        return Paragraph(setting, note, "heading-note", element, right=True)
    return PageText(setting, note, "heading-note", element, right=True)


def titled(
    setting: Setting, parent: Element, title: str | None, note: str | None = None, level: int = 2
) -> tuple[Element, list[Flowable]]:
    """Open a Sect with a heading where there is a title; return the element to fill and the story so far."""
    if not title:
        return parent, []
    section = Element("Sect", parent)
    return section, [Heading(setting, title, section, level, note)]


def page_title(setting: Setting, text: str | Sequence[Run], role: str, parent: Element, level: int) -> Paragraph:
    """Return the title of a page or sheet as a heading paragraph."""
    return Paragraph(setting, text, role, Element(f"H{level}", parent), keep=True)

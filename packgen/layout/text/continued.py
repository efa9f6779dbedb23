"""What names a task or block where it goes on overleaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packgen.layout.core.flowable import Flowable
from packgen.layout.text.heading import Heading
from packgen.layout.text.paragraph import Paragraph
from packgen.layout.text.shortening import shortened
from packgen.sheet.structure import Element
from packgen.text.inline import Run

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.setting import Setting

_LIFT = 0.42
"""Height of the baseline above what goes on, relative to the size: descenders do not touch it."""


class ContinuedHeading(Flowable):
    """The letter and the title of a heading with "continued", on one line in the margin above what goes on.

    It is a pagination artifact: a reader has read the heading. It takes no room on the page.
    """

    def __init__(self, setting: Setting, heading: Heading) -> None:
        self.setting, self.heading = setting, heading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure: a line that is too long is cut short. Few headings are ever set, so the text is made here."""
        mark = self.heading.mark
        title = self.heading.name.removeprefix(mark).lstrip()
        runs = [Run(f"{mark} ", bold=True)] if mark else []
        runs.append(Run(self.setting.words.text("continued.title", title=title)))
        self.text = shortened(self.setting, runs, "note", Element("P"), width)
        self.width, self.height = self.text.wrap(width, height)
        return width, self.height

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the line close above y, as far from the running head as can be."""
        below = self.text.last_baseline - _LIFT * self.text.style.size
        with canvas.artifact("Pagination"):
            self.text.drawOn(canvas, x, y - below)


def continuing(setting: Setting, story: list[Flowable]) -> list[Flowable]:
    """Return a story in which all below a heading are named after it where they go on at the top of a page.

    Running text of a block without a letter is not: the sentence itself goes on.
    """
    if not story or not isinstance(story[0], Heading):
        return story
    heading = story[0]
    continued = ContinuedHeading(setting, heading)
    for flowable in story[1:]:
        if heading.mark or not isinstance(flowable, Paragraph):
            flowable.resumed = continued
    return story

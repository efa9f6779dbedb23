"""Cornell notes: cues at the left, lines at the right, a summary at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.boxes.panel import FramedBox
from packgen.layout.tasks.cued import Cued, cue_width
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.blurt import FreeRecall, answer_lines

if TYPE_CHECKING:
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

_SUMMARY_LINES = 3


@dataclass(frozen=True)
class CornellTask(FreeRecall):
    """Cues in a wide column, lines beside them, and a box to sum up in."""

    short: ClassVar[str] = "cornell.short"
    usual: ClassVar[str] = "cornell.title"
    how: ClassVar[str] = "cornell.how"

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the cues with their lines, then the box."""
        section, story = self.opened(setting, parent, letter)
        column = cue_width(setting, (cue.label for cue in self.cues), "cornell-column")
        gaps = iter(self.gaps)
        for cue in self.cues:
            part = Element("Sect", section)
            lines = partial(answer_lines, setting, len(cue.points), gaps)
            story.append(Cued(setting, part, cue.label, cue.hint, column, lines, ruled=True))
        foot = Element("Sect", section)
        label = Paragraph(setting, setting.words.text("cornell.summary"), "box-label", Element("H4", foot), keep=True)
        summary = FramedBox(setting, [label, _Summary(setting, Element("P", foot))], "box")
        summary.bottom = setting.design.length("box-pad-x")
        summary.clings = True
        return [*story, summary]


class _Summary(RuledLines):
    """Lines for the summary; one form field in a fillable file."""

    def __init__(self, setting: Setting, parent: Element) -> None:
        super().__init__(setting, _SUMMARY_LINES)
        self.setting, self.parent = setting, parent

    def force_split(self, width: float, height: float) -> Sequence[Flowable]:
        """Refuse: the lines are one form field."""
        return []

    def drawOn(self, canvas: SheetCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the lines."""
        super().drawOn(canvas, x, y)
        if self.setting.fillable and not self.setting.answers:
            task = self.setting.task
            rectangle = (x, y, x + self.width, y + self.height)
            form = Element("Form", self.parent)
            said = self.setting.words.text("cornell.field", task=task)
            canvas.field(form, rectangle, f"{task}.summary", said, "lines", "answer")

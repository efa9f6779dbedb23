"""A picture to label: numbered markers on it, and a numbered line for each below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.core.beside import in_columns
from packgen.layout.core.stack import Stack
from packgen.layout.figures.picture import PictureFigure
from packgen.layout.text.gap import AnswerLines, Gap
from packgen.layout.text.paragraph import Paragraph
from packgen.sheet.structure import Element
from packgen.tasks.answers import Answer, accepted, answer_list
from packgen.tasks.base import Task, Where, key_heading, marked, task_heading

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting

_SHOWN = 5
"""Words that a warning lists."""


@dataclass(frozen=True)
class LabelsTask(Task):
    """A picture whose labels are hidden.

    Attributes:
        file: of the picture, seen from the topic's folder.
        alt: what it shows, without any of the labels.
        width: in points, or the name of a span.
        markers: from the picture's top left corner, as shares of its width and height.
        labels: what stands at each of them.
        credit: a line below the picture, or an empty string.
        revealing: words of the labels that the picture's own description has, which is why ``alt`` is another one.
    """

    short: ClassVar[str] = "picture.short"

    file: str
    alt: str
    width: float | str
    markers: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]
    credit: str = ""
    revealing: tuple[str, ...] = ()

    @property
    def gaps(self) -> Sequence[Gap]:
        """One for each label."""
        return [Gap(number, label) for number, label in enumerate(self.labels, 1)]

    def given(self) -> list[str]:
        """Return what is said of the picture."""
        return [text for text in (self.alt, self.credit) if text]

    def weaknesses(self) -> list[tuple[str, str]]:
        """Warn that the task describes the picture in other words, since its own description would give labels away."""
        if not self.revealing:
            return []
        words = ", ".join(f'"{word}"' for word in self.revealing[:_SHOWN])
        kind = "words" if len(self.revealing) > 1 else "a word"
        message = f"the alt text has {words}, {kind} of its labels, and is left out where these are asked for."
        return [(message, "Describe the picture without them.")]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the picture with its markers, then the lines in two columns, or one below another in one column."""
        section, story = task_heading(setting, parent, letter, self.title, marked(setting, self.marks, "marks.labels"))
        design = setting.design
        asked = getattr(design.spans, self.width) if isinstance(self.width, str) else self.width
        exact = not isinstance(self.width, str)
        path = setting.folder / self.file
        picture = PictureFigure(setting, section, path, self.alt, asked, exact, markers=self.markers)
        picture.keep = True
        story.append(picture)
        if self.credit:
            element = Element("P", section)
            story.append(Paragraph(setting, self.credit, "note", element, before=design.length("quarter"), keep=True))
        lines: list[Flowable] = [AnswerLines(setting, Element("P", section), gap) for gap in self.gaps]
        rows = in_columns(lines, _columns(setting), design.spans.full, design.spans.gutter)
        return [*story, Stack(rows, least=int(design.number("min-rows")))]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return the labels under their numbers, in the columns of the lines."""
        section, story = key_heading(self, setting, parent, letter, where)
        answers = [Answer(gap.number, accepted(setting, gap)) for gap in self.gaps]
        return [*story, *answer_list(setting, section, answers, setting.design.spans.full, _columns(setting))]


def _columns(setting: Setting) -> int:
    """Return the number of columns of lines, and of answers in the key."""
    return 1 if setting.design.columns == 1 else 2

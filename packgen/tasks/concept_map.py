"""A concept map with only its centre given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.core.setting import bold, rich
from packgen.layout.tasks.checklist import checklist
from packgen.layout.tasks.concept import Branch, around, concept_map
from packgen.layout.text.gap import Gap
from packgen.sheet.structure import Element
from packgen.tasks.base import Span, Task, Where, key_heading
from packgen.tasks.blurt import FEWEST_TOGETHER, FreeRecall, answer_lines

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting


@dataclass(frozen=True)
class ConceptMapTask(FreeRecall):
    """A map: the centre, and around it a box for each cue, with a line for the cue itself and one for each point.

    Attributes:
        centre: the text in the middle, which is given.
    """

    short: ClassVar[str] = "map.short"
    usual: ClassVar[str] = "map.title"
    how: ClassVar[str] = "map.how"

    centre: str = ""

    @property
    def key_span(self) -> Span:
        """The frame, in which the lists have the columns of the boxes."""
        return "full"

    def widened(self) -> Task:
        """Return the task itself."""
        return self

    @property
    def gaps(self) -> Sequence[Gap]:
        """Each cue and then its points."""
        answers = (answer for cue in self.cues for answer in (cue.label, *cue.points))
        return [Gap(number, answer) for number, answer in enumerate(answers, 1)]

    def given(self) -> list[str]:
        """Return the centre."""
        return [self.centre]

    def key(self, setting: Setting, parent: Element, letter: str, where: Where) -> list[Flowable]:
        """Return a list to tick for each box, its heading in bold, in the columns of the boxes."""
        section, story = key_heading(self, setting, parent, letter, where)
        stories, first = [], 1
        for cue in self.cues:
            items = [bold(cue.label), *(rich(point) for point in cue.points)]
            stories.append(checklist(setting, section, items, f"{letter}.point", first, len(self.gaps)))
            first += len(items)
        return [*story, *around(setting, stories, FEWEST_TOGETHER)]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the map: around its centre, or as a tree where there is no room for that."""
        section, story = self.opened(setting, parent, letter)
        centre = Element("P", section)
        items = Element("L", section, numbering="None")
        gaps = iter(self.gaps)
        branches = []
        for cue in self.cues:
            item = Element("LI", items)
            label = answer_lines(setting, 1, gaps, Element("Lbl", item))
            points = answer_lines(setting, len(cue.points), gaps, Element("LBody", item))
            branches.append(Branch(setting, [*label, *points]))
        return [*story, *concept_map(setting, centre, self.centre, branches)]

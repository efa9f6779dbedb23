"""A concept map of which only the centre is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from packgen.layout.tasks.concept import Branch, concept_map
from packgen.layout.text.gap import Gap
from packgen.sheet.structure import Element
from packgen.tasks.blurt import FreeRecall, answer_lines

if TYPE_CHECKING:
    from packgen.layout.core.flowable import Flowable
    from packgen.layout.core.setting import Setting


@dataclass(frozen=True)
class ConceptMapTask(FreeRecall):
    """A centre and around it a box for each cue: a line for the cue, and a line for each of its points.

    Attributes:
        centre: words in the centre.
    """

    short: ClassVar[str] = "map.short"
    usual: ClassVar[str] = "map.title"
    how: ClassVar[str] = "map.how"

    centre: str = ""

    @property
    def gaps(self) -> Sequence[Gap]:
        """A gap for each cue, followed by those of its points."""
        answers = (answer for cue in self.cues for answer in (cue.label, *cue.points))
        return [Gap(number, answer) for number, answer in enumerate(answers, 1)]

    def given(self) -> list[str]:
        """Return the centre."""
        return [self.centre]

    def flow(self, setting: Setting, parent: Element, letter: str) -> list[Flowable]:
        """Return the map: boxes around the centre or, if there is no room for that, a tree."""
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

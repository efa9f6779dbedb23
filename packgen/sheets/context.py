"""The input from which the sheets of a section are typeset, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.setting import Setting
from packgen.layout.text.furniture import RunningHead
from packgen.plan.stages import CHECK, RECALL, STAGE_NAMES, WRITE
from packgen.plan.tasks import SectionTask, recall_tasks, write_tasks
from packgen.sheet.boxes import BlockBox, Rectangle
from packgen.sheet.sheet import Pages, PageWords, Sheet

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.load.library import LoadedTopic
    from packgen.model.topic import Section, Topic
    from packgen.plan.options import PlanOptions
    from packgen.sheets.fitting import Overrun


class StageSheet(NamedTuple):
    """The sheet of a stage.

    Attributes:
        sheet: the sheet.
        pages: of each of its blocks that other sheets refer to.
        overrun: what runs over to another leaf, if anything does.
    """

    sheet: Sheet
    pages: Mapping[int, Pages] = {}
    overrun: Overrun | None = None


@dataclass(frozen=True)
class SectionContext:
    """A section with everything that its sheets depend on; made by `section_context`.

    Attributes:
        loaded: the topic.
        place: of the section in its topic.
        setting: design and faces, with the topic's data; see `topic_setting`.
        options: of the pack.
        recall: the tasks of the Recall sheet, if the pack has the sheet or its answers.
        write: the questions of the Write sheet, under the same condition.
        stages: stages of the section in the pack.
        before: the section's sheets that are already typeset.
        overruns: of these sheets, by their titles.
        pages: for each block of the Learn sheet, its pages, once the sheet is typeset.
    """

    loaded: LoadedTopic
    place: int
    setting: Setting
    options: PlanOptions
    recall: tuple[SectionTask, ...] = ()
    write: tuple[SectionTask, ...] = ()
    stages: tuple[str, ...] = ()
    before: tuple[Sheet, ...] = ()
    overruns: Mapping[str, Overrun] = field(default_factory=dict)
    pages: Mapping[int, Pages] = field(default_factory=dict)

    @property
    def topic(self) -> Topic:
        """The topic."""
        return self.loaded.topic

    @property
    def section(self) -> Section:
        """The section."""
        return self.topic.sections[self.place]

    @property
    def origin(self) -> Origin:
        """Position of the section in its source file."""
        return self.loaded.origin(("sections", self.place))

    def block_origin(self, block: int) -> Origin:
        """Return the position in the source file of the section's block at an index."""
        return self.loaded.block_origin(self.place, block)

    @property
    def asked(self) -> tuple[SectionTask, ...]:
        """The tasks answered in the key: those on sheets of the pack, or all of them if the pack has keys only."""
        wanted = self.options.stages
        alone = RECALL not in wanted and WRITE not in wanted
        recall = self.recall if alone or RECALL in wanted else ()
        return (*recall, *(self.write if alone or WRITE in wanted else ()))

    @property
    def overleaf(self) -> bool:
        """Whether the answers follow the section's other sheets."""
        return CHECK in self.stages and self.options.answers == "overleaf"

    @property
    def verso(self) -> bool:
        """Whether the answers begin on the back of the last page of questions."""
        if not self.overleaf or WRITE not in self.stages or self.setting.design.single_sided:
            return False
        return len(self.before[-1].pages) % 2 == 1

    @property
    def answers_at(self) -> PageWords | None:
        """Words in the self-check that name the page of the answers; None if the pack has none."""
        if CHECK not in self.stages:
            return None
        words, target = self.setting.words, Pages(self.sheet_name(CHECK), 0, 0)
        return PageWords(words.text("recall.answers", pages="{}"), words.text("recall.answers_apart"), target)

    def after(self, made: StageSheet) -> SectionContext:
        """Return the context for the next sheet, after one has been typeset."""
        overruns = {**self.overruns, made.sheet.title: made.overrun} if made.overrun else self.overruns
        before, pages = (*self.before, made.sheet), {**self.pages, **made.pages}
        return replace(self, before=before, overruns=overruns, pages=pages)

    def set_with(self, setting: Setting) -> SectionContext:
        """Return the context with another setting."""
        return replace(self, setting=setting)

    def inked(self) -> SectionContext:
        """Return the context for sheets with tasks: in the teacher's edition their gaps contain the answers."""
        return self.set_with(replace(self.setting, answers=self.options.teacher))

    def finished(self, canvas: SheetCanvas, stage: str, title: str) -> Sheet:
        """Return the sheet of a stage under a title, from its pages, with the rectangles of its blocks."""
        blocks = {self.block_origin(number): number for number in range(len(self.section.blocks))}
        boxes = [
            BlockBox(
                box.page,
                _rounded(box.rectangle),
                blocks[box.origin],
                self.section.blocks[blocks[box.origin]].type,
                box.origin.line,
            )
            for box in canvas.boxes
            if box.origin in blocks
        ]
        return canvas.finish(title, self.topic.language, self.sheet_name(stage))._replace(blocks=tuple(boxes))

    def sheet_name(self, stage: str) -> str:
        """Return the name of the section's sheet of a stage, which references use."""
        return f"{self.topic.id}/{self.section.id}/{stage.lower()}"

    def running_head(self, stage: str) -> RunningHead:
        """Return the running head of the section's sheet of a stage, with the stages of the section in the pack."""
        name = self.setting.words.text
        names = [name(STAGE_NAMES[one]) for one in self.stages]
        return RunningHead(self.setting, str(self.place + 1), self.section.title, names, name(STAGE_NAMES[stage]))


def section_context(loaded: LoadedTopic, place: int, setting: Setting, options: PlanOptions) -> SectionContext:
    """Return the context of the section at a place in its topic.

    Args:
        loaded: the topic.
        place: of the section.
        setting: design and faces, with the topic's data; see `topic_setting`.
        options: of the pack.
    """
    topic, section, wanted = loaded.topic, loaded.topic.sections[place], options.stages
    keyed = CHECK in wanted
    recall = recall_tasks(topic, section, options.seed) if RECALL in wanted or keyed else []
    write = write_tasks(topic, section, options.seed) if WRITE in wanted or keyed else []
    context = SectionContext(loaded, place, setting, options, tuple(recall), tuple(write))
    has = {RECALL: recall, WRITE: write, CHECK: options.answers != "none" and context.asked}
    return replace(context, stages=tuple(stage for stage in wanted if has.get(stage, True)))


def topic_setting(setting: Setting, loaded: LoadedTopic) -> Setting:
    """Return a setting with the topic's languages, source numbers and folder."""
    topic = loaded.topic
    return replace(
        setting,
        native_language=topic.native_language,
        source_numbers={source.id: number for number, source in enumerate(topic.sources, 1)},
        folder=loaded.path.parent,
        language=topic.language,
    )


def _rounded(rectangle: Rectangle) -> Rectangle:
    left, bottom, right, top = rectangle
    return round(left, 2), round(bottom, 2), round(right, 2), round(top, 2)

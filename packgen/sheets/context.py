"""The input from which the sheets of a section are typeset, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from packgen.changed import changed
from packgen.layout.core.setting import Setting
from packgen.layout.text.furniture import RunningHead
from packgen.plan.stages import CHECK, LEARN, RECALL, STAGE_NAMES, WRITE
from packgen.plan.tasks import SectionTask, recall_tasks, write_tasks
from packgen.sheet.boxes import BlockBox, OriginBox, Rectangle
from packgen.sheet.sheet import Pages, PageWords, Sheet

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.layout.core.canvas import SheetCanvas
    from packgen.load.library import LoadedTopic
    from packgen.model.topic import Section, Topic
    from packgen.plan.options import PlanOptions
    from packgen.sheets.fitting import Overrun


class Unboxed(NamedTuple):
    """That a Learn sheet has no boxes to tick, and how many mm would run over with them, if that is little."""

    over: float | None


class StageSheet(NamedTuple):
    """The sheet of a stage.

    Attributes:
        sheet: the sheet.
        noted: whether a page for notes follows its last page.
        pages: of each of its blocks that other sheets refer to.
        listed: whether the sources have their place; else other sheets of the section must not give their numbers.
        overrun: what runs over to another leaf, if anything does.
        unboxed: why a Learn sheet has no boxes to tick.
    """

    sheet: Sheet
    noted: bool = False
    pages: Mapping[int, Pages] = {}
    listed: bool = True
    overrun: Overrun | None = None
    unboxed: Unboxed | None = None


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
        stages: stages of the section in the pack, wherever its answers are.
        run_on: the next sheet begins on the back of Learn's last page.
        before: the section's sheets that are already typeset.
        pages: for each block of the Learn sheet, its pages, once the sheet is typeset.
        listed: whether the section's sources have their place.
        keyed: the answers stand at the foot of the Learn sheet.
    """

    loaded: LoadedTopic
    place: int
    setting: Setting
    options: PlanOptions
    recall: tuple[SectionTask, ...] = ()
    write: tuple[SectionTask, ...] = ()
    stages: tuple[str, ...] = ()
    run_on: bool = False
    before: tuple[Sheet, ...] = ()
    pages: Mapping[int, Pages] = field(default_factory=dict)
    listed: bool = True
    keyed: bool = False

    @property
    def topic(self) -> Topic:
        """The topic."""
        return self.loaded.topic

    @property
    def section(self) -> Section:
        """The section."""
        return self.topic.sections[self.place]

    @property
    def name(self) -> str:
        """The section's title as inline Markdown, after its number where the pack has others of its topic."""
        return f"{self.place + 1} {self.section.title}" if self.options.numbered else self.section.title

    @property
    def origin(self) -> Origin:
        """Position of the section in its source file."""
        return self.loaded.origin(("sections", self.place))

    @property
    def key_origin(self) -> Origin:
        """Position of the section in its source file, for the title of its key."""
        return self.origin._replace(what=f"the answers of {self.origin.what}")

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
    def in_place(self) -> tuple[str, ...]:
        """The stages whose sheets follow one another; the answers are among them if they are overleaf on a sheet."""
        if self.options.answers == "overleaf" and not self.keyed:
            return self.stages
        return tuple(stage for stage in self.stages if stage != CHECK)

    @property
    def verso(self) -> bool:
        """Whether the next sheet begins on the back of the last page so far."""
        return not self.setting.design.single_sided and sum(len(sheet.pages) for sheet in self.before) % 2 == 1

    def ends_leaf(self, stage: str) -> bool:
        """Return whether nothing follows on the back of a stage's last page."""
        return stage == self.in_place[-1] or (stage == LEARN and not self.run_on)

    @property
    def answers_at(self) -> PageWords | None:
        """Words in the self-check that name the page of the answers; None if the pack has none."""
        if CHECK not in self.stages:
            return None
        words, target = self.setting.words, Pages(self.sheet_name(CHECK), 0, 0)
        return PageWords(words.text("recall.answers", pages="{}"), words.text("recall.answers_apart"), target)

    def after(self, made: StageSheet) -> SectionContext:
        """Return the context for the next sheet, after one has been typeset."""
        context = self if made.listed else changed(self.unlisted(), listed=False)
        return changed(
            context,
            setting=changed(context.setting, opening=None),
            before=(*self.before, made.sheet),
            pages={**self.pages, **made.pages},
        )

    def unlisted(self) -> SectionContext:
        """Return the context for sheets that give no numbers of sources."""
        return self.set_with(changed(self.setting, source_numbers={}))

    def set_with(self, setting: Setting) -> SectionContext:
        """Return the context with another setting."""
        return changed(self, setting=setting)

    def inked(self) -> SectionContext:
        """Return the context for sheets with tasks: in the teacher's edition their gaps contain the answers."""
        return self.set_with(changed(self.setting, answers=self.options.teacher))

    def finished(self, canvas: SheetCanvas, stage: str, title: str) -> Sheet:
        """Return the sheet of a stage under a title, from its pages, with the rectangles of its blocks."""
        sheet = canvas.finish(title, self.topic.language, self.sheet_name(stage))
        return sheet._replace(blocks=self.block_boxes(canvas.boxes))

    def block_boxes(self, boxes: Sequence[OriginBox]) -> tuple[BlockBox, ...]:
        """Return those of a canvas' rectangles that belong to the section's blocks, in drawing order."""
        blocks = {self.block_origin(number): number for number in range(len(self.section.blocks))}
        return tuple(
            BlockBox(
                box.page,
                _rounded(box.rectangle),
                blocks[box.origin],
                self.section.blocks[blocks[box.origin]].type,
                box.origin.line,
            )
            for box in boxes
            if box.origin in blocks
        )

    def sheet_name(self, stage: str) -> str:
        """Return the name of the section's sheet of a stage, which references use."""
        return f"{self.topic.id}/{self.section.id}/{stage.lower()}"

    def running_head(self, stage: str, first: str | None = None) -> RunningHead:
        """Return the running head of the section's sheet of a stage, with the stages of the section in the pack."""
        name = self.setting.words.text
        names = [name(STAGE_NAMES[one]) for one in self.stages]
        number = str(self.place + 1) if self.options.numbered else ""
        return RunningHead(self.setting, number, self.section.title, names, name(STAGE_NAMES[stage]), first)


def section_context(loaded: LoadedTopic, place: int, setting: Setting, options: PlanOptions) -> SectionContext:
    """Return the context of the section at a place in its topic.

    Args:
        loaded: the topic.
        place: of the section.
        setting: design and faces, with the topic's data; see `topic_setting`.
        options: of the pack.
    """
    topic, section, wanted = loaded.topic, loaded.topic.sections[place], options.stages
    if LEARN not in wanted or options.sources == "none":
        setting = changed(setting, source_numbers={})  # no list that they would refer to
    keyed = CHECK in wanted
    recall = recall_tasks(topic, section, options.seed) if RECALL in wanted or keyed else []
    write = write_tasks(topic, section, options.seed) if WRITE in wanted or keyed else []
    context = SectionContext(loaded, place, setting, options, tuple(recall), tuple(write))
    has = {RECALL: recall, WRITE: write, CHECK: options.answers != "none" and context.asked}
    return changed(context, stages=tuple(stage for stage in wanted if has.get(stage, True)))


def topic_setting(setting: Setting, loaded: LoadedTopic) -> Setting:
    """Return a setting with the topic's languages, source numbers and folder."""
    topic = loaded.topic
    return changed(
        setting,
        native_language=topic.native_language,
        source_numbers={source.id: number for number, source in enumerate(topic.sources, 1)},
        folder=loaded.path.parent,
        language=topic.language,
    )


def _rounded(rectangle: Rectangle) -> Rectangle:
    left, bottom, right, top = rectangle
    return round(left, 2), round(bottom, 2), round(right, 2), round(top, 2)

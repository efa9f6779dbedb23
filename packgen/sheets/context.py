"""What the sheets of a section are typeset from, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.setting import Setting
from packgen.layout.text.furniture import RunningHead
from packgen.plan.stages import CHECK, RECALL, STAGE_NAMES, WRITE
from packgen.plan.tasks import SectionTask, recall_tasks, write_tasks
from packgen.sheet.sheet import Pages, PageWords, Sheet

if TYPE_CHECKING:
    from packgen.errors import Origin
    from packgen.load.library import LoadedTopic
    from packgen.model.topic import Section, Topic
    from packgen.plan.options import PlanOptions


class StageSheet(NamedTuple):
    """The sheet of a stage, and for each block on it whose pages others name, its pages."""

    sheet: Sheet
    pages: Mapping[int, Pages] = {}


@dataclass(frozen=True)
class SectionContext:
    """A section, and how its sheets are set; made by `section_context`.

    Attributes:
        loaded: the topic.
        place: of the section in its topic.
        setting: design and faces, with what is said of the topic; see `topic_setting`.
        options: of the pack.
        recall: the tasks of the Recall sheet, where the pack has it or its answers.
        write: the questions of the Write sheet, in the same way.
        stages: the stages that the pack has of the section.
        before: the section's sheets that are typeset already.
        pages: for each block of the Learn sheet, its pages, once that is typeset.
    """

    loaded: LoadedTopic
    place: int
    setting: Setting
    options: PlanOptions
    recall: tuple[SectionTask, ...] = ()
    write: tuple[SectionTask, ...] = ()
    stages: tuple[str, ...] = ()
    before: tuple[Sheet, ...] = ()
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
        """Where the section was written."""
        return self.loaded.origin(("sections", self.place))

    def block_origin(self, block: int) -> Origin:
        """Return where the block at a place in the section was written."""
        return self.loaded.block_origin(self.place, block)

    @property
    def asked(self) -> tuple[SectionTask, ...]:
        """The tasks that the key answers: those on sheets of this pack, or all of them in a pack of keys alone."""
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
        """What the self-check says of where the answers are; None where there are none."""
        if CHECK not in self.stages:
            return None
        words, target = self.setting.words, Pages(self.sheet_name(CHECK), 0, 0)
        return PageWords(words.text("recall.answers", pages="{}"), words.text("recall.answers_apart"), target)

    def after(self, made: StageSheet) -> SectionContext:
        """Return the context for the sheet after one."""
        return replace(self, before=(*self.before, made.sheet), pages={**self.pages, **made.pages})

    def set_with(self, setting: Setting) -> SectionContext:
        """Return the context with another setting."""
        return replace(self, setting=setting)

    def inked(self) -> SectionContext:
        """Return the context of sheets that ask: in the teacher's edition the answers are in the gaps."""
        return self.set_with(replace(self.setting, answers=self.options.teacher))

    def sheet_name(self, stage: str) -> str:
        """Return the name of the section's sheet of a stage, by which references call it."""
        return f"{self.topic.id}/{self.section.id}/{stage.lower()}"

    def running_head(self, stage: str) -> RunningHead:
        """Return the running head of the section's sheet of a stage, with the stages that the pack has of it."""
        name = self.setting.words.text
        names = [name(STAGE_NAMES[one]) for one in self.stages]
        return RunningHead(self.setting, str(self.place + 1), self.section.title, names, name(STAGE_NAMES[stage]))


def section_context(loaded: LoadedTopic, place: int, setting: Setting, options: PlanOptions) -> SectionContext:
    """Return the context of the section at a place in its topic.

    Args:
        loaded: the topic.
        place: of the section.
        setting: design and faces, with what is said of the topic; see `topic_setting`.
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
    """Return a setting with what content needs to know of its topic: languages, numbers of sources, and its folder."""
    topic = loaded.topic
    return replace(
        setting,
        native_language=topic.native_language,
        source_numbers={source.id: number for number, source in enumerate(topic.sources, 1)},
        folder=loaded.path.parent,
        language=topic.language,
    )

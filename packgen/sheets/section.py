"""All sheets of a section: Learn, Recall, Write and Check, as far as the pack has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.setting import Setting
from packgen.plan.stages import CHECK, LEARN, RECALL, SECTION_STAGES, WRITE, StageOptions
from packgen.plan.tasks import SectionTask, recall_tasks, write_tasks
from packgen.sheet.sheet import Pages, PageWords, Sheet
from packgen.sheets.surface import sheet_name

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic


class SectionSheets(NamedTuple):
    """The sheets of a section.

    Attributes:
        sheets: those that follow one another in the pack.
        apart: the Check sheet, where it stands elsewhere.
        marks: of the Recall sheet.
        pages: for each block of the Learn sheet, its pages.
    """

    sheets: tuple[Sheet, ...]
    apart: Sheet | None
    marks: int
    pages: Mapping[int, Pages]


def typeset_section(loaded: LoadedTopic, place: int, setting: Setting, wanted: StageOptions) -> SectionSheets:
    """Return the sheets of the section at a place in its topic.

    Raises:
        LayoutError: a block fits no page.
    """
    topic, section = loaded.topic, loaded.topic.sections[place]
    recall = recall_tasks(topic, section, wanted.seed) if RECALL in wanted.stages or CHECK in wanted.stages else []
    write = write_tasks(topic, section, wanted.seed) if WRITE in wanted.stages or CHECK in wanted.stages else []
    asked = _asked(recall, write, wanted)
    stages = _stages(recall, write, asked, wanted)
    inked = replace(setting, answers=wanted.teacher)
    sheets: list[Sheet] = []
    pages: dict[int, Pages] = {}
    if LEARN in stages:
        from packgen.sheets.learn import typeset_learn

        sheet, pages = typeset_learn(loaded, place, setting, stages)
        sheets.append(sheet)
    overleaf = CHECK in stages and wanted.answers == "overleaf"
    if RECALL in stages:
        from packgen.sheets.recall import typeset_recall

        told = _told(loaded, place, wanted) if CHECK in stages else None
        sheets.append(typeset_recall(loaded, place, recall, inked, stages, told))
    if WRITE in stages:
        from packgen.sheets.write import typeset_write

        sheets.append(typeset_write(loaded, place, write, inked, stages, whole=not overleaf))
    marks = sum(task.form.marks for task in recall)
    if CHECK not in stages:
        return SectionSheets(tuple(sheets), None, marks, pages)
    from packgen.sheets.write import typeset_check

    verso = overleaf and WRITE in stages and len(sheets[-1].pages) % 2 == 1 and not setting.design.single_sided
    check = typeset_check(loaded, place, asked, setting, stages, pages, verso)
    apart = None if overleaf else check
    return SectionSheets((*sheets, *([check] if overleaf else [])), apart, marks, pages)


def _asked(recall: list[SectionTask], write: list[SectionTask], wanted: StageOptions) -> list[SectionTask]:
    """Return the tasks that the key answers: those on sheets of this pack, or all of them in a pack of keys alone."""
    if RECALL not in wanted.stages and WRITE not in wanted.stages:
        return [*recall, *write]
    return [*(recall if RECALL in wanted.stages else ()), *(write if WRITE in wanted.stages else ())]


def _stages(
    recall: list[SectionTask], write: list[SectionTask], asked: list[SectionTask], wanted: StageOptions
) -> list[str]:
    """Return which stages the pack has of a section."""
    has = {LEARN: True, RECALL: bool(recall), WRITE: bool(write), CHECK: bool(asked) and wanted.answers != "none"}
    return [stage for stage in SECTION_STAGES if stage in wanted.stages and has[stage]]


def _told(loaded: LoadedTopic, place: int, wanted: StageOptions) -> PageWords:
    """Return what the self-check says of where the answers are."""
    target = Pages(sheet_name(loaded, place, CHECK), 0, 0)
    return PageWords("Answers: page {}", "Answers: in a file of their own", target)

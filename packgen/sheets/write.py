"""The Write and Check sheets of a section: exam questions, and on their back the answers to all its tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packgen.layout.core.canvas import SheetCanvas
from packgen.layout.core.flowable import TOLERANCE, Flowable
from packgen.layout.core.pages import PageLoop, PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.heading import Heading, page_title
from packgen.plan.arrangement import arrange
from packgen.plan.stages import CHECK, WRITE
from packgen.plan.tasks import SectionTask
from packgen.sheet.sheet import Pages, Sheet
from packgen.sheet.structure import Element
from packgen.sheets.learn import set_rows
from packgen.sheets.surface import full_row, placed, running_head, sheet_name, surface, tightened, title_row

if TYPE_CHECKING:
    from packgen.load.library import LoadedTopic

_FEWEST_TO_MEND = 2
"""Lines under which "To mend" is left out."""

_MOST_TO_MEND = 6


def typeset_write(
    loaded: LoadedTopic, place: int, tasks: Sequence[SectionTask], setting: Setting, stages: Sequence[str], whole: bool
) -> Sheet:
    """Return the Write sheet.

    Args:
        loaded: the topic.
        place: of the section.
        tasks: its questions.
        setting: design and faces.
        stages: of the section, for the running head.
        whole: end it on a whole leaf, because nothing follows on the back of its last page.

    Raises:
        LayoutError: a question fits no page.
    """
    section = loaded.topic.sections[place]
    root = Element("Sect")
    head = running_head(section, place, setting, stages, WRITE)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False)
    story: list[Flowable] = []
    for task in tasks:
        own = replace(setting, task=task.letter)
        story += placed(task.form.flow(own, root, task.letter), loaded.block_origin(place, task.place), setting)
    loop.set([full_row(setting, story)])
    if whole:
        loop.pad_to_leaf()
    return canvas.finish(WRITE, loaded.topic.language, sheet_name(loaded, place, WRITE))


def typeset_check(
    loaded: LoadedTopic,
    place: int,
    tasks: Sequence[SectionTask],
    setting: Setting,
    stages: Sequence[str],
    where: Mapping[int, Pages],
    verso: bool,
) -> Sheet:
    """Return the Check sheet: the key of every task, and lines for what to mend.

    Args:
        loaded: the topic.
        place: of the section.
        tasks: of its Recall and Write sheets.
        setting: design and faces.
        stages: of the section, for the running head.
        where: for each block of the Learn sheet, its pages.
        verso: begin on the back of a leaf.

    Raises:
        LayoutError: a part of the key fits no page.
    """
    canvas, loop = tightened(lambda own: _set_check(loaded, place, tasks, own, stages, where, verso), setting)
    loop.pad_to_leaf()
    return canvas.finish(CHECK, loaded.topic.language, sheet_name(loaded, place, CHECK))


def _set_check(
    loaded: LoadedTopic,
    place: int,
    tasks: Sequence[SectionTask],
    setting: Setting,
    stages: Sequence[str],
    where: Mapping[int, Pages],
    verso: bool,
) -> tuple[SheetCanvas, PageLoop]:
    section = loaded.topic.sections[place]
    root = Element("Sect")
    head = running_head(section, place, setting, stages, CHECK)
    canvas, loop = surface(setting, root, head, pack_headed=lambda page: False, verso=verso)
    title = page_title(setting, "Answers", "sheet-title", root, 2)
    title.origin = loaded.origin(("sections", place))
    plans = arrange({number: task.form.key_span for number, task in enumerate(tasks)})
    flows: dict[int, list[Flowable]] = {}
    for number in [number for plan in plans for number in (*plan.left, *plan.right)]:
        task = tasks[number]
        known = {gap: where[block] for gap, block in task.facts.items() if block in where}
        key = task.form.key(setting, root, task.letter, known)
        flows[number] = placed(key, loaded.block_origin(place, task.place), setting)
    gap = setting.design.length("row-gap")
    rows = [title_row(setting, [title]), *set_rows(plans, flows, [], setting, before=gap)]
    loop.set(rows, filling=lambda room: _mend(setting, root, room))
    return canvas, loop


def _mend(setting: Setting, root: Element, room: float) -> list[PageRow]:
    """Return lines for what went wrong, as many as there is room for at the foot of the page."""
    section = Element("Sect")
    heading = Heading(setting, "To mend before the next visit", section, level=3)
    room -= setting.design.length("row-gap") + heading.wrap(setting.design.spans.full, room)[1]
    count = min(int((room + TOLERANCE) / setting.design.length("writing-line")), _MOST_TO_MEND)
    if count < _FEWEST_TO_MEND:
        return []
    root.kids.append(section)
    return [full_row(setting, [heading, RuledLines(setting, count)])]

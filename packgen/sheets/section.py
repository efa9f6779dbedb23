"""The unit of a section: those of its Learn, Recall, Write and Check sheets that the pack has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.plan.stages import CHECK
from packgen.sheet.cuts import cut_warnings
from packgen.sheet.sheet import Sheet
from packgen.sheets.context import SectionContext, section_context, topic_setting
from packgen.sheets.kinds import stage_typesetter
from packgen.sheets.units import BlockPages, TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.request import UnitRequest

_LEAF = 2
"""Pages on a sheet of paper."""


def typeset(request: UnitRequest, setting: Setting, facts: Sequence[UnitFacts]) -> TypesetUnit:
    """Return the sheets of a section; see `UnitTypesetter`."""
    [one] = request.topics
    [place] = one.sections
    loaded = one.loaded.whole()
    return typeset_section(section_context(loaded, place, topic_setting(setting, loaded), request.options))


def typeset_section(context: SectionContext) -> TypesetUnit:
    """Return the sheets of a section.

    Raises:
        LayoutError: a block fits no page.
    """
    for stage in context.stages:
        context = context.after(stage_typesetter(stage)(context))
    apart = 1 if CHECK in context.stages and not context.overleaf else 0
    facts = UnitFacts(
        apart=apart,
        marks=sum(task.form.marks for task in context.recall),
        pages=tuple(BlockPages(block, pages) for block, pages in context.pages.items()),
        warnings=tuple(_warnings(context, context.before[: len(context.before) - apart])),
    )
    return TypesetUnit(context.before, facts)


def _warnings(context: SectionContext, in_place: Sequence[Sheet]) -> Iterator[str]:
    """Yield warnings for the teacher: consecutive sheets that waste a page, and words that were cut."""
    where = f"{context.topic.id}/{context.section.id}"
    for sheet in filter(_wasteful, in_place):
        run_over = f"{sheet.title} runs over to another sheet by one side, which leaves its back empty."
        yield f"{where}: {run_over} Shorten it."
    if not context.listed:
        left_out = "Its sources do not fit at the foot of Learn and are left out."
        yield f"{where}: {left_out} --sources end lists them on a page of their own."
    yield from map(str, cut_warnings(dict.fromkeys(cut for sheet in context.before for cut in sheet.cuts)))


def _wasteful(sheet: Sheet) -> bool:
    """Tell whether a sheet has one page more than a leaf, followed by an empty page."""
    used = sum(1 for owners in sheet.structure.owners if owners)
    return used == _LEAF + 1 - sheet.verso and used < len(sheet.pages)

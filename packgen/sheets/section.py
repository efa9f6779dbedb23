"""The unit of a section: those of its Learn, Recall, Write and Check sheets that the pack has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.plan.stages import CHECK
from packgen.sheet.cuts import cut_warnings
from packgen.sheets.context import SectionContext, section_context, topic_setting
from packgen.sheets.kinds import stage_typesetter
from packgen.sheets.units import BlockPages, TypesetUnit, UnitFacts

if TYPE_CHECKING:
    from packgen.layout.core.setting import Setting
    from packgen.plan.request import UnitRequest


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
        warnings=tuple(_warnings(context)),
    )
    return TypesetUnit(context.before, facts)


def _warnings(context: SectionContext) -> Iterator[str]:
    """Yield warnings for the teacher: blocks that run over to another sheet of paper, and words that were cut."""
    where = f"{context.topic.id}/{context.section.id}"
    for title, (origin, over) in context.overruns.items():
        begins = f"{origin.what} (line {origin.line})"
        message = f"{title} takes another sheet of paper for {over:.0f} mm, from {begins} on."
        yield f"{where}: {message} Shorten it by as much."
    yield from map(str, cut_warnings(dict.fromkeys(cut for sheet in context.before for cut in sheet.cuts)))

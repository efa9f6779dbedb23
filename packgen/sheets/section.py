"""The unit of a section: those of its Learn, Recall, Write and Check sheets that the pack has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packgen.changed import changed
from packgen.plan.stages import CHECK, LEARN
from packgen.sheet.cuts import cut_warnings
from packgen.sheets.context import SectionContext, StageSheet, section_context, topic_setting
from packgen.sheets.fitting import Overrun
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
    """Return the sheets of a section, without answers that stand elsewhere.

    Learn has leaves of its own, so that a student can put it away, unless that takes a leaf more. The answers stand at
    its foot, and what they answer on its back, if all that is one leaf.

    Raises:
        LayoutError: a block fits no page.
    """
    done, made = _typeset_stages(context)
    if LEARN in context.stages and len(made) > 1:
        if made[0].noted and made[-1].noted:
            done, made = _typeset_stages(changed(context, run_on=True))
        if _may_be_a_leaf(context, made):
            leaf = _typeset_stages(changed(context, run_on=True, keyed=True))
            done, made = leaf if _pages(leaf[1]) == _LEAF else (done, made)
    facts = UnitFacts(
        marks=sum(task.form.marks for task in done.recall),
        pages=tuple(BlockPages(block, pages) for block, pages in done.pages.items()),
        warnings=tuple(_warnings(done, made)),
    )
    return TypesetUnit(done.before, facts)


def _may_be_a_leaf(context: SectionContext, made: Sequence[StageSheet]) -> bool:
    """Tell whether a section would take one leaf instead of two if its answers stood at the foot of Learn."""
    if context.setting.design.single_sided or CHECK not in context.in_place:
        return False
    used = [len(one.sheet.pages) - one.noted for one in made]
    return used[0] == used[-1] == 1 and sum(used[:-1]) == _LEAF and _pages(made) > _LEAF


def _pages(made: Sequence[StageSheet]) -> int:
    return sum(len(one.sheet.pages) for one in made)


def _typeset_stages(context: SectionContext) -> tuple[SectionContext, list[StageSheet]]:
    """Return the sheets in their order, and the context after them."""
    made: list[StageSheet] = []
    for stage in context.in_place:
        made.append(stage_typesetter(stage)(context))
        context = context.after(made[-1])
    return context, made


def _warnings(context: SectionContext, made: Sequence[StageSheet]) -> Iterator[str]:
    """Yield warnings for the teacher: sheets that take a leaf for a few lines, what is left out, and what is cut."""
    where = f"{context.topic.id}/{context.section.id}"
    for title, (origin, over) in _overruns(context, made):
        begins = f"{origin.what} (line {origin.line})"
        message = f"{title} takes another sheet of paper for {over:.0f} mm, from {begins} on."
        yield f"{where}: {message} Shorten it by as much."
    for one in made:
        if one.unboxed is not None:
            by = f"by {one.unboxed.over:.0f} mm" if one.unboxed.over is not None else "by a few lines"
            left_out = f"The boxes to tick would take another page of {one.sheet.title} and are left out."
            yield f"{where}: {left_out} Shorten {one.sheet.title} {by}, or the notes beside its headings."
    if not context.listed:
        left_out = "Its sources do not fit at the foot of Learn and are left out."
        yield f"{where}: {left_out} --sources end lists them on a page of their own."
    yield from map(str, cut_warnings(dict.fromkeys(cut for one in made for cut in one.sheet.cuts)))


def _overruns(context: SectionContext, made: Sequence[StageSheet]) -> Iterator[tuple[str, Overrun]]:
    """Yield the titles of sheets that run over by little, where the section would take a leaf less if they did not."""
    learn = int(LEARN in context.stages)
    for leaves in (made[:learn], made[learn:]):
        if leaves and leaves[-1].noted:
            yield from ((one.sheet.title, one.overrun) for one in leaves if one.overrun is not None)

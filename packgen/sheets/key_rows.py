"""The key of a section in rows: the answers to its tasks, and lines for corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from packgen.layout.core.flowable import TOLERANCE, UNBOUNDED, Flowable
from packgen.layout.core.pages import PageRow
from packgen.layout.core.setting import Setting
from packgen.layout.core.stack import Stack
from packgen.layout.tasks.marked import KeyHeading
from packgen.layout.tasks.ruled import RuledLines
from packgen.layout.text.continued import continuing
from packgen.layout.text.heading import Heading
from packgen.plan.arrangement import arrange
from packgen.plan.tasks import SectionTask
from packgen.sheet.structure import Element
from packgen.sheets.context import SectionContext
from packgen.sheets.marking import with_rule
from packgen.sheets.rows import set_rows
from packgen.sheets.surface import full_row, placed, title_row
from packgen.units import MM

if TYPE_CHECKING:
    from packgen.tasks.base import Span, Task

_FEWEST_TO_MEND = 2
"""Lines for corrections that every key has."""

_MOST_TO_MEND = 6
"""Lines for corrections at the foot of a page."""

_LEVEL = 5 * MM
"""How far apart two columns may end."""


_WIDENED: tuple[tuple[Span, ...], ...] = (("main",), ("side",), ("main", "side"))
"""Parts made as wide as the frame, if they can be, where columns do not end together: one way after another."""


class _Part(NamedTuple):
    """A part of the key.

    Attributes:
        span: how wide it is set.
        story: its flowables.
        holder: structure element that holds them; it has no tag, so that its kids take its place.
    """

    span: Span
    story: list[Flowable]
    holder: Element


class _Arranged(NamedTuple):
    """Parts in the order in which they are read, and the height that widened gaps cannot level, in points."""

    parts: list[_Part]
    apart: float = 0.0


def key_rows(context: SectionContext, root: Element, *, mended: bool = True) -> list[PageRow]:
    """Return the parts of a section's key in rows, without a title.

    Parts of the main column and of the full width stand in the order of the tasks, each with the left edge of its task.
    Short parts stand beside the first of the main column. So do the lines for corrections if two have room there;
    otherwise they come last. Where the two columns would not end together, parts that can be as wide as the frame are.

    Args:
        context: the section.
        root: structure element that holds the key.
        mended: whether there are lines for corrections; a key without them is as short as it can be.
    """
    setting = context.setting
    usual = [_part(context, task, task.form) for task in context.asked]
    if setting.design.columns == 1:
        arranged = _Arranged([*usual, _to_mend(context, "full")] if mended else usual)
    else:
        arranged = _arranged(context, usual if mended else _widened(context, usual, "main"), mended)
        for spans in _WIDENED if mended else ():
            if arranged.apart > _LEVEL:
                wide = _arranged(context, _widened(context, usual, *spans), mended)
                arranged = min(arranged, wide, key=lambda one: one.apart)
    parts = arranged.parts
    root.kids += [part.holder for part in parts]
    plans = arrange({number: part.span for number, part in enumerate(parts)})
    flows = {number: part.story for number, part in enumerate(parts)}
    return set_rows(plans, flows, [], setting, before=setting.design.length("quarter"))


def key_below(context: SectionContext, root: Element, *, mended: bool, ruled: bool) -> list[PageRow]:
    """Return the key under its title, to stand below other content.

    Args:
        context: the section.
        root: structure element that gets an element with the key.
        mended: see `key_rows`.
        ruled: whether the title says how to mark.
    """
    setting = context.setting
    section = Element("Sect", root)
    heading = Heading(setting, setting.words.text("check.title"), section, role="sheet-title")
    heading.origin = context.key_origin
    titled = with_rule(setting, heading, section, [context] if ruled else [])
    return [title_row(setting, titled), *key_rows(context, section, mended=mended)]


def more_to_mend(setting: Setting, rows: Sequence[PageRow], room: float) -> list[PageRow]:
    """Return more lines for corrections, as many as fit at the foot of a page, if the rows of a key end in some.

    Args:
        setting: design and faces.
        rows: of the key.
        room: height left below them, in points.
    """
    last = rows[-1].columns
    if len(last) > 1 or not isinstance(last[0].story[-1], RuledLines):
        return []
    count = int((room + TOLERANCE) / setting.design.length("writing-line"))
    count = min(count, _MOST_TO_MEND - _FEWEST_TO_MEND)
    return [full_row(setting, [RuledLines(setting, count)], before=0.0)] if count > 0 else []


def _part(context: SectionContext, task: SectionTask, form: Task) -> _Part:
    """Return the part of the key of one task in a form, with the pages of its facts that are known."""
    holder = Element("")
    known = {gap: context.pages[block] for gap, block in task.facts.items() if block in context.pages}
    key = placed(
        form.key(context.setting, holder, task.letter, known), context.block_origin(task.place), context.setting
    )
    return _Part(form.key_span, continuing(context.setting, key), holder)


def _widened(context: SectionContext, parts: Sequence[_Part], *spans: Span) -> list[_Part]:
    """Return the parts, those of some spans as wide as the frame if they can be."""
    wide = [
        (task, task.form.widened() if part.span in spans else task.form)
        for task, part in zip(context.asked, parts, strict=True)
    ]
    return [
        part if form is task.form else _part(context, task, form)
        for part, (task, form) in zip(parts, wide, strict=True)
    ]


def _arranged(context: SectionContext, parts: Sequence[_Part], mended: bool) -> _Arranged:
    """Return parts with those of the side column after the first of the main column, and the lines for corrections."""
    design = context.setting.design
    order = [part for part in parts if part.span != "side"]
    sides = [part for part in parts if part.span == "side"]
    first = next((place for place, part in enumerate(order) if part.span == "main"), None)
    last = [_to_mend(context, "full")] if mended else []
    if first is None:
        return _Arranged([*parts, *last])
    end = next((place for place in range(first, len(order)) if order[place].span != "main"), len(order))
    mains = order[first:end]
    tall = _height(mains, design.spans.main)
    if mended:
        least = _height([*sides, _to_mend(context, "side")], design.spans.side)
        more = int((tall - least + TOLERANCE) / design.length("writing-line"))
        if least <= tall + TOLERANCE:
            sides, last = [*sides, _to_mend(context, "side", _FEWEST_TO_MEND + more)], []
    ordered = [*order[:end], *sides, *order[end:], *last]
    if not sides:
        return _Arranged(ordered)
    apart = tall - _height(sides, design.spans.side)
    gaps = len(sides if apart > 0 else mains) - 1
    return _Arranged(ordered, abs(apart) - gaps * design.number("max-stretch") * design.length("row-gap"))


def _height(parts: Sequence[_Part], width: float) -> float:
    """Return the height of parts one below another, in points."""
    story = [flowable for part in parts for flowable in part.story]
    return Stack(story).wrap(width, UNBOUNDED)[1] if story else 0.0


def _to_mend(context: SectionContext, span: Span, lines: int = _FEWEST_TO_MEND) -> _Part:
    """Return lines for corrections under their heading."""
    setting = context.setting
    holder = Element("")
    section = Element("Sect", holder)
    heading = KeyHeading(setting, setting.words.text("check.mend"), section)
    return _Part(span, placed([heading, RuledLines(setting, lines)], context.origin, setting), holder)

"""Fits a sheet to whole leaves: what gives way, in which order, and where the sheet breaks if nothing helps.

A sheet that fills its leaves is set once. One that runs over to another leaf, or ends with a strip of a page, is set
again with less room to write, then lower charts, then smaller gaps: as little less as helps. If even the tightest
setting runs over, the sheet keeps its room, and its last two pages share what is on them.

All this depends on heights only, which are the same in every edition; so are the pages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from packgen.errors import Origin
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import EarlyBreak, Setting
from packgen.units import MM

Make = Callable[[Setting], PageLoop]
"""Lays out a sheet from the start, for a canvas of its own."""

_LEAF = 2
"""Pages on a sheet of paper."""

_WRITTEN = (("writing-line",),)
"""What gives way first on a sheet to write on, after whole lines."""

_GIVES = (
    ("chart-height", "chart-tallest"),
    ("row-gap", "task-gap"),
    ("list-gap", "timeline-gap"),
    ("cell-pad", "box-pad-y", "heading-height", "heading-after", "key-heading-height"),
    ("key-leading",),
    ("split-threshold",),
)
"""What gives way on every sheet, in this order: each goes to its tight value in `_SHARES`, then the next begins."""

_SHARES = (0.5, 1.0)

_FIRST_PARTS = (0.68, 0.62, 0.56, 0.5)
"""Shares that a page may have of what stands on it and on the next one, if that would be a strip."""

_EVEN = 0.5
"""Share of a page that both should have at least."""


_MATTERS = 3
"""So many parts of a cost are worth giving way for."""


class Tightness(NamedTuple):
    """How much a sheet gives way: writing lines of each task, and how far each length goes to its tight value."""

    lines: int = 0
    shares: Mapping[str, float] = {}

    def of(self, setting: Setting) -> Setting:
        """Return a setting that has given way so much."""
        return replace(setting, fewer_lines=self.lines, design=setting.design.tightened(self.shares))


class Overrun(NamedTuple):
    """What runs over to another leaf by little, even in the tightest setting: its first block, and how many mm."""

    origin: Origin
    over: float


class Fit(NamedTuple):
    """A sheet that is laid out, and what runs over to another leaf, if anything does."""

    loop: PageLoop
    overrun: Overrun | None = None


class _Cost(NamedTuple):
    """What a sheet costs, the worst first: leaves, blocks on two sides, pages with a strip, pages under half."""

    leaves: int
    divided: int
    strips: int
    poor: int


def fitted(make: Make, setting: Setting, *, following: int = 0, written: bool = False) -> Fit:
    """Return a sheet on as few leaves as it can have, without a strip at its end; nothing is drawn.

    Args:
        make: lays out the sheet.
        setting: as the profile has it.
        following: least number of pages of a sheet that follows on the back of its last page.
        written: whether it has room to write, which gives way first.
    """
    setting = replace(setting, measured={})
    first = Fit(make(setting))
    if _settled(first, following):
        return first
    ladder = list(_ladder(setting, written))
    tightest = Fit(make(ladder[-1].of(setting)))
    chosen, used = first, setting
    if _cost(tightest, following)[:_MATTERS] < _cost(first, following)[:_MATTERS]:
        chosen, used = _loosest(make, setting, ladder, tightest, following)
    if _cost(chosen, following).strips:
        chosen = min((chosen, *_evened(make, used, chosen)), key=lambda fit: _cost(fit, following))
    return chosen._replace(overrun=_overrun(tightest, following))


def _settled(fit: Fit, following: int) -> bool:
    """Tell whether nothing could be gained: one page, or whole leaves without a strip."""
    cost = _cost(fit, following)
    return fit.loop.page == 1 or (_whole(fit, following) and not cost.strips and not cost.divided)


def _whole(fit: Fit, following: int) -> bool:
    """Tell whether the sheet and what follows it fill whole leaves."""
    return fit.loop.design.single_sided or (fit.loop.page + fit.loop.canvas.verso + following) % _LEAF == 0


def _cost(fit: Fit, following: int) -> _Cost:
    loop = fit.loop
    sides = 1 if loop.design.single_sided else _LEAF
    leaves = math.ceil((loop.page + loop.canvas.verso + following) / sides)
    least = loop.design.number("strip-below")
    shares = loop.shares
    strips, poor = (sum(share < below for share in shares) for below in (least, _EVEN))
    return _Cost(leaves, loop.divided, strips, poor)


def _ladder(setting: Setting, written: bool) -> Iterator[Tightness]:
    """Yield how much gives way, from little to all."""
    most = int(setting.design.number("spared-lines")) if written else 0
    for lines in range(1, most + 1):
        yield Tightness(lines)
    shares: dict[str, float] = {}
    for roles in _WRITTEN * written + _GIVES:
        for share in _SHARES:
            shares = {**shares, **dict.fromkeys(roles, share)}
            yield Tightness(most, shares)


def _loosest(
    make: Make, setting: Setting, ladder: list[Tightness], tightest: Fit, following: int
) -> tuple[Fit, Setting]:
    """Return the sheet that has given way least and costs no more than the tightest, and its setting."""
    goal = _cost(tightest, following)[:_MATTERS]
    chosen, used = tightest, ladder[-1].of(setting)
    low, high = 0, len(ladder) - 1
    while low < high:
        middle = (low + high) // 2
        tried_setting = ladder[middle].of(setting)
        tried = Fit(make(tried_setting))
        if _cost(tried, following)[:_MATTERS] <= goal:
            chosen, used, high = tried, tried_setting, middle
        else:
            low = middle + 1
    return chosen, used


def _evened(make: Make, setting: Setting, fit: Fit) -> Iterator[Fit]:
    """Yield the sheet with earlier ends of the page before its first strip."""
    least = setting.design.number("strip-below")
    page = next((page for page, share in enumerate(fit.loop.shares) if page and share < least), 0) - 1
    if page < 0:
        return
    height = setting.design.frame(True).height
    both = sum(fit.loop.shares[page : page + 2]) * height
    for part in _FIRST_PARTS:
        early = EarlyBreak(page, max(0.0, height - max(part * both, _EVEN * height)))
        yield Fit(make(replace(setting, early_break=early)))


def _overrun(tightest: Fit, following: int) -> Overrun | None:
    """Return what stands on the last page of the tightest sheet, if that is a strip which begins a leaf."""
    loop = tightest.loop
    over = loop.shares[-1]
    if following or loop.page == 1 or _whole(tightest, following) or over >= loop.design.number("strip-below"):
        return None
    first = loop.origins[-1]
    return Overrun(first, over * loop.design.frame(True).height / MM) if first is not None else None

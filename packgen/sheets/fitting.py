"""Fits a sheet to whole leaves: what gives way, in which order, and where the sheet breaks if nothing helps.

A sheet that fills its leaves is set once. One that runs over to another leaf, or ends with a strip of a page, is set
again with less room to write, then lower charts, then smaller gaps: as little less as helps. If even the tightest
setting runs over, the sheet keeps its room, and its last two pages share what is on them.

All this depends on heights only, which are the same in every edition; so are the pages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import NamedTuple

from packgen.changed import changed
from packgen.errors import Origin
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import EarlyBreak, Setting
from packgen.units import MM

Make = Callable[[Setting], PageLoop]
"""Lays out a sheet from the start, for a canvas of its own."""

_LEAF = 2
"""Pages on a sheet of paper."""

_WRITTEN = (("gap-letter",), ("writing-line",))
"""What gives way first on a sheet to write on, after whole lines."""

_GIVES = (
    ("key-column",),
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

_BEST = (1, 0, 0)
"""Those parts of a cost, where nothing costs less."""

_FOLLOWED = {"writing-line", "key-leading"}
"""Roles that styles follow, which give way whether or not a sheet looks them up; see `Design.tightened`."""

_PER_STEP, _PER_STEP_WRITTEN = 0.035, 0.14
"""Pages that a step of a ladder saves, roughly, without and with room to write: how far the search goes at a time."""

_CLOSE = 0.015
"""Share of a page, four millimetres: a sheet that leaves no more of its last one need not give way less."""

_MOST_TRIES = 5
"""Steps that are tried by height before the search halves what is left."""


class _NotedValues(dict[str, float]):
    """Those lengths or numbers of a design that have been looked up; every other can be, by its role."""

    def __init__(self, values: Mapping[str, float]) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, role: str) -> float:
        value = self[role] = self._values[role]
        return value


class Tightness(NamedTuple):
    """How much a sheet gives way: writing lines of each task, and how far each length goes to its tight value."""

    lines: int = 0
    shares: Mapping[str, float] = {}

    def of(self, setting: Setting) -> Setting:
        """Return a setting that has given way so much."""
        return changed(setting, fewer_lines=self.lines, design=setting.design.tightened(self.shares))


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
    first, roles = _first(make, setting)
    if _settled(first, following):
        return first
    search = _Search(make, setting, first, list(_ladder(setting, written, roles)), following, written)
    costs = _cost(first, following)
    step = search.loosest(_BEST, search.guess()) if costs.leaves <= _LEAF else None
    overrun = None
    if step is None:
        overrun = _overrun(search.fit(search.last), following)
        goal = search.cost(search.last)
        most = 0 if written else _MOST_TRIES  # a sheet to write on grows to its foot: its height leads nowhere
        step = search.loosest(goal, search.last - 1, most) if goal < costs[:_MATTERS] else None
    chosen, used = (first, setting) if step is None else (search.fit(step), search.setting(step))
    if _cost(chosen, following).strips:
        chosen = _least_strips(chosen, _evened(make, used, chosen), following)
    return chosen._replace(overrun=overrun)


def _first(make: Make, setting: Setting) -> tuple[Fit, set[str]]:
    """Return the sheet as the profile has it, and the roles of the lengths and numbers that it was laid out with."""
    lengths, numbers = _NotedValues(setting.design.lengths), _NotedValues(setting.design.numbers)
    noted = replace(setting.design, lengths=lengths, numbers=numbers)
    return Fit(make(changed(setting, design=noted))), {*lengths, *numbers}


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


def _ladder(setting: Setting, written: bool, roles: Set[str]) -> Iterator[Tightness]:
    """Yield how much gives way, from little to all.

    Args:
        setting: as the profile has it.
        written: whether lines give way first.
        roles: of the lengths and numbers that the sheet was laid out with; a group without any of them saves nothing.
    """
    most = int(setting.design.number("spared-lines")) if written else 0
    for lines in range(1, most + 1):
        yield Tightness(lines)
    shares: dict[str, float] = {}
    for group in _WRITTEN * written + _GIVES:
        if not any(role in roles or role in _FOLLOWED for role in group):
            continue
        for share in _SHARES:
            shares = {**shares, **dict.fromkeys(group, share)}
            yield Tightness(most, shares)


class _Search:
    """Searches the steps of a ladder for the sheet that gives way least.

    A sheet that has given way more costs no more; so few steps have to be laid out.

    Args:
        make: lays out the sheet.
        setting: as the profile has it.
        first: the sheet if nothing gives way.
        ladder: how much gives way at each step.
        following, written: see `fitted`.
    """

    def __init__(
        self, make: Make, setting: Setting, first: Fit, ladder: list[Tightness], following: int, written: bool
    ) -> None:
        self._make, self._setting, self._first, self._ladder = make, setting, first, ladder
        self._following, self._written = following, written
        self._fits: dict[int, Fit] = {}
        self.last = len(ladder) - 1

    def setting(self, step: int) -> Setting:
        """Return the setting of a step."""
        return self._ladder[step].of(self._setting)

    def fit(self, step: int) -> Fit:
        """Return the sheet at a step."""
        if step not in self._fits:
            self._fits[step] = Fit(self._make(self.setting(step)))
        return self._fits[step]

    def cost(self, step: int) -> tuple[int, ...]:
        """Return the parts of a sheet's cost that are worth giving way for."""
        return _cost(self.fit(step), self._following)[:_MATTERS]

    def guess(self) -> int:
        """Return the step that is likely to be the answer, by what the sheet has on a page too many.

        The shares of the ladder are those at which most sheets of the course on Russia were found to fit.
        """
        over = 0.0 if _whole(self._first, self._following) else self._first.loop.shares[-1]
        share = min(0.2 + over / 3, 0.45) if self._written else min(max(0.0, over - 0.04) / 0.1, 0.5)
        return int(share * len(self._ladder))

    def loosest(self, goal: tuple[int, ...], step: int, most: int = _MOST_TRIES) -> int | None:
        """Return the first step whose cost is no more than a goal, or None if even the last costs more.

        A step that fills the sheet to the foot will do as well, although the one before it may fit too.

        Args:
            goal: the cost.
            step: where to begin. The search goes on from there by as many steps as what is over, or left, suggests.
            most: so many steps are tried before it halves what is left.
        """
        low, high, tries = 0, self.last + 1, 0
        while low < high:
            step = (low + high) // 2 if tries >= most else min(max(step, low), high - 1)
            tries += 1
            if self.cost(step) <= goal:
                if not self._written and 0 <= self._left(step, goal[0]) <= _CLOSE:
                    return step
                high, step = step, step - self._stride(step, goal[0])
            else:
                low, step = step + 1, step + self._stride(step, goal[0])
        return low if low <= self.last else None

    def _stride(self, step: int, leaves: int) -> int:
        """Return how many steps a sheet is from filling so many leaves, by the height it is over or under."""
        left = self._left(step, leaves)
        rate = _PER_STEP_WRITTEN if self._written else _PER_STEP
        if self.last in self._fits:
            rate = max(rate, (_pages(self._first) - _pages(self._fits[self.last])) / len(self._ladder))
        missing = -left / 2 if left < 0 else left  # of a block that runs over, lines that fit do too
        return max(1, round(missing / rate))

    def _left(self, step: int, leaves: int) -> float:
        """Return what a sheet leaves of so many leaves, in pages; less than 0 for a sheet that needs more."""
        loop = self._first.loop
        sides = 1 if loop.design.single_sided else _LEAF
        return leaves * sides - loop.canvas.verso - self._following - _pages(self._fits[step])


def _pages(fit: Fit) -> float:
    """Return the number of pages, of the last one the share in use."""
    return fit.loop.page - 1 + fit.loop.shares[-1]


def _least_strips(chosen: Fit, others: Iterable[Fit], following: int) -> Fit:
    """Return the sheet that costs least; the search ends with the first without a strip or a page under half."""
    least = _cost(chosen, following)
    best = least._replace(strips=0, poor=0)
    for other in others:
        cost = _cost(other, following)
        if cost < least:
            chosen, least = other, cost
        if cost <= best:
            break
    return chosen


def _evened(make: Make, setting: Setting, fit: Fit) -> Iterator[Fit]:
    """Yield the sheet with earlier ends of the page before its first strip; each has less on that page."""
    least = setting.design.number("strip-below")
    page = next((page for page, share in enumerate(fit.loop.shares) if page and share < least), 0) - 1
    if page < 0:
        return
    height = setting.design.frame(True).height
    both = sum(fit.loop.shares[page : page + 2]) * height
    for part in _FIRST_PARTS:
        room = max(part * both, _EVEN * height)
        if fit.loop.shares[page] * height <= room:
            continue  # the page ends above already
        fit = Fit(make(changed(setting, early_break=EarlyBreak(page, max(0.0, height - room)))))
        yield fit


def _overrun(tightest: Fit, following: int) -> Overrun | None:
    """Return what stands on the last page of the tightest sheet, if that is a strip which begins a leaf."""
    loop = tightest.loop
    over = loop.shares[-1]
    if following or loop.page == 1 or _whole(tightest, following) or over >= loop.design.number("strip-below"):
        return None
    first = loop.origins[-1]
    return Overrun(first, over * loop.design.frame(True).height / MM) if first is not None else None

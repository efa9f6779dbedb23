"""What gives way so that a sheet fits its leaves, in which order, and what happens where nothing helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from packgen.errors import Origin
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop
from packgen.layout.core.setting import Setting
from packgen.layout.tasks.ruled import RuledLines
from packgen.sheet.structure import Element
from packgen.sheets.fitting import Make, fitted
from packgen.sheets.surface import full_row, surface
from packgen.units import MM
from tests.support.mocks import Solid
from tests.support.topics import plain_setting

ROLES = ("writing-line", "chart-height", "row-gap", "list-gap", "cell-pad")
Story = Callable[[Setting], Sequence[Flowable]]


class Tries:
    """Lays out a story on a surface, and notes the lengths and lines that it was laid out with."""

    def __init__(self, story: Story, verso: bool = False) -> None:
        self.story, self.verso = story, verso
        self.lengths: list[tuple[float, ...]] = []
        self.lines: list[int] = []

    def __call__(self, used: Setting) -> PageLoop:
        self.lengths.append(tuple(round(used.design.length(role) / MM, 2) for role in ROLES))
        self.lines.append(used.fewer_lines)
        loop = surface(used, Element("Sect"), None, lambda page: False, self.verso)
        story = list(self.story(used))
        for number, flowable in enumerate(story):
            flowable.origin = Origin("topic.yaml", number, 1, "block")
        loop.lay_out([full_row(used, story)])
        return loop


def piles(count: int, height: float, role: str = "row-gap") -> Story:
    """So many solids of some millimetres with a gap of the design between them. The frame is 250 mm high."""
    return lambda used: [Solid(height * MM, before=used.design.length(role)) for _ in range(count)]


def ruled(count: int, lines: int) -> Story:
    return lambda used: [RuledLines(used, lines) for _ in range(count)]


def feet(make: Make, **how: bool) -> list[float]:
    """The share of each page in use."""
    return [round(share, 2) for share in fitted(make, plain_setting(), **how).loop.shares]


@pytest.mark.parametrize(("count", "verso", "pages"), [(18, False, 2), (38, False, 4), (10, True, 1), (9, False, 1)])
def test_what_fills_its_leaves_is_set_once(count: int, verso: bool, pages: int) -> None:
    make = Tries(piles(count, 20), verso)
    assert (fitted(make, plain_setting()).loop.page, len(make.lengths)) == (pages, 1)


def test_what_runs_over_gives_way_as_little_as_helps() -> None:
    """Ten solids of 20 mm stand on a page with gaps of 5 mm, eleven with gaps of 3 mm or less."""
    make = Tries(piles(22, 20))
    fit = fitted(make, plain_setting())
    row_gap = round(fit.loop.design.length("row-gap") / MM, 2)
    assert (fit.loop.page, row_gap, fit.overrun) == (2, 2.5, None)
    assert round(fit.loop.design.length("list-gap") / MM, 2) == 1.25
    assert len(make.lengths) <= 7


def test_room_to_write_gives_way_first_and_nothing_else_then() -> None:
    make = Tries(ruled(10, 7))
    fit = fitted(make, plain_setting(), written=True)
    assert fit.loop.page == 2
    assert fit.loop.design.length("row-gap") == plain_setting().design.length("row-gap")
    assert max(make.lines) == 2


def test_a_sheet_without_room_to_write_keeps_its_lines() -> None:
    make = Tries(piles(22, 20))
    fitted(make, plain_setting())
    assert {lengths[0] for lengths in make.lengths} == {8.0}
    assert set(make.lines) == {0}


def test_gaps_of_lists_give_way_after_gaps_of_blocks() -> None:
    fit = fitted(Tries(piles(50, 9.8, "list-gap")), plain_setting())
    assert fit.loop.page == 2
    assert round(fit.loop.design.length("row-gap") / MM, 2) == 2.5


def test_what_cannot_be_pulled_back_by_little_is_told() -> None:
    """23 solids need 2 mm more gaps than there are."""
    fit = fitted(Tries(piles(23, 20)), plain_setting())
    assert fit.loop.page == 3
    assert fit.overrun is not None
    assert (fit.overrun.origin.line, round(fit.overrun.over)) == (22, 20)


def test_what_needs_another_leaf_anyway_is_not_told() -> None:
    assert fitted(Tries(piles(28, 20)), plain_setting()).overrun is None


def test_a_strip_gets_more_from_the_page_before_it() -> None:
    """23 solids: ten, ten and three would leave a strip."""
    shares = feet(Tries(piles(23, 20)))
    assert shares[0] > 0.97
    assert min(shares) > 0.5


def test_a_strip_on_a_back_is_pulled_back_too() -> None:
    make = Tries(piles(11, 20))
    assert fitted(make, plain_setting()).loop.page == 1


def test_what_follows_on_the_back_counts() -> None:
    """Two pages and one on the back of the second are two leaves; one page and one on its back are one."""
    assert fitted(Tries(piles(14, 20)), plain_setting()).loop.page == 2
    assert fitted(Tries(piles(11, 20)), plain_setting(), following=1).loop.page == 1
    assert fitted(Tries(piles(27, 20)), plain_setting(), following=1).loop.page == 3


def test_a_single_sided_pack_saves_pages() -> None:
    used = plain_setting(single_sided=True)
    assert fitted(Tries(piles(22, 20)), used).loop.page == 2
    assert fitted(Tries(piles(26, 20)), used).loop.page == 3


def test_pages_depend_on_nothing_else() -> None:
    assert feet(Tries(piles(23, 20))) == feet(Tries(piles(23, 20)))


def test_nothing_is_drawn_until_a_way_is_chosen() -> None:
    loop = fitted(Tries(piles(22, 20)), plain_setting()).loop
    assert (loop.canvas.page, loop.page) == (0, 2)
    loop.draw()
    assert (loop.canvas.page, loop.page) == (2, 2)


@pytest.mark.parametrize("height", [round(19.6 + step * 0.1, 1) for step in range(12)])
def test_the_loosest_way_is_found_wherever_it_is(height: float) -> None:
    """Eleven solids a page need gaps that are smaller, the higher they are; no larger gap than the chosen one fits."""
    make = Tries(piles(22, height))
    fit = fitted(make, plain_setting())
    chosen = fit.loop.design.length("row-gap") / MM
    fits = [gap for gap in (5.0, 3.75, 2.5) if 11 * height + 10 * gap <= 250]
    assert fit.loop.page == (2 if fits else 3)
    assert chosen == pytest.approx(max(fits, default=5.0))
    assert len(make.lengths) <= 9


def test_what_a_sheet_does_not_have_does_not_give_way() -> None:
    """Without charts and columns of answers, the gaps between blocks are the first to give way."""

    def make(used: Setting) -> PageLoop:
        loop = surface(used, Element("Sect"), None, lambda page: False)
        loop.lay_out([full_row(used, piles(22, 20)(used))])
        return loop

    design = fitted(make, plain_setting()).loop.design
    assert design.length("row-gap") / MM == pytest.approx(2.5)
    assert "row-gap-1" in design.key
    assert "chart-height" not in design.key
    assert "key-column" not in design.key

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from packgen.errors import LayoutError, Origin
from packgen.layout.core.flowable import Flowable
from packgen.layout.core.pages import PageLoop, PageRow, StoryColumn
from packgen.layout.core.setting import EarlyBreak
from packgen.layout.core.stack import Stack
from packgen.units import MM
from tests.support.mocks import Bricks, Drawn, Pages, Solid
from tests.support.pages import design

A4 = design()
FRAME = A4.frame(True).height
GAP = A4.length("row-gap")


def run(
    rows: Sequence[PageRow], filling: Callable[[float], Sequence[PageRow]] | None = None, verso: bool = False
) -> tuple[PageLoop, list[int]]:
    """Set rows; return the loop, and the pages whose furniture was drawn."""
    canvas = Pages(verso)
    furnished: list[int] = []
    loop = PageLoop(canvas, A4, furnished.append)
    loop.set(rows, filling)
    assert furnished == list(range(canvas.page))
    return loop, furnished


def column(*story: Flowable, x: float = 0.0) -> StoryColumn:
    return StoryColumn(x, 100.0, list(story))


def places(log: list[Drawn], x: float = 0.0) -> list[tuple[str, int, float]]:
    """What was drawn in one column: name, page, and distance from the top of the frame to its top in millimetres."""
    found = []
    for name, page, left, _, top in log:
        frame = A4.frame(page % 2 == 0)
        if abs(left - frame.x - x) < 0.01:
            found.append((name, page, round((frame.y + frame.height - top) / MM, 2)))
    return found


def solids(log: list[Drawn], *heights: float, before: float = 0.0, start: int = 0) -> list[Flowable]:
    """Flowables of some heights in millimetres, named by numbers."""
    return [Solid(tall * MM, name=f"{start + n}-", before=before * MM, log=log) for n, tall in enumerate(heights)]


# -- rows


def test_rows_stand_one_below_another_with_their_gaps() -> None:
    log: list[Drawn] = []
    run([PageRow([column(*solids(log, 20))]), PageRow([column(*solids(log, 30, start=1))], before=5 * MM)])
    assert places(log) == [("0-0", 0, 0), ("1-0", 0, 25)]


def test_a_row_that_does_not_fit_goes_on_over_the_page_without_its_gap() -> None:
    log: list[Drawn] = []
    loop, _ = run([PageRow([column(*solids(log, 200))]), PageRow([column(*solids(log, 60, start=1))], before=5 * MM)])
    assert places(log) == [("0-0", 0, 0), ("1-0", 1, 0)]
    assert loop.shares == pytest.approx([200 * MM / A4.frame(True).height, 60 * MM / A4.frame(True).height])


def test_verso_pages_have_their_own_frame() -> None:
    log: list[Drawn] = []
    run([PageRow([column(*solids(log, 200, 200))])])
    assert [drawn.x / MM for drawn in log] == pytest.approx([20, 15])
    assert A4.frame(True).x / MM == pytest.approx(20)


def test_a_sheet_that_starts_on_a_verso_has_its_frames_the_other_way_about() -> None:
    log: list[Drawn] = []
    run([PageRow([column(*solids(log, 200, 200))])], verso=True)
    assert [drawn.x / MM for drawn in log] == pytest.approx([15, 20])


def test_the_next_row_starts_below_the_longer_column() -> None:
    log: list[Drawn] = []
    run(
        [
            PageRow([column(*solids(log, 40)), column(*solids(log, 70, start=1), x=200)]),
            PageRow([column(*solids(log, 5))]),
        ]
    )
    assert places(log) == [("0-0", 0, 0), ("0-0", 0, 70)]


def test_no_rows_make_no_page() -> None:
    loop, furnished = run([])
    assert (furnished, loop.shares) == ([], [])
    assert run([PageRow([column()])])[1] == []


def test_the_canvas_is_told_on_which_pages_a_block_is() -> None:
    one, other = Origin("x.yaml", 1, 1, "one"), Origin("x.yaml", 9, 1, "other")
    divided, last = Bricks([100 * MM, 100 * MM, 100 * MM]), Solid(20 * MM)
    divided.origin, last.origin = one, other
    canvas = Pages()
    PageLoop(canvas, A4, lambda page: None).set([PageRow([column(divided, last)])])
    assert canvas.seen == [(one, 0), (one, 1), (other, 1)]


# -- pairs


def test_both_columns_of_a_pair_go_on_over_the_page() -> None:
    log: list[Drawn] = []
    run([PageRow([column(*solids(log, 150, 150)), column(*solids(log, 200, 30, 100, start=2), x=200)])])
    assert places(log) == [("0-0", 0, 0), ("1-0", 1, 0)]
    assert places(log, 200) == [("2-0", 0, 0), ("3-0", 0, 200), ("4-0", 1, 0)]


def test_the_shorter_column_stays_empty_on_the_next_page() -> None:
    log: list[Drawn] = []
    run([PageRow([column(*solids(log, 40)), column(*solids(log, 200, 200, start=1), x=200)])])
    assert places(log) == [("0-0", 0, 0)]
    assert places(log, 200) == [("1-0", 0, 0), ("2-0", 1, 0)]


def test_a_pair_of_which_one_column_cannot_begin_waits_for_the_next_page() -> None:
    log: list[Drawn] = []
    run(
        [
            PageRow([column(*solids(log, 200))]),
            PageRow([column(*solids(log, 20, start=1)), column(*solids(log, 80, start=2), x=200)], before=5 * MM),
        ]
    )
    assert places(log) == [("0-0", 0, 0), ("1-0", 1, 0)]
    assert places(log, 200) == [("2-0", 1, 0)]


def test_the_row_after_a_pair_stands_below_what_is_left_of_it() -> None:
    log: list[Drawn] = []
    run([PageRow([column(*solids(log, 200, 100))]), PageRow([column(*solids(log, 30, start=2))], before=5 * MM)])
    assert places(log) == [("0-0", 0, 0), ("1-0", 1, 0), ("2-0", 1, 105)]


# -- levelling


def pair(log: list[Drawn], left: Sequence[float], right: Sequence[float], level: bool = True) -> PageRow:
    gap = GAP / MM
    return PageRow(
        [column(*solids(log, *left, before=gap)), column(*solids(log, *right, before=gap, start=10), x=200)],
        level=level,
    )


def test_the_shorter_column_is_spread_to_end_level() -> None:
    log: list[Drawn] = []
    run([pair(log, [50, 50, 50], [40, 50, 56])])
    assert places(log) == [("0-0", 0, 0), ("1-0", 0, 55), ("2-0", 0, 110)]
    assert places(log, 200) == [("10-0", 0, 0), ("11-0", 0, 47), ("12-0", 0, 104)]


def test_gaps_grow_no_more_than_the_design_allows() -> None:
    log: list[Drawn] = []
    run([pair(log, [50, 50, 50], [40, 40, 40])])
    assert places(log, 200) == [("10-0", 0, 0), ("11-0", 0, 50), ("12-0", 0, 100)]


def test_gaps_between_items_grow_next_and_those_in_boxes_too() -> None:
    """The gap between blocks grows by 5 mm, the two between items by 3 mm each."""
    log: list[Drawn] = []
    items = Stack([Solid(10 * MM, log=log), Solid(10 * MM, before=1 * MM, log=log)])
    last = Solid(10 * MM, before=1 * MM, log=log)
    run([PageRow([column(*solids([], 90)), column(Solid(10 * MM), items, last, x=200)], level=True)])
    assert [round(272 - drawn.top / MM, 2) for drawn in log] == [10, 24, 38]


def test_the_gaps_of_a_complete_row_grow_when_it_is_drawn() -> None:
    items = Stack([Solid(10 * MM), Solid(10 * MM, before=1 * MM)])
    loop = PageLoop(Pages(), A4, lambda page: None)
    loop.lay_out([PageRow([column(*solids([], 90)), column(items, x=200)], level=True)])
    assert items.height == pytest.approx(21 * MM)
    loop.draw()
    assert items.height > 21 * MM


def test_a_column_that_goes_on_overleaf_is_spread_to_the_foot() -> None:
    log: list[Drawn] = []
    """Three blocks with gaps of 5 mm take 244 mm of the page, which has 250 mm."""
    blocks = [Solid(78 * MM, before=5 * MM, name=str(n), log=log) for n in range(4)]
    run([PageRow([column(*blocks)])])
    assert [(drawn.page, round(272 - drawn.top / MM, 2)) for drawn in log] == [(0, 0), (0, 86), (0, 172), (1, 0)]


def test_a_page_that_ends_early_leaves_more_to_the_next() -> None:
    log: list[Drawn] = []
    canvas = Pages()
    loop = PageLoop(canvas, A4, lambda page: None, early_break=EarlyBreak(0, 100 * MM))
    loop.set([PageRow([column(*(Solid(60 * MM, name=str(n), log=log) for n in range(4)))])])
    assert [drawn.page for drawn in log] == [0, 0, 1, 1]


def test_what_does_not_fit_a_page_that_ends_early_has_the_next_one() -> None:
    log: list[Drawn] = []
    loop = PageLoop(Pages(), A4, lambda page: None, early_break=EarlyBreak(1, 100 * MM))
    loop.set([PageRow([column(*solids(log, 200, 200, 10))])])
    assert [drawn.page for drawn in log] == [0, 2, 2]


def test_writing_space_takes_the_rest_of_the_last_page() -> None:
    log: list[Drawn] = []
    story = [Elastic(40 * MM, log=log), Elastic(40 * MM, log=log), Solid(20 * MM, log=log)]
    loop, _ = run([PageRow([column(*story)], grows=True)])
    assert [round(272 - drawn.top / MM, 2) for drawn in log] == [0, 115, 230]
    assert loop.shares == pytest.approx([1.0])


class Elastic(Solid):
    """A block that takes all the height that it is given."""

    grows = True

    def stretch(self, width: float, height: float) -> float:
        self.height = height
        return height


def test_rows_to_write_in_are_spread_to_the_foot_and_blocks_then() -> None:
    """Rows within a block are further apart by up to the profile's length, then blocks; a page half empty stays so."""
    most = A4.length("writing-stretch")
    for empty, inside, between in ((2 * most, most, 0.0), (2 * most + 3.0, most, 3.0), (FRAME / 2, 0.0, 0.0)):
        log: list[Drawn] = []
        rows = [Solid(20.0, before=before, name=f"s{n:02}", log=log) for n, before in enumerate((0.0, 1.0, 1.0))]
        last = Solid(FRAME - 62.0 - GAP - empty, before=GAP, name="s03", log=log)
        run([PageRow([column(Stack(rows), last)], grows=True)])
        tops = [top * MM for _, _, top in places(log)]
        assert tops[1] - tops[0] == pytest.approx(21.0 + inside, abs=0.05)
        assert tops[3] - tops[2] == pytest.approx(20.0 + GAP + between, abs=0.05)


def test_only_gaps_between_blocks_grow() -> None:
    log: list[Drawn] = []
    row = pair(log, [50, 50, 50], [40, 50, 60])
    row.columns[1].story[1].before = 1 * MM
    run([row])
    assert places(log, 200) == [("10-0", 0, 0), ("11-0", 0, 41), ("12-0", 0, 100)]


def test_halves_are_not_levelled() -> None:
    log: list[Drawn] = []
    run([pair(log, [50, 50, 50], [40, 50, 56], level=False)])
    assert places(log, 200)[-1] == ("12-0", 0, 100)


# -- what fills the last page


def test_filling_is_told_the_room_below_the_last_row_and_stands_there() -> None:
    log: list[Drawn] = []
    told: list[float] = []

    def filling(room: float) -> list[PageRow]:
        told.append(room)
        return [PageRow([column(*solids(log, 30, start=2))], before=5 * MM)]

    loop, furnished = run([PageRow([column(*solids(log, 200, 100))])], filling)
    assert told == pytest.approx([FRAME - 100 * MM])
    assert places(log) == [("0-0", 0, 0), ("1-0", 1, 0), ("2-0", 1, 105)]
    assert furnished == [0, 1]
    assert loop.shares == pytest.approx([200 * MM / A4.frame(True).height, 100 * MM / A4.frame(True).height]), (
        "what merely fills the page does not count as used"
    )


def test_filling_may_have_nothing_to_say() -> None:
    log: list[Drawn] = []
    loop, furnished = run([PageRow([column(*solids(log, 200))])], lambda room: [])
    assert (places(log), furnished) == ([("0-0", 0, 0)], [0])
    assert loop.shares == pytest.approx([200 * MM / A4.frame(True).height])


def test_filling_may_take_all_the_room_there_is() -> None:
    log: list[Drawn] = []
    _, furnished = run(
        [PageRow([column(*solids(log, 100))])], lambda room: [PageRow([column(Solid(room, name="all", log=log))])]
    )
    assert places(log) == [("0-0", 0, 0), ("all0", 0, 100)]
    assert furnished == [0]


def test_no_rows_are_filled_up_with_nothing() -> None:
    def filling(room: float) -> list[PageRow]:
        raise AssertionError("there is no page to fill")

    assert run([], filling)[1] == []


# -- what cannot be set


def test_a_block_that_fits_no_page_is_named() -> None:
    tall = Solid(300 * MM)
    tall.origin = Origin("content/x.yaml", 12, 7, "key-figures")
    with pytest.raises(LayoutError) as told:
        run([PageRow([column(*solids([], 20))]), PageRow([column(tall)])])
    assert str(told.value) == (
        "content/x.yaml:12:7: key-figures is 300 mm tall and cannot be divided; that is 50 mm (about 11 lines) more "
        "than its page holds. "
        "Shorten it, or divide it into two."
    )


def test_a_block_that_fits_no_page_is_named_in_a_pair_too() -> None:
    with pytest.raises(LayoutError, match="300 mm tall"):
        run([PageRow([column(*solids([], 20)), column(*solids([], 60, 300))])])


# -- whatever the story

HEIGHT = st.one_of(st.floats(1, 80), st.floats(1, 260)).map(lambda tall: tall * MM)


@st.composite
def stories(draw: st.DrawFn, log: list[Drawn], name: str) -> list[Flowable]:
    story: list[Flowable] = []
    for number in range(draw(st.integers(0, 7))):
        heading = draw(st.integers(0, 3)) == 0
        heights = [draw(st.floats(3, 60)) * MM] if heading else draw(st.lists(HEIGHT, min_size=1, max_size=6))
        story.append(
            Bricks(
                heights,
                name=f"{name}{number}.",
                keep=heading,
                before=draw(st.sampled_from([0.0, 0.0, GAP])),
                whole=draw(st.booleans()),
                least=draw(st.integers(1, 3)),
                log=log,
            )
        )
    return story


@st.composite
def many_rows(draw: st.DrawFn) -> tuple[list[PageRow], list[Drawn]]:
    log: list[Drawn] = []
    rows = []
    for number in range(draw(st.integers(1, 4))):
        columns = [
            column(*draw(stories(log, f"{number}{side}")), x=200.0 * place)
            for place, side in enumerate("LR"[: draw(st.integers(1, 2))])
        ]
        rows.append(PageRow(columns, before=draw(st.sampled_from([0.0, GAP])), level=draw(st.booleans())))
    return rows, log


@given(many_rows(), st.booleans())
def test_any_story_is_set_in_order_and_inside_the_frame(made: tuple[list[PageRow], list[Drawn]], verso: bool) -> None:
    rows, log = made
    piles = [pile for row in rows for part in row.columns for pile in part.story if isinstance(pile, Bricks)]
    too_tall = any(tall > FRAME + 0.01 for pile in piles for tall in pile.heights)
    try:
        _, furnished = run(rows, verso=verso)
    except LayoutError:
        event("refused")
        assert too_tall
        return
    assert len(furnished) <= sum(len(pile.heights) for pile in piles)
    # Everything once, and in order down each column.
    for name, group in groupby(sorted(log, key=lambda d: d.name[:2]), key=lambda d: d.name[:2]):
        drawn = list(group)
        wanted = [f"{pile.name}{n}" for pile in piles if pile.name[:2] == name for n in range(pile.total)]
        assert [d.name for d in drawn] == wanted
        assert all((above.page, -above.bottom) <= (below.page, -below.top + 0.01) for above, below in pairwise(drawn))
    assert {d.name[:2] for d in log} == {pile.name[:2] for pile in piles}
    for d in log:
        frame = A4.frame((d.page + verso) % 2 == 0)
        assert d.x - frame.x in (0.0, 200.0)
        assert d.bottom >= frame.y - 0.02
        assert d.top <= frame.y + frame.height + 0.02
    # A heading stands last in its column on a page only if it is the story's last, or has that page to itself.
    lasts = [part.story[-1] for row in rows for part in row.columns if part.story]
    ends = {pile.name for pile in lasts if isinstance(pile, Bricks)}
    headings = {pile.name for pile in piles if pile.keep}
    for (_, _), group in groupby(sorted(log, key=lambda d: (d.name[:2], d.page)), key=lambda d: (d.name[:2], d.page)):
        names = [d.name[: d.name.rindex(".") + 1] for d in group]
        if names[-1] in headings and names[-1] not in ends:
            assert set(names) <= headings, names

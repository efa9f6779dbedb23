"""Which blocks of a main column stand beside the side column, and which are as wide as the frame."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from packgen.layout.core.flowable import UNBOUNDED
from packgen.plan.arrangement import RowPlan
from packgen.sheets.pairs import PairHeights, divided

SHARES = (115 / 175, 55 / 175)
GAP = 5.0


def rows(main: list[float], full: list[float], side: float, *, headed: bool = False) -> str:
    """Return the rows of a main column, a letter for each block, with + before the blocks beside the side column."""
    plan = RowPlan("pair", tuple(range(len(main))), (len(main),))
    made = divided(plan, PairHeights(main, full, side, GAP, SHARES), headed=headed)
    return " ".join("+" * (row.kind == "pair") + "".join("abcdefgh"[place] for place in row.left) for row in made)


@pytest.mark.parametrize(
    ("main", "full", "side", "expected"),
    [
        ([50, 50], [33, 50], 100, "+ab"),  # the side column is as long as both
        ([50, 45], [50, 45], 52, "+a b"),  # it ends where the second block begins
        ([50, 50], [33, 50], 45, "a +b"),  # text in two columns above a chart is lower
        ([50, 40], [50, 28], 40, "+a b"),  # an extract as wide as the frame is lower
        ([50, 40, 30], [50, 40, 30], 95, "+ab c"),
        ([50, 40, 30], [50, 40, 30], 48, "+a bc"),
        ([50], [50], 10, "+a"),
        ([50, 40], [UNBOUNDED, UNBOUNDED], 20, "+ab"),  # boxes stay in the main column
    ],
)
def test_blocks_that_begin_below_the_side_column_are_as_wide_as_the_frame(
    main: list[float], full: list[float], side: float, expected: str
) -> None:
    assert rows(main, full, side) == expected


def test_the_first_block_stays_beside_the_gist() -> None:
    assert rows([50, 50], [33, 50], 45, headed=True) == "+a b"


HEIGHTS = st.lists(st.tuples(st.floats(10, 200), st.floats(0.5, 1.0)), min_size=1, max_size=6)


@example([(10.0, 1.0), (10.0, 1.0)], 13.0, False)
@given(HEIGHTS, st.floats(10, 300), st.booleans())
def test_no_block_begins_more_than_a_gap_below_the_side_column(
    blocks: list[tuple[float, float]], side: float, headed: bool
) -> None:
    main = [height for height, _ in blocks]
    full = [height * share for height, share in blocks]
    made = rows(main, full, side, headed=headed)
    assert "".join(made.replace("+", "").split()) == "abcdefgh"[: len(main)]
    [beside] = [row[1:] for row in made.split() if row.startswith("+")]
    *above, _ = [main["abcdefgh".index(letter)] + GAP for letter in beside]
    assert sum(above) <= side + GAP + 1  # heights are compared in whole points


@given(HEIGHTS, st.floats(10, 600), st.booleans())
def test_greater_heights_of_the_frame_divide_nothing_that_lower_ones_leave_whole(
    blocks: list[tuple[float, float]], side: float, headed: bool
) -> None:
    """So blocks need not be measured as wide as the frame where even half their height would make no difference."""
    main = [height for height, _ in blocks]
    whole = "+" + "abcdefgh"[: len(main)]
    if rows(main, [height / 2 for height in main], side, headed=headed) == whole:
        assert rows(main, [height * share for height, share in blocks], side, headed=headed) == whole


def test_a_column_of_very_many_blocks_is_not_divided() -> None:
    plan = RowPlan("pair", tuple(range(21)), (21,))
    assert divided(plan, PairHeights([10.0] * 21, [10.0] * 21, 10.0, GAP, SHARES), headed=False) == [plan]

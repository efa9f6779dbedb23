from __future__ import annotations

import pytest

from tests.facts.figures import figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On 25 February 1956", [(25, 2, 1956)]),
        ("18–21 June 1957", [(18, 6, 1957), (21, 6, 1957)]),
        ("1/13 March 1881", [(1, 3, 1881), (13, 3, 1881)]),
        ("Oct–Nov 1956", [(None, 10, 1956), (None, 11, 1956)]),
        ("in 1956–65, not 1855-1964", [(None, None, 1956), (None, None, 1965), (None, None, 1855), (None, None, 1964)]),
        ("36m ha, 36 million, 1.2m+", [(36, 36e6), (36, 36e6), (1.2, 1.2e6)]),
        ("about 25–30% of 13,008", [(25, 25), (30, 30), (13008, 13008)]),
        ("the 22nd Congress", [(22,)]),
        ("Over four million; Twelve years", [(4, 4e6), (12, 12)]),
        ("7–4, 105 regions, U-2", [(7, 7), (4, 4), (105, 105), (2, 2)]),
        ("Section 3 has more, section 12 too", []),
        ("They may march one by one", []),
    ],
)
def test_dates_and_numbers(text: str, found: list[tuple[float | None, ...]]) -> None:
    assert [figure.value for figure in figures(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("25 Feb 1956", "25 February", True),
        ("25 Feb 1956", "February 1956", True),
        ("25 Feb 1956", "1956", True),
        ("25 Feb", "25 February 1956", True),
        ("February 1956", "25 Feb 1956", False),
        ("24 Feb 1956", "25 Feb 1956", False),
        ("25 Feb 1957", "25 Feb 1956", False),
        ("36m", "36 million", True),
        ("134.7", "134.7 million", True),
        ("36", "37", False),
        ("1956", "1,956", False),
    ],
)
def test_a_figure_vouches_for_what_is_no_more_exact(one: str, other: str, says: bool) -> None:
    assert figures(one)[0].says(figures(other)[0]) is says

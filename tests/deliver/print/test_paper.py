"""Paper and cost: sheets and sides of files with odd and even numbers of pages."""

from decimal import Decimal

import pytest

from packgen.deliver.print.paper import PaperUse, Sides, describe_paper, paper_use


@pytest.mark.parametrize(
    ("pages", "copies", "sides", "use"),
    [
        ([31], 1, Sides.LONG_EDGE, PaperUse(16, 31)),
        ([31], 30, Sides.LONG_EDGE, PaperUse(480, 930)),
        ([32], 30, Sides.SHORT_EDGE, PaperUse(480, 960)),
        ([31], 30, Sides.ONE_SIDED, PaperUse(930, 930)),
        ([1, 1, 3], 2, Sides.LONG_EDGE, PaperUse(8, 10)),
        ([], 5, Sides.LONG_EDGE, PaperUse(0, 0)),
    ],
)
def test_each_file_and_each_copy_begins_on_a_new_sheet(
    pages: list[int], copies: int, sides: Sides, use: PaperUse
) -> None:
    assert paper_use(pages, copies, sides) == use


def test_the_cost_is_that_of_printed_sides_in_whole_pence() -> None:
    assert PaperUse(480, 930).cost(0.03) == Decimal("27.90")
    assert PaperUse(1, 1).cost(0.005) == Decimal("0.01")
    assert PaperUse(10, 30).cost(0.1) == Decimal("3.00")  # 30 times the float 0.1 is more than 3
    assert PaperUse(10, 30).cost(0) == 0


def test_what_is_told_has_money_only_where_there_is_a_price() -> None:
    assert describe_paper(PaperUse(1, 1), None) == "1 sheet of paper, 1 side"
    assert describe_paper(PaperUse(1200, 2345), 1) == "1,200 sheets of paper, 2,345 sides, £2,345.00"
    assert describe_paper(PaperUse(1, 2), 0) == "1 sheet of paper, 2 sides, £0.00"


def test_keywords_are_those_of_ipp() -> None:
    assert [sides.keyword for sides in Sides] == ["one-sided", "two-sided-long-edge", "two-sided-short-edge"]

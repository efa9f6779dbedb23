from __future__ import annotations

import pytest

from packgen.layout.core.columns import BalancedColumns, EntryColumns
from packgen.layout.core.flowable import Flowable
from packgen.sheet.structure import Element
from packgen.units import MM
from tests.support.mocks import Drawn, Solid
from tests.support.paper import lay, setting

FULL = 175 * MM


def placed(
    count: int, widest: float, most: int = 4, skip: float = 0.0, tall: int = -1
) -> list[tuple[int, float, float]]:
    """Page, left edge and top of entries 5 mm high, in millimetres; one may be twice as high."""
    log: list[Drawn] = []
    entries: list[Flowable] = [Solid(5 * MM * (1 + (n == tall)), name=f"e{n:02}", log=log) for n in range(count)]
    columns = EntryColumns(setting(), entries, widest * MM, most)
    lay([columns], setting(), Element("Sect"), FULL, skip)
    ordered = sorted(log, key=lambda one: one.name)
    return [(one.page, round(one.x / MM, 2), round(297 - one.top / MM, 2)) for one in ordered]


def test_entries_run_down_one_column_and_on_to_the_next() -> None:
    found = placed(12, 40)
    assert [x for _, x, _ in found] == [20.0] * 3 + [65.0] * 3 + [110.0] * 3 + [155.0] * 3
    assert [y for _, _, y in found] == [25.0, 30.0, 35.0] * 4


def test_there_are_fewer_columns_where_entries_are_wide() -> None:
    for widest, columns in ((40, 4), (40.1, 3), (55, 3), (55.1, 2), (85, 2), (85.1, 1), (400, 1)):
        assert len({x for _, x, _ in placed(24, widest)}) == columns
    assert len({x for _, x, _ in placed(24, 10, most=2)}) == 2


def test_a_tall_entry_moves_only_its_own_column() -> None:
    found = placed(8, 40, tall=2)
    assert [y for _, _, y in found] == [25, 30, 25, 35, 25, 30, 25, 30]


def test_few_entries_leave_columns_empty() -> None:
    assert [x for _, x, _ in placed(5, 40)] == [20, 20, 65, 65, 110]
    assert [x for _, x, _ in placed(1, 40)] == [20]


def test_each_part_of_a_division_runs_down_columns_of_its_own() -> None:
    found = placed(40, 40, skip=225)
    assert [page for page, _, _ in found] == [0] * 20 + [1] * 20
    assert found[0][1:] == (20, 250)
    assert found[5][1:] == (65, 250)
    assert found[20][1:] == (15, 25)  # the margins are mirrored


def test_no_row_stands_alone_at_the_top_or_foot_of_a_page() -> None:
    """Of three rows the page holds two, of which one goes with the third where that leaves no more than two entries."""
    assert [page for page, _, _ in placed(16, 40, skip=235)] == [0] * 11 + [1] * 5
    assert [page for page, _, _ in placed(12, 40, skip=240)] == [0] * 7 + [1] * 5
    assert [page for page, _, _ in placed(9, 40, skip=240)] == [1] * 9


def test_two_rows_stand_under_a_heading() -> None:
    columns = EntryColumns(setting(), [Solid(5 * MM) for _ in range(12)], 40 * MM, 4)
    assert columns.least_height(FULL) == pytest.approx(10 * MM)


def balanced(heights: list[float], gap: float) -> BalancedColumns:
    """Two columns of entries with names e00, e01, ...; lengths in millimetres."""
    entries: list[Flowable] = [Solid(tall * MM, name=f"e{n:02}", log=[]) for n, tall in enumerate(heights)]
    columns = BalancedColumns(setting(), entries, 85 * MM, 2, gap * MM)
    columns.wrap(FULL, 250 * MM)
    return columns


def drawn(columns: BalancedColumns) -> list[tuple[float, float]]:
    """Left edge and top of each entry, in millimetres from the upper left corner."""
    log: list[Drawn] = []
    for entry in columns.entries:
        assert isinstance(entry, Solid)
        entry.log = log
    lay([columns], setting(), Element("Sect"), FULL, 0)
    return [(round(one.x / MM, 2), round(297 - one.top / MM, 2)) for one in sorted(log, key=lambda one: one.name)]


def test_balanced_columns_are_as_low_as_gaps_and_order_allow() -> None:
    assert balanced([10, 10, 10, 10], 5).height == pytest.approx(25 * MM)
    assert balanced([30, 10, 10], 5).height == pytest.approx(30 * MM)
    assert balanced([10, 10, 30], 5).height == pytest.approx(30 * MM)
    assert balanced([10], 5).height == pytest.approx(10 * MM)


def test_gaps_of_the_shorter_column_are_wider_within_the_limit() -> None:
    assert drawn(balanced([12, 10, 10, 10], 5)) == [(20, 25), (20, 42), (110, 25), (110, 42)]
    assert [top for _, top in drawn(balanced([10, 10, 12, 10], 5))] == [25, 42, 25, 42]
    assert [top for _, top in drawn(balanced([30, 10, 10], 5))][2] == 25 + 10 + 5 + 3  # list-stretch


def test_gaps_of_balanced_columns_can_be_widened() -> None:
    columns = balanced([12, 10, 10, 10], 5)
    assert columns.inner_gaps == 1
    columns.loosen(2 * MM)
    assert columns.height == pytest.approx(29 * MM)
    assert [top for _, top in drawn(columns)] == [25, 44, 25, 44]
    assert balanced([10, 10], 0).inner_gaps == 0

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.pdf.crossref import UNCHANGED, UP, WIDTHS, CrossReferenceTable, rows, settled

WIDTH = sum(WIDTHS)
FREE, IN_FILE, IN_STREAM = 0, 1, 2


def listed(table: CrossReferenceTable) -> dict[int, tuple[int, int, int]]:
    """What a reader makes of a table, by number."""
    index, data = table.compressed()
    plain = zlib.decompress(data)
    found, above = [], bytes(WIDTH)
    for start in range(0, len(plain), WIDTH + 1):
        how, row = plain[start], plain[start + 1 : start + 1 + WIDTH]
        assert how in (UNCHANGED, UP)
        above = row if how == UNCHANGED else bytes([(a + b) % 256 for a, b in zip(row, above, strict=True)])
        found.append((above[0], int.from_bytes(above[1:5], "big"), int.from_bytes(above[5:], "big")))
    told = list(map(int, index.removeprefix("/Index[").removesuffix("]").split())) or [0, len(found)]
    numbers = [n for first, count in zip(told[::2], told[1::2], strict=True) for n in range(first, first + count)]
    assert numbers == sorted(numbers)
    return dict(zip(numbers, found, strict=True))


def run(first: int, count: int, holder: int) -> bytes:
    """Rows of a run whose last numbers are objects in a stream."""
    return rows(first, count, (holder, [(number, "") for number in range(first + 8, first + count)]))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(9, 90), st.booleans()), max_size=6))
def test_settled_rows_are_read_like_others(runs: list[tuple[int, int, bool]]) -> None:
    tables = CrossReferenceTable(1100), CrossReferenceTable(1100)
    first = 10
    for gap, count, known in runs:
        first += gap
        table = run(first, count, first + 2)
        tables[0].add(first, table, None)
        tables[1].add(first, table, settled(table, range(8)) if known else None)
        for one in tables:
            one.moved(first, [(2, 30), (5, 7)], 1000 * first)
            one.in_stream(first + 4, 5, 3)
        first += count
    for one in tables:
        one.in_file(first + 100, 77)
    assert listed(tables[0]) == listed(tables[1])


def test_what_is_entered_is_listed() -> None:
    table = CrossReferenceTable(500)
    told = run(100, 80, 102)
    table.add(100, told, settled(told, [2, 7]))
    table.moved(100, [(2, 5), (7, 9)], 70000)
    table.in_stream(101, 3, 4)
    table.in_file(300, 12)
    found = listed(table)
    assert found[0] == (FREE, 0, 65535)
    assert found[101] == (IN_STREAM, 3, 4)
    assert found[102] == (IN_FILE, 70005, 0)
    assert found[107] == (IN_FILE, 70009, 0)
    assert found[108] == (IN_STREAM, 102, 0)
    assert found[179] == (IN_STREAM, 102, 71)
    assert found[300] == (IN_FILE, 12, 0)
    assert 200 not in found


@pytest.mark.parametrize("others", [[30], range(30), [5, 25, 45]])
def test_few_rows_are_not_settled(others: list[int]) -> None:
    assert settled(run(10, 60, 12), others) is None

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from packgen.pdf.crossref import UNCHANGED, UP, WIDTHS, CrossReferenceTable, rows

WIDTH = sum(WIDTHS)
FREE, IN_FILE, IN_STREAM = 0, 1, 2


def listed(table: CrossReferenceTable) -> dict[int, tuple[int, int, int]]:
    """What a reader makes of a table, by number."""
    index, data = table.compressed()
    plain = zlib.decompress(data)
    found, above = [], bytes(WIDTH)
    for start in range(0, len(plain), WIDTH + 1):
        predictor, row = plain[start], plain[start + 1 : start + 1 + WIDTH]
        assert predictor in (UNCHANGED, UP)
        above = row if predictor == UNCHANGED else bytes([(a + b) % 256 for a, b in zip(row, above, strict=True)])
        found.append((above[0], int.from_bytes(above[1:5], "big"), int.from_bytes(above[5:], "big")))
    runs = list(map(int, index.removeprefix("/Index[").removesuffix("]").split())) or [0, len(found)]
    numbers = [n for first, count in zip(runs[::2], runs[1::2], strict=True) for n in range(first, first + count)]
    assert numbers == sorted(numbers)
    return dict(zip(numbers, found, strict=True))


def held(first: int, count: int, holder: int) -> bytes:
    """Rows of a run whose numbers but for the first eight are objects in a stream."""
    return rows(first, count, holder, [(number, "") for number in range(first + 8, first + count)])


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(9, 400), st.integers(0, 2**32 - 1)), max_size=6))
def test_what_is_entered_is_listed_and_nothing_else(runs: list[tuple[int, int, int]]) -> None:
    table = CrossReferenceTable(3000)
    expected = {0: (FREE, 0, 65535)}
    first = 1
    for gap, count, offset in runs:
        first += gap
        table.add_rows(first, held(first, count, first + 2))
        table.add_stream(first + 2, offset)
        table.add_object(first + 4, 5, 3)
        expected |= {first + 2: (IN_FILE, offset, 0), first + 4: (IN_STREAM, 5, 3)}
        expected |= {first + index: (IN_STREAM, first + 2, index - 8) for index in range(8, count)}
        first += count
    found = listed(table)
    assert {number: row for number, row in found.items() if number == 0 or row[0] != FREE} == expected


def test_a_long_run_of_unused_numbers_is_not_listed() -> None:
    table = CrossReferenceTable(500)
    table.add_rows(100, held(100, 80, 102))
    table.add_stream(300, 12)
    found = listed(table)
    assert (found[0], found[179], found[300]) == ((FREE, 0, 65535), (IN_STREAM, 102, 71), (IN_FILE, 12, 0))
    assert not {50, 200} & found.keys()


def test_rows_that_count_up_take_few_bytes() -> None:
    table = CrossReferenceTable(3000)
    table.add_rows(1, held(1, 2999, 2))
    _, data = table.compressed()
    assert len(data) < 200

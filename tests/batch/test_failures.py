from __future__ import annotations

import pytest

from packgen.batch.failures import Cause, Failure, failure_messages, list_rows
from packgen.errors import Origin


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([3], "row 3"),
        ([3, 4], "rows 3 and 4"),
        ([3, 4, 5], "rows 3 to 5"),
        ([2, 3, 5, 6, 7, 10], "rows 2, 3, 5 to 7 and 10"),
        (list(range(2, 102, 2)), "rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24 and 38 more"),
    ],
)
def test_rows_are_told_in_runs(rows: list[int], expected: str) -> None:
    assert list_rows(rows) == expected


def test_each_cause_is_told_once_with_its_rows() -> None:
    wide = Cause("a table is too wide.", "Divide it.")
    seed = [Cause("this is no seed.", "Write one.", "seed", Origin("r.csv", row, 5)) for row in (3, 4)]
    failures = [Failure(2, (wide,)), Failure(3, (seed[0],)), Failure(4, (wide, seed[1]))]
    assert failure_messages(failures, "r.csv") == [
        "r.csv, rows 2 and 4: a table is too wide. Divide it.",
        "r.csv:3:5: rows 3 and 4, seed: this is no seed. Write one.",
    ]
    assert failures[2].problem == "a table is too wide. Divide it.\nseed: this is no seed. Write one."

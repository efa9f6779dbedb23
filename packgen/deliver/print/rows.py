"""Parse and format rows of a roster, such as ``12-28,30``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packgen.errors import UsageProblem

_RUN = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_MOST = 1_000_000


def parsed_rows(text: str) -> frozenset[int]:
    """Return the rows that a text names.

    Raises:
        UsageProblem: the text names no row, or has another form.
    """
    rows: set[int] = set()
    for part in text.replace(" ", "").split(","):
        match = _RUN.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not first <= last <= _MOST:
            raise UsageProblem(f'--rows cannot be "{text}". Write rows of the roster, as in 12-28,30.')
        rows.update(range(first, last + 1))
    return frozenset(rows)


def describe_rows(rows: Iterable[int]) -> str:
    """Return rows in the form that `parsed_rows` reads, in order."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)

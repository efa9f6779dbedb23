"""Packs that cannot be made: their causes, each reported once with all rows of the roster that it affects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from packgen.errors import BatchError, ContentError, Origin, PackgenError, Problem

MOST_TOLD = 100
"""Causes that are told; there are as many as rows where each row has one of its own."""

_MOST_RANGES = 12
"""Runs of rows that are named before the others are only counted."""


class Cause(NamedTuple):
    """Why packs cannot be made, worded to fit every affected row. It quotes no name and no address.

    Attributes:
        message: what is wrong.
        remedy: what to do; empty if the message says it.
        column: the roster's column, if the cause is in a cell.
        origin: place of that cell.
        error: the exception, if the cause is not in the roster.
    """

    message: str
    remedy: str = ""
    column: str = ""
    origin: Origin | None = None
    error: PackgenError | None = None

    @property
    def text(self) -> str:
        """The message and the remedy."""
        return f"{self.message} {self.remedy}".strip()


class Failure(NamedTuple):
    """A pack that cannot be made: its row, and the causes."""

    row: int
    causes: tuple[Cause, ...]

    @property
    def problem(self) -> str:
        """All causes in one text."""
        return "\n".join(f"{cause.column}: {cause.text}".removeprefix(": ") for cause in self.causes)


def causes_of(error: PackgenError) -> tuple[Cause, ...]:
    """Return the causes in an error: one for each problem of a `ContentError`, else one."""
    if isinstance(error, ContentError):
        return tuple(Cause(str(problem), error=error) for problem in error.problems)
    return (Cause(str(error), error=error),)


def failure_messages(failures: Iterable[Failure], roster: str) -> list[str]:
    """Return a message for each cause, with the rows that it affects, in the order of their first rows.

    Args:
        failures: failures in row order.
        roster: the roster's file, as messages name it.
    """
    return [_line(cause, rows, roster) for cause, rows in _limited(failures)]


def failures_error(failures: Sequence[Failure], roster: str) -> PackgenError:
    """Return the error to raise if no row of a roster can be made: it lists each cause once.

    If all rows have one cause, the error is the one that caused it, as for a single pack.

    Args:
        failures: the failures of all rows.
        roster: the roster's file, as messages name it.
    """
    errors = {(type(one.error), str(one.error)): one.error for failure in failures for one in failure.causes}
    [error, *others] = errors.values()
    if error is not None and not others:
        return error
    if all(one is None or isinstance(one, ContentError) for one in errors.values()):
        of_topics = {
            problem: None for one in errors.values() if isinstance(one, ContentError) for problem in one.problems
        }
        return ContentError([*_problems(failures), *of_topics])
    last = "No pack can be made. Put this right, and run the same command again."
    return BatchError("\n".join([*failure_messages(failures, roster), last]))


def list_rows(rows: Sequence[int]) -> str:
    """Return ``row 3``, ``rows 3 and 7`` or ``rows 2 to 5, 8 and 10`` for ascending rows."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    parts = [part for first, last in ranges[:_MOST_RANGES] for part in _parts(first, last)]
    left = sum(last - first + 1 for first, last in ranges[_MOST_RANGES:])
    if left:
        parts.append(f"{left:,} more")
    *most, last_part = parts
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(most)}{' and ' if most else ''}{last_part}"


def _parts(first: int, last: int) -> list[str]:
    if last - first > 1:
        return [f"{first} to {last}"]
    return [str(row) for row in range(first, last + 1)]


def _problems(failures: Iterable[Failure]) -> Iterator[Problem]:
    """Yield the problems of a roster, grouped by kind."""
    for cause, rows in _limited(failures):
        if cause.origin is not None:
            yield Problem(cause.origin._replace(what=_what(cause, rows)), cause.message, cause.remedy)


def _limited(failures: Iterable[Failure]) -> list[tuple[Cause, list[int]]]:
    """Return the causes with their rows; if there are too many, the first ones and a cause that counts the rest."""
    found: dict[tuple[str, str], tuple[Cause, list[int]]] = {}
    for failure in failures:
        for cause in failure.causes:
            _, rows = found.setdefault((cause.column, cause.text), (cause, []))
            if failure.row not in rows[-1:]:
                rows.append(failure.row)
    causes = list(found.values())
    if len(causes) > MOST_TOLD:
        more = f"there is more that is wrong; these are the first {MOST_TOLD} problems."
        last, _ = causes[MOST_TOLD - 1]
        rest = sorted({row for _, rows in causes[MOST_TOLD:] for row in rows})
        causes[MOST_TOLD:] = [(Cause(more, "Perhaps all have one cause.", "", last.origin), rest)]
    return causes


def _line(cause: Cause, rows: Sequence[int], roster: str) -> str:
    where = f"{cause.origin}: " if cause.origin is not None else f"{roster}, "
    return f"{where}{_what(cause, rows)}: {cause.text}"


def _what(cause: Cause, rows: Sequence[int]) -> str:
    return f"{list_rows(rows)}, {cause.column}" if cause.column else list_rows(rows)

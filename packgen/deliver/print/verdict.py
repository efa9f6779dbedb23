"""Summarise a print: which rows were printed, which were not, and the command to continue with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packgen.deliver.print.documents import PrintDocument
from packgen.deliver.print.jobs import FAILED, JobStatus
from packgen.deliver.print.rows import describe_rows
from packgen.deliver.print.send import PrintRun
from packgen.errors import DeliveryError, PackgenError, PartDeliveredError, harmless


def verdict(
    run: PrintRun, statuses: Mapping[str, JobStatus], unmade: Sequence[int], target: str
) -> PackgenError | None:
    """Return the error to end with; None if every requested document was printed, or is in the queue.

    Args:
        run: the submitted documents.
        statuses: statuses of their jobs, as far as they were followed.
        unmade: rows that have no pack.
        target: the file or folder, as named on the command line.
    """
    failed = [one for one in run.sent if one.job in statuses and statuses[one.job].state in FAILED]
    parts = [describe_run(run, target)] if run.left else []
    for one in failed:
        status = statuses[one.job]
        parts.append(f"{_who([one.document])} {status.state} ({one.job}){_reason(status)}.")
    again = _rows([one.document for one in failed])
    if again:
        parts.append(f"Print what is not there again with: {_command(target, again)}.")
    if unmade:
        parts.append(
            f"{_named(unmade)} no pack. Run packgen batch again, and print with --rows {describe_rows(unmade)}."
        )
    if not parts:
        return None
    kind = PartDeliveredError if len(run.sent) > len(failed) else DeliveryError
    return kind(" ".join(parts))


def describe_run(run: PrintRun, target: str) -> str:
    """Return which documents were submitted, which were not and why, and the command to continue with."""
    left = _rows(run.left)
    sent = _rows([one.document for one in run.sent])
    why = f": {run.problem}" if run.problem else "."
    if not left:
        return f"Nothing was printed{why}"
    if not run.sent:
        return f"No row was printed{why}"
    jobs = run.sent[0].job if len(run.sent) == 1 else f"{run.sent[0].job} to {run.sent[-1].job}"
    text = f"Rows {describe_rows(sent)} are with the printer ({jobs}); rows {describe_rows(left)} are not{why}"
    return f"{text} Go on with: {_command(target, left)}."


def _command(target: str, rows: Sequence[int]) -> str:
    return harmless(f"packgen print {target} --rows {describe_rows(rows)}")


def _rows(documents: Sequence[PrintDocument]) -> list[int]:
    return [row for document in documents for row in document.rows]


def _who(documents: Sequence[PrintDocument]) -> str:
    rows = _rows(documents)
    if not rows:
        return "The job was"
    return f"Row {rows[0]} was" if len(rows) == 1 else f"Rows {describe_rows(rows)} were"


def _named(rows: Sequence[int]) -> str:
    return f"Row {rows[0]} has" if len(rows) == 1 else f"Rows {describe_rows(rows)} have"


def _reason(status: JobStatus) -> str:
    return f": {status.message}" if status.message else ""

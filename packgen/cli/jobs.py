"""Show, cancel and release submitted jobs, for `packgen print`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from packgen.cli import terminal
from packgen.deliver.print.job_ids import job_ids
from packgen.deliver.print.jobs import (
    ENDED,
    JobState,
    JobStatus,
    active_jobs,
    cancel_job,
    job_statuses,
    queue_troubles,
    release_job,
)
from packgen.errors import DeliveryError, PackgenError, PartDeliveredError, UsageProblem, harmless


def show_jobs(texts: Sequence[str], printer: str | None) -> None:
    """Show the status of jobs; if none are named, of all that have not ended.

    Raises:
        DeliveryError: the printing system does not know a job.
    """
    found = list(job_statuses(job_ids(texts, printer)).values()) if texts else active_jobs(printer)
    for status in found:
        say_status(status)
    if not found:
        terminal.note("No job is under way.")
    for trouble in queue_troubles(status.queue for status in found if status.state not in ENDED):
        terminal.note(harmless(trouble))
    unknown = [status.job for status in found if status.state is JobState.GONE]
    if unknown:
        raise DeliveryError(f"Jobs that the printing system does not know, or has forgotten: {', '.join(unknown)}.")


def cancel_jobs(texts: Sequence[str], printer: str | None) -> None:
    """Cancel jobs.

    Raises:
        DeliveryError: no job could be cancelled.
        PartDeliveredError: some jobs could not be cancelled.
    """
    _each(texts, printer, cancel_job, "cancelled")


def release_jobs(texts: Sequence[str], printer: str | None) -> None:
    """Release held jobs.

    Raises:
        DeliveryError: no job could be released.
        PartDeliveredError: some jobs could not be released.
    """
    _each(texts, printer, release_job, "released")


def say_status(status: JobStatus) -> None:
    """Print the status of a job."""
    message = f"  {status.message}" if status.message else ""
    terminal.say(harmless(f"{status.job}  {status.state}{message}"))


def _each(texts: Sequence[str], printer: str | None, change: Callable[[str], None], done: str) -> None:
    if not texts:
        raise UsageProblem("Name the jobs, as in staffroom-12. packgen print --status shows those under way.")
    jobs = job_ids(texts, printer)
    problems: list[str] = []
    for job in jobs:
        try:
            change(job)
        except PackgenError as problem:
            problems.append(str(problem))
        else:
            terminal.say(harmless(f"{job}  {done}"))
    if problems:
        raise (PartDeliveredError if len(problems) < len(jobs) else DeliveryError)(" ".join(problems))

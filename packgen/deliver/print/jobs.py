"""Submit print jobs to a queue, follow them to their end, release and cancel them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from packgen.deliver.print.cups import ToolAnswer, run_tool
from packgen.deliver.print.ipp import job_state
from packgen.deliver.print.queues import queue_state
from packgen.errors import DeliveryError, harmless

_REQUEST = re.compile(r"request id is (\S+-\d+)")
_JOB = re.compile(r"(\S+)-(\d+)\s+\S")
_PAUSES = (0.1, 0.2, 0.3, 0.5, 1.0)
"""Seconds between two looks at a queue; the last for ever."""


class JobState(StrEnum):
    """State of a job."""

    WAITING = "waiting"
    HELD = "held"
    PRINTING = "printing"
    COMPLETED = "printed"
    CANCELED = "cancelled"
    ABORTED = "aborted"
    ENDED = "ended, but the printing system does not say whether it was printed"
    GONE = "no longer known to the printing system"


_BY_NUMBER = {7: JobState.CANCELED, 8: JobState.ABORTED, 9: JobState.COMPLETED}
"""The states that IPP numbers (RFC 8011, 5.3.7) and that are ends."""

ENDED = frozenset({*_BY_NUMBER.values(), JobState.ENDED, JobState.GONE})
"""The states that a job does not leave; one whose end the system has forgotten is ``GONE``."""

FAILED = frozenset({JobState.CANCELED, JobState.ABORTED})
"""Those of jobs that were not printed."""


class JobStatus(NamedTuple):
    """The status of a job, from the printing system.

    Attributes:
        job: id of the job, such as ``staffroom-12``.
        state: state of the job.
        message: message of the printing system; may be empty.
    """

    job: str
    state: JobState
    message: str = ""

    @property
    def queue(self) -> str:
        """Name of the job's queue."""
        return self.job.rpartition("-")[0]


def send_job(options: Sequence[str], title: str, data: bytes) -> str:
    """Submit a PDF to a queue and return the job's id.

    The PDF is passed on lp's standard input, so that the printer does not see a file name.

    Args:
        options: arguments of lp, see `packgen.deliver.print.choices.lp_options`.
        title: job title.
        data: the PDF's bytes.

    Raises:
        DeliveryError: lp does not accept the job.
        KeyboardInterrupt: Ctrl-C was pressed; its first argument is the id of the job, if it was submitted.
    """
    try:
        answer = run_tool("lp", *options, f"-t{title}", "-", data=data)
    except KeyboardInterrupt as stop:
        reply = stop.args[0] if stop.args else None
        match = _REQUEST.search(reply.out) if isinstance(reply, ToolAnswer) else None
        raise KeyboardInterrupt(*([match[1]] if match else [])) from None
    match = _REQUEST.search(answer.out)
    if answer.code or match is None:
        raise DeliveryError(f"The printing system does not take the job: {answer.complaint}")
    return match[1]


def cancel_job(job: str) -> None:
    """Cancel a job.

    Raises:
        DeliveryError: the job has ended, does not exist, or belongs to another user.
    """
    answer = run_tool("cancel", job)
    if answer.code:
        raise DeliveryError(f"{harmless(job)} cannot be cancelled: {answer.complaint}")


def release_job(job: str) -> None:
    """Release a held job.

    Raises:
        DeliveryError: the job has ended, does not exist, or belongs to another user.
    """
    answer = run_tool("lp", f"-i{job}", "-Hresume")
    if answer.code:
        raise DeliveryError(f"{harmless(job)} cannot be released: {answer.complaint}")


def active_jobs(queue: str | None = None) -> list[JobStatus]:
    """Return the jobs of a queue, or of all queues, that have not ended, in order."""
    return _statuses("not-completed", queue)


def job_statuses(jobs: Iterable[str]) -> dict[str, JobStatus]:
    """Return the status of jobs, by id."""
    wanted = dict.fromkeys(jobs)
    found: dict[str, JobStatus] = {}
    # Ended jobs are listed last, so that a job that ends between the two calls is not missed.
    for which in ("not-completed", "completed"):
        for queue in dict.fromkeys(job.rpartition("-")[0] for job in wanted if job not in found):
            found |= {status.job: status for status in _statuses(which, queue) if status.job in wanted}
    unclear = [status for status in found.values() if status.state is JobState.ENDED]
    if unclear:
        server = run_tool("lpstat", "-H").out.strip()
        for status in unclear:
            number = job_state(server, int(status.job.rpartition("-")[2]))
            found[status.job] = status._replace(state=_BY_NUMBER.get(number or 0, JobState.ENDED))
    return {job: found.get(job, JobStatus(job, JobState.GONE)) for job in wanted}


def _statuses(which: str, queue: str | None) -> list[JobStatus]:
    answer = run_tool("lpstat", "-l", f"-W{which}", f"-o{queue}" if queue else "-o")
    return parsed_jobs(answer.out, ended=which == "completed")


def parsed_jobs(text: str, *, ended: bool) -> list[JobStatus]:
    """Return the jobs that ``lpstat -l -o`` lists, sorted by the number in their ids.

    Args:
        text: output of lpstat.
        ended: whether it lists jobs that have ended; for most of them it does not say how.
    """
    jobs: list[tuple[int, JobStatus]] = []
    for line in text.splitlines():
        match = _JOB.match(line)
        if match is not None:
            state = JobState.ENDED if ended else JobState.WAITING
            jobs.append((int(match[2]), JobStatus(f"{match[1]}-{match[2]}", state)))
        elif jobs:
            number, job = jobs[-1]
            name, _, value = line.strip().partition(": ")
            if name == "Status":
                jobs[-1] = number, job._replace(message=harmless(value.strip())[:300])
            elif name == "Alerts":
                jobs[-1] = number, job._replace(state=_state(value.split(), ended=ended))
    return [job for _, job in sorted(jobs, key=lambda one: one[0])]


def _state(alerts: Sequence[str], *, ended: bool) -> JobState:
    """Return the state that keywords of job-state-reasons imply (RFC 8011, 5.3.8)."""
    text = " ".join(alerts)
    if ended:
        if "cancel" in text:
            return JobState.CANCELED
        if "abort" in text or "completed-with-errors" in text:
            return JobState.ABORTED
        return JobState.COMPLETED if "job-completed-successfully" in text else JobState.ENDED
    if "hold" in text:
        return JobState.HELD
    return JobState.PRINTING if "job-printing" in text else JobState.WAITING


def follow_jobs(
    jobs: Sequence[str],
    patience: float,
    tell: Callable[[str], None],
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> dict[str, JobStatus]:
    """Poll jobs until all have ended or are held, or until no status has changed for ``patience`` seconds.

    Args:
        jobs: ids of the jobs.
        patience: seconds without a change after which to stop.
        tell: called at once with each problem of a printer.
        clock: returns seconds.
        sleep: waits for a number of seconds.

    Returns:
        The last status of each job.
    """
    said: set[str] = set()
    before: dict[str, JobStatus] = {}
    last = clock()
    for look in range(10**9):
        now = job_statuses(jobs)
        if now != before:
            before, last = now, clock()
        waiting = [status for status in now.values() if status.state not in ENDED | {JobState.HELD}]
        if not waiting or clock() - last >= patience:
            break
        for trouble in queue_troubles(status.queue for status in waiting):
            if trouble not in said:
                said.add(trouble)
                tell(trouble)
        sleep(_PAUSES[min(look, len(_PAUSES) - 1)])
    return before


def queue_troubles(queues: Iterable[str]) -> list[str]:
    """Return a line for each queue that cannot print now, which says why."""
    found = [(queue, queue_state(queue).troubles) for queue in dict.fromkeys(queues)]
    return [f'The printer "{queue}" may not print now: {", ".join(troubles)}.' for queue, troubles in found if troubles]

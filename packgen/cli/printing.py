"""The steps of `packgen print`: check, ask, submit the jobs and follow them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import typer

from packgen.cli import terminal
from packgen.cli.jobs import say_status
from packgen.deliver.packs import read_batch
from packgen.deliver.print.choices import PrintChoices, describe_sides, lp_options
from packgen.deliver.print.documents import (
    PrintBatch,
    batch_documents,
    batch_name,
    document_of,
    file_document,
    merged_document,
)
from packgen.deliver.print.imposed import agreed_sides
from packgen.deliver.print.jobs import ENDED, JobState, JobStatus, follow_jobs, queue_troubles
from packgen.deliver.print.paper import PaperUse, describe_paper, paper_use
from packgen.deliver.print.queues import chosen_queue, queue_state
from packgen.deliver.print.rows import describe_rows, parsed_rows
from packgen.deliver.print.send import PrintRun, SentDocument, send_documents
from packgen.deliver.print.verdict import describe_run, verdict
from packgen.deliver.print.windows import describe_settings, on_windows, open_file
from packgen.errors import DeliveryError, OutputError, UsageProblem, harmless
from packgen.files import PDF, write_whole
from packgen.options import PackOptions

_PACKS = Path("packs")


class PrintRequest(NamedTuple):
    """The options of `packgen print`.

    Attributes:
        target: the file or folder as named; empty if topics are built.
        build: the pack to build, if topics are named.
        choices: print options.
        printer: the queue; None for the default queue.
        rows: rows of a batch; None for all.
        merged: whether a batch is printed as one job.
        students: whether job titles contain the names of students.
        price: price of a printed side in pounds, or None.
        sheets_to_ask: number of sheets above which the user is asked.
        yes: whether to print without asking.
        dry_run: whether to check only and print nothing.
        wait: seconds without a change after which to stop following the jobs.
        quiet: whether to show warnings only.
    """

    target: str
    build: PackOptions | None
    choices: PrintChoices
    printer: str | None
    rows: str | None
    merged: bool
    students: bool
    price: float | None
    sheets_to_ask: int
    yes: bool
    dry_run: bool
    wait: float
    quiet: bool


def print_request(request: PrintRequest) -> None:
    """Print a file, the packs of a batch, or a new pack.

    Raises:
        DeliveryError: nothing was printed.
        PartDeliveredError: some packs were not printed.
        OutputError: a file cannot be read.
    """
    batch = _batch(request)
    for line in _unmade(batch):
        terminal.note(harmless(line))
    first = batch.documents[0]
    choices = request.choices._replace(sides=agreed_sides(first.sides, request.choices.sides))
    request = request._replace(choices=choices)
    use = paper_use([one.pages for one in batch.documents], choices.copies, choices.sides_for(first.size))
    if on_windows():
        _open(request, batch, use)
        return
    queue = chosen_queue(request.printer)
    options = lp_options(queue, choices, first.size)
    state = queue_state(queue.name)
    if not state.accepting:
        why = f": {state.message}" if state.message else ""
        raise DeliveryError(harmless(f'The printer "{queue.name}" takes no jobs{why}. Name another with --printer.'))
    if not request.quiet:
        terminal.say(harmless(f"{_summary(request, batch)} on {queue.name}"))
        terminal.say(describe_paper(use, request.price))
    if queue.abilities.options is None:
        terminal.note(f'warning: the printer "{queue.name}" does not say what it can do, so that nothing is checked.')
    for trouble in queue_troubles([queue.name]):
        terminal.note(harmless(f"warning: {trouble}"))
    if request.dry_run:
        return
    _ask(request, use)
    run = send_documents(batch.documents, options, lambda sent: _say_sent(request, sent))
    if run.interrupted:
        terminal.note(harmless(describe_run(run, request.target) if run.left else _watched(run)))
        raise KeyboardInterrupt
    statuses = _followed(request, run)
    problem = verdict(run, statuses, batch.unmade, request.target)
    if problem is not None:
        raise problem


def _batch(request: PrintRequest) -> PrintBatch:
    """Return the documents to print, after checking every file."""
    if request.build is not None:
        from packgen.build import build

        built = build(request.build)
        for warning in built.warnings:
            terminal.note(f"warning: {warning}")
        topics = list(dict.fromkeys(section.topic for section in built.sections))
        title = topics[0] if len(topics) == 1 else request.build.course or request.build.tag or ",".join(topics)
        return PrintBatch((document_of(built.only_file(), "The pack", title),), ())
    path = Path(request.target)
    if path.is_dir():
        batch = batch_documents(path, parsed_rows(request.rows) if request.rows else None, names=request.students)
        if not request.merged:
            return batch
        return batch._replace(documents=(merged_document(batch, batch_name(read_batch(path))),))
    if request.merged or request.rows is not None or request.students:
        raise UsageProblem("--merged, --rows and --job-names are for the folder of a batch.")
    if not path.exists():
        raise OutputError(
            harmless(f'There is no file or folder "{path}". To print a topic write --topics {path.name}.')
        )
    return PrintBatch((file_document(path),), ())


def _unmade(batch: PrintBatch) -> list[str]:
    if not batch.unmade:
        return []
    rows = "row" if len(batch.unmade) == 1 else "rows"
    have = "has" if len(batch.unmade) == 1 else "have"
    return [f"warning: {rows} {describe_rows(batch.unmade)} of the batch {have} no pack; all others are printed."]


def _summary(request: PrintRequest, batch: PrintBatch) -> str:
    """Return a summary of the documents and of the print options."""
    first, choices = batch.documents[0], request.choices
    parts = [
        terminal.count(len(batch.documents), "job") if len(batch.documents) > 1 else first.title,
        terminal.count(sum(one.pages for one in batch.documents), "page"),
        *([f"{choices.copies} copies"] if choices.copies > 1 else []),
        first.size.shown,
        describe_sides(choices.sides_for(first.size)),
        *(["stapled"] if choices.staple else []),
        *(["held"] if choices.hold else []),
    ]
    return ", ".join(parts)


def _ask(request: PrintRequest, use: PaperUse) -> None:
    if use.sheets <= request.sheets_to_ask or request.yes:
        return
    sheets = terminal.count(use.sheets, "sheet")
    if not sys.stdin.isatty():
        raise DeliveryError(
            f"Nothing was printed: {sheets} are more than {request.sheets_to_ask:,}. Add --yes to print."
        )
    if not typer.confirm(f"Print {sheets}?", err=True):
        raise DeliveryError("Nothing was printed.")


def _say_sent(request: PrintRequest, sent: SentDocument) -> None:
    if not request.quiet:
        rows = sent.document.rows
        row = f"  row {rows[0]}" if len(rows) == 1 else ""
        terminal.say(harmless(f"{sent.job}{row}  {sent.document.title}"))


def _followed(request: PrintRequest, run: PrintRun) -> dict[str, JobStatus]:
    """Follow the jobs for a time, and return their statuses."""
    if not run.sent:
        return {}
    try:
        jobs = [one.job for one in run.sent]
        statuses = follow_jobs(jobs, request.wait, lambda trouble: terminal.note(harmless(trouble)))
    except KeyboardInterrupt:
        terminal.note(harmless(_watched(run)))
        raise
    unsettled = [status for status in statuses.values() if status.state not in ENDED]
    if not request.quiet:
        printed = sum(status.state is JobState.COMPLETED for status in statuses.values())
        if len(statuses) == 1 or printed < len(statuses):
            for status in statuses.values():
                say_status(status)
        else:
            terminal.say(f"{terminal.count(printed, 'job')} printed")
    held = [status.job for status in unsettled if status.state is JobState.HELD]
    if held:
        terminal.note(harmless(f"Release the held jobs with: packgen print --release {_span(held)}"))
    if len(unsettled) > len(held):
        terminal.note("Not everything is printed yet. See how it goes on with: packgen print --status")
    return statuses


def _watched(run: PrintRun) -> str:
    jobs = _span([one.job for one in run.sent])
    return (
        f"The jobs are with the printer. Look with: packgen print --status; cancel with: packgen print --cancel {jobs}"
    )


def _span(jobs: list[str]) -> str:
    """Return the ids of jobs of one queue in the form that `packgen print --cancel` accepts."""
    queue, _, first = jobs[0].rpartition("-")
    numbers = [int(job.rpartition("-")[2]) for job in jobs]
    if len(jobs) > 1 and numbers == list(range(int(first), int(first) + len(jobs))):
        return f"{first}-{numbers[-1]} --printer {queue}"
    return " ".join(jobs)


def _open(request: PrintRequest, batch: PrintBatch, use: PaperUse) -> None:
    """Open the document in its program, and show the settings to choose.

    Raises:
        DeliveryError: always, as packgen has not printed anything.
    """
    settings = describe_settings(request.choices, batch.documents[0].size)
    terminal.say(describe_paper(use, request.price))
    if len(batch.documents) > 1:
        raise DeliveryError(
            harmless(
                f"Nothing was printed: on Windows a person prints. Add --merged, which opens one file of all packs, "
                f"or open the packs in {request.target} one by one; choose {settings}."
            )
        )
    if request.dry_run:
        return
    document, path = batch.documents[0], Path(request.target)
    if request.build is not None or request.merged:
        name = path.resolve().name if request.merged else document.title.replace("/", "-").replace("\\", "-")
        path = _PACKS / f"{name}.to-print.pdf"
        write_whole(path, document.read(), PDF)
    open_file(path)
    raise DeliveryError(harmless(f"Not printed yet: {path} is open. Print it there, and choose {settings}."))

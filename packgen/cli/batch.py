"""`packgen batch`: a pack for each student of a roster."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, Quiet
from packgen.cli.pack_options import with_options
from packgen.errors import harmless
from packgen.options import PackOptions

if TYPE_CHECKING:
    from packgen.batch.run import BatchReport
    from packgen.deliver.print.paper import Sides

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@with_options("batch", PackOptions)
def batch(
    roster: Annotated[
        Path,
        typer.Option(
            "--roster",
            metavar="FILE",
            help="CSV with a row a student: name, and where wanted email, topics, profile, edition, seed.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Folder for the packs. Otherwise packs/NAME OF THE ROSTER."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Processes to work in.")] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster there: tcp://host:8786."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the roster and say what there is to do; write nothing.")
    ] = False,
    manifest_names: Annotated[
        bool, typer.Option("--manifest-names", help="Write names and addresses into the manifest, too.")
    ] = False,
    *,
    options: PackOptions,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Build a pack for each student of a roster.

    Run it again to make only what is missing or changed.
    """
    from packgen.batch.failures import failure_messages
    from packgen.batch.run import BatchOptions, run_batch
    from packgen.deliver.print.paper import Sides
    from packgen.errors import BatchError
    from packgen.variables import with_environment

    batch = BatchOptions(roster, output, with_environment(options), jobs, scheduler, dry_run, manifest_names)
    gc.set_threshold(500_000)  # a batch runs long, but creates few reference cycles; see packgen.cli.main
    with terminal.Progress(wanted=not quiet and not as_json) as progress:
        report = run_batch(batch, progress)
    sides = Sides.ONE_SIDED if options.single_sided else Sides.LONG_EDGE
    for warning in report.warnings:
        terminal.note(f"warning: {warning}")
    if as_json:
        terminal.say_json(_plain(report, sides, dry_run=dry_run))
    elif not quiet:
        terminal.say(harmless(f"{report.folder}  {_summary(report, sides, dry_run=dry_run)}"))
        for note in report.notes:
            terminal.note(harmless(f"{roster}: {note}"))
    for line in failure_messages(report.failed, str(roster)):
        terminal.note(harmless(line))
    if report.gone:
        what = terminal.count(len(report.gone), "pack")
        terminal.note(f'warning: {what} in {report.folder} no row asks for any more: "row" is null in manifest.jsonl.')
    if report.failed:
        what = terminal.count(len(report.failed), "pack")
        outcome = "cannot be made" if dry_run else "could not be made; all others are there"
        raise BatchError(f"{what} {outcome}. Run the same command to try again.")


def _summary(report: BatchReport, sides: Sides, *, dry_run: bool) -> str:
    from packgen.deliver.print.paper import describe_sheets, paper_use

    parts = [terminal.count(report.made, "pack") + (" to make" if dry_run else " made")]
    if report.kept:
        parts.append(f"{report.kept:,} there already")
    if report.failed:
        parts.append(f"{len(report.failed):,} failed")
    if not dry_run and report.pages:
        parts.append(f"{describe_sheets(paper_use(report.pages, 1, sides).sheets)} for all")
    return ", ".join(parts)


def _plain(report: BatchReport, sides: Sides, *, dry_run: bool) -> dict[str, object]:
    from packgen.batch.manifest import NAME
    from packgen.deliver.print.paper import paper_use

    return {
        "output": str(report.folder),
        "manifest": str(report.folder / NAME),
        "to_make" if dry_run else "made": report.made,
        "kept": report.kept,
        "paper": {"sheets": None if dry_run else paper_use(report.pages, 1, sides).sheets},
        "failed": [{"row": failure.row, "problem": failure.problem} for failure in report.failed],
        "gone": list(report.gone),
        "warnings": list(report.warnings),
        "columns": {name: list(titles) for name, titles in report.columns.items()},
        "other_columns": list(report.others),
        "notes": list(report.notes),
    }

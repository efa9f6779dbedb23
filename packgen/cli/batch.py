"""`packgen batch`: a pack for each student of a roster."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import terminal
from packgen.cli.options import (
    Answers,
    AsJson,
    BackOffset,
    CacheFolder,
    CardLayout,
    Content,
    Course,
    Edition,
    ExamDate,
    Fillable,
    NoCache,
    Paper,
    Profile,
    Questions,
    Quiet,
    Reviews,
    Seed,
    Sheets,
    SingleSided,
    Start,
    Tag,
    Theme,
    Title,
    Topics,
    names,
    offset,
    printable,
    topic_names,
)
from packgen.errors import harmless

if TYPE_CHECKING:
    from packgen.batch.run import BatchReport

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
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
    topics: Topics = None,
    course: Course = None,
    tag: Tag = None,
    title: Title = None,
    paper: Paper = "a4",
    profile: Profile = "standard",
    theme: Theme = "classic",
    single_sided: SingleSided = False,
    sheets: Sheets = "learn,recall,write,check",
    edition: Edition = "student",
    answers: Answers = "overleaf",
    seed: Seed = None,
    questions: Questions = 20,
    fillable: Fillable = False,
    start: Start = None,
    exam_date: ExamDate = None,
    reviews: Reviews = None,
    card_layout: CardLayout = "duplex",
    back_offset: BackOffset = None,
    cache_dir: CacheFolder = None,
    no_cache: NoCache = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    content: Content = None,
) -> None:
    """Build a pack for each student of a roster.

    Run it again to make only what is missing or changed.
    """
    from packgen.batch.failures import told
    from packgen.batch.run import BatchOptions, run_batch
    from packgen.errors import BatchError
    from packgen.options import PackOptions
    from packgen.plan.schedule import parse_date, parse_reviews

    defaults = PackOptions(
        content=content,
        topics=topic_names(topics or ()),
        course=course,
        tag=tag,
        title=printable(title, "--title"),
        theme=theme,
        profile=profile,
        paper=paper,
        single_sided=single_sided,
        sheets=names([sheets]),
        edition=edition,
        answers=answers,
        seed=seed,
        questions=questions,
        fillable=fillable,
        start=parse_date(start, "--start") if start is not None else None,
        exam=parse_date(exam_date, "--exam-date") if exam_date is not None else None,
        reviews=parse_reviews(reviews) if reviews is not None else None,
        card_layout=card_layout,
        back_offset=offset(back_offset, "--back-offset"),
        cache=cache_dir,
        no_cache=no_cache,
    )
    options = BatchOptions(roster, output, defaults, jobs, scheduler, dry_run, manifest_names)
    gc.set_threshold(500_000)  # it runs for long, though a pack leaves hardly a cycle; see packgen.cli.main
    with terminal.Progress(wanted=not quiet and not as_json) as progress:
        report = run_batch(options, progress)
    for warning in report.warnings:
        terminal.note(f"warning: {warning}")
    if as_json:
        terminal.say_json(_plain(report, dry_run=dry_run))
    elif not quiet:
        terminal.say(harmless(f"{report.folder}  {_told(report, dry_run=dry_run)}"))
        for note in report.notes:
            terminal.note(harmless(f"{roster}: {note}"))
    for line in told(report.failed, str(roster)):
        terminal.note(harmless(line))
    if report.gone:
        what = terminal.count(len(report.gone), "pack")
        terminal.note(f'warning: {what} in {report.folder} no row asks for any more: "row" is null in manifest.jsonl.')
    if report.failed:
        what = terminal.count(len(report.failed), "pack")
        outcome = "cannot be made" if dry_run else "could not be made; all others are there"
        raise BatchError(f"{what} {outcome}. Run the same command to try again.")


def _told(report: BatchReport, *, dry_run: bool) -> str:
    parts = [terminal.count(report.made, "pack") + (" to make" if dry_run else " made")]
    if report.kept:
        parts.append(f"{report.kept:,} there already")
    if report.failed:
        parts.append(f"{len(report.failed):,} failed")
    return ", ".join(parts)


def _plain(report: BatchReport, *, dry_run: bool) -> dict[str, object]:
    from packgen.batch.manifest import NAME

    return {
        "output": str(report.folder),
        "manifest": str(report.folder / NAME),
        "to_make" if dry_run else "made": report.made,
        "kept": report.kept,
        "failed": [{"row": failure.row, "problem": failure.problem} for failure in report.failed],
        "gone": list(report.gone),
        "warnings": list(report.warnings),
        "columns": {name: list(titles) for name, titles in report.columns.items()},
        "other_columns": list(report.others),
        "notes": list(report.notes),
    }

"""`packgen build`: make a pack."""

from __future__ import annotations

import sys
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
    Names,
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
from packgen.errors import UsageProblem, harmless

if TYPE_CHECKING:
    from packgen.build import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def build(
    named: Names = None,
    topics: Topics = None,
    course: Course = None,
    tag: Tag = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help='The PDF; "-" is standard output. Otherwise packs/NAME.pdf.'
        ),
    ] = None,
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
    as_json: AsJson = False,
    quiet: Quiet = False,
    content: Content = None,
    cache_dir: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Build a pack: one PDF of the topics named."""
    from packgen import build as press
    from packgen.files import STDOUT, write_whole
    from packgen.options import PackOptions
    from packgen.plan.schedule import parse_date, parse_reviews

    to_stdout = output == STDOUT
    _refuse_clashes(to_stdout=to_stdout, as_json=as_json)
    options = PackOptions(
        content=content,
        topics=topic_names([*(named or ()), *(topics or ())]),
        course=course,
        tag=tag,
        output=output,
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
    with terminal.Progress(wanted=not quiet and not as_json) as progress:
        report = press.build(options, progress)
    if to_stdout:
        write_whole(STDOUT, report.pdf)
    for warning in report.warnings:
        terminal.note(f"warning: {warning}")
    if as_json:
        terminal.say_json(_plain(report))
    elif not quiet:
        line = f"{report.output or 'standard output'}  {_extent(report)}"
        (terminal.note if to_stdout else terminal.say)(harmless(line))
        if report.answers is not None:
            terminal.say(harmless(f"{report.answers}  answers"))


def _refuse_clashes(*, to_stdout: bool, as_json: bool) -> None:
    if to_stdout and as_json:
        raise UsageProblem("--json and --output - both want standard output. Write the PDF to a file.")
    if to_stdout and sys.stdout.isatty():
        raise UsageProblem(
            "A PDF is not for a terminal. Send it to a file or a program: packgen build ... -o - > pack.pdf"
        )


def _extent(report: Report) -> str:
    return f"{terminal.count(report.pages, 'page')}, {terminal.count(len(report.sections), 'section')}"


def _plain(report: Report) -> dict[str, object]:
    sections = [
        {
            "topic": section.topic,
            "section": section.section,
            "title": section.title,
            "first_page": section.first_page,
            "last_page": section.last_page,
            "stages": section.stages,
        }
        for section in report.sections
    ]
    return {
        "output": str(report.output),
        "answers": str(report.answers) if report.answers else None,
        "pages": report.pages,
        "bytes": report.size,
        "sections": sections,
        "warnings": list(report.warnings),
    }

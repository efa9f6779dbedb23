"""`packgen build`: make a pack."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import completion, terminal
from packgen.cli.options import AsJson, Content, offset, printable
from packgen.errors import UsageProblem

if TYPE_CHECKING:
    from packgen.build import Report


def build(
    topics: Annotated[
        list[str] | None,
        typer.Option(
            "--topics",
            metavar="NAME,...",
            help="Topics (khrushchev) or sections (khrushchev/fall), in the order wanted. May be repeated.",
            autocompletion=completion.topics,
        ),
    ] = None,
    course: Annotated[
        str | None,
        typer.Option("--course", metavar="NAME", help="All topics of a course.", autocompletion=completion.courses),
    ] = None,
    tag: Annotated[str | None, typer.Option("--tag", metavar="NAME", help="All topics with a tag.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help='The PDF; "-" is standard output. Otherwise packs/NAME.pdf.'
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="Title of the pack. Otherwise the topic's or course's."),
    ] = None,
    paper: Annotated[str, typer.Option("--paper", metavar="SIZE", help="a4 or letter.")] = "a4",
    profile: Annotated[
        str,
        typer.Option("--profile", metavar="NAME", help="standard or large-print.", autocompletion=completion.profiles),
    ] = "standard",
    theme: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="The look.", autocompletion=completion.themes)
    ] = "classic",
    single_sided: Annotated[
        bool, typer.Option("--single-sided", help="For printing on one side of the paper.")
    ] = False,
    sheets: Annotated[
        str,
        typer.Option(
            "--sheets",
            metavar="NAME,...",
            help="What to print: learn, recall, write, check, cards, quiz.",
            autocompletion=completion.sheets,
        ),
    ] = "learn,recall,write,check",
    edition: Annotated[
        str, typer.Option("--edition", metavar="NAME", help="student, or teacher: the answers stand in the gaps.")
    ] = "student",
    answers: Annotated[
        str,
        typer.Option(
            "--answers",
            metavar="WHERE",
            help="overleaf (on the back of Write), back (of the pack), separate (NAME.answers.pdf) or none.",
        ),
    ] = "overleaf",
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, help="Another choice of gaps; the footer says which version it is."),
    ] = None,
    questions: Annotated[
        int, typer.Option("--questions", metavar="N", min=1, max=200, help="Questions in a quiz.")
    ] = 20,
    fillable: Annotated[bool, typer.Option("--fillable", help="Make form fields, to fill in on screen.")] = False,
    start: Annotated[
        str | None, typer.Option("--start", metavar="DATE", help="First day of revision, for the tracker's dates.")
    ] = None,
    exam_date: Annotated[
        str | None, typer.Option("--exam-date", metavar="DATE", help="Day of the exam; all visits come before it.")
    ] = None,
    reviews: Annotated[
        str | None, typer.Option("--reviews", metavar="DAYS", help="Days of the visits. Otherwise 0,2,7,21.")
    ] = None,
    card_layout: Annotated[
        str,
        typer.Option("--card-layout", metavar="NAME", help="duplex: answers on the back. fold: beside, to fold over."),
    ] = "duplex",
    back_offset: Annotated[
        str | None,
        typer.Option("--back-offset", metavar="X,Y", help="Move the backs of cards by so many mm, right and up."),
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but warnings and errors.")] = False,
    content: Content = None,
) -> None:
    """Build a pack: one PDF of the topics named."""
    from packgen import build as press
    from packgen.compose.schedule import parse_date, parse_reviews
    from packgen.files import STDOUT, write_whole

    to_stdout = output == STDOUT
    _refuse_clashes(to_stdout=to_stdout, as_json=as_json)
    options = press.BuildOptions(
        content=content,
        topics=_names(topics or ()),
        course=course,
        tag=tag,
        output=output,
        title=printable(title, "--title"),
        theme=theme,
        profile=profile,
        paper=paper,
        single_sided=single_sided,
        sheets=_names([sheets]),
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
    )
    # Pages are made of very many small objects that all live until their sheet is done: looking for cycles among them
    # costs a seventh of the time and finds next to nothing.
    gc.set_threshold(100_000)
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
        (terminal.note if to_stdout else terminal.say)(line)
        if report.answers is not None:
            terminal.say(f"{report.answers}  answers")


def _names(lists: Sequence[str]) -> tuple[str, ...]:
    """Return the names in lists that commas divide."""
    return tuple(name.strip() for names in lists for name in names.split(",") if name.strip())


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

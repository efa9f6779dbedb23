"""`packgen build`: make a pack."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import completion, terminal
from packgen.cli.options import AsJson, Content, printable
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
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but warnings and errors.")] = False,
    content: Content = None,
) -> None:
    """Build a pack: one PDF of the topics named."""
    from packgen import build as press
    from packgen.files import STDOUT, write_whole

    to_stdout = output == STDOUT
    _refuse_clashes(to_stdout=to_stdout, as_json=as_json)
    options = press.BuildOptions(
        content=content,
        topics=tuple(name.strip() for names in topics or () for name in names.split(",") if name.strip()),
        course=course,
        tag=tag,
        output=output,
        title=printable(title, "--title"),
        theme=theme,
        profile=profile,
        paper=paper,
        single_sided=single_sided,
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
        "pages": report.pages,
        "bytes": report.size,
        "sections": sections,
        "warnings": list(report.warnings),
    }

"""`packgen build`: build a pack."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, Names, Quiet
from packgen.cli.pack_options import with_options
from packgen.errors import UsageProblem, harmless
from packgen.option_text import topic_names
from packgen.options import PackOptions

if TYPE_CHECKING:
    from packgen.built import BuiltPack
    from packgen.deliver.print.paper import Sides
    from packgen.sink import PackFiles

CLASS = 30
"""Copies for which the report says the paper: a class has about so many."""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@with_options("build", PackOptions)
def build(
    named: Names = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help='The PDF; "-" is standard output. Otherwise packs/NAME.pdf.'
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what the pack would be, and its paper; write no pack.")
    ] = False,
    *,
    options: PackOptions,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Build a pack: one PDF of the topics named."""
    from packgen import build as press
    from packgen.deliver.print.paper import Sides
    from packgen.files import PDF, STDOUT, require_writable
    from packgen.sink import FileSink, StdoutSink, pack_files
    from packgen.variables import with_environment

    to_stdout = output == STDOUT
    _refuse_clashes(to_stdout=to_stdout and not dry_run, as_json=as_json)
    options = replace(options, topics=(*topic_names(",".join(named or ()), "TOPIC"), *options.topics))
    options = with_environment(options)
    if output is not None:
        require_writable(output, PDF)
    with terminal.Progress(wanted=not quiet and not as_json) as progress:
        built = press.build(options, progress)
    if not dry_run:
        with StdoutSink() if to_stdout else FileSink(output) as sink:
            sink.take(built)
    files = None if to_stdout else pack_files(built, output)
    for warning in built.warnings:
        terminal.note(f"warning: {warning}")
    sides = Sides.ONE_SIDED if options.single_sided else Sides.LONG_EDGE
    if as_json:
        terminal.say_json({**_plain(built, files), **_paper(built, sides), "written": not dry_run})
    elif not quiet:
        not_written = "; not written" if dry_run else ""
        line = f"{files.pack if files is not None else 'standard output'}  {_extent(built.pages, sides)}{not_written}"
        (terminal.note if to_stdout else terminal.say)(harmless(line))
        if files is not None and files.answers is not None:
            terminal.say(harmless(f"{files.answers}  answers, {_extent(built.answer_pages, sides, 1)}{not_written}"))


def _refuse_clashes(*, to_stdout: bool, as_json: bool) -> None:
    if to_stdout and as_json:
        raise UsageProblem("--json and --output - both want standard output. Write the PDF to a file.")
    if to_stdout and sys.stdout.isatty():
        raise UsageProblem(
            "A PDF is not for a terminal. Send it to a file or a program: packgen build ... -o - > pack.pdf"
        )


def _extent(pages: int, sides: Sides, copies: int = CLASS) -> str:
    """Return the pages of a file and its paper: ``6 pages, 3 sheets of paper; for 30 copies 90``."""
    from packgen.deliver.print.paper import describe_sheets, paper_use

    one, all_copies = (paper_use([pages], number, sides).sheets for number in (1, copies))
    total = f"; for {copies} copies {all_copies:,}" if copies > 1 else ""
    return f"{terminal.count(pages, 'page')}, {describe_sheets(one)}{total}"


def _paper(built: BuiltPack, sides: Sides) -> dict[str, object]:
    from packgen.deliver.print.paper import paper_use

    one, all_copies = (paper_use([built.pages], number, sides).sheets for number in (1, CLASS))
    return {"paper": {"sheets": one, "copies": CLASS, "sheets_for_copies": all_copies}}


def _plain(built: BuiltPack, files: PackFiles | None) -> dict[str, object]:
    sections = [
        {
            "topic": section.topic,
            "section": section.section,
            "title": section.title,
            "first_page": section.first_page,
            "last_page": section.last_page,
            "stages": section.stages,
        }
        for section in built.sections
    ]
    return {
        "output": str(files.pack) if files is not None else None,
        "answers": str(files.answers) if files is not None and files.answers is not None else None,
        "pages": built.pages,
        "bytes": len(built.pdf),
        "sections": sections,
        "warnings": list(built.warnings),
    }

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
    from packgen.sink import PackFiles

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
    *,
    options: PackOptions,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Build a pack: one PDF of the topics named."""
    from packgen import build as press
    from packgen.files import PDF, STDOUT, require_writable
    from packgen.sink import FileSink, StdoutSink
    from packgen.variables import with_environment

    to_stdout = output == STDOUT
    _refuse_clashes(to_stdout=to_stdout, as_json=as_json)
    options = replace(options, topics=(*topic_names(",".join(named or ()), "TOPIC"), *options.topics))
    options = with_environment(options)
    if output is not None:
        require_writable(output, PDF)
    with terminal.Progress(wanted=not quiet and not as_json) as progress:
        built = press.build(options, progress)
    with StdoutSink() if to_stdout else FileSink(output) as sink:
        sink.take(built)
    files = sink.written[0] if isinstance(sink, FileSink) else None
    for warning in built.warnings:
        terminal.note(f"warning: {warning}")
    if as_json and files is not None:
        terminal.say_json(_plain(built, files))
    elif not quiet:
        line = f"{files.pack if files is not None else 'standard output'}  {_extent(built)}"
        (terminal.note if to_stdout else terminal.say)(harmless(line))
        if files is not None and files.answers is not None:
            terminal.say(harmless(f"{files.answers}  answers"))


def _refuse_clashes(*, to_stdout: bool, as_json: bool) -> None:
    if to_stdout and as_json:
        raise UsageProblem("--json and --output - both want standard output. Write the PDF to a file.")
    if to_stdout and sys.stdout.isatty():
        raise UsageProblem(
            "A PDF is not for a terminal. Send it to a file or a program: packgen build ... -o - > pack.pdf"
        )


def _extent(built: BuiltPack) -> str:
    return f"{terminal.count(built.pages, 'page')}, {terminal.count(len(built.sections), 'section')}"


def _plain(built: BuiltPack, files: PackFiles) -> dict[str, object]:
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
        "output": str(files.pack),
        "answers": str(files.answers) if files.answers is not None else None,
        "pages": built.pages,
        "bytes": len(built.pdf),
        "sections": sections,
        "warnings": list(built.warnings),
    }

"""`packgen new`: write a starter topic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packgen.cli import completion, terminal
from packgen.errors import harmless
from packgen.option_text import printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Id of the topic, such as cold-war.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Otherwise made from the name.")] = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject",
            metavar="NAME",
            help="A topic of biology, chemistry, languages or history, to be replaced by yours.",
            autocompletion=completion.subjects,
        ),
    ] = None,
    course: Annotated[
        str | None, typer.Option("--course", metavar="FOLDER", help="Folder of the course in the content folder.")
    ] = None,
    content: Annotated[
        Path | None,
        typer.Option("--content", metavar="DIR", help="Folder of the topics. Otherwise PACKGEN_CONTENT or ./content."),
    ] = None,
) -> None:
    """Write a commented starter topic, valid as it stands."""
    from packgen.errors import OutputError, UsageProblem
    from packgen.load.library import BESIDE_TOPICS, Library
    from packgen.load.starter import write_starter
    from packgen.variables import named_content

    _require_id(name, "topic", "cold-war")
    if f"{name}.yaml" in BESIDE_TOPICS:
        raise UsageProblem(f'"{name}" cannot name a topic: {name}.yaml beside topics is another kind of file.')
    if course is not None:
        _require_id(course, "course folder", "gcse-history")
    folder = content or named_content() or Path("content")  # never the one that comes with packgen
    taken = Library(folder).topic_files().get(name) if folder.is_dir() else None
    if taken is not None:
        raise OutputError(f'There is a topic "{name}" already: {taken}. Choose another name, or edit that file.')
    wanted = printable(title, "--title") if title is not None else name.replace("-", " ").capitalize()
    path = write_starter(
        folder / course if course else folder, name, wanted, subject.casefold() if subject is not None else None
    )
    terminal.say(harmless(str(path)))
    terminal.note(harmless(f"Write your topic there, then: packgen check {path} && packgen build {name}"))


def _require_id(name: str, what: str, example: str) -> None:
    from packgen.blocks.scalars import suggest_identifier
    from packgen.errors import UsageProblem

    better = suggest_identifier(name) or example
    if name != better:
        raise UsageProblem(
            f'"{name}" cannot name a {what}: use small letters, digits and single hyphens, such as "{better}".'
        )

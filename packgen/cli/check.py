"""`packgen check`: every problem in every topic, at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import completion, terminal
from packgen.cli.options import Content
from packgen.errors import ContentError, Problem

if TYPE_CHECKING:
    from packgen.load import Library, LoadedTopic

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def check(
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|TOPIC]...",
            help="Files or topics to check. Otherwise all topics.",
            autocompletion=completion.topics,
            show_default=False,
        ),
    ] = None,
    content: Content = None,
) -> None:
    """Check topics: print every problem, or else what is doubtful or weakens recall."""
    from packgen.load import open_library

    loaded, problems = _read(open_library(content), topics or [])
    if not problems:
        from packgen.load import commas
        from packgen.typeset.advice import weak_recall

        found = {one.path: one for one in loaded}
        warnings = [warning for one in found.values() for warning in commas.warnings(one.document)]
        warnings += weak_recall(list(found.values()))
        for warning in warnings:
            terminal.say(f"warning: {warning}")
        told = f", {terminal.count(len(warnings), 'warning')}" if warnings else ""
        terminal.say(f"{terminal.count(len(found), 'topic')}, no problems{told}")
        return
    error = ContentError(dict.fromkeys(problems))
    files = {problem.origin.file for problem in error.problems}
    terminal.say(str(error))
    terminal.say(f"{terminal.count(len(error.problems), 'problem')} in {terminal.count(len(files), 'file')}")
    raise typer.Exit(error.exit_code)


def _read(library: Library, names: list[str]) -> tuple[list[LoadedTopic], list[Problem]]:
    """Return the topics named by id or by file, or all of them, and every problem found on the way."""
    files = [Path(name) for name in names if _is_file(name)]
    ids = [name for name in names if not _is_file(name)]
    attempts = [partial(library.load_topics, ids) if names else library.load_all]
    attempts += [partial(_load_file, library, path) for path in files]
    loaded: list[LoadedTopic] = []
    problems: list[Problem] = []
    for attempt in attempts:
        try:
            loaded += attempt()
        except ContentError as error:
            problems += error.problems
    return loaded, problems


def _load_file(library: Library, path: Path) -> list[LoadedTopic]:
    return [library.load_topic(path)]


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or Path(name).is_file()

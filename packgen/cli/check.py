"""`packgen check`: report every problem in every topic."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packgen.cli import completion, terminal
from packgen.cli.options import Content
from packgen.errors import ContentError, LayoutError, Problem

if TYPE_CHECKING:
    from packgen.load import Library, LoadedTopic
    from packgen.load.section_ids import SectionIds

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def check(
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|TOPIC]...",
            help="Files, folders or topics to check. Otherwise all topics of your folder.",
            autocompletion=completion.topics,
            show_default=False,
        ),
    ] = None,
    sources: Annotated[
        bool,
        typer.Option("--sources", help="Instead of warnings, say how far the facts of each topic rest on sources."),
    ] = False,
    spec: Annotated[
        str | None,
        typer.Option(
            "--spec",
            metavar="PAPER",
            help="Instead of warnings, say which points of a paper's specification the topics cover.",
            autocompletion=completion.papers,
        ),
    ] = None,
    content: Content = None,
) -> None:
    """Check topics: print every problem and every warning.

    Every sheet that a pack may have of them is typeset, so that nothing is left to be found when it is built. With
    --sources or --spec only the files are read.
    """
    from packgen.load import open_library
    from packgen.load.section_ids import SectionIds
    from packgen.variables import content_folder

    library = open_library(content_folder(content))
    paths, problems, checked = _named(library, topics or [])
    loaded, found = checked.examine(dict.fromkeys(paths))
    ids = SectionIds(loaded, type(library)(*dict.fromkeys([*checked.folders, *library.folders])))
    problems += [*found, *_of_courses(checked, {path.parent for path in paths}, loaded, ids)]
    if sources or spec is not None:
        _require_none(problems, ContentError.exit_code)
        _report(loaded, sources=sources, spec=spec)
        return
    code = ContentError.exit_code if problems else LayoutError.exit_code
    warnings: list[Problem] = []
    if loaded:
        from packgen.load import cross_references
        from packgen.sheets.trial import tried

        trial = tried(loaded)
        problems += trial.refused
        warnings = [warning for one in loaded for warning in one.warnings]
        warnings += [*cross_references.warnings(loaded, ids), *trial.warnings]
    _require_none(problems, code)
    for warning in warnings:
        terminal.say(f"warning: {warning}")
    told = f", {terminal.count(len(warnings), 'warning')}" if warnings else ""
    terminal.say(f"{terminal.count(len(loaded), 'topic')}, no problems{told}")


def _require_none(problems: Sequence[Problem], code: int) -> None:
    """Return if there are no problems; else print them and exit with a code."""
    if not problems:
        return
    error = ContentError(dict.fromkeys(problems))
    files = {problem.origin.file for problem in error.problems}
    terminal.say(str(error))
    terminal.say(f"{terminal.count(len(error.problems), 'problem')} in {terminal.count(len(files), 'file')}")
    raise typer.Exit(code)


def _report(loaded: Sequence[LoadedTopic], *, sources: bool, spec: str | None) -> None:
    """Print what was asked of the topics instead of warnings."""
    from packgen.cli.reports import say_coverage, say_sourcing

    if sources:
        say_sourcing(loaded)
    if spec is not None:
        say_coverage(loaded, spec)


def _of_courses(
    library: Library, folders: Collection[Path], loaded: Sequence[LoadedTopic], ids: SectionIds
) -> Iterator[Problem]:
    """Yield the problems of the files of courses and of names in some folders."""
    from packgen.load.course import COURSE_FILE, NAMES_FILE
    from packgen.load.course_file import course_problems
    from packgen.load.names import name_problems

    for path in library.beside_topics(COURSE_FILE):
        if path.parent in folders:
            yield from course_problems(path, library.show(path), loaded, ids)
    for path in library.beside_topics(NAMES_FILE):
        if path.parent in folders:
            yield from name_problems(path, library.show(path), loaded)


def _named(library: Library, names: list[str]) -> tuple[list[Path], list[Problem], Library]:
    """Return the files of the topics named by id, file or folder, or of all topics in the user's folders.

    Returns:
        The files, the problems of files whose topic id is taken, and a library that includes the named folders.

    Raises:
        UnknownNameError: there is no topic with a name.
    """
    if not names:
        own = type(library)(library.root)
        return *own.find_all(), own
    others = [name for name in names if not _is_file(name)]
    known = library.topic_files() if others else {}
    folders = [Path(name) for name in others if name not in known and Path(name).is_dir()]
    ids = [name.partition("/")[0] for name in others if Path(name) not in folders]
    paths, problems = library.find(ids)
    for folder in folders:
        root = folder.resolve()
        # If the folder is part of the library, its pictures may be elsewhere in the library.
        inside = [id_ for id_, path in known.items() if path.resolve().is_relative_to(root)]
        more, found = library.find(inside) if inside else type(library)(folder).find_all()
        paths, problems = [*paths, *more], [*problems, *found]
    paths += [Path(name) for name in names if _is_file(name)]
    return list(dict.fromkeys(paths)), problems, type(library)(*library.folders, *folders)


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or Path(name).is_file()

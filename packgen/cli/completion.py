"""Shell completion of arguments and options. Errors give fewer completions, and no message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import typer

from packgen.errors import PackgenError

_T = TypeVar("_T")

_NAME = re.compile("[a-z0-9-]+(/[a-z0-9-]+)?")
"""What topics and sections can be called; a shell would take other characters for commands."""


def topics(context: typer.Context, incomplete: str) -> list[str]:
    """Return the topics that begin with the text or, after a slash, the sections of a topic; commas separate names.

    Topics are named after their files, so a file is opened only to list its sections, and it is not validated.
    """
    before, comma, last = incomplete.rpartition(",")
    names = _quietly(lambda: _sections(context, last.partition("/")[0]) if "/" in last else _files(context))
    return [before + comma + name for name in names if name.startswith(last) and _NAME.fullmatch(name)]


def courses(context: typer.Context, incomplete: str) -> list[str]:
    """Return the printable course folders that begin with the text or, after a slash, the themes of a course."""
    folders = {path.parent.name: path.parent for path in _quietly(lambda: _files(context).values())}
    course, slash, _ = incomplete.partition("/")
    names = _quietly(lambda: _themes(folders, course)) if slash else sorted(folders)
    return [name for name in names if name.startswith(incomplete) and name.isprintable()]


def papers(incomplete: str) -> list[str]:
    """Return the examination papers whose names begin with the text."""
    from packgen.boards import papers

    return [name for name in papers() if name.startswith(incomplete.casefold())]


def choices_of(choices: Callable[[], Iterable[str]], *, many: bool) -> Callable[[str], list[str]]:
    """Return a completion function that returns the choices that begin with a text.

    Args:
        choices: returns all of them.
        many: whether the text is a comma-separated list, of which the last name is completed.
    """

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",") if many else ("", "", incomplete)
        return [before + comma + name for name in choices() if name.startswith(last)]

    return complete


def subjects(incomplete: str) -> list[str]:
    """Return the subjects of starter topics that begin with the text."""
    from packgen.load.starter import SUBJECTS

    return [name for name in SUBJECTS if name.startswith(incomplete)]


def _quietly(find: Callable[[], Iterable[_T]]) -> list[_T]:
    try:
        return list(find())
    except PackgenError:
        return []


def _files(context: typer.Context) -> dict[str, Path]:
    from packgen.load import open_library
    from packgen.variables import content_folder

    content = context.params.get("content")  # the text as typed: while completing, nothing is converted
    return open_library(content_folder(Path(content) if content else None)).topic_files()


def _sections(context: typer.Context, topic: str) -> list[str]:
    from packgen.source import read_yaml

    path = _files(context).get(topic)
    value = read_yaml(path, topic).value if path else None
    return [f"{topic}/{id_}" for id_ in _ids(value, "sections")]


def _themes(folders: Mapping[str, Path], course: str) -> list[str]:
    from packgen.load.course import COURSE_FILE
    from packgen.source import read_yaml

    path = folders[course] / COURSE_FILE if course in folders else None
    value = read_yaml(path, COURSE_FILE).value if path is not None and path.is_file() else None
    return [f"{course}/{id_}" for id_ in _ids(value, "themes") if _NAME.fullmatch(id_)]


def _ids(value: object, key: str) -> list[str]:
    """Return the ids of the mappings in a list."""
    listed = value.get(key) if isinstance(value, dict) else None
    found = [one.get("id") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [id_ for id_ in found if isinstance(id_, str)]

"""Shell completion of arguments and options. Errors give fewer completions, and no message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
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
    """Return the printable course folders that begin with the text."""
    names = {path.parent.name for path in _quietly(lambda: _files(context).values())}
    return sorted(name for name in names if name.startswith(incomplete) and name.isprintable())


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
    sections = value.get("sections") if isinstance(value, dict) else None
    if not isinstance(sections, list):
        return []
    ids = (section.get("id") for section in sections if isinstance(section, dict))
    return [f"{topic}/{id_}" for id_ in ids if isinstance(id_, str)]

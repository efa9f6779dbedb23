"""What the shell completes after an option. Where something is wrong there are fewer offers, and no message."""

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
    """Return the topics that go on like this or, after a slash, the sections of one; commas divide names.

    Topics are named after their files, so only the file whose sections are wanted is opened, and none of it is checked.
    """
    before, comma, last = incomplete.rpartition(",")
    names = _quietly(lambda: _sections(context, last.partition("/")[0]) if "/" in last else _files(context))
    return [before + comma + name for name in names if name.startswith(last) and _NAME.fullmatch(name)]


def courses(context: typer.Context, incomplete: str) -> list[str]:
    """Return the folders of courses that begin like this and can be shown."""
    names = {path.parent.name for path in _quietly(lambda: _files(context).values())}
    return sorted(name for name in names if name.startswith(incomplete) and name.isprintable())


def choices_of(choices: Callable[[], Iterable[str]], *, many: bool) -> Callable[[str], list[str]]:
    """Return a function for the shell that returns the choices that begin like a text.

    Args:
        choices: returns all of them.
        many: whether the text is a list with commas between its names; then the last name is completed.
    """

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",") if many else ("", "", incomplete)
        return [before + comma + name for name in choices() if name.startswith(last)]

    return complete


def subjects(incomplete: str) -> list[str]:
    """Return the subjects of starters that begin like this."""
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

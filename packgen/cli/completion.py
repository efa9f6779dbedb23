"""What the shell offers after an option. When something is wrong it offers less, and says nothing."""

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


def profiles(incomplete: str) -> list[str]:
    """Return the profiles that begin like this."""
    from packgen.theme import registry as shelf

    return [name for name in shelf.profiles() if name.startswith(incomplete)]


def themes(incomplete: str) -> list[str]:
    """Return the themes that begin like this."""
    from packgen.theme import registry as shelf

    return [name for name in shelf.themes() if name.startswith(incomplete)]


def subjects(incomplete: str) -> list[str]:
    """Return the subjects of starters that begin like this."""
    from packgen.load.starter import SUBJECTS

    return [name for name in SUBJECTS if name.startswith(incomplete)]


def sheets(incomplete: str) -> list[str]:
    """Return what a pack may have that goes on like this; commas divide names."""
    from packgen.plan.kinds import SHEETS

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in SHEETS if name.startswith(last)]


def _quietly(find: Callable[[], Iterable[_T]]) -> list[_T]:
    try:
        return list(find())
    except PackgenError:
        return []


def _files(context: typer.Context) -> dict[str, Path]:
    from packgen.load import open_library

    content = context.params.get("content")  # the text as typed: while completing, nothing is converted
    return open_library(Path(content) if content else None).topic_files()


def _sections(context: typer.Context, topic: str) -> list[str]:
    from packgen.source import read_yaml

    path = _files(context).get(topic)
    value = read_yaml(path, topic).value if path else None
    sections = value.get("sections") if isinstance(value, dict) else None
    if not isinstance(sections, list):
        return []
    ids = (section.get("id") for section in sections if isinstance(section, dict))
    return [f"{topic}/{id_}" for id_ in ids if isinstance(id_, str)]

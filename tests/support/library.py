"""Whole topics of a library, without the records that builds keep."""

from __future__ import annotations

from collections.abc import Iterable

from packgen.load.library import Library, LoadedTopic


def read_topics(library: Library, ids: Iterable[str]) -> list[LoadedTopic]:
    """Return topics in the order asked for, each once.

    Raises:
        UnknownNameError: there is no topic of that name.
        ContentError: all problems of these topics.
    """
    paths, problems = library.find(ids)
    return library.read(dict.fromkeys(paths), problems)


def read_all(library: Library) -> list[LoadedTopic]:
    """Return every topic, in order of folders and ids.

    Raises:
        ContentError: all problems of all topics.
        OutputError: a folder cannot be read.
    """
    paths, problems = library.find_all()
    return library.read(dict.fromkeys(paths), problems)

"""Reads and checks one topic file."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from packgen.errors import ContentError, Problem
from packgen.load import characters, checks, commas, languages, markup, pictures, tasks
from packgen.load.loaded import LoadedTopic
from packgen.model import Topic
from packgen.source import Document, examine, read_bytes

_MOST = 100
"""Problems of one file that are reported."""


def read_topic(
    path: Path, shown: str, root: Path | None, data: bytes | None = None
) -> tuple[LoadedTopic | None, list[Problem]]:
    """Return the topic in a file, None if it has problems, and the problems.

    Args:
        path: the file.
        shown: its name as messages give it.
        root: the content folder, which pictures must not leave; None where the topic may not have any.
        data: the file's bytes, where they have been read already.
    """
    if data is None:
        try:
            data = read_bytes(path, shown)
        except ContentError as error:
            return None, error.problems
    document, problems = examine(data, shown)
    if document is None:
        return None, problems
    unread = {problem.origin[:3] for problem in problems}
    topic, found = _topic(document)
    for more in (
        checks.problems(document, path.stem, path.name, topic),
        characters.problems(document),
        pictures.problems(document, path.parent, root, topic),
    ):
        found.extend(islice(more, _MOST + 1))
    if topic is not None and not problems and not found:
        found.extend(islice(tasks.problems(document, topic), _MOST + 1))
    # A YAML error is not reported again as an error of the value that came of it.
    problems.extend(problem for problem in found if problem.origin[:3] not in unread)
    if problems or topic is None:
        return None, _first(problems, document)
    warnings = (
        *islice(commas.warnings(document), _MOST),
        *markup.warnings(document),
        *languages.warnings(document, topic),
    )
    return LoadedTopic(topic, path, shown, document, data, warnings), []


def _topic(document: Document) -> tuple[Topic | None, list[Problem]]:
    """Return the topic, or None and the problems of its values."""
    if not isinstance(document.value, dict):
        message, remedy = _no_topic(document)
        return None, [document.problem(document.origin(()), message, remedy)]
    topic, problem = None, None
    try:
        topic = Topic.model_validate(document.value)
    except ValidationError as error:
        problem = error
    if problem is None and None not in document.scalars.texts:
        return topic, []
    from packgen.load import validation

    found = validation.problems(document, problem)
    assert topic or found, "whatever keeps a topic from being read has to be reported"
    return topic, found


def _no_topic(document: Document) -> tuple[str, str]:
    """Return message and remedy for a file that is no mapping."""
    items = document.value if isinstance(document.value, list) else []
    if any(isinstance(item, dict) and set(item) & {"schema", "id", "title", "sections"} for item in items):
        return "this is a list, not a topic.", 'Delete the dashes before "schema", "id", "title" and so on.'
    message = "the file is empty." if document.value is None else "this is not a topic."
    return message, 'A topic consists of lines such as "title: My topic"; "packgen new NAME" writes one to begin with.'


def _first(problems: list[Problem], document: Document) -> list[Problem]:
    """Return the problems in order, cut off at the limit."""
    ordered = ContentError(problems).problems
    if len(ordered) <= _MOST:
        return ordered
    message = f"there are {len(ordered) - _MOST} or more problems after these."
    last = document.problem(ordered[_MOST - 1].origin._replace(what=""), message, "Put right the ones above first.")
    return [*ordered[:_MOST], last]

"""Checks across models: ids that are used twice, and names of sections and sources that do not exist.

They examine the values as read from YAML, so that their problems are reported together with those of the models.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.blocks.scalars import suggest_identifier
from packgen.errors import Origin, Problem, nearest
from packgen.load.places import singular, whereabouts
from packgen.model import Topic
from packgen.source import Document, Value, quote

_CORRECT = "Correct it, or delete it."


def problems(document: Document, stem: str, name: str, model: Topic | None = None) -> Iterator[Problem]:
    """Yield the problems of a topic.

    Args:
        document: the topic as it was read.
        stem: that of its file.
        name: that of its file.
        model: the topic, where it could be made of the document.
    """
    topic = document.value
    if not isinstance(topic, dict):
        return
    yield from _file_name(document, topic, stem, name)
    sources = _ids(topic, "sources")
    sections = _ids(topic, "sections")
    yield from _repeated(document, "sources", sources)
    yield from _repeated(document, "sections", sections)
    for place, section in enumerate(_mappings(topic.get("sections"))):
        yield from _earlier(document, place, section, [id_ for _, id_ in sections])
    if model is None or not _cited(model).issubset(id_ for _, id_ in sources):
        yield from _unknown_sources(document, topic, list(dict.fromkeys(id_ for _, id_ in sources)))


def _file_name(document: Document, topic: dict[str, Value], stem: str, name: str) -> Iterator[Problem]:
    id_ = topic.get("id")
    if not isinstance(id_, str) or suggest_identifier(id_) != id_ or id_ == stem:
        return
    suffix = name[len(stem) :]
    remedy = f"Rename the file to {quote(id_ + suffix)}"
    if suggest_identifier(stem) == stem:
        remedy += f', or write "id: {stem}"'
    message = f"the id {quote(id_)} is not the name of the file, {quote(name)}."
    yield document.problem(document.origin(("id",)), message, f"{remedy}.")


def _ids(topic: dict[str, Value], key: str) -> list[tuple[int, str]]:
    """Return the place and id of each item of a list that has one."""
    found = [(place, item.get("id")) for place, item in enumerate(_mappings(topic.get(key)))]
    return [(place, id_) for place, id_ in found if isinstance(id_, str)]


def _mappings(value: Value) -> list[dict[str, Value]]:
    """Return the items of a list; an empty mapping stands for an item that is none, so that places stay the same."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def _repeated(document: Document, key: str, ids: list[tuple[int, str]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, id_ in ids:
        if first.setdefault(id_, place) != place:
            what = f"{singular(key)} {place + 1}"
            message = f"{quote(id_)} is the id of {singular(key)} {first[id_] + 1} already."
            origin = document.origin((key, place, "id"), what)
            yield document.problem(origin, message, "Give this one another, or delete it.")


def _earlier(document: Document, place: int, section: dict[str, Value], known: list[str]) -> Iterator[Problem]:
    names = section.get("before")
    for i, name in enumerate(names if isinstance(names, list) else []):
        if not isinstance(name, str):
            continue
        path = ("sections", place, "before", i)
        origin = document.origin(path, whereabouts(document.value, path[:2]))
        if name == section.get("id"):
            yield document.problem(origin, "a section cannot come before itself.", "Name another, or delete it.")
        elif name not in known:
            hint = nearest(name[:200], known)
            message = f"there is no section {quote(name)} in this topic.{hint}"
            yield document.problem(origin, message, _CORRECT if hint else f"The sections are {_some(known)}.")


def _unknown_sources(document: Document, topic: dict[str, Value], known: list[str]) -> Iterator[Problem]:
    """Yield a problem for each source named in a block, or in an item of one, that the topic does not list."""
    found = set(known)
    stack: list[tuple[tuple[str | int, ...], Value]] = [(("sections",), topic.get("sections"))]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(((*path, key), value[key]) for key in reversed(value) if isinstance(value[key], list | dict))
        elif isinstance(value, list) and path[-1] == "sources":
            for i, name in enumerate(value):
                if isinstance(name, str) and name not in found:
                    origin = document.origin((*path, i), whereabouts(topic, path[:-1]))
                    yield _no_source(document, origin, name, known)
        elif isinstance(value, list):
            stack.extend(((*path, i), value[i]) for i in reversed(range(len(value))))


def _cited(topic: Topic) -> set[str]:
    """Return the sources named anywhere in a topic."""
    return {name for section in topic.sections for name in section.cited()}


def _no_source(document: Document, origin: Origin, name: str, known: list[str]) -> Problem:
    hint = nearest(name[:200], known)
    remedy = f"The sources are {_some(known)}." if known else 'List it under "sources:" in this file.'
    message = f"there is no source {quote(name)} in this topic.{hint}"
    return document.problem(origin, message, _CORRECT if hint else remedy)


def _some(names: list[str]) -> str:
    """Return a list of names, at most twelve, each shortened."""
    shown = [quote(name).strip('"') for name in names[:12]]
    if len(names) > len(shown):
        shown.append(f"and {len(names) - len(shown)} more")
    return ", ".join(shown)

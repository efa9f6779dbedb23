"""Checks the picture files that blocks name: inside the content folder, PNG or JPEG, intact, and not too large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from packgen.blocks import KINDS, block_class
from packgen.errors import Problem
from packgen.images.limits import UnusablePicture
from packgen.load.places import whereabouts
from packgen.source import Document, Value, quote
from packgen.source.excerpt import visible
from packgen.source.named_file import FileScope, UnusableFileError

if TYPE_CHECKING:
    from packgen.model import Topic


_Path: TypeAlias = "tuple[str | int, ...]"

_BLOCK = 4
"""Length of the path of a block."""


def problems(document: Document, folder: Path, root: Path | None, topic: Topic | None = None) -> Iterator[Problem]:
    """Yield the problems of every picture that a block names.

    Args:
        document: the topic as it was read.
        folder: the folder of the topic file, from which pictures are named.
        root: the content folder, which they must not leave; None for a topic that was given without a folder.
        topic: the topic, where it could be made of the document.
    """
    known: dict[str, UnusableFileError | None] = {}
    for path, name in _files(document, topic):
        if name not in known:
            known[name] = _refusal(name, folder, root)
        unusable = known[name]
        if unusable is not None:
            origin = document.origin(path, whereabouts(document.value, path[: max(len(path) - 1, _BLOCK)]))
            yield document.problem(origin, visible(unusable.message), visible(unusable.remedy))


def _files(document: Document, topic: Topic | None) -> Iterator[tuple[_Path, str]]:
    """Yield each file that a block names, with the path of its name, or of the block if that is not found.

    In a topic with other problems files are found as far as possible, so that all problems are reported together.
    """
    for i, section in enumerate(_items(document.value, "sections")):
        for j, block in enumerate(_items(section, "blocks")):
            path: _Path = ("sections", i, "blocks", j)
            for name in _named_by(block) if topic is None else topic.sections[i].blocks[j].files():
                yield (*path, *_steps(block, name)), name


def _named_by(value: Value) -> list[str]:
    """Return the files that an unchecked block names."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(kind, str) or kind not in KINDS:
        return []
    fields: dict[str, Any] = {**value}
    try:
        names = block_class(kind).model_construct(None, **fields).files()
    except Exception:  # its parts are not what they should be, of which the author is told anyway
        return []
    return [name for name in names if isinstance(name, str) and name]


def _items(value: Value, key: str) -> list[Value]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _steps(value: Value, name: str) -> _Path:
    """Return the path in a value of the first text that equals a name; empty if there is none."""
    stack: list[tuple[_Path, Value]] = [((), value)]
    while stack:
        path, value = stack.pop()
        if value == name:
            return path
        if isinstance(value, dict):
            stack += [((*path, key), value[key]) for key in reversed(value)]
        elif isinstance(value, list):
            stack += [((*path, i), value[i]) for i in reversed(range(len(value)))]
    return ()


def _refusal(name: str, folder: Path, root: Path | None) -> UnusableFileError | None:
    """Return why a file may not be used, or None; what was prepared is at hand when it is typeset."""
    from packgen.images.prepared import prepared, read_picture

    if root is None:
        message = f"the picture {quote(name)} cannot be found: the topic was given without a folder."
        return UnusableFileError(message, "Give the folder that its pictures are in.")
    scope = FileScope(folder, root, "the folder of the topic", "the content folder", "a PNG or JPEG file")
    try:
        prepared(read_picture(scope.find(name)))
    except UnusablePicture as unusable:
        return UnusableFileError(f"the {unusable.what} {quote(name)} {unusable}.", unusable.remedy)
    except UnusableFileError as unusable:
        return unusable
    return None

"""Characters that no font has, found before typesetting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from packgen.errors import Problem
from packgen.load.places import last_name, whereabouts
from packgen.source import Document, Value

_UNSEEN = frozenset({"file", "type"})
"""Keys whose values are never printed."""


def problems(document: Document) -> Iterator[Problem]:
    """Yield a problem for each character and each value that holds it."""
    missing = set(unprintable("\n".join(filter(None, document.scalars.texts))))
    if not missing:
        return
    from packgen.text.coverage import describe

    for path, text in _texts(document.value):
        for character in sorted(missing.intersection(text)):
            what = ", ".join(filter(None, [whereabouts(document.value, path[:-1]), last_name(path)]))
            origin = document.find(path, character, what)
            message = f"the character {describe(character)} cannot be printed."
            yield document.problem(origin, message, "Replace it or delete it.")


def unprintable(text: str) -> list[str]:
    """Return the characters of a text that no font has, or that cannot be set, in code-point order."""
    return _search()(text)


@cache
def _search() -> Callable[[str], list[str]]:
    from packgen.text.faces import Faces

    return Faces({}).missing


def _texts(value: Value) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path and text of every value that may be printed."""
    stack: list[tuple[tuple[str | int, ...], Value]] = [((), value)]
    while stack:
        path, inner = stack.pop()
        if isinstance(inner, dict):
            stack.extend(((*path, key), inner[key]) for key in reversed(inner) if key not in _UNSEEN)
        elif isinstance(inner, list):
            stack.extend(((*path, i), inner[i]) for i in reversed(range(len(inner))))
        elif inner:
            yield path, inner

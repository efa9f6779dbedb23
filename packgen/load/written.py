"""Formats values as YAML, as authors write it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from packgen.load.shape import Shaped
from packgen.source import examine
from packgen.source.excerpt import visible

_WIDEST = 90
"""Characters of a text that are shown."""

_LONGEST = 12
"""Lines that are shown."""

_MORE = "# and so on"


def lines(value: Shaped) -> tuple[str, ...]:
    """Return the lines of a mapping or list, at most a dozen."""
    found = list(_lines(value))
    return tuple(found if len(found) <= _LONGEST else [*found[: _LONGEST - 1], _MORE])


def scalar(text: str, *, within: bool = False) -> str:
    """Return a text as a YAML scalar: plain, or in quotes if it would be read as something else.

    Args:
        text: the text; a long one is cut.
        within: whether it stands in a flow sequence or mapping.
    """
    text = visible(text)
    if len(text) > _WIDEST:
        text = f"{text[: _WIDEST - 1]}…"
    document, problems = examine(f"- [{text}]".encode() if within else f"- {text}".encode(), "")
    wanted: Any = [[text]] if within else [text]
    if document is not None and not problems and document.value == wanted:
        return text
    return json.dumps(text, ensure_ascii=False)


def _lines(value: Shaped) -> Iterator[str]:
    if isinstance(value, str):
        yield scalar(value)
    elif isinstance(value, list):
        for item in value:
            yield from _dashed(item)
    else:
        for key, inner in value.items():
            yield from _keyed(key, inner)


def _dashed(item: Shaped) -> Iterator[str]:
    if isinstance(item, list):
        yield f"- [{', '.join(scalar(cell, within=True) for cell in item if isinstance(cell, str))}]"
        return
    for number, line in enumerate(_lines(item)):
        yield f"  {line}" if number else f"- {line}"


def _keyed(key: str, inner: Shaped) -> Iterator[str]:
    if isinstance(inner, str) and "\n" in inner:
        yield f"{scalar(key)}: |"
        yield from (f"  {visible(line)[:_WIDEST]}".rstrip() for line in inner.split("\n"))
    elif isinstance(inner, str):
        yield f"{scalar(key)}: {scalar(inner)}"
    else:
        yield f"{scalar(key)}:"
        yield from (f"  {line}" for line in _lines(inner))

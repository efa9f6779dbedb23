"""Every text that a topic holds takes the small Markdown; nothing shows its marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.paper import TYPES, lay_block, parse, setting, specimens

PLAIN = {"alt", "type", "display", "width", "file", "lines", "share", "rest", "sort", "sources", "value"}
"""Keys whose values are no text to be set, or have to be numbers."""

PROFILES = ["standard", "large-print"]


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every text in a block's plain values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in PLAIN:
                yield from texts(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, (*path, number))
    elif isinstance(value, str):
        yield path


def with_text(value: Any, path: tuple[str | int, ...], text: str) -> Any:
    """Return plain values with another text in one place."""
    if not path:
        return text
    if isinstance(value, dict):
        return {key: with_text(inner, path[1:], text) if key == path[0] else inner for key, inner in value.items()}
    return [with_text(inner, path[1:], text) if n == path[0] else inner for n, inner in enumerate(value)]


CASES = [
    pytest.param(kind, number, path, id=f"{kind}{number}-{'.'.join(map(str, path))}")
    for kind in TYPES
    for number, block in enumerate(specimens(kind))
    for path in texts(block.model_dump(exclude_none=True, exclude_defaults=True))
]


@pytest.mark.parametrize(("kind", "number", "path"), CASES)
def test_marks_are_never_shown(kind: str, number: int, path: tuple[str | int, ...]) -> None:
    values = specimens(kind)[number].model_dump(exclude_none=True, exclude_defaults=True)
    values = with_text(values, path, "**zest**")
    del values["type"]
    shown = [lay_block(parse(kind, **values), setting(profile)).drawing.words() for profile in PROFILES]
    assert "zest" in shown[0]
    assert "*" not in "".join(shown)

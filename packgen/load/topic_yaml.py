"""A topic as YAML that reads as the same topic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from packgen.model import Topic

_PLAIN_KEY = re.compile("[a-z][a-z_-]*")

_INDENT = 2

_QUOTABLE = re.compile("[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
"""What single quotes and literal blocks show as it is (YAML 1.1, 5.1), line breaks left out."""


def topic_yaml(topic: Topic) -> str:
    """Return a topic as YAML in block style; a text of several lines is a literal block, which keeps its lines."""
    plain = topic.model_dump(mode="json", by_alias=True, exclude_none=True)
    return "".join(f"{line}\n" for line in _lines(plain, 0))


def _lines(value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a mapping or a list that is not empty, at an indentation."""
    pad = " " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            head = f"{pad}{key if _PLAIN_KEY.fullmatch(key) else _scalar(key, indent)}:"
            if inner and isinstance(inner, dict | list):
                yield head
                yield from _lines(inner, indent + _INDENT)
            else:
                yield f"{head} {_scalar(inner, indent)}"
        return
    for inner in value:
        if inner and isinstance(inner, dict | list):
            first, *rest = _lines(inner, indent + _INDENT)
            yield f"{pad}- {first[indent + _INDENT :]}"
            yield from rest
        else:
            yield f"{pad}- {_scalar(inner, indent)}"


def _scalar(value: Any, indent: int) -> str:
    """Return a scalar, or an empty mapping or list, in a collection that has an indentation."""
    if not isinstance(value, str):
        return json.dumps(value)
    lines = value.split("\n")
    if not all(map(_QUOTABLE.fullmatch, lines)):
        return json.dumps(value)  # with escapes, which the reader reports
    if len(lines) == 1:
        return "'" + value.replace("'", "''") + "'"
    pad = " " * (indent + _INDENT)
    return "\n".join([f"|{_INDENT}-", *(f"{pad}{line}" if line else "" for line in lines)])

"""The fields of the models by the keys that authors write, and the model or field at a path of a topic."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from packgen.blocks import Block, ContentModel, block_class
from packgen.blocks.scalars import Markup, Scalar
from packgen.load.meant import kind_at
from packgen.load.places import at
from packgen.model import Topic
from packgen.source.document import Path, Value

_SHARED = ("ask", "sources", "common")
"""Keys that many parts have, in the order in which messages list them after the others."""


@cache
def fields(model: type[ContentModel]) -> Mapping[str, FieldInfo]:
    """Return the fields of a model by the keys an author writes, those that many parts share last."""
    found = {field.alias or name: field for name, field in model.model_fields.items()}
    if issubclass(model, Topic):
        return found
    return dict(sorted(found.items(), key=lambda item: _SHARED.index(item[0]) if item[0] in _SHARED else -1))


def parts(annotation: Any) -> list[type[ContentModel]]:
    """Return the models named anywhere in a field's annotation; `Block` stands for one of any kind."""
    if isinstance(annotation, type) and issubclass(annotation, ContentModel):
        return [annotation]
    return [part for argument in get_args(annotation) for part in parts(argument)]


@lru_cache(maxsize=1024)
def _parts_at(model: type[ContentModel], key: str) -> list[type[ContentModel]]:
    """Return the models of the parts that a key of a model holds; none for a key that is unknown or holds none."""
    field = fields(model).get(key)
    return parts(field.annotation) if field is not None else []


def model_at(value: Value, path: Path) -> type[ContentModel] | None:
    """Return the model of the mapping at a path of a topic; None if it cannot be determined."""
    model: type[ContentModel] = Topic
    for depth, step in enumerate(path):
        if isinstance(step, int):
            continue
        inner = _parts_at(model, step)
        if inner == [Block]:
            kind = kind_at(at(value, path[: depth + 2]))
            inner = [block_class(kind)] if kind is not None else []
        if not inner:
            return None
        model = inner[0]
    return model


def field_at(value: Value, path: Path) -> FieldInfo | None:
    """Return the field that the last key of a path names, present or not; numbers after the key are ignored."""
    keys = list(path)
    while keys and isinstance(keys[-1], int):
        keys.pop()
    model = model_at(value, keys[:-1]) if keys else None
    return fields(model).get(str(keys[-1])) if model is not None else None


def markup_of(field: FieldInfo) -> Markup | None:
    """Return the Markdown that texts of a field may have; None if they are not printed as text."""
    return _markup([*field.metadata, field.annotation])


def _markup(parts: list[Any]) -> Markup | None:
    for part in parts:
        inner = [*getattr(part, "__metadata__", ()), *get_args(part)]
        found = part.markup if isinstance(part, Scalar) else _markup(inner)
        if found is not None:
            return found
    return None


def example(field: FieldInfo) -> str:
    """Return a value to write for a field, or an empty text where it takes a list of mappings."""
    if not field.examples:
        return ""
    return _flow(field.examples[0]).removesuffix(".")  # the message goes on, or ends with a stop of its own


def _flow(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return f'"{value}"' if ": " in str(value) else str(value)

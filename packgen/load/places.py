"""Paths of a topic in words, such as ``timeline, event 3``."""

from __future__ import annotations

from functools import cache

from packgen.blocks import KINDS, block_classes
from packgen.blocks.scalars import ItemName
from packgen.model import Section, Topic
from packgen.source.document import Path, Value
from packgen.source.excerpt import visible


@cache
def singular(plural: str) -> str:
    """Return what one item of a list is called: its `ItemName`, or the name of the list without its s."""
    outer = [model for model in (Topic, Section) if plural in model.model_fields]
    for model in outer or block_classes():
        field = model.model_fields.get(plural)
        for mark in field.metadata if field is not None else ():
            if isinstance(mark, ItemName):
                return mark.name
    return plural.removesuffix("s")


def at(value: Value, path: Path) -> Value:
    """Return the value at a path; None if there is none."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def whereabouts(value: Value, path: Path) -> str:
    """Return a path in words: the block and its numbered items, or the section and block by number.

    A key at the end of the path is left out.
    """
    words: list[str] = []
    plural = ""
    for depth, step in enumerate(path):
        if isinstance(step, str):
            plural = step
            continue
        here = at(value, path[: depth + 1])
        word = f"{singular(plural)} {step + 1}"
        if depth == 3 and plural == "blocks" and (kind := _text(here, "type")) in KINDS:
            words = [kind]
        elif depth == 1 and (name := _text(here, "id")):
            words = [f"{word} ({name})"]
        else:
            words.append(word)
        plural = "cells" if plural == "rows" else "items"
    return ", ".join(words)


def last_name(path: Path) -> str:
    """Return the name of the value at the end of a path: its key, or its number in the list."""
    if not path or isinstance(path[-1], str):
        return str(path[-1]) if path else "the topic"
    if len(path) > 2 and isinstance(path[-2], int):
        return f"cell {path[-1] + 1}"
    return f"{singular(str(path[-2]))} {path[-1] + 1}"


def _text(value: Value, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return visible(found)[:40] if isinstance(found, str) else ""

"""The kinds of content by the names that `type` gives them. A topic imports those that it has, and no others."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from packgen.blocks.base import Block

KINDS = (
    "prose", "summary", "key-figures", "statistics", "timeline", "glossary", "interpretations", "misconceptions",
    "extract", "table", "picture", "cloze", "rebuild", "match-up", "put-in-order", "blurt", "recall", "question",
)  # fmt: skip
"""All kinds, in the order that messages list them. `key-figures` is the class KeyFigures of the module key_figures."""


@cache
def block_class(kind: str) -> type[Block]:
    """Return the class of a kind, one of ``KINDS``."""
    module = import_module(f"packgen.blocks.{kind.replace('-', '_')}")
    return cast("type[Block]", getattr(module, kind.title().replace("-", "")))


def block_classes() -> tuple[type[Block], ...]:
    """Return the classes of all kinds, in their order; all of them are imported."""
    return tuple(block_class(kind) for kind in KINDS)

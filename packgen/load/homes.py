"""Where a misplaced key belongs: in the section, in another block, or in a block of its own."""

from __future__ import annotations

from typing import NamedTuple

from packgen.blocks import KINDS, Block, block_class
from packgen.load import meant, wording
from packgen.load.fields import fields, model_at
from packgen.load.places import at
from packgen.load.shape import shaped_part
from packgen.load.written import lines
from packgen.model import Section, Topic
from packgen.source import Value

Steps = tuple[str | int, ...]

_EVERYWHERE = frozenset({"type", "title", "sources", "common", "id"})
"""Keys that too many models have to suggest one of them."""

_MOST = 3
"""The most types of block that are suggested for a key."""


class Home(NamedTuple):
    """The message about a misplaced key: its wording, the right place, and lines to write there."""

    words: wording.Wording
    place: str
    instead: tuple[str, ...] = ()


def home(topic: Value, path: Steps) -> Home | None:
    """Return where the unknown key at the end of a path belongs, or None."""
    key, owner = str(path[-1]), model_at(topic, path[:-1])
    if owner is None or key in _EVERYWHERE:
        return None
    if owner in (Section, Topic) and (names := meant.kinds_meant(key)):
        block = shaped_part(Block, {key: at(topic, path)})[:1]
        return Home(wording.KEY_IS_KIND, names[0], lines({"blocks": block}))
    for length in range(len(path) - 2, -1, -1):
        above = at(topic, path[:length])
        model = model_at(topic, path[:length]) if isinstance(above, dict) else None
        if model is not None and isinstance(above, dict) and key in fields(model) and key not in above:
            return Home(wording.KEY_OF_ANOTHER, _called(model, above))
    if issubclass(owner, Section):
        return Home(wording.KEY_OF_ANOTHER, "topic") if key in fields(Topic) else None
    kinds = [kind for kind in KINDS if key in fields(block_class(kind))] if issubclass(owner, Block) else []
    if kinds and len(kinds) <= _MOST:
        return Home(wording.KEY_OF_KINDS, " or ".join(kinds))
    return None


def _called(model: type[object], above: dict[str, Value]) -> str:
    if model is Topic:
        return "topic, at the margin"
    if model is Section:
        return "section"
    kind = meant.kind_at(above)
    return f"block of type {kind}" if kind else "block"

"""How far the facts of a topic rest on sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from packgen.blocks.base import Block, ContentModel, Fact, Sourced
from packgen.errors import Origin

if TYPE_CHECKING:
    from packgen.load.loaded import LoadedTopic

Steps = tuple[str | int, ...]


class Sourcing(NamedTuple):
    """The facts of a topic: the items of its study blocks, or the block where it has no items that can name sources.

    Attributes:
        facts: number of all.
        sourced: number of those that name a source, or are in a block that does.
        common: number of those that are common knowledge.
        single: number of those with one source.
        bare: positions of those that are neither sourced nor common knowledge.
        weak: positions of those whose sources are all weak, with the ids of these.
    """

    facts: int
    sourced: int
    common: int
    single: int
    bare: tuple[Origin, ...]
    weak: tuple[tuple[Origin, tuple[str, ...]], ...]

    @property
    def share(self) -> float:
        """Sourced facts as a share of those that are not common knowledge; 1 where there are none."""
        wanted = self.facts - self.common
        return self.sourced / wanted if wanted else 1.0


def sourcing(loaded: LoadedTopic) -> Sourcing:
    """Return how far the facts of a topic rest on sources."""
    doubtful = {source.id for source in loaded.topic.sources if source.weak}
    facts = sourced = common = single = 0
    bare: list[Origin] = []
    weak: list[tuple[Origin, tuple[str, ...]]] = []
    for path, block, fact in _facts(loaded):
        facts += 1
        named = fact.sources or (() if fact.common else block.sources)
        if named:
            sourced += 1
            single += len(named) == 1
            if doubtful.issuperset(named):
                weak.append((loaded.origin(path), named))
        elif fact.common or block.common:
            common += 1
        else:
            bare.append(loaded.origin(path))
    return Sourcing(facts, sourced, common, single, tuple(bare), tuple(weak))


def _facts(loaded: LoadedTopic) -> Iterator[tuple[Steps, Block, Sourced]]:
    """Yield each fact with its path in the topic and its block."""
    for number, section in enumerate(loaded.topic.sections):
        for place, block in enumerate(section.blocks):
            if block.stage == "learn":
                path = "sections", number, "blocks", place
                items = list(_items(block, path))
                yield from ((inner, block, item) for inner, item in items)
                if not items:
                    yield path, block, block


def _items(part: ContentModel, path: Steps) -> Iterator[tuple[Steps, Fact]]:
    """Yield the facts among the parts of a block, with their paths."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        for place, inner in enumerate(value) if isinstance(value, tuple) else ():
            if isinstance(inner, ContentModel):
                here = (*path, field.alias or name, place)
                if isinstance(inner, Fact):
                    yield here, inner
                else:
                    yield from _items(inner, here)

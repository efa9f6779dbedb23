"""A pack's sheets before they are made ready to be bound: what tests look into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from packgen.bind.sheet_chunk import SheetChunk, to_chunk
from packgen.load.library import Library
from packgen.load.topics import Topics
from packgen.plan.selection import select
from packgen.plan.title import title_of
from packgen.sheet.sheet import Chapter, PackPart, Sheet
from packgen.sheets.assembly import Assembled, PlanOptions, SectionEntry, assemble
from packgen.sheets.factory import SheetFactory
from packgen.sheets.units import Unit
from packgen.theme.design import Design


class TypesetPack(NamedTuple):
    """An assembled pack with plain sheets."""

    front: Sheet
    parts: tuple[PackPart[Sheet], ...]
    sections: tuple[SectionEntry, ...]
    warnings: tuple[str, ...]
    answers: tuple[Sheet, tuple[PackPart[Sheet], ...]] | None


class _Open(SheetFactory):
    """A workshop that remembers what it made ready."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._plain: dict[tuple[str, int], Sheet] = {}

    def _made(self, make: Callable[[], tuple[list[Sheet], Any]]) -> Unit:
        sheets, facts = make()
        ready = tuple(to_chunk(sheet, self.design) for sheet in sheets)
        for one, sheet in zip(ready, sheets, strict=True):
            self._plain[self._key(one)] = sheet
        return Unit(ready, facts)

    def plain(self, ready: SheetChunk) -> Sheet:
        return self._plain[self._key(ready)]._replace(title=ready.title)

    @staticmethod
    def _key(ready: SheetChunk) -> tuple[str, int]:
        return ready.name, 0 if ready.name else id(ready.placed)


def typeset_pack(library: Library, topics: Sequence[str], design: Design, options: PlanOptions) -> TypesetPack:
    """Return all sheets of a pack."""
    chosen = select(Topics(library, None), list(topics), None, None)
    shop = _Open(design)
    made: Assembled = assemble(chosen, title_of(chosen, None), shop, options)

    def opened(parts: Sequence[PackPart[SheetChunk]]) -> tuple[PackPart[Sheet], ...]:
        return tuple(
            PackPart(part.title, tuple(Chapter(c.title, tuple(map(shop.plain, c.sheets))) for c in part.chapters))
            for part in parts
        )

    answers = (shop.plain(made.answers[0]), opened(made.answers[1])) if made.answers else None
    return TypesetPack(shop.plain(made.front), opened(made.parts), made.sections, made.warnings, answers)

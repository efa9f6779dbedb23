"""A pack's sheets as they were typeset: what tests look into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from packgen.bind.serialise import to_chunk
from packgen.bind.sheet_chunk import SheetChunk
from packgen.load.library import Library
from packgen.load.topics import Topics
from packgen.plan.options import PlanOptions
from packgen.plan.pack import plan_pack
from packgen.plan.request import UnitRequest
from packgen.plan.selection import select
from packgen.sheet.sheet import Chapter, PackPart, Sheet
from packgen.sheets.assembly import SectionEntry, assemble
from packgen.sheets.factory import SheetFactory
from packgen.sheets.units import Unit, UnitFacts
from packgen.theme.design import Design


class TypesetPack(NamedTuple):
    """An assembled pack with plain sheets."""

    front_matter: Sheet
    parts: tuple[PackPart[Sheet], ...]
    sections: tuple[SectionEntry, ...]
    warnings: tuple[str, ...]
    answers: tuple[Sheet, tuple[PackPart[Sheet], ...]] | None


class _Open(SheetFactory):
    """A factory that remembers its sheets as they were typeset."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._plain: dict[tuple[str, int], Sheet] = {}

    def _made(self, request: UnitRequest, facts: Sequence[UnitFacts]) -> Unit:
        made = self._typeset(request, facts)
        chunks = tuple(to_chunk(sheet, self.design) for sheet in made.sheets)
        for one, sheet in zip(chunks, made.sheets, strict=True):
            self._plain[self._key(one)] = sheet
        return Unit(chunks, made.facts)

    def plain(self, ready: SheetChunk) -> Sheet:
        return self._plain[self._key(ready)]._replace(title=ready.title)

    @staticmethod
    def _key(ready: SheetChunk) -> tuple[str, int]:
        return ready.name, 0 if ready.name else id(ready.renumbered)


def typeset_pack(library: Library, topics: Sequence[str], design: Design, options: PlanOptions) -> TypesetPack:
    """Return all sheets of a pack, with front matter however few its sections are."""
    chosen = select(Topics(library, None), list(topics), None, None)
    factory = _Open(design)
    made = assemble(plan_pack(chosen, options._replace(front="full")), factory)
    assert made.front_matter is not None

    def opened(parts: Sequence[PackPart[SheetChunk]]) -> tuple[PackPart[Sheet], ...]:
        return tuple(
            PackPart(part.title, tuple(Chapter(c.title, tuple(map(factory.plain, c.sheets))) for c in part.chapters))
            for part in parts
        )

    answers = None
    if made.answers is not None and made.answers.front_matter is not None:
        answers = factory.plain(made.answers.front_matter), opened(made.answers.parts)
    return TypesetPack(factory.plain(made.front_matter), opened(made.parts), made.sections, made.warnings, answers)

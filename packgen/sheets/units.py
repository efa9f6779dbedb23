"""Units: sheets that are typeset together, their facts, and the conversion of both to bytes for the cache."""

from __future__ import annotations

from typing import Any, NamedTuple

from packgen.bind.chunk_codec import RENUMBERED, renumbered_from_plain, renumbered_to_plain
from packgen.bind.codec import SHEET, sheet_from_plain, sheet_to_plain
from packgen.bind.sheet_chunk import SheetChunk
from packgen.cache.codec import Damaged, decode, encode
from packgen.cache.shape import count
from packgen.plan.kinds import UnitKind
from packgen.sheet.sheet import Pages, Sheet

PLACES = 2
"""Number of positions in packs for which a sheet's renumbered objects are kept on disk."""


class BlockPages(NamedTuple):
    """The index of a block in its section, and its pages."""

    block: int
    pages: Pages


class UnitFacts(NamedTuple):
    """The facts of a unit that the rest of a pack needs; one shape for all kinds.

    Attributes:
        apart: number of sheets at the end of the unit that hold answers and go elsewhere: to the end of the pack, or to
            a file of answers.
        marks: greatest score of its tasks.
        pages: pages of blocks, for references.
        warnings: messages for the teacher.
    """

    apart: int = 0
    marks: int = 0
    pages: tuple[BlockPages, ...] = ()
    warnings: tuple[str, ...] = ()


_FACTS = (count, count, [(count, str, count, count)], [str])
"""Shape of facts in JSON; see `packgen.cache.shape`."""


class TypesetUnit(NamedTuple):
    """A unit as typeset, with sheets."""

    sheets: tuple[Sheet, ...]
    facts: UnitFacts = UnitFacts()


class Unit(NamedTuple):
    """A unit ready to be bound, with chunks of PDF objects."""

    sheets: tuple[SheetChunk, ...]
    facts: UnitFacts

    @property
    def in_place(self) -> tuple[SheetChunk, ...]:
        """The sheets that are at the unit's place in the pack."""
        return self.sheets[: len(self.sheets) - self.facts.apart]

    @property
    def apart(self) -> tuple[SheetChunk, ...]:
        """The sheets that go elsewhere: to the end of the pack, or to a file of answers."""
        return self.sheets[len(self.sheets) - self.facts.apart :]


def packed(unit: Unit) -> bytes:
    """Return a unit as bytes for the cache."""
    blobs: list[bytes] = []
    sheets = []
    for sheet in unit.sheets:
        plain = sheet_to_plain(sheet, blobs)
        places = list(sheet.renumbered.items())[-PLACES:]
        sheets.append([plain, [[first, renumbered_to_plain(renumbered, blobs)] for first, renumbered in places]])
    return encode([_facts_to(unit.facts), sheets], blobs)


def unpacked(data: bytes, kind: UnitKind) -> Unit:
    """Return the unit from bytes made by `packed`.

    Args:
        data: its bytes.
        kind: its kind.

    Raises:
        Damaged, ValueError: the bytes are something else, or the kind cannot have that number of sheets.
    """
    (plain_facts, plain), found = decode(data, (_FACTS, [(SHEET, [(count, RENUMBERED)])]))
    facts = _facts_from(plain_facts)
    if not max(kind.least, facts.apart) <= len(plain) <= kind.most:
        raise Damaged("this is another number of sheets")
    blobs = iter(found)
    sheets = []
    for one, places in plain:
        sheet = sheet_from_plain(one, blobs)
        for first, renumbered in places:
            sheet.renumbered[first] = renumbered_from_plain(renumbered, blobs, first, sheet.content.extent)
        sheets.append(sheet)
    if next(blobs, None) is not None:
        raise Damaged("there is more than its parts")
    return Unit(tuple(sheets), facts)


def _facts_to(facts: UnitFacts) -> list[Any]:
    """Return facts as plain values."""
    return [facts.apart, facts.marks, [[block, *pages] for block, pages in facts.pages], list(facts.warnings)]


def _facts_from(plain: Any) -> UnitFacts:
    """Return facts from values parsed from JSON in the shape of `_FACTS`."""
    apart, marks, pages, warnings = plain
    return UnitFacts(
        apart, marks, tuple([BlockPages(block, Pages(*found)) for block, *found in pages]), tuple(warnings)
    )


def bytes_of(unit: Unit) -> int:
    """Return the approximate number of bytes that a unit takes in memory."""
    return sum(sheet.content.size + sum(one.size for one in sheet.renumbered.values()) for sheet in unit.sheets)

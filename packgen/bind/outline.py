"""The outline: topics, sections, stages, headings (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind.object_ids import OUTLINE, ObjectIds
from packgen.bind.pages import destination
from packgen.pdf.chunk import OwnObject
from packgen.pdf.objects import text
from packgen.pdf.writer import Object
from packgen.sheet.sheet import Chapter, Pack, Sheet

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk


class OutlineItem(NamedTuple):
    """An entry above the headings of a sheet.

    Attributes:
        number: its object number.
        title: what it says.
        destination: where it leads.
        kids: entries beneath it that are written with the pack.
        headings: numbers of the entries beneath it that a sheet's own run holds.
        opened: whether the entries beneath it show when the file is opened.
    """

    number: int
    title: str
    destination: str
    kids: tuple[OutlineItem, ...] = ()
    headings: Sequence[int] = ()
    opened: bool = False

    def beneath(self) -> Sequence[int]:
        """Return the numbers of the entries right beneath this one."""
        return [kid.number for kid in self.kids] or self.headings


def headings(sheet: Sheet, slot: ObjectIds) -> list[OwnObject]:
    """Return the entries below a sheet's own."""
    near = zip(sheet.outline, slot.entries, _neighbours(slot.entries), strict=True)
    return [
        (own, f"<</Title{text(title)}/Parent {slot.entry} 0 R/Dest{destination(slot.pages[page], y)}{siblings}>>")
        for (title, page, y), own, siblings in near
    ]


def items(pack: Pack[SheetChunk], firsts: Sequence[int], numbers: count[int]) -> list[OutlineItem]:
    """Return the pack's outline down to its sheets.

    Args:
        pack: the pack.
        firsts: where the runs of the front matter and the other sheets begin, in page order.
        numbers: gives a number to each entry that is no sheet's own.
    """
    following = iter(firsts[1:])
    parts = [tuple(_chapter(chapter, following, numbers) for chapter in part.chapters) for part in pack.parts]
    first = _sheet(pack.front_matter, firsts[0], pack.front_matter.title)
    if len(parts) == 1:
        return [first, *parts[0]]
    titled = zip(pack.parts, parts, strict=True)
    return [
        first,
        *(OutlineItem(next(numbers), part.title, kids[0].destination, kids, opened=True) for part, kids in titled),
    ]


def outline(top: Sequence[OutlineItem]) -> list[Object]:
    """Return the outline dictionary and all entries of ``items``."""
    own = f"<</Type/Outlines{_first_last([item.number for item in top])}/Count {sum(map(_shown, top))}>>"
    return [(OUTLINE, own), *_entries(top, OUTLINE)]


def _entries(level: Sequence[OutlineItem], parent: int) -> Iterator[Object]:
    """Yield the entries beneath one, each with what is beneath it."""
    for item, near in zip(level, _neighbours([item.number for item in level]), strict=True):
        beneath = item.beneath()
        total = sum(map(_shown, item.kids)) or len(beneath)
        below = f"{_first_last(beneath)}/Count {total if item.opened else -total}" if beneath else ""
        own = f"<</Title{text(item.title)}/Parent {parent} 0 R/Dest{item.destination}{below}{near}>>"
        yield item.number, own
        if item.kids:
            yield from _entries(item.kids, item.number)


def _chapter(chapter: Chapter[SheetChunk], following: Iterator[int], numbers: count[int]) -> OutlineItem:
    pairs = [(sheet, next(following)) for sheet in chapter.sheets]
    if len(pairs) == 1:
        return _sheet(*pairs[0], chapter.title)
    kids = tuple(_sheet(sheet, first, sheet.title) for sheet, first in pairs)
    return OutlineItem(next(numbers), chapter.title, kids[0].destination, kids)


def _sheet(sheet: SheetChunk, first: int, title: str) -> OutlineItem:
    start, total = sheet.entries
    beneath = range(first + start, first + start + total)
    return OutlineItem(first + sheet.entry, title, destination(first + sheet.first_page, sheet.height), (), beneath)


def _shown(item: OutlineItem) -> int:
    """Return how many lines of the outline an entry takes up when the file is opened."""
    return 1 + (sum(map(_shown, item.kids)) if item.opened else 0)


def _first_last(numbers: Sequence[int]) -> str:
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R" if numbers else ""


def _neighbours(numbers: Sequence[int | str]) -> list[str]:
    last = len(numbers) - 1
    return [
        (f"/Prev {numbers[i - 1]} 0 R" if i else "") + (f"/Next {numbers[i + 1]} 0 R" if i < last else "")
        for i in range(len(numbers))
    ]

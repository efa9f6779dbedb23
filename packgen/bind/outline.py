"""The outline: topics, sections, stages, headings (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind.object_ids import OUTLINE, ObjectIds
from packgen.bind.pages import destination
from packgen.pdf.chunk import LocalObject
from packgen.pdf.objects import text
from packgen.pdf.streams import Object
from packgen.sheet.sheet import Chapter, Pack, Sheet

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk


class OutlineItem(NamedTuple):
    """An entry for a topic, a section or a sheet.

    Attributes:
        number: its object number.
        title: its title.
        destination: its destination, serialised.
        kids: entries beneath it, if they are such entries too.
        headings: numbers of the entries beneath it, if they are the headings of a sheet.
        is_open: whether the entries beneath it are shown when the file is opened.
    """

    number: int
    title: str
    destination: str
    kids: tuple[OutlineItem, ...] = ()
    headings: Sequence[int] = ()
    is_open: bool = False

    def beneath(self) -> Sequence[int]:
        """Return the numbers of the entries directly beneath this one."""
        return [kid.number for kid in self.kids] or self.headings


def headings(sheet: Sheet, ids: ObjectIds) -> list[LocalObject]:
    """Return the entries of a sheet's headings."""
    near = zip(sheet.outline, ids.entries, _neighbours(ids.entries), strict=True)
    return [
        (own, f"<</Title{text(title)}/Parent {ids.entry} 0 R/Dest{destination(ids.pages[page], y)}{siblings}>>")
        for (title, page, y), own, siblings in near
    ]


def items(pack: Pack[SheetChunk], firsts: Sequence[int], numbers: count[int]) -> list[OutlineItem]:
    """Return the pack's outline down to its sheets.

    Args:
        pack: the pack.
        firsts: the first numbers of its sheets, in page order.
        numbers: unused object numbers, for topics and sections.
    """
    following = iter(firsts)
    front = [] if pack.front_matter is None else [_sheet(pack.front_matter, next(following), pack.front_matter.title)]
    parts = [tuple(_chapter(chapter, following, numbers) for chapter in part.chapters) for part in pack.parts]
    if len(parts) == 1:
        return [*front, *parts[0]]
    titled = zip(pack.parts, parts, strict=True)
    return [
        *front,
        *(OutlineItem(next(numbers), part.title, kids[0].destination, kids, is_open=True) for part, kids in titled),
    ]


def outline(top: Sequence[OutlineItem]) -> list[Object]:
    """Return the outline dictionary and all entries of ``items``."""
    own = f"<</Type/Outlines{_first_last([item.number for item in top])}/Count {sum(map(_shown, top))}>>"
    return [(OUTLINE, own), *_entries(top, OUTLINE)]


def _entries(level: Sequence[OutlineItem], parent: int) -> Iterator[Object]:
    """Yield some sibling entries, each followed by those beneath it."""
    for item, near in zip(level, _neighbours([item.number for item in level]), strict=True):
        beneath = item.beneath()
        total = sum(map(_shown, item.kids)) or len(beneath)
        below = f"{_first_last(beneath)}/Count {total if item.is_open else -total}" if beneath else ""
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
    """Return how many entries are shown for this one when the file is opened."""
    return 1 + (sum(map(_shown, item.kids)) if item.is_open else 0)


def _first_last(numbers: Sequence[int]) -> str:
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R" if numbers else ""


def _neighbours(numbers: Sequence[int | str]) -> list[str]:
    last = len(numbers) - 1
    return [
        (f"/Prev {numbers[i - 1]} 0 R" if i else "") + (f"/Next {numbers[i + 1]} 0 R" if i < last else "")
        for i in range(len(numbers))
    ]

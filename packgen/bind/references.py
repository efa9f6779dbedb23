"""Words with page numbers, which only a pack can give: where its sheets begin, and what a reference comes to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Pack, Reference


def first_pages(pack: Pack[SheetChunk]) -> dict[str, int]:
    """Return the number of the first page of every sheet that has a name, those in another file included.

    Raises:
        ValueError: two sheets of the pack have the same name.
    """
    found: dict[str, int] = {}
    page = 1
    for sheet in (pack.front_matter, *pack.sheets()):
        if sheet.name:
            if sheet.name in found:
                raise ValueError(f'two sheets are called "{sheet.name}"')
            found[sheet.name] = page
        page += sheet.page_count
    return {**pack.elsewhere, **found}


def words(reference: Reference, first_pages: Mapping[str, int], student: str = "") -> str:
    """Return what a reference says: its words with pages or a name, or what it has for a target that is nowhere."""
    target = reference.target
    if target is None:
        return reference.words.replace("{}", student) if student else reference.otherwise
    if target.sheet not in first_pages:
        return reference.otherwise
    start = first_pages[target.sheet]
    pages = str(start + target.first)
    if target.last > target.first:
        pages += f"–{start + target.last}"
    return reference.words.replace("{}", pages)

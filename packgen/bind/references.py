"""Words with page numbers, which depend on the pack: where its sheets begin, and what a reference says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk
    from packgen.sheet.sheet import Pack, Reference


def first_pages(pack: Pack[SheetChunk]) -> dict[str, int]:
    """Return the first page, counted from 1, of all that has a name: sheets and their parts, also in another file.

    Raises:
        ValueError: two sheets or parts of the pack have the same name.
    """
    found: dict[str, int] = {}
    page = 1
    for sheet in pack.order():
        for name, first in ((sheet.name, 0), *[(part.name, part.first) for part in sheet.parts]):
            if name in found:
                raise ValueError(f'two sheets are called "{name}"')
            if name:
                found[name] = page + first
        page += sheet.page_count
    return {**pack.elsewhere, **found}


def words(reference: Reference, first_pages: Mapping[str, int], student: str = "") -> str:
    """Return the words of a reference with its pages or the student's name; other words if it has no target here."""
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

"""Sheet chunks as plain values for the cache, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import NoneType
from typing import Any

from packgen.bind.chunk_codec import CHUNK, chunk_from_plain, chunk_to_plain
from packgen.bind.object_ids import MOST_FACES
from packgen.bind.sheet_chunk import SheetChunk
from packgen.cache.codec import Damaged
from packgen.cache.shape import Either, count, number
from packgen.sheet.boxes import BlockBox
from packgen.sheet.sheet import Pages, Reference, SheetPart

_REFERENCE = (
    count, count, str, number, number, bool, str, str, str, Either(NoneType, (str, count, count)), number,
)  # fmt: skip
_ROOT = (count, str, [(str, str)], str)
_BLOCK = (count, (number, number, number, number), count, str, count)
_PART = (str, count, count, [_BLOCK])
_HEADINGS = (count, Either(NoneType, count), count)

SHEET = (
    str, str, str, bool, number, count, [count], [count], count, [(count, count)], count, (count, count),
    Either(NoneType, _ROOT), Either(NoneType, _HEADINGS), [_REFERENCE], [count], [str],
    [(count, str)], [_BLOCK], [_PART], CHUNK,
)  # fmt: skip
"""The shape of what `sheet_to_plain` returns; see `packgen.cache.shape`."""

_LONGEST_MASK = 0x10000 // 4
"""Hexadecimal digits of the mask of a face's glyphs."""


def sheet_to_plain(sheet: SheetChunk, blobs: list[bytes]) -> list[Any]:
    """Return a sheet chunk as plain values, and append its bytes to a list."""
    return [
        sheet.title,
        sheet.language,
        sheet.name,
        sheet.verso,
        sheet.height,
        sheet.page_count,
        sorted(sheet.pack_headed),
        sorted(sheet.bare),
        sheet.first_page,
        sheet.overlays,
        sheet.entry,
        sheet.entries,
        sheet.root,
        sheet.headings,
        sheet.references,
        sheet.fields,
        sheet.field_names,
        [[face, f"{glyphs:x}"] for face, glyphs in sheet.glyphs.items()],
        sheet.blocks,
        sheet.parts,
        chunk_to_plain(sheet.content, blobs),
    ]


def sheet_from_plain(plain: Sequence[Any], blobs: Iterator[bytes]) -> SheetChunk:
    """Return a sheet chunk from what `sheet_to_plain` returned.

    Args:
        plain: of the shape `SHEET`.
        blobs: its bytes.

    Raises:
        Damaged: it refers to pages or objects that it does not have, or bytes are missing.
        ValueError: a mask of glyphs is no hexadecimal number.
    """
    (title, language, name, verso, height, count, headed, bare, first_page, overlays, entry, entries, root, headings,
     references, fields, field_names, glyphs, blocks, parts, content) = plain  # fmt: skip
    if root is not None:
        own, tag, attributes, kids = root
        root = own, tag, tuple([(key, value) for key, value in attributes]), kids
    made = SheetChunk(
        title=title,
        language=language,
        name=name,
        verso=verso,
        height=height,
        page_count=count,
        pack_headed=frozenset(headed),
        bare=frozenset(bare),
        first_page=first_page,
        overlays=tuple([(page, own) for page, own in overlays]),
        entry=entry,
        entries=(entries[0], entries[1]),
        root=root,
        headings=None if headings is None else (headings[0], headings[1], headings[2]),
        references=tuple([_reference(*one) for one in references]),
        fields=tuple(fields),
        field_names=tuple(field_names),
        glyphs={face: _mask(face, mask) for face, mask in glyphs},
        problems=(),
        blocks=_boxes(blocks),
        parts=tuple([SheetPart(part, first, last, _boxes(own)) for part, first, last, own in parts]),
        content=chunk_from_plain(content, blobs),
    )
    if not _is_whole(made):
        raise Damaged("the sheet refers to pages or objects that it does not have")
    return made


def _is_whole(sheet: SheetChunk) -> bool:
    """Tell whether a sheet has all pages and objects that it refers to, and each page is bare or has an overlay."""
    finished = {page for page, _ in sheet.overlays}
    owned = [own for _, own in sheet.overlays]
    owned += [sheet.entry, *sheet.fields, *(sheet.root[:1] if sheet.root is not None else ())]
    ends = [sheet.first_page + sheet.page_count, sum(sheet.entries), *[own + 1 for own in owned]]
    return (
        max(ends) <= sheet.content.extent
        and len(sheet.overlays) <= sheet.page_count
        and len(finished | sheet.bare) == sheet.page_count
        and max(finished | sheet.bare, default=-1) < sheet.page_count
        and finished.issuperset([one.page for one in sheet.references])
        and all(page < sheet.page_count for page in sheet.pack_headed)
        and len(sheet.fields) == len(sheet.field_names)
        and all(box.page < sheet.page_count for box in sheet.blocks)
        and all(part.first <= part.last < sheet.page_count for part in sheet.parts)
        and all(part.first <= box.page <= part.last for part in sheet.parts for box in part.blocks)
    )


def _boxes(plain: Sequence[Any]) -> tuple[BlockBox, ...]:
    return tuple([BlockBox(page, tuple(box), *rest) for page, box, *rest in plain])


def _mask(face: int, digits: str) -> int:
    """Return the mask of a face's glyphs from hexadecimal digits.

    Raises:
        Damaged: there is no such face, or the mask has too many digits.
        ValueError: the digits are not hexadecimal.
    """
    if face >= MOST_FACES or len(digits) > _LONGEST_MASK:
        raise Damaged("there is no such face or glyph")
    return int(digits, 16)


def _reference(*plain: Any) -> Reference:
    found = Reference(*plain)
    return found if found.target is None else found._replace(target=Pages(*found.target))

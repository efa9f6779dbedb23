"""Ready sheets and other finished objects as plain data to be stored, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import NoneType
from typing import Any

from packgen.bind.object_ids import MOST_FACES
from packgen.bind.sheet_chunk import SheetChunk
from packgen.cache.codec import Damaged
from packgen.cache.shape import Either, count, number
from packgen.pdf.chunk import Chunk, Renumbered
from packgen.pdf.crossref import ROW
from packgen.pdf.writer import Stream
from packgen.sheet.sheet import Pages, Reference

_STREAMS = [(count, str)]
_REFERENCE = (
    count, count, str, number, number, bool, str, str, str, Either(NoneType, (str, count, count)), number,
)  # fmt: skip
_ROOT = (count, str, [(str, str)], str)
_HEADINGS = (count, Either(NoneType, count), count)

MOVABLE = (count, count, bool, _STREAMS)
"""What `movable_to` gives; see `packgen.cache.shape`."""

PLACED = _STREAMS
"""What `placed_to` gives."""

SHEET = (
    str, str, str, bool, number, count, [count], [count], count, [(count, count)], count, (count, count),
    Either(NoneType, _ROOT), Either(NoneType, _HEADINGS), [_REFERENCE], [count], [str], [(str, bool)],
    [(count, str)], MOVABLE,
)  # fmt: skip
"""What `sheet_to` gives."""

_LONGEST_RUN = 1_000_000
_LONGEST_MASK = 0x10000 // 4
"""Hexadecimal digits of the glyphs of a face."""


def movable_to(content: Chunk, blobs: list[bytes]) -> list[Any]:
    """Return plain values of some objects, and put their bytes into a list."""
    blobs += [content.text, *(stream.data for stream in content.streams)]
    return [
        content.extent,
        content.holder,
        content.apart,
        [[s.number, s.entries] for s in content.streams],
    ]


def movable_from(plain: Sequence[Any], blobs: Iterator[bytes]) -> Chunk:
    """Return objects from what `movable_to` made of them.

    Args:
        plain: of the shape `MOVABLE`.
        blobs: their bytes.

    Raises:
        Damaged: a number is none of theirs, or bytes are lacking.
    """
    extent, holder, apart, streams = plain
    text = _next(blobs)
    known = tuple([Stream(own, entries, _next(blobs)) for own, entries in streams])
    if extent > _LONGEST_RUN or max(holder, *[own for own, _ in streams]) >= extent:
        raise Damaged("an object has no possible number")
    return Chunk(extent, holder, text, known, apart)


def placed_to(placed: Renumbered, blobs: list[bytes]) -> list[Any]:
    """Return plain values of what depends on numbers, and put its bytes into a list."""
    blobs += [placed.rows, *(stream.data for stream in placed.streams)]
    return [[stream.number, stream.entries] for stream in placed.streams]


def placed_from(plain: Sequence[Any], blobs: Iterator[bytes], first: int, extent: int) -> Renumbered:
    """Return what depends on numbers from what `placed_to` made of it.

    Args:
        plain: of the shape `PLACED`.
        blobs: its bytes.
        first: where the run begins.
        extent: how long it is.

    Raises:
        Damaged: a number is not in the run, or bytes are lacking.
    """
    rows = _next(blobs)
    if len(rows) != ROW * extent or not all(first <= number < first + extent for number, _ in plain):
        raise Damaged("an object has no possible number")
    return Renumbered(rows, tuple([Stream(number, entries, _next(blobs)) for number, entries in plain]))


def sheet_to(sheet: SheetChunk, blobs: list[bytes]) -> list[Any]:
    """Return plain values of a sheet, and append its bytes to a list."""
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
        sheet.typed,
        [[face, f"{glyphs:x}"] for face, glyphs in sheet.glyphs.items()],
        movable_to(sheet.content, blobs),
    ]


def sheet_from(plain: Sequence[Any], blobs: Iterator[bytes]) -> SheetChunk:
    """Return a sheet from what `sheet_to` made of it.

    Args:
        plain: of the shape `SHEET`.
        blobs: its bytes.

    Raises:
        Damaged: it refers to pages or objects that it does not have.
    """
    (title, language, name, verso, height, count, headed, bare, first_page, overlays, entry, entries, root, headings,
     references, fields, field_names, typed, glyphs, content) = plain  # fmt: skip
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
        typed=tuple([(role, ruled) for role, ruled in typed]),
        glyphs={face: _mask(face, mask) for face, mask in glyphs},
        problems=(),
        content=movable_from(content, blobs),
    )
    if not _is_whole(made):
        raise Damaged("the sheet refers to what it does not have")
    return made


def _is_whole(sheet: SheetChunk) -> bool:
    """Tell whether a sheet has all pages and objects that it refers to, and each page is either furnished or bare."""
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
    )


def _mask(face: int, digits: str) -> int:
    """Return the glyphs of a face, written in hexadecimal.

    Raises:
        Damaged: there is no such face, or they are too many.
        ValueError: this is no number.
    """
    if face >= MOST_FACES or len(digits) > _LONGEST_MASK:
        raise Damaged("there is no such glyph")
    return int(digits, 16)


def _next(blobs: Iterator[bytes]) -> bytes:
    for blob in blobs:
        return blob
    raise Damaged("a part is lacking")


def _reference(*plain: Any) -> Reference:
    found = Reference(*plain)
    return found if found.target is None else found._replace(target=Pages(*found.target))

"""Ready sheets and other finished objects as plain data to be stored, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from packgen.bind.movable import Movable, Placed
from packgen.bind.ready import ReadySheet
from packgen.bind.writer import Stream
from packgen.sheet.sheet import Pages, Reference


def movable_to(content: Movable, blobs: list[bytes]) -> list[Any]:
    """Return plain values of some objects, and put their bytes into a list."""
    blobs += [content.text, *(stream.data for stream in content.streams)]
    return [
        content.extent,
        content.holder,
        content.table,
        content.apart,
        [[s.number, s.entries] for s in content.streams],
    ]


def movable_from(plain: Sequence[Any], blobs: Iterator[bytes]) -> Movable:
    """Return objects from what `movable_to` made of them."""
    extent, holder, table, apart, streams = plain
    text = next(blobs)
    known = tuple([Stream(own, entries, next(blobs)) for own, entries in streams])
    return Movable(extent, holder, table, text, known, apart)


def placed_to(placed: Placed, blobs: list[bytes]) -> list[Any]:
    """Return plain values of what depends on numbers, and put its bytes into a list."""
    blobs += [placed.rows, *(stream.data for stream in placed.streams)]
    return [[stream.number, stream.entries] for stream in placed.streams]


def placed_from(plain: Sequence[Any], blobs: Iterator[bytes]) -> Placed:
    """Return what depends on numbers from what `placed_to` made of it."""
    rows = next(blobs)
    return Placed(rows, tuple([Stream(number, entries, next(blobs)) for number, entries in plain]))


def sheet_to(sheet: ReadySheet, blobs: list[bytes]) -> list[Any]:
    """Return plain values of a sheet that is out of no mould, and put its bytes into a list."""
    assert isinstance(sheet.content, Movable)
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


def sheet_from(plain: Sequence[Any], blobs: Iterator[bytes]) -> ReadySheet:
    """Return a sheet from what `sheet_to` made of it."""
    (title, language, name, verso, height, count, headed, bare, first_page, overlays, entry, entries, root, headings,
     references, fields, field_names, typed, glyphs, content) = plain  # fmt: skip
    if root is not None:
        own, tag, attributes, kids = root
        root = own, tag, tuple([(key, value) for key, value in attributes]), kids
    return ReadySheet(
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
        glyphs={face: int(mask, 16) for face, mask in glyphs},
        problems=(),
        content=movable_from(content, blobs),
    )


def _reference(*plain: Any) -> Reference:
    found = Reference(*plain)
    return found if found.target is None else found._replace(target=Pages(*found.target))

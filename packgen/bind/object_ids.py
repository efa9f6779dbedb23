"""Object numbers: fixed low ones for what a whole file shares, and a run of numbers for each sheet.

A sheet's objects refer to each other and to fixed numbers only. Hence its bytes do not depend on what else is in the
file, and can be made once and copied into many files. Objects that do depend on the pack (the topmost structure element
of a sheet, its entry in the outline, the overlays) have numbers in the sheet's run but are written with the pack.

A run is longer than its sheet needs, so that a small change of the sheet does not change the numbers of later sheets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from packgen.pdf.chunk import LocalId, local_ids
from packgen.pdf.fonts import EXTENT
from packgen.sheet.sheet import Sheet

CATALOGUE, PAGE_TREE, RESOURCES, FONTS, OUTLINE, TREE_ROOT, DOCUMENT, PARENT_TREE, METADATA, PROFILE, INFO = range(
    1, 12
)
RECTO, VERSO = 12, 13
"""The form XObjects that hold the footer's constant part."""

ATTRIBUTES = range(14, 20)
"""Attribute objects that all structure elements share."""

SHARED = 20
"""The object stream for the fixed numbers that are the same in many packs."""

FIRST_FONT = 21
MOST_FACES = 64
"""Every face of the catalogue has its numbers, in use or not, so that a new face changes no other numbers."""

FIRST_SHEET = 410
"""The first number of the sheets' runs."""

NODE, LEAF = 0, 1
"""In every run, the numbers of the sheet's node of the page tree and of its leaf of the parent tree."""

LocalIds = tuple[LocalId, ...]


class ObjectIds(NamedTuple):
    """The object numbers of one sheet, counted from the first of its run.

    Attributes:
        node: its node of the page tree.
        leaf: its leaf of the parent tree.
        resources: the resources of its pages: the shared ones if it has neither images nor forms.
        pages: page objects.
        contents: by page, its content stream; an empty page has none.
        overlays: by page, the stream for its furniture and references; a page without them has none.
        links: link annotations, after the pages so that the keys of the parent tree ascend.
        fields: form fields, after the links for the same reason.
        appearances: appearance streams of the fields: two for a tick box (ticked, empty), one for others.
        entry: the sheet's own entry in the outline.
        entries: the entries below it.
        images: images.
        forms: form XObjects.
        owners: for each page with marked content, the array of the elements that own it.
        rows: structure elements, in the order of the rows of `Structure`.
        holder: the object stream.
        end: the number after the last.
    """

    node: LocalId
    leaf: LocalId
    resources: str
    pages: LocalIds
    contents: Mapping[int, LocalId]
    overlays: Mapping[int, LocalId]
    links: LocalIds
    fields: LocalIds
    appearances: LocalIds
    entry: LocalId
    entries: LocalIds
    images: LocalIds
    forms: LocalIds
    owners: Mapping[int, LocalId]
    rows: LocalIds
    holder: LocalId
    end: int


def assign_ids(sheet: Sheet) -> ObjectIds:
    """Return the object numbers of a sheet."""
    following = 0

    def run(length: int) -> LocalIds:
        nonlocal following
        following += length
        return local_ids(following - length, following)

    count = len(sheet.pages)
    [node], [leaf] = run(1), run(1)
    appearances = run(sum(2 if field.is_button else 1 for field in sheet.fields))
    drawn = [page for page in range(count) if sheet.pages[page]]
    referring = {reference.page for reference in sheet.references}
    furnished = [page for page in range(count) if page not in sheet.bare or page in referring]
    contents = dict(zip(drawn, run(len(drawn)), strict=True))
    overlays = dict(zip(furnished, run(len(furnished)), strict=True))
    images, forms = run(len(sheet.images)), run(len(sheet.forms))
    [holder] = run(1)
    [entry], root = run(1), run(min(1, len(sheet.structure.tags)))
    resources: str = run(1)[0] if sheet.images or sheet.forms else str(RESOURCES)
    pages, links, fields = run(count), run(len(sheet.links)), run(len(sheet.fields))
    entries = run(len(sheet.outline))
    marked = [page for page in range(count) if sheet.structure.owners[page]]
    owners = dict(zip(marked, run(len(marked)), strict=True))
    rows = *root, *run(max(0, len(sheet.structure.tags) - 1))
    return ObjectIds(
        node,
        leaf,
        resources,
        pages,
        contents,
        overlays,
        links,
        fields,
        appearances,
        entry,
        entries,
        images,
        forms,
        owners,
        rows,
        holder,
        following,
    )


def extent(needed: int) -> int:
    """Return how long a run is for a sheet that needs so many numbers: rounded up to a quarter or half of its size."""
    step = max(16, (1 << needed.bit_length()) >> 2)
    return -(-needed // step) * step


def font_number(face: int) -> int:
    """Return the number of a face's font; the other objects of the font follow.

    Raises:
        ValueError: there are more faces than reserved numbers.
    """
    if face >= MOST_FACES:
        raise ValueError(f"face {face} has no object number")
    return FIRST_FONT + EXTENT * face

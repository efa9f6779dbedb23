"""Object numbers: fixed low ones for what the whole file shares, and a run of its own for each sheet.

A sheet's objects refer to each other and to fixed numbers only. Hence its bytes do not depend on what else is in the
file, and can be made once and copied into many files. What does depend on the pack (the element at the top of a sheet,
its entry in the outline, the overlays) has a number in the sheet's run but is written with the pack. It comes first in
the run, with the streams: what follows is entered in the same way in every file (see `crossref`).

A run is longer than its sheet needs, so that a small change of the sheet does not move the numbers of those after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from packgen.pdf.chunk import Own, own_run
from packgen.sheet.sheet import Sheet

CATALOGUE, PAGE_TREE, RESOURCES, FONTS, OUTLINE, TREE_ROOT, DOCUMENT, PARENT_TREE, METADATA, PROFILE, INFO = range(
    1, 12
)
RECTO, VERSO = 12, 13
"""The form XObjects that hold the footer's constant part."""

ATTRIBUTES = range(14, 20)
"""Attribute objects that all structure elements share."""

SHARED = 20
"""The object stream with what many packs have in common, whatever their sheets are."""

FIRST_FONT = 21
MOST_FACES = 64
"""Every face of the catalogue has its numbers, whether it is in use or not, so that fonts move nothing else."""

FIRST_SLOT = 410

NODE, LEAF = 0, 1
"""In every run, a sheet's node of the page tree and its leaf of the parent tree."""

Numbers = tuple[Own, ...]


class ObjectIds(NamedTuple):
    """The object numbers of one sheet, counted from the first of its run.

    Attributes:
        node: its node of the page tree.
        leaf: its leaf of the parent tree.
        resources: the resources of its pages; the shared ones where it has neither picture nor form.
        pages: page objects, one a page.
        contents: content streams by page; an empty page has none.
        overlays: by page, the streams the binder draws its furniture and references in; a page without has none.
        links: link annotations, after the pages, so that the keys of the parent tree ascend.
        fields: form fields, after them for the same reason.
        looks: appearance streams of the fields, two for a box to tick (ticked, empty), else one.
        entry: the sheet's own entry in the outline.
        entries: the entries below it.
        images: pictures.
        forms: what is drawn once and shown in many places.
        owners: for each page with marked content, the array of the elements that own it.
        rows: structure elements by their rows.
        holder: the object stream with all that is no stream.
        end: the first number that is not needed.
    """

    node: Own
    leaf: Own
    resources: str
    pages: Numbers
    contents: Mapping[int, Own]
    overlays: Mapping[int, Own]
    links: Numbers
    fields: Numbers
    looks: Numbers
    entry: Own
    entries: Numbers
    images: Numbers
    forms: Numbers
    owners: Mapping[int, Own]
    rows: Numbers
    holder: Own
    end: int


def assign_ids(sheet: Sheet) -> ObjectIds:
    """Return the numbers of a sheet."""
    following = 0

    def run(length: int) -> Numbers:
        nonlocal following
        following += length
        return own_run(following - length, following)

    count = len(sheet.pages)
    [node], [leaf] = run(1), run(1)
    looks = run(sum(2 if field.kind == "tick" else 1 for field in sheet.fields))
    drawn = [page for page in range(count) if sheet.pages[page]]
    referring = {reference.page for reference in sheet.references}
    furnished = [page for page in range(count) if page not in sheet.bare or page in referring]
    contents = dict(zip(drawn, run(len(drawn)), strict=True))
    overlays = dict(zip(furnished, run(len(furnished)), strict=True))
    images, forms = run(len(sheet.images)), run(len(sheet.forms))
    [holder] = run(1)
    [entry], root = run(1), run(min(1, len(sheet.structure.rows)))
    resources: str = run(1)[0] if sheet.images or sheet.forms else str(RESOURCES)
    pages, links, fields = run(count), run(len(sheet.links)), run(len(sheet.fields))
    entries = run(len(sheet.outline))
    marked = [page for page in range(count) if sheet.structure.owners[page]]
    owners = dict(zip(marked, run(len(marked)), strict=True))
    rows = *root, *run(max(0, len(sheet.structure.rows) - 1))
    return ObjectIds(
        node,
        leaf,
        resources,
        pages,
        contents,
        overlays,
        links,
        fields,
        looks,
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
    """Return how long a run is that needs so many numbers: a quarter to a half of them make a step."""
    step = max(16, (1 << needed.bit_length()) >> 2)
    return -(-needed // step) * step

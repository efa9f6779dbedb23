"""Object numbers: fixed low ones for what the whole file shares, and a run of its own for each sheet.

A sheet's objects refer to each other and to fixed numbers only. Hence its bytes do not depend on what else is in the
file, and can be made once and copied into many files. What does depend on the pack (the element at the top of a sheet,
its entry in the outline, the overlays) has a number in the sheet's run but is written with the pack.
"""

from __future__ import annotations

from typing import NamedTuple

from packgen.sheet.sheet import Sheet

CATALOGUE, PAGE_TREE, RESOURCES, FONTS, OUTLINE, TREE_ROOT, DOCUMENT, PARENT_TREE, METADATA, PROFILE, INFO = range(
    1, 12
)
RECTO, VERSO = 12, 13
"""The form XObjects that hold the footer's constant part."""

FIRST_SLOT = 14


class Slot(NamedTuple):
    """The object numbers of one sheet.

    Attributes:
        node: its node of the page tree.
        leaf: its leaf of the parent tree.
        resources: the resources of its pages; the shared ones where it has no picture.
        pages: page objects, one a page.
        contents: content streams by page; an empty page has none.
        overlays: by page, the streams the binder draws its furniture and references in; a page without has none.
        links: link annotations, after the pages, so that the keys of the parent tree ascend.
        fields: form fields, after them for the same reason.
        looks: appearance streams of the fields, two for a box to tick (ticked, empty), else one.
        entry: the sheet's own entry in the outline.
        entries: the entries below it.
        images: pictures.
        rows: structure elements, the sheet's root first.
        holder: the object stream with all that is no stream.
        end: the first number after the run.
    """

    node: int
    leaf: int
    resources: int
    pages: range
    contents: dict[int, int]
    overlays: dict[int, int]
    links: range
    fields: range
    looks: range
    entry: int
    entries: range
    images: range
    rows: range
    holder: int
    end: int


def allot(sheet: Sheet, first: int) -> Slot:
    """Return the numbers of a sheet whose run begins at ``first``."""
    following = first

    def run(length: int) -> range:
        nonlocal following
        following += length
        return range(following - length, following)

    count = len(sheet.pages)
    [node], [leaf] = run(1), run(1)
    resources = run(1)[0] if sheet.images else RESOURCES
    pages, links, fields = run(count), run(len(sheet.links)), run(len(sheet.fields))
    looks = run(sum(2 if field.kind == "tick" else 1 for field in sheet.fields))
    drawn = [page for page in range(count) if sheet.pages[page]]
    referring = {reference.page for reference in sheet.references}
    furnished = [page for page in range(count) if page not in sheet.bare or page in referring]
    contents = dict(zip(drawn, run(len(drawn)), strict=True))
    overlays = dict(zip(furnished, run(len(furnished)), strict=True))
    [entry] = run(1)
    entries, images, rows = run(len(sheet.outline)), run(len(sheet.images)), run(len(sheet.structure.rows))
    [holder] = run(1)
    return Slot(
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
        rows,
        holder,
        following,
    )

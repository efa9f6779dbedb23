"""Pages, their contents, pictures and link annotations as objects (ISO 32000-1, 7.7.3 and 12.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packgen.bind.objects import box, name, number, references, text, uri
from packgen.bind.slots import FONTS, PAGE_TREE, RECTO, RESOURCES, VERSO, Slot
from packgen.bind.writer import Object, Stream
from packgen.sheet.sheet import Image, Link, Sheet

_COLOUR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}
PRINTED = 4
"""Annotation flag: PDF/A-2, 6.3.2 wants it set and Hidden, Invisible and NoView clear."""


def pages(sheet: Sheet, slot: Slot) -> list[Object]:
    """Return the sheet's node of the page tree, its pages, and its resources if they are its own."""
    count = len(slot.pages)
    out = [(slot.node, f"<</Type/Pages/Parent {PAGE_TREE} 0 R/Count {count}/Kids{references(slot.pages)}>>")]
    if sheet.images:
        named = ((image.name, place) for image, place in zip(sheet.images, slot.images, strict=True))
        out.append((slot.resources, _resources(named)))
    annotated = _annotations(sheet, slot)
    size = box((0, 0, *sheet.page_size))
    for page, own in enumerate(slot.pages):
        streams = [found for found in (slot.contents.get(page), slot.overlays.get(page)) if found is not None]
        contents = f"/Contents{references(streams)}" if streams else ""
        annotations = f"/Annots{references(annotated[page])}" if page in annotated else ""
        parents = f"/StructParents {own}" if sheet.structure.owners[page] else ""
        out.append(
            (
                own,
                f"<</Type/Page/Parent {slot.node} 0 R/MediaBox{size}/Resources {slot.resources} 0 R"
                f"/Tabs/S{parents}{contents}{annotations}>>",
            )
        )
    return out


def shared_resources() -> Object:
    """Return the resources of pages without pictures."""
    return RESOURCES, _resources(())


def top(slots: Sequence[Slot]) -> Object:
    """Return the root of the page tree over all sheets in page order."""
    count = sum(len(slot.pages) for slot in slots)
    return PAGE_TREE, f"<</Type/Pages/Count {count}/Kids{references(slot.node for slot in slots)}>>"


def contents(sheet: Sheet, slot: Slot) -> list[Stream]:
    """Return the content streams and pictures of a sheet."""
    drawn = [Stream(own, "/Filter/FlateDecode", sheet.pages[page]) for page, own in slot.contents.items()]
    return drawn + [_image(image, own) for image, own in zip(sheet.images, slot.images, strict=True)]


def links(sheet: Sheet, slot: Slot, sheets: Sequence[Slot]) -> list[Object]:
    """Return the link annotations of a sheet (12.5.6.5).

    Args:
        sheet: the sheet.
        slot: its numbers.
        sheets: what internal targets count in; empty for a sheet that must not depend on its pack.
    """
    return [(own, _link(link, own, sheets)) for link, own in zip(sheet.links, slot.links, strict=True)]


def destination(page: int, height: float) -> str:
    """Return an array that shows a page from a height downwards and leaves the magnification alone (12.3.2.2)."""
    return f"[{page} 0 R/XYZ null {number(height)} null]"


def _annotations(sheet: Sheet, slot: Slot) -> dict[int, list[int]]:
    """Return the annotations of each page.

    Where there are fields the order is that of reading: many programs tab from one to the next as they are listed.
    """
    placed = [(link.page, own) for link, own in zip(sheet.links, slot.links, strict=True)]
    if sheet.fields:
        placed += [(field.page, own) for field, own in zip(sheet.fields, slot.fields, strict=True)]
        owners = (*sheet.structure.link_owners, *sheet.structure.field_owners)
        placed = [place for _, place in sorted(zip(owners, placed, strict=True))]
    out: dict[int, list[int]] = {}
    for page, own in placed:
        out.setdefault(page, []).append(own)
    return out


def _resources(images: Iterable[tuple[str, int]]) -> str:
    """Return a resource dictionary: all fonts of the pack, the footers, and pictures by name."""
    pictures = "".join(f"{name(known)} {own} 0 R" for known, own in images)
    return f"<</Font {FONTS} 0 R/XObject<</Recto {RECTO} 0 R/Verso {VERSO} 0 R{pictures}>>>>"


def _link(link: Link, own: int, sheets: Sequence[Slot]) -> str:
    if isinstance(link.target, str):
        action = f"/A<</S/URI/URI{uri(link.target)}>>"
    else:
        sheet, page, height = link.target
        action = f"/Dest{destination(sheets[sheet].pages[page], height)}"
    return (
        f"<</Type/Annot/Subtype/Link/F {PRINTED}/Border[0 0 0]/Rect{box(link.rectangle)}/StructParent {own}"
        f"/Contents{text(link.description)}{action}>>"
    )


def _image(image: Image, own: int) -> Stream:
    space = _COLOUR_SPACES[image.components]
    size = f"/Width {image.width}/Height {image.height}"
    entries = f"/Type/XObject/Subtype/Image{size}/ColorSpace{space}/BitsPerComponent 8/Filter{name(image.filter)}"
    return Stream(own, entries, image.data)

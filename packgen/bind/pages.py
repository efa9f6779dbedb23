"""Pages, their contents, pictures, forms and link annotations as objects (ISO 32000-1, 7.7.3 and 12.5)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from packgen.bind.object_ids import FONTS, NODE, PAGE_TREE, RECTO, RESOURCES, VERSO, ObjectIds
from packgen.pdf.chunk import Own, OwnObject, OwnStream, goal
from packgen.pdf.objects import box, name, number, references, text, uri
from packgen.pdf.writer import Object, Stream, deflated
from packgen.sheet.artifacts import PROPERTIES
from packgen.sheet.sheet import FormXObject, Image, Link, Sheet

_COLOUR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}
PRINTED = 4
"""Annotation flag: PDF/A-2, 6.3.2 wants it set and Hidden, Invisible and NoView clear."""


def pages(sheet: Sheet, slot: ObjectIds) -> list[OwnObject]:
    """Return the sheet's node of the page tree, its pages, and its resources if they are its own."""
    count = len(slot.pages)
    out = [(slot.node, f"<</Type/Pages/Parent {PAGE_TREE} 0 R/Count {count}/Kids{references(slot.pages)}>>")]
    if sheet.images or sheet.forms:
        named = [(one.name, place) for one, place in zip(sheet.images, slot.images, strict=True)]
        named += [(one.name, place) for one, place in zip(sheet.forms, slot.forms, strict=True)]
        out.append((Own(slot.resources), _resources(named)))
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
    """Return the resources of pages without pictures and forms."""
    return RESOURCES, _resources(())


def top(firsts: Iterable[int], count: int) -> Object:
    """Return the root of the page tree over all sheets in page order, given where their runs begin."""
    return PAGE_TREE, f"<</Type/Pages/Count {count}/Kids{references(first + NODE for first in firsts)}>>"


def contents(sheet: Sheet, slot: ObjectIds) -> list[OwnStream]:
    """Return the content streams, pictures and forms of a sheet."""
    drawn = [(own, Stream(0, "/Filter/FlateDecode", sheet.pages[page])) for page, own in slot.contents.items()]
    drawn += [(own, _image(image)) for image, own in zip(sheet.images, slot.images, strict=True)]
    return drawn + [(own, _form(form)) for form, own in zip(sheet.forms, slot.forms, strict=True)]


def links(sheet: Sheet, slot: ObjectIds) -> list[OwnObject]:
    """Return the link annotations of a sheet (12.5.6.5)."""
    return [(own, _link(link, own)) for link, own in zip(sheet.links, slot.links, strict=True)]


def destination(page: int | str, height: float) -> str:
    """Return an array that shows a page from a height downwards and leaves the magnification alone (12.3.2.2)."""
    return f"[{page} 0 R/XYZ null {number(height)} null]"


def _annotations(sheet: Sheet, slot: ObjectIds) -> dict[int, list[Own]]:
    """Return the annotations of each page.

    Where there are fields the order is that of reading: many programs tab from one to the next as they are listed.
    """
    placed = [(link.page, own) for link, own in zip(sheet.links, slot.links, strict=True)]
    if sheet.fields:
        placed += [(field.page, own) for field, own in zip(sheet.fields, slot.fields, strict=True)]
        owners = (*sheet.structure.link_owners, *sheet.structure.field_owners)
        placed = [place for _, place in sorted(zip(owners, placed, strict=True))]
    out: dict[int, list[Own]] = {}
    for page, own in placed:
        out.setdefault(page, []).append(own)
    return out


def _resources(objects: Iterable[tuple[str, Own]]) -> str:
    """Return a resource dictionary: all fonts of the pack, what furniture needs, and pictures and forms by name."""
    named = "".join(f"{name(known)} {own} 0 R" for known, own in objects)
    forms = f"/Recto {RECTO} 0 R/Verso {VERSO} 0 R"
    return f"<</Font {FONTS} 0 R/Properties<<{PROPERTIES}>>/XObject<<{forms}{named}>>>>"


def _link(link: Link, own: Own) -> str:
    if isinstance(link.target, str):
        action = f"/A<</S/URI/URI{uri(link.target)}>>"
    else:
        sheet, page, height = link.target
        action = f"/Dest{destination(goal(sheet, page), height)}"
    return (
        f"<</Type/Annot/Subtype/Link/F {PRINTED}/Border[0 0 0]/Rect{box(link.rectangle)}/StructParent {own}"
        f"/Contents{text(link.description)}{action}>>"
    )


def _image(image: Image) -> Stream:
    space = _COLOUR_SPACES[image.components]
    size = f"/Width {image.width}/Height {image.height}"
    entries = f"/Type/XObject/Subtype/Image{size}/ColorSpace{space}/BitsPerComponent 8/Filter{name(image.filter)}"
    return Stream(0, entries, image.data)


@lru_cache(maxsize=64)
def _form(form: FormXObject) -> Stream:
    return deflated(0, form.data, f"/Type/XObject/Subtype/Form/BBox{box(form.box)}/Resources<</Font {FONTS} 0 R>>")

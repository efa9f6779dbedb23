"""Pages, their resources and content, and link annotations as objects (ISO 32000-1, 7.7.3 and 12.5)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from packgen.bind.object_ids import FONTS, NODE, PAGE_TREE, RECTO, RESOURCES, VERSO, ObjectIds, font_number
from packgen.pdf.chunk import LocalId, LocalObject, LocalStream, page_reference
from packgen.pdf.objects import box, name, number, references, text, uri
from packgen.pdf.streams import Object, Stream, deflated
from packgen.pdf.xobjects import form_entries, image_entries
from packgen.sheet.artifacts import PROPERTIES
from packgen.sheet.sheet import FormXObject, Image, Link, Sheet

PRINTED = 4
"""Annotation flag Print: PDF/A-2, 6.3.2 requires it set, and Hidden, Invisible and NoView clear."""

FORM_FONT = "Wingdings"
"""Resource name of the font that form fields are filled in with; see `packgen.bind.form_fonts`.

PDFium (Chrome, Edge) draws letters other than Latin ones with an embedded font only if the font's resource has this
name or that of a few other symbol fonts.
"""


def pages(sheet: Sheet, ids: ObjectIds) -> list[LocalObject]:
    """Return the sheet's node of the page tree, its pages, and its resources unless they are the shared ones."""
    count = len(ids.pages)
    out = [(ids.node, f"<</Type/Pages/Parent {PAGE_TREE} 0 R/Count {count}/Kids{references(ids.pages)}>>")]
    if sheet.images or sheet.forms:
        named = [(one.name, place) for one, place in zip(sheet.images, ids.images, strict=True)]
        named += [(one.name, place) for one, place in zip(sheet.forms, ids.forms, strict=True)]
        out.append((LocalId(ids.resources), _resources(named)))
    annotated = _annotations(sheet, ids)
    size = box((0, 0, *sheet.page_size))
    for page, own in enumerate(ids.pages):
        streams = [found for found in (ids.contents.get(page), ids.overlays.get(page)) if found is not None]
        contents = f"/Contents{references(streams)}" if streams else ""
        annotations = f"/Annots{references(annotated[page])}" if page in annotated else ""
        parents = f"/StructParents {own}" if sheet.structure.owners[page] else ""
        out.append(
            (
                own,
                f"<</Type/Page/Parent {ids.node} 0 R/MediaBox{size}/Resources {ids.resources} 0 R"
                f"/Tabs/S{parents}{contents}{annotations}>>",
            )
        )
    return out


def shared_resources() -> Object:
    """Return the resources of pages without images and forms."""
    return RESOURCES, _resources(())


def font_resources(faces: Iterable[int]) -> Object:
    """Return the font resources: F<index> for each face."""
    return FONTS, f"<<{''.join(f'/F{face} {font_number(face)} 0 R' for face in faces)}>>"


def top(firsts: Iterable[int], count: int) -> Object:
    """Return the root of the page tree, given the first number of each sheet in page order and the count of pages."""
    return PAGE_TREE, f"<</Type/Pages/Count {count}/Kids{references(first + NODE for first in firsts)}>>"


def contents(sheet: Sheet, ids: ObjectIds) -> list[LocalStream]:
    """Return the content streams, images and form XObjects of a sheet."""
    drawn = [(own, Stream(0, "/Filter/FlateDecode", sheet.pages[page])) for page, own in ids.contents.items()]
    drawn += [(own, _image(image)) for image, own in zip(sheet.images, ids.images, strict=True)]
    return drawn + [(own, _form(form)) for form, own in zip(sheet.forms, ids.forms, strict=True)]


def links(sheet: Sheet, ids: ObjectIds) -> list[LocalObject]:
    """Return the link annotations of a sheet (12.5.6.5)."""
    return [(own, _link(link, own)) for link, own in zip(sheet.links, ids.links, strict=True)]


def destination(page: int | str, height: float) -> str:
    """Return the destination of a height on a page, which keeps the magnification (12.3.2.2)."""
    return f"[{page} 0 R/XYZ null {number(height)} null]"


def _annotations(sheet: Sheet, ids: ObjectIds) -> dict[int, list[LocalId]]:
    """Return the annotations of each page.

    If there are fields they are in reading order: many programs move from one to the next as they are listed.
    """
    placed = [(link.page, own) for link, own in zip(sheet.links, ids.links, strict=True)]
    if sheet.fields:
        placed += [(field.page, own) for field, own in zip(sheet.fields, ids.fields, strict=True)]
        owners = (*sheet.structure.link_owners, *sheet.structure.field_owners)
        placed = [place for _, place in sorted(zip(owners, placed, strict=True), key=itemgetter(0))]
    out: dict[int, list[LocalId]] = {}
    for page, own in placed:
        out.setdefault(page, []).append(own)
    return out


def _resources(objects: Iterable[tuple[str, LocalId]]) -> str:
    """Return a resource dictionary: all fonts of the pack, what overlays need, and images and forms by name."""
    named = "".join(f"{name(known)} {own} 0 R" for known, own in objects)
    forms = f"/Recto {RECTO} 0 R/Verso {VERSO} 0 R"
    return f"<</Font {FONTS} 0 R/Properties<<{PROPERTIES}>>/XObject<<{forms}{named}>>>>"


def _link(link: Link, own: LocalId) -> str:
    if isinstance(link.target, str):
        action = f"/A<</S/URI/URI{uri(link.target)}>>"
    else:
        sheet, page, height = link.target
        action = f"/Dest{destination(page_reference(sheet, page), height)}"
    return (
        f"<</Type/Annot/Subtype/Link/F {PRINTED}/Border[0 0 0]/Rect{box(link.rectangle)}/StructParent {own}"
        f"/Contents{text(link.description)}{action}>>"
    )


def _image(image: Image) -> Stream:
    return Stream(0, image_entries(image.width, image.height, image.components, image.filter), image.data)


@lru_cache(maxsize=64)
def _form(form: FormXObject) -> Stream:
    return deflated(0, form.data, form_entries(form.box, f"/Font {FONTS} 0 R"))

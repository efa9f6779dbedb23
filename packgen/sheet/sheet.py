"""Sheet: the finished pages of one stage of a section, with nothing in them that depends on the pack around them.

A sheet knows no page number, no pack title and no student. Its content streams name fonts ``/F<face index>``, images
``/<Image.name>`` and are complete, balanced and compressed; every piece of text in them is inside a marked-content
sequence.
"""

from __future__ import annotations

from typing import NamedTuple

from packgen.sheet.structure import Structure


class Link(NamedTuple):
    """A link annotation: its page in the sheet, its rectangle in points, where it goes and what it is called.

    ``target`` is an absolute URI, or (index of a sheet in the pack, page in it, height of the destination in points).
    """

    page: int
    rectangle: tuple[float, float, float, float]
    target: str | tuple[int, int, float]
    description: str


class OutlineEntry(NamedTuple):
    """A heading below the sheet's own entry in the outline."""

    title: str
    page: int
    y: float


class Image(NamedTuple):
    """A picture as an image XObject.

    Attributes:
        name: resource name, made from a digest of the content so that sheets never clash.
        width, height: in samples.
        components: 1 (grey) or 3 (RGB), 8 bits each.
        filter: FlateDecode (with no predictor) or DCTDecode.
        data: the encoded samples.
    """

    name: str
    width: int
    height: int
    components: int
    filter: str
    data: bytes


class Sheet(NamedTuple):
    """Finished pages and what they mean.

    Attributes:
        title: the plain title, for the outline.
        language: BCP 47.
        page_size: width and height in points.
        pages: zlib-compressed content streams, one a page.
        pack_headed: pages whose running head carries the pack's title on the left, written by the binder.
        bare: pages that get no running head or folio from the binder at all (a cover gets a folio: not bare).
        structure: the structure tree.
        links: link annotations in page order.
        outline: headings in reading order.
        glyphs: for each face in use, the glyph numbers in use and the text each stands for.
        images: pictures in use.
    """

    title: str
    language: str
    page_size: tuple[float, float]
    pages: tuple[bytes, ...]
    pack_headed: frozenset[int]
    bare: frozenset[int]
    structure: Structure
    links: tuple[Link, ...]
    outline: tuple[OutlineEntry, ...]
    glyphs: dict[int, dict[int, str]]
    images: tuple[Image, ...]


class Chapter(NamedTuple):
    """Sheets that share one entry in the outline: the stages of a section, or the sources of a topic."""

    title: str
    sheets: tuple[Sheet, ...]


class Part(NamedTuple):
    """A topic in a pack; a pack with one part shows its chapters at the top of the outline."""

    title: str
    chapters: tuple[Chapter, ...]


class Pack(NamedTuple):
    """What is bound into one file.

    Attributes:
        title: document title, running head and footer.
        edition: the words beside the title in the footer, such as "Student edition".
        language: BCP 47, the document's.
        authors: for the metadata.
        subject: for the metadata.
        front: cover and contents; its internal links name sheets by their place in ``sheets()``.
        parts: the topics.
        date: modification date for the metadata, seconds since 1970 in UTC, or None to leave dates out.
    """

    title: str
    edition: str
    language: str
    authors: tuple[str, ...]
    subject: str
    front: Sheet
    parts: tuple[Part, ...]
    date: int | None

    def sheets(self) -> list[Sheet]:
        """Return the sheets after the front in page order."""
        return [sheet for part in self.parts for chapter in part.chapters for sheet in chapter.sheets]

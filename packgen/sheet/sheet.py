"""Sheet: the finished pages of one stage of a section, with nothing in them that depends on the pack around them.

A sheet knows no page number, no pack title and no student. Its content streams name fonts ``/F<face index>``, images
``/<Image.name>`` and forms ``/<Form.name>``, and are complete, balanced and compressed; every piece of text in them is
inside a marked-content sequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Generic, Literal, NamedTuple, TypeVar

from packgen.sheet.boxes import BlockBox
from packgen.sheet.cuts import Cut
from packgen.sheet.structure import Structure


class Link(NamedTuple):
    """A link annotation: its page in the sheet, its rectangle in points, where it goes and what it is called.

    ``target`` is an absolute URI, or (index of a sheet in the pack, page in it, height of the destination in points).
    """

    page: int
    rectangle: tuple[float, float, float, float]
    target: str | tuple[int, int, float]
    description: str


class Pages(NamedTuple):
    """Pages of a sheet by its name: the first and the last, counted from 0 in the sheet."""

    sheet: str
    first: int
    last: int


class PageWords(NamedTuple):
    """Words with a page number in them, such as ``page {}``, what stands there without it, and the pages meant."""

    words: str
    otherwise: str
    target: Pages


class Reference(NamedTuple):
    """Words that only the binder knows, with a page number or the student's name: it draws them, as content to read.

    Attributes:
        page: in the sheet.
        mcid: marked-content number kept for them; an element of the structure owns it.
        tag: of that element.
        x, y: where their baseline begins, or ends where ``right`` is true, in points.
        right: whether they end at x.
        role: style.
        words: what is drawn, with ``{}`` for the page number or numbers, such as ``page {}``, or for the name.
        otherwise: what is drawn where the pages are not in the pack.
        target: the pages referred to, or None for the name of the student whose pack it is.
        room: points that the words may take, or 0 for any width; wider ones are set smaller, then cut.
    """

    page: int
    mcid: int
    tag: str
    x: float
    y: float
    right: bool
    role: str
    words: str
    otherwise: str
    target: Pages | None
    room: float = 0.0


FieldKind = Literal["line", "lines", "tick", "ring"]


class Field(NamedTuple):
    """A form field, in a file to fill in on screen.

    Attributes:
        page: in the sheet.
        rectangle: left, bottom, right and top in points.
        name: unique in the sheet, such as ``B.4``; the binder sets the sheet's name before it.
        description: said by a screen reader and shown as a tooltip, such as "Task B, blank 4".
        kind: one line, several lines, a box to tick, or a letter to ring.
    """

    page: int
    rectangle: tuple[float, float, float, float]
    name: str
    description: str
    kind: FieldKind

    @property
    def is_button(self) -> bool:
        """Whether it is clicked, not typed into."""
        return self.kind in ("tick", "ring")


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


class FormXObject(NamedTuple):
    """Decoration that comes back on pages as it is, a form XObject: its text is no text to read.

    Attributes:
        name: resource name, made from a digest of the content so that sheets never clash.
        box: left, bottom, right and top of what it draws, in points.
        data: its content stream, not compressed.
    """

    name: str
    box: tuple[float, float, float, float]
    data: bytes


class SheetPart(NamedTuple):
    """A part of a sheet with a name of its own, such as the answers of a section among those of its topic.

    Attributes:
        name: such as ``khrushchev/fall/check``, for references; unique in a pack.
        first, last: its pages, counted from 0 in the sheet.
        blocks: where blocks stand in it; their pages are counted from 0 in the sheet.
    """

    name: str
    first: int
    last: int
    blocks: tuple[BlockBox, ...]


class Sheet(NamedTuple):
    """Finished pages and what they mean.

    Attributes:
        title: the plain title, for the outline.
        language: BCP 47.
        page_size: width and height in points.
        pages: zlib-compressed content streams, one a page.
        pack_headed: pages whose running head has the title of the topic or the pack on the left, written by the binder.
        bare: pages that get no running head or folio from the binder at all (a cover gets a folio: not bare).
        structure: the structure tree.
        links: link annotations in page order.
        outline: headings in reading order.
        glyphs: for each face in use, its glyphs in use: glyph n as bit n.
        images: pictures in use.
        name: such as ``khrushchev/fall/recall``, for references; unique in a pack.
        verso: whether its first page is a left one.
        references: words with page numbers, in the order of their marked-content numbers on each page.
        fields: form fields in reading order.
        forms: what is drawn once and shown in many places.
        cuts: words that are too long for their room.
        blocks: where blocks stand, on sheets of a section.
        parts: its parts that have names, in reading order.
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
    glyphs: dict[int, int]
    images: tuple[Image, ...]
    name: str = ""
    verso: bool = False
    references: tuple[Reference, ...] = ()
    fields: tuple[Field, ...] = ()
    forms: tuple[FormXObject, ...] = ()
    cuts: tuple[Cut, ...] = ()
    blocks: tuple[BlockBox, ...] = ()
    parts: tuple[SheetPart, ...] = ()


S = TypeVar("S")
"""A sheet, as it was typeset or ready to be bound."""


class Chapter(NamedTuple, Generic[S]):
    """Sheets that share one entry in the outline: the stages of a section, or the sources of a topic."""

    title: str
    sheets: tuple[S, ...]


class PackPart(NamedTuple, Generic[S]):
    """A topic in a pack; a pack with one part shows its chapters at the top of the outline."""

    title: str
    chapters: tuple[Chapter[S], ...]


class Pack(NamedTuple, Generic[S]):
    """What is bound into one file, of sheets as they were typeset or made ready.

    Attributes:
        title: document title and footer.
        edition: the words beside the title in the footer, such as "Student edition".
        language: BCP 47, the document's.
        authors: for the metadata.
        subject: for the metadata.
        front_matter: cover and contents, or None; its internal links name sheets by their place in ``sheets()``.
        parts: the topics.
        date: modification date for the metadata, seconds since 1970 in UTC, or None to leave dates out.
        elsewhere: by name, the first page, counted from 1, of sheets in another file that references may name.
        bold_edition: whether the edition's words are bold.
        student: whose pack it is; empty for a pack that is nobody's own.
    """

    title: str
    edition: str
    language: str
    authors: tuple[str, ...]
    subject: str
    front_matter: S | None
    parts: tuple[PackPart[S], ...]
    date: int | None
    elsewhere: Mapping[str, int] = MappingProxyType({})
    bold_edition: bool = False
    student: str = ""

    def order(self) -> list[S]:
        """Return all sheets in page order."""
        return [*([] if self.front_matter is None else [self.front_matter]), *self.sheets()]

    def heads(self) -> list[str]:
        """Return the words on the left of each sheet's running heads, in page order: its topic's title among more."""
        lone = len(self.parts) == 1
        own = [self.title if lone else part.title for part in self.parts for one in part.chapters for _ in one.sheets]
        return [*([] if self.front_matter is None else [self.title]), *own]

    def sheets(self) -> list[S]:
        """Return the sheets after the front matter in page order."""
        return [sheet for part in self.parts for chapter in part.chapters for sheet in chapter.sheets]

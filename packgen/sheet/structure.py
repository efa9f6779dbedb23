"""The logical structure of a sheet (ISO 32000-1, 14.7).

Elements are made in reading order before anything is drawn; drawing adds leaves to them. A leaf is a marked-content
sequence ``(page, mcid)`` or an annotation: ``(LINK, index into Sheet.links)``, ``(FIELD, index into Sheet.fields)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

LINK = -1
"""First item of a leaf that is a link annotation."""

FIELD = -2
"""First item of a leaf that is a form field."""

EMPTY_ALLOWED = frozenset({"TD", "TH"})

_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
"""Elements that keep their place in a table although nothing was drawn for them."""

Leaf = tuple[int, int]
Attributes = tuple[tuple[str, str], ...]

Kids = tuple[int | Leaf, ...]
"""What an element holds, in reading order: row numbers of elements, and leaves; see `Structure`."""


class Element:
    """A structure element under construction.

    Attributes:
        tag: a standard structure type (ISO 32000-1, 14.8.4).
        attributes: pairs out of this vocabulary: alt, lang, actual, title (text); scope (Row, Column or Both);
            colspan, rowspan (integers as text); numbering (None, Disc, Decimal); bbox (four numbers in points, set
            when drawn).
        kids: elements and leaves in reading order.

    An element without a tag is none: it keeps the place of elements that come later, and its kids are its parent's.
    """

    __slots__ = ("attributes", "kids", "tag")

    def __init__(self, tag: str, parent: Element | None = None, **attributes: str) -> None:
        self.tag = tag
        self.attributes = attributes
        self.kids: list[Element | Leaf] = []
        if parent is not None:
            parent.kids.append(self)


class Structure(NamedTuple):
    """A sheet's structure tree as a table with a row for each element, in depth-first order; the root is row 0.

    Attributes:
        tags: the column of structure types.
        parents: the column of parents, as row numbers; -1 for the root.
        attributes: the column of attributes.
        kids: the column of kids, as row numbers and leaves.
        owners: for each page, the row that owns each marked-content number.
        link_owners: the row that owns each link annotation.
        field_owners: the row that owns each form field.
    """

    tags: tuple[str, ...]
    parents: tuple[int, ...]
    attributes: tuple[Attributes, ...]
    kids: tuple[Kids, ...]
    owners: tuple[tuple[int, ...], ...]
    link_owners: tuple[int, ...]
    field_owners: tuple[int, ...] = ()


def flatten(root: Element, pages: int, links: int, fields: int = 0, *, partial: bool = False) -> Structure:
    """Number the elements that hold anything; drop those that nothing was drawn for.

    Args:
        root: of the tree.
        pages: their number.
        links: their number.
        fields: their number.
        partial: blocks were left out on purpose, and with them headings.

    Raises:
        ValueError: a marked-content number, a link or a field belongs to no element, or nothing drew a heading.
    """
    flat = _Flat(pages)
    flat.take([root], -1, [])
    if flat.undrawn and not partial:
        raise ValueError(f"nothing drew a heading ({', '.join(flat.undrawn)}), which is lost from the sheet")
    owners, link_owners, field_owners = flat.owners, flat.link_owners, flat.field_owners
    for page in owners:
        if sorted(page) != list(range(len(page))):
            raise ValueError("a marked-content sequence belongs to no structure element")
    if sorted(link_owners) != list(range(links)):
        raise ValueError("a link belongs to no structure element")
    if sorted(field_owners) != list(range(fields)):
        raise ValueError("a form field belongs to no structure element")
    return Structure(
        tuple(flat.tags),
        tuple(flat.parents),
        tuple(flat.attributes),
        tuple(flat.kids),
        tuple([tuple([page[i] for i in range(len(page))]) for page in owners]),
        tuple([link_owners[i] for i in range(links)]),
        tuple([field_owners[i] for i in range(fields)]),
    )


class _Flat:
    """Rows and owners as they are found; a function in `flatten` that calls itself would keep them all alive."""

    def __init__(self, pages: int) -> None:
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.attributes: list[Attributes] = []
        self.kids: list[Kids] = []
        self.owners: list[dict[int, int]] = [{} for _ in range(pages)]
        self.link_owners: dict[int, int] = {}
        self.field_owners: dict[int, int] = {}
        self.undrawn: list[str] = []

    def take(self, held: Iterable[Element | Leaf], me: int, kids: list[int | Leaf]) -> None:
        """Add what a row holds to its kids, and a row for each element that holds anything or may be empty.

        An element without a tag is none: what it holds counts.
        """
        tags = self.tags
        for kid in held:
            if isinstance(kid, tuple):
                first, second = kid
                if first >= 0:
                    self.owners[first][second] = me
                elif first == LINK:
                    self.link_owners[second] = me
                else:
                    self.field_owners[second] = me
                kids.append(kid)
                continue
            tag = kid.tag
            if not tag:
                self.take(kid.kids, me, kids)
                continue
            number = len(tags)
            tags.append(tag)
            self.parents.append(me)
            self.attributes.append(tuple(kid.attributes.items()) if kid.attributes else ())
            self.kids.append(())
            below: list[int | Leaf] = []
            self.take(kid.kids, number, below)
            if below or tag in EMPTY_ALLOWED:
                self.kids[number] = tuple(below)
                kids.append(number)
                continue
            for column in (tags, self.parents, self.attributes, self.kids):
                column.pop()
            if tag in _HEADINGS:
                self.undrawn.append(tag)

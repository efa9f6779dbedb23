"""The logical structure of a sheet (ISO 32000-1, 14.7).

Elements are made in reading order before anything is drawn; drawing adds leaves to them. A leaf is a marked-content
sequence ``(page, mcid)`` or an annotation: ``(LINK, index into Sheet.links)``, ``(FIELD, index into Sheet.fields)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
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


class StructElem(NamedTuple):
    """An element in a flattened structure; kids are row numbers or leaves."""

    tag: str
    parent: int
    attributes: Attributes
    kids: tuple[int | Leaf, ...]


_row = partial(tuple.__new__, StructElem)
"""Takes all values in one tuple: a third of the time of calling the class, of which a page has sixty."""


class Structure(NamedTuple):
    """A sheet's structure tree, its root in row 0.

    Attributes:
        rows: the elements in depth-first order.
        owners: for each page, the row that owns each marked-content number.
        link_owners: the row that owns each link annotation.
        field_owners: the row that owns each form field.
    """

    rows: tuple[StructElem, ...]
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
    flat.walk(root, -1)
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
        tuple(row for row in flat.rows if row is not None),
        tuple(tuple(page[i] for i in range(len(page))) for page in owners),
        tuple(link_owners[i] for i in range(links)),
        tuple(field_owners[i] for i in range(fields)),
    )


class _Flat:
    """Rows and owners as they are found; a function in `flatten` that calls itself would keep them all alive."""

    def __init__(self, pages: int) -> None:
        self.rows: list[StructElem | None] = []
        self.owners: list[dict[int, int]] = [{} for _ in range(pages)]
        self.link_owners: dict[int, int] = {}
        self.field_owners: dict[int, int] = {}
        self.undrawn: list[str] = []

    def walk(self, element: Element, parent: int) -> int | None:
        """Add a row for an element and those below it; return its number, or None where it holds nothing."""
        rows = self.rows
        me = len(rows)
        rows.append(None)
        kids: list[int | Leaf] = []
        self._take(element.kids, me, kids)
        if not kids and element.tag not in EMPTY_ALLOWED:
            rows.pop()
            if element.tag in _HEADINGS:
                self.undrawn.append(element.tag)
            return None
        attributes = tuple(element.attributes.items()) if element.attributes else ()
        rows[me] = _row((element.tag, parent, attributes, tuple(kids)))
        return me

    def _take(self, held: Iterable[Element | Leaf], me: int, kids: list[int | Leaf]) -> None:
        """Add to the kids of a row what its element holds; an element without a tag is none, what it holds counts."""
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
            elif kid.tag:
                number = self.walk(kid, me)
                if number is not None:
                    kids.append(number)
            else:
                self._take(kid.kids, me, kids)

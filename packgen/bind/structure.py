"""The logical structure as objects: elements and the parent tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from packgen.bind.object_ids import ATTRIBUTES, DOCUMENT, LEAF, PARENT_TREE, TREE_ROOT, ObjectIds
from packgen.pdf.chunk import LocalId, LocalObject, number_of, renumbered
from packgen.pdf.objects import box, name, references, text
from packgen.pdf.streams import Object
from packgen.sheet.sheet import Pack, Sheet
from packgen.sheet.structure import FIELD, LINK, Attributes, Leaf

if TYPE_CHECKING:
    from packgen.bind.sheet_chunk import SheetChunk

_TEXTS = {"alt": "/Alt", "lang": "/Lang", "actual": "/ActualText", "title": "/T"}
_CLASSES = {
    **{scope: f"<</O/Table/Scope/{scope}>>" for scope in ("Row", "Column", "Both")},
    **{numbering: f"<</O/List/ListNumbering/{numbering}>>" for numbering in ("None", "Disc", "Decimal")},
}
"""The most usual attributes: each is one object for all elements that have it, and an attribute class (14.7.5.2)."""

_SHARED = {value: f"{number} 0 R" for number, value in zip(ATTRIBUTES, _CLASSES.values(), strict=True)}

_TABLE = {"scope": "/Scope/{}", "colspan": "/ColSpan {}", "rowspan": "/RowSpan {}"}


class SheetStructure(NamedTuple):
    """The structure of a sheet, serialised.

    Attributes:
        root: number, type, attributes and kids of its topmost element, or None if it has no structure.
        objects: the elements below that, and its leaf of the parent tree.
    """

    root: tuple[int, str, Attributes, str] | None
    objects: list[LocalObject]


def serialised(sheet: Sheet, ids: ObjectIds) -> SheetStructure:
    """Return the structure of a sheet."""
    tags, parents, attributes, held, *_ = sheet.structure
    if not tags:
        return SheetStructure(None, [])
    own, pages = list(map(_reference, ids.rows)), list(map(_reference, ids.pages))
    kids = [_kids(some, sheet, ids, own, pages) for some in held]
    elements = [
        (number, f"<</S/{tag}/P {own[parent]}{below}{_attributes(given) if given else ''}>>")
        for number, tag, parent, given, below in zip(ids.rows, tags, parents, attributes, kids, strict=True)
    ]
    root = number_of(ids.rows[0]), tags[0], attributes[0], kids[0]
    return SheetStructure(root, [*elements[1:], *leaf(sheet, ids, own)])


def leaf(sheet: Sheet, ids: ObjectIds, own: Sequence[str]) -> list[LocalObject]:
    """Return the arrays that the sheet's leaf of the parent tree refers to, and the leaf itself (14.7.4.4).

    The key of a page or an annotation is its own object number.
    """
    owners = sheet.structure.owners
    arrays = [(number, f"[{' '.join([own[row] for row in owners[page]])}]") for page, number in ids.owners.items()]
    pairs = [(ids.pages[page], f"{number} 0 R") for page, number in ids.owners.items()]
    pairs += [(key, own[row]) for key, row in zip(ids.links, sheet.structure.link_owners, strict=True)]
    pairs += [(key, own[row]) for key, row in zip(ids.fields, sheet.structure.field_owners, strict=True)]
    if not pairs:
        return []
    nums = " ".join([f"{key} {value}" for key, value in pairs])
    return [*arrays, (ids.leaf, f"<</Limits[{pairs[0][0]} {pairs[-1][0]}]/Nums[{nums}]>>")]


def tree(pack: Pack[SheetChunk], firsts: Sequence[int], numbers: count[int]) -> list[Object]:
    """Return the structure tree root, the Document element, Parts, the sheets' topmost elements, and the parent tree.

    The front matter and the topics are kids of the Document element; a topic of several chapters is a Part.

    Args:
        pack: the pack.
        firsts: the first numbers of its sheets, in page order.
        numbers: unused object numbers, for Parts.
    """
    following = iter(firsts)
    front = pack.front_matter
    out = [] if front is None else _root(front, next(following), DOCUMENT, pack.language)
    top = [own for own, _ in out]
    for part in pack.parts:
        above = next(numbers) if len(part.chapters) > 1 else DOCUMENT
        roots = [
            made
            for chapter in part.chapters
            for sheet in chapter.sheets
            for made in _root(sheet, next(following), above, pack.language)
        ]
        out += roots
        if above == DOCUMENT:
            top += [own for own, _ in roots]
        elif roots:
            top.append(above)
            kids = references(own for own, _ in roots)
            out.append((above, f"<</S/Part/P {DOCUMENT} 0 R/T{text(part.title)}/K{kids}>>"))
    runs = sorted(zip(firsts, pack.order(), strict=True), key=itemgetter(0))
    leaves = references(first + LEAF for first, sheet in runs if sheet.root is not None)
    classes = "".join([f"/{own} {number} 0 R" for own, number in zip(_CLASSES, ATTRIBUTES, strict=True)])
    beyond = runs[-1][0] + runs[-1][1].content.extent
    return [
        *out,
        (DOCUMENT, f"<</S/Document/P {TREE_ROOT} 0 R/K{references(top)}>>"),
        (
            TREE_ROOT,
            f"<</Type/StructTreeRoot/K {DOCUMENT} 0 R/ParentTree {PARENT_TREE} 0 R/ParentTreeNextKey {beyond}"
            f"/ClassMap<<{classes}>>>>",
        ),
        (PARENT_TREE, f"<</Kids{leaves}>>"),
    ]


def attributes() -> list[Object]:
    """Return the attribute objects that elements share."""
    return list(zip(ATTRIBUTES, _CLASSES.values(), strict=True))


def _root(sheet: SheetChunk, first: int, parent: int, language: str) -> list[Object]:
    """Return a sheet's topmost element, with the sheet's language if that is not the document's."""
    if sheet.root is None:
        return []
    own, tag, attributes, kids = sheet.root
    if sheet.language != language and "lang" not in dict(attributes):
        attributes += (("lang", sheet.language),)
    return [(first + own, f"<</S/{tag}/P {parent} 0 R{_renumbered(kids, first)}{_attributes(attributes)}>>")]


@lru_cache(maxsize=2048)
def _reference(number: LocalId) -> str:
    """Return a reference, cached: the numbers of all sheets begin at 0, and most have fewer objects."""
    return f"{number} 0 R"


def _kids(kids: Sequence[int | Leaf], sheet: Sheet, ids: ObjectIds, own: Sequence[str], pages: Sequence[str]) -> str:
    """Return the entries Pg and K; a leaf on the page that Pg names is an MCID alone."""
    if len(kids) == 1:  # as in most elements
        [kid] = kids
        if isinstance(kid, int):
            return f"/K {own[kid]}"
        page, mcid = kid
        if page >= 0:
            return f"/Pg {pages[page]}/K {mcid}"
    out: list[str] = []
    home: int | None = None
    for kid in kids:
        if isinstance(kid, int):
            out.append(own[kid])
            continue
        first, second = kid
        if first == home:
            out.append(str(second))
            continue
        if first == LINK:
            where = pages[sheet.links[second].page]
            out.append(f"<</Type/OBJR/Pg {where}/Obj {ids.links[second]} 0 R>>")
            continue
        if first == FIELD:
            where = pages[sheet.fields[second].page]
            out.append(f"<</Type/OBJR/Pg {where}/Obj {ids.fields[second]} 0 R>>")
            continue
        if home is None:
            home = first
            out.append(str(second))
        else:
            out.append(f"<</Type/MCR/Pg {pages[first]}/MCID {second}>>")
    if not out:
        return ""
    where = f"/Pg {pages[home]}" if home is not None else ""
    return f"{where}/K {out[0]}" if len(out) == 1 else f"{where}/K[{' '.join(out)}]"


@lru_cache(maxsize=512)
def _renumbered(kids: str, first: int) -> str:
    """Return `renumbered`, cached: many packs have the same sheets at the same numbers."""
    return renumbered(kids, first)


@lru_cache(maxsize=4096)
def _attributes(attributes: Attributes) -> str:
    """Return an element's entries for its attributes, and its attribute objects (14.7.5)."""
    given = dict(attributes)
    entries = "".join(f"{entry}{text(given.pop(key))}" for key, entry in _TEXTS.items() if key in given)
    table = "".join(form.format(given.pop(key)) for key, form in _TABLE.items() if key in given)
    owned = [f"<</O/Table{table}>>"] if table else []
    if "numbering" in given:
        owned.append(f"<</O/List/ListNumbering{name(given.pop('numbering'))}>>")
    if "bbox" in given:
        corners = box(map(float, given.pop("bbox").split()))
        owned.append(f"<</O/Layout/Placement/Block/BBox{corners}>>")
    if given:
        raise ValueError(f"structure attributes that bind does not know: {', '.join(given)}")
    if not owned:
        return entries
    objects = [_SHARED.get(one, one) for one in owned]
    return f"{entries}/A {objects[0] if len(objects) == 1 else '[' + ' '.join(objects) + ']'}"

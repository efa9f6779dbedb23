"""The structure of a sheet as a tree with its text, as `tests.support.pdf` gives it for a finished file."""

from __future__ import annotations

from typing import NamedTuple

from packgen.sheet.sheet import Sheet
from packgen.sheet.structure import LINK, Attributes, Kids, Leaf, Structure
from tests.support.geometry import Drawing
from tests.support.pdf import Node, Target


class StructElem(NamedTuple):
    """An element of a sheet's structure; kids are row numbers or leaves."""

    tag: str
    parent: int
    attributes: Attributes
    kids: Kids


def struct_elems(structure: Structure) -> list[StructElem]:
    """Return the elements of a structure in depth-first order."""
    columns = zip(structure.tags, structure.parents, structure.attributes, structure.kids, strict=True)
    return [StructElem(*row) for row in columns]


def tree(sheet: Sheet, drawing: Drawing) -> Node:
    """Return the structure tree of a sheet; lines of one sequence are joined as they stand."""
    marked: dict[tuple[int, int], str] = {}
    for text in drawing.texts():
        if text.mcid is not None:
            key = (text.page, text.mcid)
            marked[key] = marked.get(key, "") + text.text

    rows = struct_elems(sheet.structure)

    def node(number: int) -> Node:
        row = rows[number]
        made = Node(row.tag, dict(row.attributes))
        if "bbox" in made.attributes:
            made.attributes["bbox"] = " ".join(f"{float(value):.0f}" for value in made.attributes["bbox"].split())
        for kid in row.kids:
            if isinstance(kid, int):
                made.kids.append(node(kid))
            elif kid[0] == LINK:
                link = sheet.links[kid[1]]
                made.kids.append(Target(str(link.target), link.description))
            else:
                made.kids.append(marked.get(kid, ""))
        return made

    return node(0) if rows else Node("Sect")


def leaves(row: StructElem) -> list[Leaf]:
    """Return the leaves of an element that has no elements below it."""
    found = [kid for kid in row.kids if isinstance(kid, tuple)]
    assert len(found) == len(row.kids), f"{row.tag} has elements below it"
    return found


def kid_tags(node: Node) -> list[object]:
    """Return the types of an element's kids; a kid that is no element stands for itself."""
    return [kid.tag if isinstance(kid, Node) else kid for kid in node.kids]

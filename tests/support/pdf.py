"""What a PDF says, read back with pikepdf and PDFium: structure, text in reading order, artifacts, fonts and outline.

Every function takes a path, the bytes of a file, or an open Pdf.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from tests.support.content import sequences

Source = Path | str | bytes | pikepdf.Pdf


class Target(NamedTuple):
    """Where a link annotation leads: a URI, or a page such as ``page 3``; and its description."""

    address: str
    description: str


@dataclass
class Node:
    """A structure element: its type, what its dictionary says of it, and elements, text and links in reading order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Node | str | Target] = field(default_factory=list)

    def find(self, tag: str) -> list[Node]:
        """Return all elements of a type at or below this one, in reading order."""
        below = [found for kid in self.kids if isinstance(kid, Node) for found in kid.find(tag)]
        return [self, *below] if self.tag == tag else below

    @property
    def text(self) -> str:
        """All text at or below the element; ActualText stands for what it covers."""
        return "".join(text for _, text in _texts(self, ""))


class Artifact(NamedTuple):
    """Text in an artifact: page counted from 0, its Type and Subtype (or empty), the text."""

    page: int
    kind: str
    subtype: str
    text: str


class Font(NamedTuple):
    """A font that a page can use."""

    name: str
    embedded: bool
    subset: bool


class Entry(NamedTuple):
    """An entry of the outline; ``level`` and ``page`` count from 0; ``shown`` says whether its kids show at first."""

    level: int
    title: str
    page: int
    shown: bool


def open_pdf(source: Source) -> pikepdf.Pdf:
    """Return an open Pdf."""
    if isinstance(source, pikepdf.Pdf):
        return source
    return pikepdf.open(io.BytesIO(source if isinstance(source, bytes) else Path(source).read_bytes()))


def structure(source: Source) -> Node:
    """Return the structure tree, from the Document element on."""
    pdf = open_pdf(source)
    marked = {(piece.page, piece.mcid): piece.text for piece in sequences(pdf) if piece.mcid is not None}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def node(element: pikepdf.Object, above: int) -> Node:
        made = Node(str(element.S)[1:], _attributes(element))
        page = numbers[element.Pg.objgen] if "/Pg" in element else above
        for kid in _listed(element.get("/K")):
            if isinstance(kid, int):
                made.kids.append(marked.get((page, kid), ""))
            elif "/S" in kid:
                made.kids.append(node(kid, page))
            elif "/MCID" in kid:
                there = numbers[kid.Pg.objgen] if "/Pg" in kid else page
                made.kids.append(marked.get((there, int(kid.MCID)), ""))
            else:
                made.kids.append(_target(kid.Obj, numbers))
        return made

    [root] = _listed(pdf.Root.StructTreeRoot.K)
    return node(root, -1)


def structure_text(source: Source) -> list[tuple[str, str]]:
    """Return the text in logical order with the path of the element that holds it, such as ``Document/Sect/P``.

    Text of one element is one item unless another element stands between.
    """
    out: list[tuple[str, str]] = []
    before: object = None
    for (path, owner), text in ((place, text) for place, text in _owned(structure(source), "")):
        if out and owner is before:
            out[-1] = (path, out[-1][1] + text)
        elif text:
            out.append((path, text))
        before = owner
    return out


def tag_tree(source: Source | Node) -> str:
    """Return the structure as indented lines, with attributes, text and the targets of links: for references."""
    root = source if isinstance(source, Node) else structure(source)
    return "".join(f"{line}\n" for line in _lines(root, 0))


def unmarked_text(source: Source) -> str:
    """Return text that is in no marked content at all: a page at a time, a line each."""
    loose = [piece for piece in sequences(open_pdf(source)) if piece.mcid is None and piece.artifact is None]
    return "\n".join(piece.text for piece in loose)


def artifacts(source: Source) -> list[Artifact]:
    """Return the text of each artifact that has any, in page order."""
    return [
        Artifact(piece.page, *piece.artifact, piece.text)
        for piece in sequences(open_pdf(source))
        if piece.artifact is not None
    ]


def fonts(source: Source) -> list[Font]:
    """Return the fonts in the resources of all pages, by name."""
    found = set()
    for page in open_pdf(source).pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
            name = str(font.BaseFont)[1:]
            embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found.add(Font(name, embedded, re.match(r"[A-Z]{6}\+", name) is not None))
    return sorted(found)


def outline(source: Source) -> list[Entry]:
    """Return the outline in order."""
    pdf = open_pdf(source)
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def level(item: pikepdf.Object | None, depth: int) -> Iterator[Entry]:
        while item is not None:
            yield Entry(depth, str(item.Title), numbers[item.Dest[0].objgen], int(item.get("/Count", 0)) > 0)
            yield from level(item.get("/First"), depth + 1)
            item = item.get("/Next")

    return list(level(pdf.Root.Outlines.get("/First"), 0))


def page_texts(source: Path | str | bytes) -> list[str]:
    """Return the text of each page as PDFium extracts it, artifacts included."""
    with pypdfium2.PdfDocument(source) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def qpdf_problems(source: Source) -> list[str]:
    """Return what qpdf's check has to say; empty for a clean file."""
    pdf = open_pdf(source)
    return [*pdf.check_pdf_syntax(), *map(str, pdf.get_warnings())]


# -- the structure tree


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _attributes(element: pikepdf.Object) -> dict[str, str]:
    named = {"/T": "title", "/Lang": "lang", "/Alt": "alt", "/ActualText": "actual"}
    out = {name: str(element[key]) for key, name in named.items() if key in element}
    for entries in _listed(element.get("/A")):
        for key, value in entries.items():
            if key != "/O":
                out[key[1:].lower()] = _value(value)
    return out


def _value(value: object) -> str:
    if isinstance(value, pikepdf.Array):
        return " ".join(f"{float(number):.0f}" for number in value)
    return str(value).removeprefix("/")


def _target(annotation: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> Target:
    if annotation.Subtype == pikepdf.Name.Widget:
        return Target(f"field {annotation.T}", str(annotation.TU))
    goal = str(annotation.A.URI) if "/A" in annotation else f"page {numbers[annotation.Dest[0].objgen] + 1}"
    return Target(goal, str(annotation.get("/Contents", "")))


def _owned(node: Node, above: str) -> Iterator[tuple[tuple[str, Node], str]]:
    path = f"{above}/{node.tag}" if above else node.tag
    if "actual" in node.attributes:
        yield (path, node), node.attributes["actual"]
        return
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _owned(kid, path)
        elif isinstance(kid, str):
            yield (path, node), kid


def _texts(node: Node, above: str) -> Iterator[tuple[str, str]]:
    return ((path, text) for (path, _), text in _owned(node, above))


def _lines(node: Node, depth: int) -> Iterator[str]:
    attributes = " ".join(
        f"{name}={value!r}" if " " in value else f"{name}={value}" for name, value in node.attributes.items()
    )
    head = "  " * depth + node.tag + (f" [{attributes}]" if attributes else "")
    if all(isinstance(kid, str) for kid in node.kids):
        text = "".join(str(kid) for kid in node.kids).rstrip()
        yield f"{head}: {text}" if text else head
        return
    yield head
    inside = "  " * (depth + 1)
    loose = ""
    for kid in [*node.kids, None]:
        if isinstance(kid, str):
            loose += kid
            continue
        if loose.strip():
            yield f"{inside}“{loose.rstrip()}”"
        loose = ""
        if isinstance(kid, Target):
            yield f"{inside}-> {kid.address} ({kid.description})"
        elif isinstance(kid, Node):
            yield from _lines(kid, depth + 1)


def unused(source: Source) -> int:
    """Return how many objects of a file nothing leads to, object streams and the cross-reference stream apart."""
    pdf = open_pdf(source)
    seen: set[tuple[int, int]] = set()
    waiting: list[pikepdf.Object] = [pdf.trailer]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            if isinstance(found, pikepdf.Object) and found.is_indirect:
                seen.add(found.objgen)
            continue
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        waiting += list(found) if isinstance(found, pikepdf.Array) else [value for _, value in found.items()]
    there = [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and one.get("/Type") not in ("/ObjStm", "/XRef")
    ]
    return len([one for one in there if one.objgen not in seen])

"""What a PDF says, read back with pikepdf: its structure, its text in reading order, its artifacts, fonts and outline.

Every function takes a path, the bytes of a file, or an open Pdf.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pikepdf

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
    marked = {(piece.page, piece.mcid): piece.text for piece in _merged(_pieces(pdf)) if piece.mcid is not None}
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

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
    loose = [piece for piece in _merged(_pieces(open_pdf(source))) if piece.mcid is None and piece.artifact is None]
    return "\n".join(piece.text for piece in loose)


def artifacts(source: Source) -> list[Artifact]:
    """Return the text of each artifact that has any, in page order."""
    return [
        Artifact(piece.page, *piece.artifact, piece.text)
        for piece in _merged(_pieces(open_pdf(source)))
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
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def level(item: pikepdf.Object | None, depth: int) -> Iterator[Entry]:
        while item is not None:
            yield Entry(depth, str(item.Title), numbers[item.Dest[0].objgen], int(item.get("/Count", 0)) > 0)
            yield from level(item.get("/First"), depth + 1)
            item = item.get("/Next")

    return list(level(pdf.Root.Outlines.get("/First"), 0))


def qpdf_problems(source: Source) -> list[str]:
    """Return what qpdf's check has to say; empty for a clean file."""
    pdf = open_pdf(source)
    return [*pdf.check_pdf_syntax(), *map(str, pdf.get_warnings())]


# -- text out of content streams


class _Mark(NamedTuple):
    """An open marked-content sequence."""

    mcid: int | None
    artifact: tuple[str, str] | None
    silent: bool


class _Piece(NamedTuple):
    page: int
    mcid: int | None
    artifact: tuple[str, str] | None
    text: str
    sequence: int
    """Which artifact or unmarked stretch it belongs to."""


def _merged(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Join the pieces of each marked-content sequence."""
    out: dict[tuple[object, ...], _Piece] = {}
    for piece in pieces:
        key = (piece.page, piece.mcid) if piece.mcid is not None else (piece.page, None, piece.artifact, piece.sequence)
        have = out.get(key)
        out[key] = piece if have is None else have._replace(text=have.text + piece.text)
    return list(out.values())


def _pieces(pdf: pikepdf.Pdf) -> Iterator[_Piece]:
    decoders: dict[tuple[int, int], _Decoder] = {}
    for number, page in enumerate(pdf.pages):
        yield from _Reader(number, decoders).read(page.obj, page.resources)


class _Reader:
    """Reads the text of one page, forms included."""

    def __init__(self, page: int, decoders: dict[tuple[int, int], _Decoder]) -> None:
        self._page = page
        self._decoders = decoders
        self._marks: list[_Mark] = []
        self._sequence = 0

    def read(self, stream: pikepdf.Object, resources: pikepdf.Object) -> Iterator[_Piece]:
        font: _Decoder | None = None
        saved: list[_Decoder | None] = []
        for operands, operator in pikepdf.parse_content_stream(stream):
            match str(operator):
                case "q":
                    saved.append(font)
                case "Q":
                    font = saved.pop()
                case "Tf":
                    font = self._decoder(resources.Font[operands[0]])
                case "BMC" | "BDC":
                    yield from self._begin(operands, resources)
                case "EMC":
                    self._marks.pop()
                    self._sequence += 1
                case "Tj" | "'" | '"' | "TJ":
                    assert font is not None, "text is shown before a font is chosen"
                    shown = operands[-1]
                    strings = [s for s in shown if isinstance(s, pikepdf.String)] if str(operator) == "TJ" else [shown]
                    yield from self._show("".join(font.decode(bytes(string)) for string in strings))
                case "Do":
                    form = resources.XObject[operands[0]]
                    if form.Subtype == "/Form":
                        yield from self.read(form, form.get("/Resources", resources))

    def _decoder(self, font: pikepdf.Object) -> _Decoder:
        if not font.is_indirect:
            return _Decoder(font)
        if font.objgen not in self._decoders:
            self._decoders[font.objgen] = _Decoder(font)
        return self._decoders[font.objgen]

    def _begin(self, operands: list[pikepdf.Object], resources: pikepdf.Object) -> Iterator[_Piece]:
        entries = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(entries, pikepdf.Name):
            entries = resources.Properties[entries]
        artifact = None
        if str(operands[0]) == "/Artifact":
            artifact = (str(entries.get("/Type", "/"))[1:], str(entries.get("/Subtype", "/"))[1:])
        actual = entries.get("/ActualText")
        mark = _Mark(int(entries.MCID) if "/MCID" in entries else None, artifact, actual is not None)
        self._sequence += 1
        if actual is not None:
            self._marks.append(mark._replace(silent=False))
            yield from self._show(str(actual))
            self._marks.pop()
        self._marks.append(mark)

    def _show(self, text: str) -> Iterator[_Piece]:
        if any(mark.silent for mark in self._marks):
            return
        for mark in reversed(self._marks):
            if mark.artifact is not None or mark.mcid is not None:
                yield _Piece(self._page, mark.mcid, mark.artifact, text, 0 if mark.artifact is None else self._sequence)
                return
        yield _Piece(self._page, None, None, text, self._sequence)


class _Decoder:
    """Turns the strings of one font into text by its ToUnicode map; what the map lacks becomes U+FFFD."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._width = 2 if font.Subtype == "/Type0" else 1
        self._map = _to_unicode(font.ToUnicode.read_bytes().decode("latin-1")) if "/ToUnicode" in font else {}

    def decode(self, data: bytes) -> str:
        codes = [int.from_bytes(data[i : i + self._width], "big") for i in range(0, len(data), self._width)]
        return "".join(self._map.get(code, "\ufffd") for code in codes)


def _to_unicode(cmap: str) -> dict[int, str]:
    out: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            out[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(text, 16)
            for code in range(int(first, 16), int(last, 16) + 1):
                out[code] = (start + code - int(first, 16)).to_bytes(len(text) // 2, "big").decode("utf-16-be")
    return out


# -- the structure tree


def _listed(kids: pikepdf.Object | int | None) -> list[pikepdf.Object | int]:
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

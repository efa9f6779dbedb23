"""Text out of content streams: what a page shows, by marked-content sequence, read through the fonts' ToUnicode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf


class Piece(NamedTuple):
    """Text of one marked-content sequence.

    Attributes:
        page: counted from 0.
        mcid: its marked-content number, or None.
        artifact: Type and Subtype of the artifact it is in (empty where it says neither), or None.
        text: what is shown; ActualText stands for what it covers.
        sequence: which artifact or unmarked stretch of the page it is, to tell them apart.
    """

    page: int
    mcid: int | None
    artifact: tuple[str, str] | None
    text: str
    sequence: int


def instructions(source: pikepdf.Object | pikepdf.Page) -> list[tuple[list[Any], str]]:
    """Return the instructions of a content stream: the operands and the operator of each."""
    return [(list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(source)]


def sequences(pdf: pikepdf.Pdf) -> list[Piece]:
    """Return the text of each sequence on all pages in drawing order; unmarked text has no mcid and no artifact."""
    out: dict[tuple[object, ...], Piece] = {}
    decoders: dict[tuple[int, int], _Decoder] = {}
    for number, page in enumerate(pdf.pages):
        for piece in _Reader(number, decoders).read(page.obj, page.resources):
            place = (piece.page, piece.mcid, piece.sequence)
            have = out.get(place)
            out[place] = piece if have is None else have._replace(text=have.text + piece.text)
    return list(out.values())


class _Mark(NamedTuple):
    """An open marked-content sequence."""

    mcid: int | None
    artifact: tuple[str, str] | None
    silent: bool


class _Reader:
    """Reads the text of one page, forms included."""

    def __init__(self, page: int, decoders: dict[tuple[int, int], _Decoder]) -> None:
        self._page = page
        self._decoders = decoders
        self._marks: list[_Mark] = []
        self._sequence = 0

    def read(self, stream: pikepdf.Object, resources: pikepdf.Object) -> Iterator[Piece]:
        font: _Decoder | None = None
        saved: list[_Decoder | None] = []
        for operands, operator in instructions(stream):
            match operator:
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

    def _begin(self, operands: list[pikepdf.Object], resources: pikepdf.Object) -> Iterator[Piece]:
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

    def _show(self, text: str) -> Iterator[Piece]:
        if any(mark.silent for mark in self._marks):
            return
        for mark in reversed(self._marks):
            if mark.artifact is not None or mark.mcid is not None:
                yield Piece(self._page, mark.mcid, mark.artifact, text, self._sequence if mark.artifact else 0)
                return
        yield Piece(self._page, None, None, text, self._sequence)


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

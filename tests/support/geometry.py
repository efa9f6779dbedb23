"""What a sheet's pages show, read back from their content streams: millimetres from the top left corner of the page.

The reader knows the operators of ISO 32000-1 that canvas and reportlab.graphics write, and nothing of how they come
to write them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf

from packgen.sheet.sheet import Sheet
from packgen.text.face import Face
from packgen.text.faces import Faces
from packgen.units import MM
from tests.support.content import instructions

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Text:
    """Text of one face on one line: left end of its baseline, width without the spaces at its end, size in points.

    ``mcid`` is None in an artifact.
    """

    page: int
    x: float
    y: float
    width: float
    size: float
    face: int
    text: str
    mcid: int | None

    @property
    def right(self) -> float:
        return self.x + self.width


class Line(NamedTuple):
    """A straight stroke; weight in points."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    weight: float


class Box(NamedTuple):
    """A rectangle: left, top, width, height; weight in points, 0 where only filled."""

    page: int
    x: float
    y: float
    width: float
    height: float
    weight: float
    filled: bool
    dashed: bool


class Curve(NamedTuple):
    """What surrounds a path with curves, such as a circle."""

    page: int
    x: float
    y: float
    width: float
    height: float
    filled: str


class Picture(NamedTuple):
    """An image."""

    page: int
    x: float
    y: float
    width: float
    height: float
    name: str


Item = Text | Line | Box | Curve | Picture


class Drawing(NamedTuple):
    """Everything drawn, in the order of drawing."""

    items: tuple[Item, ...]

    def texts(self, page: int | None = None) -> list[Text]:
        return [item for item in self.items if isinstance(item, Text) and page in (None, item.page)]

    def lines(self, page: int | None = None) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line) and page in (None, item.page)]

    def boxes(self, page: int | None = None) -> list[Box]:
        return [item for item in self.items if isinstance(item, Box) and page in (None, item.page)]

    def curves(self, page: int | None = None) -> list[Curve]:
        return [item for item in self.items if isinstance(item, Curve) and page in (None, item.page)]

    def pictures(self) -> list[Picture]:
        return [item for item in self.items if isinstance(item, Picture)]

    def words(self, page: int | None = None) -> str:
        """Return all text in the order of drawing, artifacts included, a space between items."""
        return " ".join(text.text.strip() for text in self.texts(page))

    def find(self, start: str, page: int | None = None) -> Text:
        """Return the only text that starts so."""
        found = [text for text in self.texts(page) if text.text.startswith(start)]
        assert len(found) == 1, f"{start!r} is there {len(found)} times in {self.words(page)[:300]!r}"
        return found[0]


def read(sheet: Sheet, faces: Faces) -> Drawing:
    """Return what the pages of a sheet show."""
    items: list[Item] = []
    forms = {form.name: form.data for form in sheet.forms}
    for page, data in enumerate(sheet.pages):
        items += _Page(page, sheet.page_size[1], faces, forms).read(zlib.decompress(data) if data else b"")
    return Drawing(tuple(items))


def layout_text(drawing: Drawing, faces: Faces) -> str:
    """Return a drawing as lines of text, for references: x, y and what is there, in the order of drawing."""
    lines: list[str] = []
    page = -1
    for item in drawing.items:
        if item.page != page:
            page = item.page
            lines.append(f"page {page + 1}")
        lines.append(_described(item, faces))
    return "".join(f"{line}\n" for line in lines)


def _described(item: Item, faces: Faces) -> str:
    if isinstance(item, Text):
        name = faces.face(item.face).postscript_name
        artifact = "  (artifact)" if item.mcid is None else ""
        return f"{item.x:7.2f} {item.y:7.2f}  text {item.size:g} {name}: {item.text.rstrip()}{artifact}"
    if isinstance(item, Line):
        return f"{item.x0:7.2f} {item.y0:7.2f}  line to {item.x1:.2f} {item.y1:.2f}, {item.weight:g} pt"
    size = f"{item.width:.2f} x {item.height:.2f}"
    if isinstance(item, Box):
        how = [f"{item.weight:g} pt"] * bool(item.weight) + ["filled"] * item.filled + ["dashed"] * item.dashed
        return f"{item.x:7.2f} {item.y:7.2f}  box {size}, {', '.join(how)}"
    if isinstance(item, Curve):
        return f"{item.x:7.2f} {item.y:7.2f}  curve {size}, {item.filled}"
    return f"{item.x:7.2f} {item.y:7.2f}  picture {size}"


# -- content streams


@dataclass(slots=True)
class _State:
    """The part of the graphics state that matters here (ISO 32000-1, 8.4); q copies it."""

    ctm: Matrix = IDENTITY
    weight: float = 1.0
    dashed: bool = False
    ground: str = "0 0 0"
    face: int = -1
    size: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    stretch: float = 1.0


class _Mark(NamedTuple):
    mcid: int | None
    actual: str | None


class _Page:
    """Reads one page."""

    def __init__(self, page: int, height: float, faces: Faces, forms: Mapping[str, bytes]) -> None:
        self.page, self.height, self.faces, self.forms = page, height, faces, forms
        self.state = _State()
        self.saved: list[_State] = []
        self.marks: list[_Mark] = []
        self.path: list[tuple[str, list[tuple[float, float]]]] = []
        self.line = self.text = IDENTITY
        self.out: list[Item] = []
        self._end = 0.0  # where the text added last ends

    def read(self, data: bytes) -> list[Item]:
        self._read(data)
        assert not self.marks, "a marked-content sequence is not closed"
        assert not self.saved, "a q has no Q"
        return self.out

    def _read(self, data: bytes) -> None:
        with pikepdf.new() as pdf:
            for operands, operator in instructions(pikepdf.Stream(pdf, data)):
                self._do(operator, operands)

    def _do(self, operator: str, operands: list) -> None:
        match operator:  # the common ones first
            case "TJ":
                self._show(operands[0])
            case "Td":
                self._move(float(operands[0]), float(operands[1]))
            case "BMC" | "BDC":
                self._begin(operands)
            case "EMC":
                self.marks.pop()
            case "BT":
                self.line = self.text = IDENTITY
            case "m" | "l" | "c" | "h" | "re":
                self._build(operator, [float(value) for value in operands])
            case "S" | "s" | "f" | "f*" | "B" | "b" | "B*" | "n":
                self._paint(operator)
            case "Tm":
                self.line = self.text = _matrix(operands)
            case "T*":
                self._move(0, -self.state.leading)
            case "Do":
                self._object(str(operands[0])[1:])
            case "ET" | "Tc" | "Tr" | "W" | "W*" | "RG" | "j" | "J" | "M" | "gs" | "i" | "ri":
                pass
            case _:
                self._set_state(operator, operands)

    def _set_state(self, operator: str, operands: list) -> None:
        match operator:
            case "Tf":
                self.state.face, self.state.size = int(str(operands[0])[2:]), float(operands[1])
            case "rg":
                self.state.ground = " ".join(f"{float(value):g}" for value in operands)
            case "q":
                self.saved.append(copy(self.state))
            case "Q":
                self.state = self.saved.pop()
            case "cm":
                self.state.ctm = _times(_matrix(operands), self.state.ctm)
            case "w":
                self.state.weight = float(operands[0])
            case "d":
                self.state.dashed = len(operands[0]) > 0
            case "TL":
                self.state.leading = float(operands[0])
            case "Ts":
                self.state.rise = float(operands[0])
            case "Tz":
                self.state.stretch = float(operands[0]) / 100
            case _:
                raise AssertionError(f"the reader does not know the operator {operator}")

    # -- marks and text

    def _begin(self, operands: list) -> None:
        properties = operands[1] if len(operands) > 1 and not isinstance(operands[1], pikepdf.Name) else {}
        above = self.marks[-1] if self.marks else _Mark(None, None)
        mcid = int(properties["/MCID"]) if "/MCID" in properties else above.mcid
        actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
        self.marks.append(_Mark(None if str(operands[0]) == "/Artifact" else mcid, actual))

    def _move(self, x: float, y: float) -> None:
        self.line = self.text = _times((1, 0, 0, 1, x, y), self.line)

    def _show(self, array: pikepdf.Array) -> None:
        face, size = self.faces.face(self.state.face), self.state.size
        width = ink = 0.0
        words = ""
        for piece in array:
            if not isinstance(piece, pikepdf.String):
                width -= float(piece)
                continue
            text, inked, advance = _decoded(face, bytes(piece))
            words += text
            ink = ink if inked is None else width + inked
            width += advance
        mark = self.marks[-1] if self.marks else _Mark(None, None)
        if mark.actual is not None:
            words = mark.actual  # of all that the mark encloses: the first text of it has it
            self.marks[-1] = mark._replace(actual="")
        x, y = self._at(*_apply(_times(self.text, self.state.ctm), 0, self.state.rise))
        scale = size / 1000 * self.state.stretch
        item = Text(self.page, x, y, ink * scale / MM, size, self.state.face, words, mark.mcid)
        self.text = _times((1, 0, 0, 1, width * scale, 0), self.text)
        self._add(item, x + width * scale / MM)

    def _add(self, item: Text, end: float) -> None:
        """Add text, joined to the text before where it goes on in the same face and sequence."""
        last = self.out[-1] if self.out else None
        if (
            isinstance(last, Text)
            and (last.face, last.size, last.mcid) == (item.face, item.size, item.mcid)
            and abs(last.y - item.y) < 0.001
            and abs(self._end - item.x) < 0.001
        ):
            width = item.right - last.x if item.text.strip() else last.width
            self.out[-1] = replace(last, text=last.text + item.text, width=width)
        else:
            self.out.append(item)
        self._end = end

    # -- shapes

    def _build(self, operator: str, values: list[float]) -> None:
        if operator == "re":
            x, y, width, height = values
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            self.path.append(("re", [_apply(self.state.ctm, *corner) for corner in corners]))
            return
        points = [_apply(self.state.ctm, x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
        self.path.append((operator, points))

    def _paint(self, operator: str) -> None:
        stroked, filled = operator in "SsBbB*b*", operator not in ("S", "s", "n")
        weight = self.state.weight if stroked else 0.0
        for kinds, points in _subpaths(self.path):
            if kinds == "re" or (kinds in ("mlllh", "mllllh", "mlll") and _is_rectangle(points)):
                x, y, width, height = self._around(points)
                self.out.append(Box(self.page, x, y, width, height, weight, filled, self.state.dashed))
            elif "c" in kinds:
                self.out.append(Curve(self.page, *self._around(points), self.state.ground if filled else "open"))
            elif operator != "n":
                for (x0, y0), (x1, y1) in pairwise(points):
                    self.out.append(Line(self.page, *self._at(x0, y0), *self._at(x1, y1), weight))
        self.path = []

    def _object(self, name: str) -> None:
        if name not in self.forms:
            self._picture(name)
            return
        state, self.state = self.state, copy(self.state)
        self._read(self.forms[name])
        self.state = state

    def _picture(self, name: str) -> None:
        corners = [_apply(self.state.ctm, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        self.out.append(Picture(self.page, *self._around(corners), name))

    def _around(self, points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = self._at(min(xs), max(ys))
        return left, top, (max(xs) - min(xs)) / MM, (max(ys) - min(ys)) / MM

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x / MM, (self.height - y) / MM


@lru_cache(maxsize=1 << 14)
def _decoded(face: Face, codes: bytes) -> tuple[str, int | None, int]:
    """Return the text of a string, and where its last letter (if any) and it itself end, in thousandths of its size."""
    ink: int | None = None
    width = 0
    words = ""
    for high, low in zip(codes[::2], codes[1::2], strict=True):
        gid = 256 * high + low
        width += face.width(gid)
        words += face.texts.get(gid, "\ufffd")
        if not words[-1].isspace():
            ink = width
    return words, ink, width


def _subpaths(path: list[tuple[str, list[tuple[float, float]]]]) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Yield each subpath as the operators that make it and its points; of a curve, its ends only."""
    kinds = ""
    points: list[tuple[float, float]] = []
    for operator, found in path:
        if operator in ("m", "re") and kinds:
            yield kinds, points
            kinds, points = "", []
        kinds += operator
        points += found[-1:] if operator == "c" else found
    if kinds:
        yield kinds, points


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    return len({round(x, 3) for x, _ in points}) == len({round(y, 3) for _, y in points}) == 2


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def spelled(lines: Sequence[str], faces: Faces) -> list[str]:
    """Return the text that each of some lines shows; a line is operators of a text object such as Tf and TJ."""
    operators = " ".join(f"0 -1 Td {line}" for line in lines)
    items = _Page(0, 0.0, faces, {}).read(f"BT {operators} ET".encode("latin-1"))
    shown = [""] * len(lines)
    for item in items:
        if isinstance(item, Text):
            shown[round(item.y * MM) - 1] += item.text
    return shown

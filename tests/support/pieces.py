"""Pieces read back as a viewer reads them: operators, widths of the W array, ToUnicode and ActualText."""

import re
from typing import NamedTuple

from packgen.text.faces import Faces
from packgen.text.shaping import expand


class Drawn(NamedTuple):
    face: int
    gid: int
    x: int  # 1/1000 em
    rise: float  # points


class Seen(NamedTuple):
    drawn: list[Drawn]
    width: int
    text: str
    face: int
    rise: float


_TOKEN = re.compile(
    r"""\((?P<string>(?:[^()\\]|\\.)*)\)|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>/\w+)|(?P<dict><<.*?>>>?)
    |(?P<array>[\[\]])|(?P<operator>[A-Z][A-Za-z]+)|\s+""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = {"n": "\n", "r": "\r", "(": "(", ")": ")", "\\": "\\"}


def view(faces: Faces, face: int, piece: str, size: float = 10.0, rise: float = 0.0) -> Seen:
    """Interpret ``[(piece)]TJ`` as ISO 32000-1, 9.4 has it."""
    code = f"[({expand(piece, size, rise)})]TJ"
    code.encode("latin-1")
    operands: list[str | float] = []
    drawn: list[Drawn] = []
    texts: list[str] = []
    actual: str | None = None
    x, at = 0, 0
    while at < len(code):
        match = _TOKEN.match(code, at)
        assert match is not None, code[at:]
        at = match.end()
        if match["string"] is not None:
            operands.append(re.sub(r"\\(.)", lambda m: _ESCAPED[m[1]], match["string"], flags=re.DOTALL))
        elif match["number"] is not None:
            operands.append(float(match["number"]))
        elif match["name"] or match["dict"]:
            operands.append(match["name"] or match["dict"])
        elif match["operator"]:
            name = match["operator"]
            if name == "TJ":
                _check_for_pdfium(operands)
                for operand in operands:
                    if isinstance(operand, float):
                        assert operand.is_integer()
                        x -= int(operand)
                        continue
                    assert len(operand) % 2 == 0
                    for high, low in zip(operand[::2], operand[1::2], strict=True):
                        gid = ord(high) << 8 | ord(low)
                        drawn.append(Drawn(face, gid, x, rise))
                        x += faces.face(face).width(gid)
                        if actual is None:
                            texts.append(faces.face(face).texts[gid])
            elif name == "Tf":
                font, points = operands
                assert points == size
                face = int(str(font).removeprefix("/F"))
            elif name == "Ts":
                (rise,) = (float(operand) for operand in operands)
            elif name == "BDC":
                assert actual is None
                tag, properties = operands
                assert tag == "/Span"
                found = re.fullmatch(r"<</ActualText<FEFF([0-9A-F]+)>>>", str(properties))
                assert found is not None
                actual = bytes.fromhex(found[1]).decode("utf-16-be")
            else:
                assert name == "EMC"
                assert actual is not None
                texts.append(actual)
                actual = None
            operands.clear()
    assert actual is None
    return Seen(drawn, x, "".join(texts), face, rise)


def _check_for_pdfium(operands: list[str | float]) -> None:
    """PDFium forgets a number that stands between a glyph and a last empty string."""
    while len(operands) > 1 and operands[-1] == "":
        operands = operands[:-1]
        assert not isinstance(operands[-1], float) or all(isinstance(o, float) or not o for o in operands)

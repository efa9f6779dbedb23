"""Pixels: a PNG or JPEG file as an image XObject.

Transparency is laid on white paper, colours become grey or RGB, and metadata (a place, a camera, a person) is left out.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.errors import OutputError
from packgen.sheet.sheet import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_KEPT_JPEG = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xEE})
"""JPEG segments that decoding needs: frame, Huffman and quantisation tables, restart interval, colour transform."""


def load_image(path: Path) -> Image:
    """Return a picture for embedding.

    Raises:
        OutputError: the file cannot be read or decoded.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps

    try:
        data = path.read_bytes()
        with Pillow.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
            upright = opened.getexif().get(0x0112, 1) == 1
            if opened.format == "JPEG" and opened.mode in ("L", "RGB") and upright:
                return _named(opened.width, opened.height, len(opened.mode), "DCTDecode", _stripped(data))
            picture = _eight_bits(ImageOps.exif_transpose(opened))
            if picture.mode == "P" or "A" in picture.mode or "transparency" in picture.info:
                picture = picture.convert("RGBA")
                ground = Pillow.new("RGBA", picture.size, "white")
                picture = Pillow.alpha_composite(ground, picture).convert("RGB")
            grey = picture.mode in ("1", "L")
            picture = picture.convert("L" if grey else "RGB")
            samples = zlib.compress(picture.tobytes(), 6)
            return _named(picture.width, picture.height, 1 if grey else 3, "FlateDecode", samples)
    except (OSError, SyntaxError, ValueError) as error:
        raise OutputError(f"{path}: the picture cannot be read ({error}). Save it again as PNG or JPEG.") from error


def _eight_bits(picture: Picture) -> Picture:
    """Return a picture with 16 bits of grey in 8; Pillow would cut off all above 255."""
    if picture.mode not in ("I", "I;16", "I;16B"):
        return picture
    picture.info.pop("transparency", None)
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _named(width: int, height: int, components: int, encoding: str, data: bytes) -> Image:
    shape = f"{width} {height} {components} {encoding}".encode()
    digest = blake2b(shape + data, digest_size=6).hexdigest()
    return Image(f"Im{digest}", width, height, components, encoding, data)


def _stripped(data: bytes) -> bytes:
    """Return a JPEG file without its metadata segments (ITU-T T.81, annex B)."""
    out, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            out.append(data[at:])
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _KEPT_JPEG:
            out.append(data[at:end])
        at = end
    return b"".join(out)

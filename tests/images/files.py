"""Picture files of every kind, made byte by byte where Pillow would not make them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image as Pillow

from packgen.sheet.sheet import Image

PNG = b"\x89PNG\r\n\x1a\n"


def jpeg(picture: Pillow.Image | None = None, **options: object) -> bytes:
    """Return a picture, of colour noise if none is given, as a JPEG file."""
    out = BytesIO()
    (picture or noise()).save(out, "JPEG", **options)
    return out.getvalue()


def noise(width: int = 64, height: int = 48) -> Pillow.Image:
    """Return colour noise that is the same each time."""
    state, samples = 1, bytearray()
    for _ in range(width * height * 3):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        samples.append(state >> 16 & 255)
    return Pillow.frombytes("RGB", (width, height), bytes(samples))


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment of a JPEG file."""
    return bytes((255, marker)) + struct.pack(">H", len(body) + 2) + body


def with_segments(data: bytes, *segments: bytes) -> bytes:
    """Return a JPEG file with segments after its start marker."""
    return data[:2] + b"".join(segments) + data[2:]


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(size: tuple[int, int], bits: int, colour: int, rows: bytes, *chunks: bytes, after: bytes = b"") -> bytes:
    """Return a PNG file of one row after another, each with its filter byte, and other chunks before its samples."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, bits, colour, 0, 0, 0))
    return b"".join([PNG, header, *chunks, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""), after])


def exif(value: int, order: str = "<", extra: bytes = b"") -> bytes:
    """Return Exif data that says how a picture is turned."""
    start = b"II*\0" if order == "<" else b"MM\0*"
    return start + struct.pack(f"{order}IHHHIHxxI", 8, 1, 0x0112, 3, 1, value, 0) + extra


def samples(image: Image) -> list[tuple[int, ...]]:
    """Return the pixels of an image, decoded if it is a JPEG."""
    coded = image.filter == "DCTDecode"
    data = Pillow.open(BytesIO(image.data)).tobytes() if coded else zlib.decompress(image.data)
    return list(zip(*[iter(data)] * image.components, strict=True))


def shape(image: Image) -> tuple[int, int, int, str]:
    """Return width, height, components and filter of an image."""
    return image[1:5]

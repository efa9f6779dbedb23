"""PNG files (ISO/IEC 15948): reduced to what decoding needs, with their colour information.

Texts, times, thumbnails, the further frames of an animation and what follows the end chunk are skipped unread.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from packgen.images.limits import LARGEST_PROFILE, check_size, damaged
from packgen.images.primaries import profile_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_GREY, _RGB, _PALETTE, _GREY_ALPHA, _RGB_ALPHA = 0, 2, 3, 4, 6
_CHANNELS = {_GREY: 1, _RGB: 3, _PALETTE: 1, _GREY_ALPHA: 2, _RGB_ALPHA: 4}

_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced picture: the first column and row, and the steps from one to the next (8.2)."""

_AT_ONCE = 1 << 20

_MOST_CHUNKS = 100_000
"""Chunks of a file. Most programs write samples in pieces of 8 KB or more, which makes 2,500 at most."""

_NEEDED = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_END = b"\0\0\0\0IEND" + zlib.crc32(b"IEND").to_bytes(4, "big")


class Png(NamedTuple):
    """The parts of a PNG file.

    Attributes:
        width, height: in samples.
        data: a PNG file with the picture alone; of an animation, with its default image.
        key: the colour that is transparent, of a picture without a palette: grey, or red, green and blue, each as
            many bits as the samples have.
        bits: of a sample.
        grey: whether it is greyscale.
        exif: the contents of its Exif chunk, or nothing.
        profile: its colour profile, or nothing where its colours are sRGB.
    """

    width: int
    height: int
    data: bytes
    key: tuple[int, ...] | None
    bits: int
    grey: bool
    exif: bytes
    profile: bytes


def read_png(data: bytes) -> Png:
    """Take a PNG file apart, up to its end chunk.

    Raises:
        UnusablePicture: it is cut short, has fewer samples than it says, or is larger than may be.
    """
    kept = [SIGNATURE]
    packed: list[bytes] = []
    found: dict[bytes, bytes] = {}
    for name, contents, raw in _chunks(data):
        if name in _NEEDED or (name == b"tRNS" and found.get(b"IHDR", b"")[9:10] == bytes((_PALETTE,))):
            kept.append(raw)
        if name == b"IDAT":
            packed.append(contents)
        else:
            found.setdefault(name, contents)
    header = found.get(b"IHDR", b"")
    if len(header) != 13:
        raise damaged()
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    check_size(width, height)
    if not _inflates(packed, _length(width, height, bits * _CHANNELS.get(colour, 1), bool(interlaced))):
        raise damaged()
    if b"IEND" not in found:
        kept.append(_END)
    key = _key(found.get(b"tRNS", b""), colour, bits)
    grey = colour in (_GREY, _GREY_ALPHA)
    return Png(width, height, b"".join(kept), key, bits, grey, found.get(b"eXIf", b""), _profile(found, grey))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield name, contents and all bytes of each chunk before the end chunk."""
    at = len(SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        if at >= len(data):
            return
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise damaged()
        yield name, data[at + 8 : end - 4], data[at:end]
        if name == b"IEND":
            return
        at = end
    raise damaged()


def _length(width: int, height: int, bits: int, interlaced: bool) -> int:
    """Return the bytes of the rows of a picture, each with its filter byte."""
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    length = 0
    for x, y, across, down in passes:
        columns, rows = -(-(width - x) // across), -(-(height - y) // down)
        if columns > 0 and rows > 0:
            length += rows * (1 + (columns * bits + 7) // 8)
    return length


def _inflates(packed: list[bytes], length: int) -> bool:
    """Tell whether there are as many bytes of samples as there should be; Pillow would leave missing ones black."""
    stream = zlib.decompressobj()
    try:
        for data in packed:
            while data and length > 0:
                length -= len(stream.decompress(data, _AT_ONCE))
                data = stream.unconsumed_tail
        return length <= len(stream.flush())
    except zlib.error:
        return False


def _key(contents: bytes, colour: int, bits: int) -> tuple[int, ...] | None:
    count = {_GREY: 1, _RGB: 3}.get(colour)
    if count is None or len(contents) != 2 * count:
        return None
    values = struct.unpack(f">{count}H", contents)
    return values if max(values) < 1 << bits else None


def _profile(found: dict[bytes, bytes], grey: bool) -> bytes:
    """Return the profile in the file, or one made from its gamma and primaries.

    A profile takes precedence over an sRGB chunk, and that over gamma and primaries (11.3.3).
    """
    if b"iCCP" in found:
        _, _, packed = found[b"iCCP"].partition(b"\0")
        try:
            whole = zlib.decompressobj().decompress(packed[1:], LARGEST_PROFILE + 1)
        except zlib.error:
            return b""
        return whole if len(whole) <= LARGEST_PROFILE else b""
    gamma, primaries = found.get(b"gAMA", b""), found.get(b"cHRM", b"")
    if b"sRGB" in found or len(gamma) not in (0, 4) or len(primaries) not in (0, 32):
        return b""
    exponent = int.from_bytes(gamma, "big") / 100_000 if gamma else None
    places = [value / 100_000 for value in struct.unpack(">8I", primaries)] if primaries else None
    return profile_of(exponent, places, grey)

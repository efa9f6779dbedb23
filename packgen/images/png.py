"""PNG files: what decoding needs of one, and how its colours are meant (ISO/IEC 15948).

Texts, times, thumbnails, the further pictures of an animation and what follows the end are passed over unread.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from packgen.images.limits import LARGEST_PROFILE, check_size, damaged
from packgen.images.primaries import profile_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_GREY, _RGB, _PALETTE = 0, 2, 3
_NEEDED = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_END = b"\0\0\0\0IEND" + zlib.crc32(b"IEND").to_bytes(4, "big")


class Png(NamedTuple):
    """A PNG file taken apart.

    Attributes:
        width, height: in samples.
        data: a PNG file of the picture alone; of an animation, of the one that is shown where nothing moves.
        key: the colour that is transparent, of a picture without a palette: grey, or red, green and blue, each as
            many bits as the samples have.
        bits: of a sample.
        exif: the contents of its Exif chunk, or nothing.
        profile: its colour profile, or nothing where its colours are sRGB.
    """

    width: int
    height: int
    data: bytes
    key: tuple[int, ...] | None
    bits: int
    exif: bytes
    profile: bytes


def read_png(data: bytes) -> Png:
    """Take a PNG file apart, up to its end chunk.

    Raises:
        UnusablePicture: it is cut short before its end, or larger than may be.
    """
    kept = [SIGNATURE]
    found: dict[bytes, bytes] = {}
    for name, contents, raw in _chunks(data):
        if name in _NEEDED or (name == b"tRNS" and found.get(b"IHDR", b"")[9:10] == bytes((_PALETTE,))):
            kept.append(raw)
        if name != b"IDAT":
            found.setdefault(name, contents)
    header = found.get(b"IHDR", b"")
    if len(header) != 13:
        raise damaged()
    width, height, bits, colour = struct.unpack(">IIBB", header[:10])
    check_size(width, height)
    if b"IEND" not in found:
        kept.append(_END)
    key = _key(found.get(b"tRNS", b""), colour, bits)
    return Png(width, height, b"".join(kept), key, bits, found.get(b"eXIf", b""), _profile(found, colour))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield name and contents of each chunk, and all of it, up to the end chunk."""
    at = len(SIGNATURE)
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise damaged()
        yield name, data[at + 8 : end - 4], data[at:end]
        if name == b"IEND":
            return
        at = end


def _key(contents: bytes, colour: int, bits: int) -> tuple[int, ...] | None:
    count = {_GREY: 1, _RGB: 3}.get(colour)
    if count is None or len(contents) != 2 * count:
        return None
    values = struct.unpack(f">{count}H", contents)
    return values if max(values) < 1 << bits else None


def _profile(found: dict[bytes, bytes], colour: int) -> bytes:
    """Return the profile that the file brings, or one of the gamma and primaries that it gives.

    An sRGB chunk comes before these, a profile before that (11.3.3).
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
    return profile_of(exponent, places, grey=colour in (_GREY, 4))

"""Turns a picture file into an image XObject, without metadata.

A JPEG keeps its coded samples if every PDF program can decode it, it is upright, and its colours are sRGB or grey. All
others are decoded by Pillow: transparent pixels are blended with white, and colours become sRGB or grey of 8 bits.
"""

from __future__ import annotations

from _blake2 import blake2b
from io import BytesIO
from typing import TYPE_CHECKING

from deflate import zlib_compress

from packgen.images.colour import conversion
from packgen.images.jpeg import read_jpeg
from packgen.images.limits import UnusablePicture, damaged
from packgen.images.orientation import orientation
from packgen.images.png import SIGNATURE, Png, read_png
from packgen.images.segments import START
from packgen.sheet.sheet import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_MODES = {1: "L", 3: "RGB", 4: "CMYK"}

_QUALITY = 95
"""JPEG quality of a photograph that is encoded again, without chroma subsampling: visually lossless."""

_SAVED = 3
"""A photograph is encoded again only if that makes it this many times smaller."""


def decoded(data: bytes) -> Image:
    """Return a picture for embedding, given the bytes of its file.

    Raises:
        UnusablePicture: it is neither PNG nor JPEG, too large, or does not decode from its first sample to its last.
    """
    try:
        if data.startswith(SIGNATURE):
            return _from_png(read_png(data))
        if data.startswith(START + b"\xff"):
            return _from_jpeg(data)
    except UnusablePicture:
        raise
    except MemoryError:
        raise UnusablePicture("takes more memory than there is", "Scale it down.") from None
    except Exception:
        # A damaged picture makes the decoders raise almost any error.
        raise damaged() from None
    raise UnusablePicture("is neither PNG nor JPEG", "Save it as one of these.", "file")


def _from_jpeg(data: bytes) -> Image:
    from PIL.JpegImagePlugin import JpegImageFile

    jpeg = read_jpeg(data)
    # Not Image.open, which would take a file with an MPF list for several pictures.
    picture: Picture = JpegImageFile(BytesIO(jpeg.data))
    if picture.size != (jpeg.width, jpeg.height) or picture.mode != _MODES[jpeg.components]:
        raise damaged()
    picture.load()
    turned = orientation(jpeg.exif)
    convert = conversion(jpeg.profile, picture.mode)
    if jpeg.plain and turned == 1 and convert is None:
        return _named(jpeg.width, jpeg.height, jpeg.components, "DCTDecode", jpeg.data)
    if convert is not None:
        picture = convert(picture)
    elif picture.mode == "CMYK":
        picture = picture.convert("RGB")
    return _embedded(_upright(picture, turned), photograph=jpeg.plain)


def _from_png(png: Png) -> Image:
    from PIL.PngImagePlugin import PngImageFile

    picture: Picture = PngImageFile(BytesIO(png.data))
    if picture.size != (png.width, png.height):
        raise damaged()
    picture.load()
    picture, alpha = _divided(picture, png)
    convert = conversion(png.profile, picture.mode)
    if convert is not None:
        picture = convert(picture)
    if alpha is not None:
        from PIL import Image as Pillow

        picture = Pillow.composite(picture, Pillow.new(picture.mode, picture.size, "white"), alpha)
    return _embedded(_upright(picture, orientation(png.exif)), photograph=False)


def _divided(picture: Picture, png: Png) -> tuple[Picture, Picture | None]:
    """Return a picture in mode L or RGB, and its opacity mask; None if it is opaque."""
    if picture.mode == "P" or picture.mode.endswith("A"):
        whole = picture.convert("RGBA")
        alpha = whole.getchannel("A")
        return whole.convert("L" if png.grey else "RGB"), alpha if alpha.getextrema() != (255, 255) else None
    if picture.mode.startswith("I"):
        words = picture.tobytes("raw", "I;16B")
        high, low = (_channel(words[at::2], picture.size) for at in (0, 1))
        return high, _unlike((high, low), divmod(png.key[0], 256)) if png.key else None
    picture = picture.convert("L") if picture.mode == "1" else picture
    if png.key is None:
        return picture, None
    # Pillow scales fewer than 8 bits up to 8, and truncates 16 to 8.
    shown = [value >> 8 if png.bits == 16 else value * 255 // ((1 << png.bits) - 1) for value in png.key]
    return picture, _unlike(picture.split(), shown)


def _channel(samples: bytes, size: tuple[int, int]) -> Picture:
    from PIL import Image as Pillow

    return Pillow.frombytes("L", size, samples)


def _unlike(channels: tuple[Picture, ...], key: tuple[int, ...] | list[int]) -> Picture:
    """Return a mask that is black where all channels have the values of a key, else white."""
    from PIL import ImageChops

    masks = [
        one.point([255 * (value != wanted) for value in range(256)]) for one, wanted in zip(channels, key, strict=True)
    ]
    mask = masks[0]
    for other in masks[1:]:
        mask = ImageChops.lighter(mask, other)
    return mask


def _upright(picture: Picture, turned: int) -> Picture:
    """Return a picture the right way up, given its orientation in Exif terms."""
    from PIL.Image import Transpose

    back = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(back[turned]) if turned in back else picture


def _embedded(picture: Picture, photograph: bool) -> Image:
    """Return a picture in mode L or RGB for embedding; a photograph as JPEG again where that is much smaller."""
    components = len(picture.mode) if picture.mode == "RGB" else 1
    samples = bytes(zlib_compress(picture.tobytes(), 6))
    if photograph:
        again = BytesIO()
        picture.save(again, "JPEG", quality=_QUALITY, subsampling=0)
        data = read_jpeg(again.getvalue()).data
        if _SAVED * len(data) < len(samples):
            return _named(*picture.size, components, "DCTDecode", data)
    return _named(*picture.size, components, "FlateDecode", samples)


def _named(width: int, height: int, components: int, encoding: str, data: bytes) -> Image:
    shape = f"{width} {height} {components} {encoding}".encode()
    digest = blake2b(shape + data, digest_size=6).hexdigest()
    return Image(f"Im{digest}", width, height, components, encoding, data)

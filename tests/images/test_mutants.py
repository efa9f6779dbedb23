"""Hundreds of damaged pictures: each is refused with a message, or printed as what it decodes to."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pillow
from PIL import ImageChops, ImageStat

from packgen.images.decode import decoded
from packgen.images.limits import UnusablePicture
from packgen.sheet.sheet import Image
from tests.images.files import jpeg, noise, samples
from tests.images.profiles import ADOBE_RGB

SOFT = noise(12, 8).resize((48, 32))


def saved_png(picture: Pillow.Image, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", **options)
    return out.getvalue()


WHOLE = {
    "baseline": jpeg(SOFT),
    "progressive": jpeg(SOFT, progressive=True),
    "full-colour": jpeg(SOFT, subsampling=0, optimize=True),
    "restarts": jpeg(SOFT, restart_marker_blocks=2),
    "grey": jpeg(SOFT.convert("L")),
    "inks": jpeg(SOFT.convert("CMYK")),
    "profile": jpeg(SOFT, icc_profile=ADOBE_RGB),
    "png": saved_png(SOFT),
    "png-palette": saved_png(SOFT.quantize(16), transparency=3),
    "png-profile": saved_png(SOFT.convert("RGBA"), icc_profile=ADOBE_RGB),
}


def mutants(name: str, count: int) -> Iterator[bytes]:
    """Yield a file with bytes changed, taken out or put in, or its end cut off; mostly in its headers."""
    chance = random.Random(name)
    for _ in range(count):
        data = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 1, 2, 4))):
            at = chance.randrange(2, min(len(data), 700) if chance.random() < 0.7 else len(data))
            kind = chance.random()
            if kind < 0.5:
                data[at] = chance.randrange(256)
            elif kind < 0.7:
                data[at] ^= 1 << chance.randrange(8)
            elif kind < 0.8:
                del data[at : at + chance.randrange(1, 40)]
            elif kind < 0.9:
                data[at:at] = chance.randbytes(chance.randrange(1, 20))
            else:
                del data[at + 1 :]
        yield checked(bytes(data)) if name.startswith("png") else bytes(data)


def checked(data: bytes) -> bytes:
    """Return a PNG file with checksums that are right: else every mutant would be refused for those alone."""
    out, at = bytearray(data), 8
    while at + 12 <= len(out):
        end = at + 8 + int.from_bytes(out[at : at + 4], "big")
        out[end : end + 4] = zlib.crc32(out[at + 4 : end]).to_bytes(4, "big") if end + 4 <= len(out) else b""
        at = end + 4
    return bytes(out)


def printed(image: Image, size: tuple[int, int]) -> Pillow.Image:
    """Return a page of nothing but the image, as a PDF program draws it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=size)
    drawn = pikepdf.Stream(pdf, image.data)
    drawn.Type, drawn.Subtype, drawn.BitsPerComponent = pikepdf.Name.XObject, pikepdf.Name.Image, 8
    drawn.Width, drawn.Height, drawn.Filter = image.width, image.height, pikepdf.Name(f"/{image.filter}")
    drawn.ColorSpace = pikepdf.Name.DeviceRGB if image.components == 3 else pikepdf.Name.DeviceGray
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pdf.make_indirect(drawn)))
    page.Contents = pikepdf.Stream(pdf, b"%d 0 0 %d 0 0 cm /Im Do" % size)
    out = BytesIO()
    pdf.save(out)
    opened = pypdfium2.PdfDocument(out.getvalue())
    try:
        return opened[0].render(scale=1).to_pil().convert("RGB")
    finally:
        opened.close()


def meant(image: Image, size: tuple[int, int]) -> Pillow.Image:
    """Return what the image decodes to."""
    data = bytes(value for one in samples(image) for value in one)
    mode = "RGB" if image.components == 3 else "L"
    return Pillow.frombytes(mode, (image.width, image.height), data).convert("RGB").resize(size)


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_accepted_is_printed(name: str) -> None:
    accepted = 0
    size = 48, 32
    for data in mutants(name, 60):
        try:
            image = decoded(data)
        except UnusablePicture:
            continue
        if image.width * image.height > 500_000:  # a size that was changed: all of it would take long to compare
            continue
        accepted += 1
        difference = ImageChops.difference(printed(image, size), meant(image, size))
        assert max(ImageStat.Stat(difference).mean) < 25
    assert accepted > 15 or name.startswith("png")  # whose checksums refuse nearly all

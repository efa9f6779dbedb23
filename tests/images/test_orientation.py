from __future__ import annotations

import pytest
from PIL import Image as Pillow
from PIL import ImageOps

from packgen.images.decode import decoded
from packgen.images.orientation import orientation
from tests.images.files import exif, jpeg, samples, segment, with_segments


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", range(1, 9))
def test_every_orientation_is_read(order: str, value: int) -> None:
    assert orientation(exif(value, order)) == value


@pytest.mark.parametrize(
    "data",
    [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"XX*\0" + exif(6)[4:], exif(0), exif(9), exif(6)[:-10], exif(6)[:9]],
)
def test_what_makes_no_sense_is_upright(data: bytes) -> None:
    assert orientation(data) == 1


@pytest.mark.parametrize("value", range(1, 9))
def test_a_jpeg_is_turned_as_pillow_turns_it(value: int) -> None:
    picture = Pillow.new("RGB", (32, 16), "white")
    picture.paste((200, 0, 0), (0, 0, 16, 8))
    data = with_segments(jpeg(picture, quality=100, subsampling=0), segment(0xE1, b"Exif\0\0" + exif(value)))
    said = Pillow.Exif()
    said[0x0112] = value
    picture.info["exif"] = said.tobytes()
    expected = ImageOps.exif_transpose(picture)
    image = decoded(data)
    assert (image.width, image.height) == expected.size
    shown = Pillow.frombytes("RGB", expected.size, bytes(v for one in samples(image) for v in one))
    for x in (4, 28 if expected.width == 32 else 12):
        for y in (4, 28 if expected.height == 32 else 12):
            assert shown.getpixel((x, y)) == pytest.approx(expected.getpixel((x, y)), abs=3)


def test_broken_exif_data_is_passed_over_without_a_word() -> None:
    """Warnings are errors here."""
    data = jpeg()
    for broken in (b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(40)):
        assert decoded(with_segments(data, segment(0xE1, broken))).data == decoded(data).data

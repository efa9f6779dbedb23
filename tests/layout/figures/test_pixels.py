from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from packgen.errors import OutputError
from packgen.layout.figures.pixels import load_image
from packgen.sheet.sheet import Image

RED, WHITE = (200, 0, 0), (255, 255, 255)


def save(folder: Path, picture: Pillow.Image, kind: str = "PNG", **options: object) -> Path:
    path = folder / f"picture.{kind.lower()}"
    picture.save(path, kind, **options)
    return path


def samples(image: Image) -> list[tuple[int, ...]]:
    """The pixels of an image that was not saved as JPEG."""
    data = zlib.decompress(image.data)
    step = image.components
    return [tuple(data[i : i + step]) for i in range(0, len(data), step)]


def described(image: Image) -> tuple[int, int, int, str]:
    return image.width, image.height, image.components, image.filter


# -- PNG


def test_colours_stay(tmp_path: Path) -> None:
    image = load_image(save(tmp_path, Pillow.new("RGB", (3, 2), RED)))
    assert described(image) == (3, 2, 3, "FlateDecode")
    assert samples(image) == [RED] * 6


def test_grey_stays_grey(tmp_path: Path) -> None:
    image = load_image(save(tmp_path, Pillow.new("L", (2, 2), 77)))
    assert (described(image), samples(image)) == ((2, 2, 1, "FlateDecode"), [(77,)] * 4)


def test_black_and_white_becomes_grey(tmp_path: Path) -> None:
    image = load_image(save(tmp_path, Pillow.new("1", (9, 1), 1)))
    assert (described(image), samples(image)) == ((9, 1, 1, "FlateDecode"), [(255,)] * 9)


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    picture = Pillow.new("RGBA", (3, 1), (*RED, 255))
    picture.putpixel((1, 0), (*RED, 0))
    picture.putpixel((2, 0), (0, 0, 0, 127))
    assert samples(load_image(save(tmp_path, picture))) == [RED, WHITE, (128, 128, 128)]


def test_grey_with_transparency_is_laid_on_white(tmp_path: Path) -> None:
    picture = Pillow.new("LA", (2, 1), (10, 255))
    picture.putpixel((1, 0), (10, 0))
    assert samples(load_image(save(tmp_path, picture))) == [(10,), (255,)]


def test_a_palette_becomes_its_colours(tmp_path: Path) -> None:
    picture = Pillow.new("RGB", (2, 1), RED)
    picture.putpixel((1, 0), (0, 0, 255))
    assert samples(load_image(save(tmp_path, picture.quantize(2)))) == [RED, (0, 0, 255)]


def test_a_transparent_colour_of_a_palette_is_white(tmp_path: Path) -> None:
    picture = Pillow.new("P", (2, 1), 0)
    picture.putpalette([*RED, 0, 0, 255])
    picture.putpixel((1, 0), 1)
    assert samples(load_image(save(tmp_path, picture, transparency=0))) == [WHITE, (0, 0, 255)]


def test_a_transparent_colour_without_palette_is_white(tmp_path: Path) -> None:
    picture = Pillow.new("RGB", (2, 1), RED)
    picture.putpixel((1, 0), (1, 2, 3))
    assert samples(load_image(save(tmp_path, picture, transparency=(1, 2, 3)))) == [RED, WHITE]


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    picture = Pillow.new("I;16", (3, 1))
    for x, value in enumerate((0, 0x8000, 0xFFFF)):
        picture.putpixel((x, 0), value)
    image = load_image(save(tmp_path, picture))
    assert (described(image), samples(image)) == ((3, 1, 1, "FlateDecode"), [(0,), (128,), (255,)])


# -- JPEG


def test_a_jpeg_is_kept_as_it_is(tmp_path: Path) -> None:
    path = save(tmp_path, Pillow.new("RGB", (16, 8), RED), "JPEG")
    image = load_image(path)
    assert described(image) == (16, 8, 3, "DCTDecode")
    assert Pillow.open(BytesIO(image.data)).tobytes() == Pillow.open(path).tobytes()


def test_a_grey_jpeg_is_kept_as_it_is(tmp_path: Path) -> None:
    assert described(load_image(save(tmp_path, Pillow.new("L", (16, 8), 9), "JPEG"))) == (16, 8, 1, "DCTDecode")


def test_a_progressive_jpeg_is_kept_as_it_is(tmp_path: Path) -> None:
    noise = Pillow.effect_noise((64, 64), 80).convert("RGB")
    path = save(tmp_path, noise, "JPEG", progressive=True)
    image = load_image(path)
    assert image.filter == "DCTDecode"
    assert Pillow.open(BytesIO(image.data)).tobytes() == Pillow.open(path).tobytes()


def test_metadata_is_left_out(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x010F] = "Secret camera"
    exif[0x9286] = "51.5 N"
    picture = Pillow.new("RGB", (16, 8), RED)
    path = save(tmp_path, picture, "JPEG", exif=exif, comment="a person", icc_profile=b"profile", xmp=b"<x:xmpmeta/>")
    whole = path.read_bytes()
    image = load_image(path)
    for secret in (b"Secret camera", b"51.5 N", b"a person", b"Exif", b"ICC_PROFILE", b"xmpmeta", b"JFIF"):
        assert secret in whole or secret == b"JFIF"
        assert secret not in image.data
    assert Pillow.open(BytesIO(image.data)).tobytes() == Pillow.open(path).tobytes()


def test_a_picture_is_turned_upright(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    picture = Pillow.new("RGB", (16, 8), RED)
    image = load_image(save(tmp_path, picture, "JPEG", exif=exif))
    assert described(image) == (8, 16, 3, "FlateDecode")


def test_four_inks_become_three_lights(tmp_path: Path) -> None:
    image = load_image(save(tmp_path, Pillow.new("CMYK", (16, 8), (0, 0, 0, 255)), "JPEG"))
    assert described(image) == (16, 8, 3, "FlateDecode")
    assert set(samples(image)) == {(0, 0, 0)}


def test_fill_bytes_between_segments_do_no_harm(tmp_path: Path) -> None:
    path = save(tmp_path, Pillow.new("RGB", (16, 8), RED), "JPEG")
    data = path.read_bytes()
    at = data.index(b"\xff\xdb")
    path.write_bytes(data[:at] + b"\xff\xff" + data[at:])
    image = load_image(path)
    assert Pillow.open(BytesIO(image.data)).size == (16, 8)


# -- names


def test_the_name_says_the_content(tmp_path: Path) -> None:
    red = load_image(save(tmp_path, Pillow.new("RGB", (3, 2), RED)))
    again = load_image(save(tmp_path, Pillow.new("RGB", (3, 2), RED)))
    white = load_image(save(tmp_path, Pillow.new("RGB", (3, 2), WHITE)))
    assert red == again
    assert red.name != white.name
    assert red.name.startswith("Im")


def test_pictures_of_the_same_samples_and_another_shape_have_other_names(tmp_path: Path) -> None:
    wide = load_image(save(tmp_path, Pillow.new("L", (4, 2), 0)))
    tall = load_image(save(tmp_path, Pillow.new("L", (2, 4), 0)))
    assert wide.name != tall.name


# -- what cannot be read


@pytest.mark.parametrize("cut", [0, 3, 20, 60, 200])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_damaged_file_is_an_error(tmp_path: Path, kind: str, cut: int) -> None:
    path = save(tmp_path, Pillow.effect_noise((64, 64), 80), kind)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(OutputError, match=r"the picture cannot be read .* Save it again as PNG or JPEG\.$"):
        load_image(path)


def test_a_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    Pillow.new("L", (2, 2)).save(path, "GIF")
    with pytest.raises(OutputError, match=r"picture\.png: the picture cannot be read"):
        load_image(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"none\.png: the picture cannot be read"):
        load_image(tmp_path / "none.png")

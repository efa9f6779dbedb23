"""Colours are printed as a picture's profile, or its gamma and primaries, mean them."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from packgen.images.colour import conversion
from packgen.images.decode import decoded
from packgen.images.limits import LARGEST_PROFILE
from packgen.sheet.sheet import Image
from tests.images.files import chunk, exif, jpeg, png, samples, segment, shape, with_segments
from tests.images.profiles import ADOBE_RGB, GREY_GAMMA_18, tables

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, RED_IN_ADOBE_RGB = (200, 40, 40), (172, 44, 43)


def square(colour: tuple[int, ...] | int, mode: str = "RGB", **options: object) -> bytes:
    return jpeg(Pillow.new(mode, (32, 16), colour), quality=100, subsampling=0, **options)


def first(image: Image) -> tuple[int, ...]:
    return samples(image)[0]


def iccp(profile: bytes) -> bytes:
    return chunk(b"iCCP", b"name\0\0" + zlib.compress(profile))


def test_a_jpeg_in_another_space_is_converted() -> None:
    image = decoded(square(RED_IN_ADOBE_RGB, icc_profile=ADOBE_RGB))
    assert first(image) == pytest.approx(RED, abs=2)
    assert b"ICC" not in image.data


def test_a_jpeg_in_srgb_stays_as_it_is_without_its_profile() -> None:
    plain = square(RED)
    image = decoded(square(RED, icc_profile=SRGB))
    assert shape(image) == (32, 16, 3, "DCTDecode")
    assert image.data == decoded(plain).data


@pytest.mark.parametrize(
    ("colour", "bits", "row", "expected"),
    [
        (2, 8, bytes(RED_IN_ADOBE_RGB), RED),
        (2, 16, bytes(v for one in RED_IN_ADOBE_RGB for v in (one, 0)), RED),
        (6, 8, bytes((*RED_IN_ADOBE_RGB, 255)), RED),
        (6, 8, bytes((*RED_IN_ADOBE_RGB, 0)), (255, 255, 255)),
        (3, 8, b"\0", RED),
    ],
)
def test_a_png_in_another_space_is_converted(
    colour: int, bits: int, row: bytes, expected: tuple[int, int, int]
) -> None:
    palette = [chunk(b"PLTE", bytes(RED_IN_ADOBE_RGB))] if colour == 3 else []
    data = png((1, 1), bits, colour, b"\0" + row, iccp(ADOBE_RGB), *palette)
    assert first(decoded(data)) == pytest.approx(expected, abs=2)


def test_grey_stays_grey_and_gets_the_tones_of_its_profile() -> None:
    image = decoded(square(128, "L", icc_profile=GREY_GAMMA_18))
    assert image.components == 1
    assert first(image) == pytest.approx((146,), abs=2)
    data = png((1, 1), 8, 0, b"\0\x80", iccp(GREY_GAMMA_18))
    assert first(decoded(data)) == pytest.approx((146,), abs=2)
    assert first(decoded(png((1, 1), 8, 4, b"\0\x80\xff", iccp(GREY_GAMMA_18)))) == pytest.approx((146,), abs=2)


def test_grey_with_the_profile_of_colours() -> None:
    image = decoded(square(128, "L", icc_profile=SRGB))
    assert shape(image) == (32, 16, 1, "DCTDecode")
    wide = decoded(square(20, "L", icc_profile=ADOBE_RGB))
    assert wide.components == 1


def test_inks_are_converted_by_their_profile() -> None:
    """Lab 60, -20, -20 and 50, 50, 10 under D50 are these in sRGB; no ink is white, all of black is black."""
    for ink, expected in [
        ((255, 0, 0, 0), (77, 156, 179)),
        ((0, 255, 0, 0), (196, 77, 105)),
        ((0, 0, 0, 0), (255, 255, 255)),
        ((0, 0, 0, 255), (0, 0, 0)),
    ]:
        image = decoded(square(ink, "CMYK", icc_profile=tables()))
        assert image.components == 3
        assert first(image) == pytest.approx(expected, abs=4)


def test_inks_without_a_profile_are_converted_all_the_same() -> None:
    assert first(decoded(square((0, 255, 255, 0), "CMYK"))) == pytest.approx((255, 0, 0), abs=2)


def test_converted_and_turned() -> None:
    data = with_segments(square(RED_IN_ADOBE_RGB, icc_profile=ADOBE_RGB), segment(0xE1, b"Exif\0\0" + exif(6)))
    image = decoded(data)
    assert (image.width, image.height) == (16, 32)
    assert first(image) == pytest.approx(RED, abs=2)


# -- profiles that cannot be used


@pytest.mark.parametrize(
    "profile",
    [
        b"profile",
        bytes(128),
        SRGB[:200],
        SRGB[:130] + b"\xff" * (len(SRGB) - 130),
        SRGB.replace(b"RGB ", b"Lab ", 1),
        SRGB.replace(b"mntr", b"link", 1),
        tables(),
        GREY_GAMMA_18,
        SRGB + bytes(LARGEST_PROFILE),
    ],
    ids=["words", "zeros", "cut", "overwritten", "Lab", "link", "inks", "grey", "large"],
)
def test_a_profile_that_makes_no_sense_is_passed_over(profile: bytes) -> None:
    assert first(decoded(png((1, 1), 8, 2, b"\0" + bytes(RED), iccp(profile)))) == RED
    data = square(RED)
    pieces = [profile[at : at + 60_000] for at in range(0, len(profile), 60_000)][:255]
    parts = [segment(0xE2, b"ICC_PROFILE\0" + bytes((n, len(pieces))) + piece) for n, piece in enumerate(pieces, 1)]
    assert decoded(with_segments(data, *parts)).data == decoded(data).data


def test_profiles_broken_anywhere_raise_nothing() -> None:
    for at in range(0, len(SRGB), 7):
        broken = bytearray(SRGB)
        broken[at] ^= 0x55
        conversion(bytes(broken), "RGB")


def test_a_profile_with_a_part_missing_is_passed_over() -> None:
    parts = [segment(0xE2, b"ICC_PROFILE\0\2\2" + ADOBE_RGB)]
    assert first(decoded(with_segments(square(RED), *parts))) == pytest.approx(RED, abs=1)


def test_a_chunk_that_does_not_inflate_is_passed_over() -> None:
    for body in (b"", b"name", b"name\0\0", b"name\0\0words", b"name\0\0" + zlib.compress(bytes(50_000_000))):
        assert first(decoded(png((1, 1), 8, 2, b"\0" + bytes(RED), chunk(b"iCCP", body)))) == RED


# -- gamma and primaries of PNG files


def gama(value: float) -> bytes:
    return chunk(b"gAMA", struct.pack(">I", round(value * 100_000)))


def chrm(*places: float) -> bytes:
    return chunk(b"cHRM", struct.pack(">8I", *(round(place * 100_000) for place in places)))


PLACES_OF_SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
PLACES_OF_ADOBE_RGB = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)


def shown(*chunks: bytes, colour: tuple[int, int, int] = RED) -> tuple[int, ...]:
    return first(decoded(png((1, 1), 8, 2, b"\0" + bytes(colour), *chunks)))


def test_what_programs_write_for_srgb_changes_nothing() -> None:
    assert shown(gama(0.45455)) == RED
    assert shown(gama(0.45455), chrm(*PLACES_OF_SRGB)) == RED
    assert shown(chunk(b"sRGB", b"\0"), gama(1.0), chrm(*PLACES_OF_ADOBE_RGB)) == RED
    assert shown(iccp(SRGB), gama(1.0)) == RED


def test_gamma_is_made_up_for() -> None:
    """Half the light is 188 in sRGB; a gamma of 1/1.8 makes mid-grey lighter."""
    assert shown(gama(1.0), colour=(128, 128, 128)) == pytest.approx((188, 188, 188), abs=2)
    assert shown(gama(1 / 1.8), colour=(128, 128, 128)) == pytest.approx((146, 146, 146), abs=2)
    assert first(decoded(png((1, 1), 8, 0, b"\0\x80", gama(1.0)))) == pytest.approx((188,), abs=2)


def test_primaries_are_made_up_for() -> None:
    adobe = chrm(*PLACES_OF_ADOBE_RGB)
    assert shown(gama(0.4547), adobe, colour=RED_IN_ADOBE_RGB) == pytest.approx(RED, abs=2)
    assert shown(adobe, colour=RED_IN_ADOBE_RGB) == pytest.approx(RED, abs=2)


@pytest.mark.parametrize(
    "chunks",
    [
        [gama(0.0)],
        [gama(1000)],
        [chunk(b"gAMA", b"\0")],
        [chunk(b"cHRM", b"\0")],
        [chrm(*[0.0] * 8)],
        [chrm(*[0.3] * 8)],
        [chrm(*[40_000.0] * 8)],
        [chrm(0.3127, 0.329, 0.64, 0.33, 0.64, 0.33, 0.15, 0.06)],
    ],
)
def test_nonsense_is_passed_over(chunks: list[bytes]) -> None:
    assert shown(*chunks) == RED

"""What of a PNG file is kept, and what its samples become."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image as Pillow

from packgen.images.decode import decoded
from packgen.images.limits import UnusablePicture
from packgen.images.png import read_png
from tests.images.files import PNG, chunk, exif, noise, png, samples, shape

SECRET = b"51.5 N 0.1 W, taken by Jane"
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
WHITE = (255, 255, 255)


def test_nothing_but_the_picture_reaches_the_decoder() -> None:
    texts = (
        chunk(b"tEXt", b"Comment\0" + SECRET),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET)),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET),
        chunk(b"tIME", bytes(7)),
        chunk(b"eXIf", exif(1, extra=SECRET)),
        chunk(b"prVt", SECRET),
    )
    data = png((2, 1), 8, GREY, b"\0\1\2", *texts, after=SECRET)
    taken = read_png(data)
    assert taken.data == png((2, 1), 8, GREY, b"\0\1\2")
    assert decoded(data) == decoded(taken.data)


def test_a_film_made_of_text_costs_nothing() -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000)))
    assert samples(decoded(png((1, 1), 8, GREY, b"\0\7", bomb))) == [(7,)]


def test_of_an_animation_the_default_picture_is_kept() -> None:
    out = BytesIO()
    first, second = Pillow.new("RGB", (4, 3), "red"), Pillow.new("RGB", (4, 3), "blue")
    first.save(out, "PNG", save_all=True, append_images=[second, first], default_image=True)
    image = decoded(out.getvalue())
    assert shape(image) == (4, 3, 3, "FlateDecode")
    assert set(samples(image)) == {(255, 0, 0)}


@pytest.mark.parametrize(
    ("bits", "row", "key", "values"),
    [
        (1, b"\xa0", 1, [255, 0, 255, 0]),
        (1, b"\xa0", 0, [255, 255, 255, 255]),
        (2, b"\x1b", 2, [0, 85, 255, 255]),
        (4, b"\x1f\x23", 2, [17, 255, 255, 51]),
        (8, b"\x01\x02\x03\x02", 2, [1, 255, 3, 255]),
        (16, b"\x12\x34\x12\x35\x00\x34\x80\x00", 0x1234, [255, 0x12, 0, 0x80]),
    ],
)
def test_a_transparent_grey_is_white(bits: int, row: bytes, key: int, values: list[int]) -> None:
    data = png((4, 1), bits, GREY, b"\0" + row, chunk(b"tRNS", struct.pack(">H", key)))
    assert samples(decoded(data)) == [(value,) for value in values]


@pytest.mark.parametrize("bits", [8, 16])
def test_a_transparent_colour_is_white(bits: int) -> None:
    wide = bits // 8 - 1
    row = b"".join(bytes([v]) + b"\7" * wide for v in (1, 2, 3, 1, 2, 4))
    key = struct.pack(">3H", *[int.from_bytes(bytes([v]) + b"\7" * wide, "big") for v in (1, 2, 3)])
    assert samples(decoded(png((2, 1), bits, RGB, b"\0" + row, chunk(b"tRNS", key)))) == [WHITE, (1, 2, 4)]


@pytest.mark.parametrize(("bits", "row"), [(1, b"\x40"), (2, b"\x10"), (4, b"\x01"), (8, b"\x00\x01")])
def test_a_transparent_entry_of_a_palette_is_white(bits: int, row: bytes) -> None:
    chunks = chunk(b"PLTE", bytes([1, 2, 3, 200, 0, 0])), chunk(b"tRNS", b"\0\x80")
    assert samples(decoded(png((2, 1), bits, PALETTE, b"\0" + row, *chunks))) == [WHITE, (227, 127, 127)]


def test_sixteen_bits_of_each_kind() -> None:
    half = b"\x80\x00"
    assert samples(decoded(png((1, 1), 16, RGB, b"\0" + b"\x12\x34\x56\x78\x9a\xbc"))) == [(0x12, 0x56, 0x9A)]
    assert samples(decoded(png((1, 1), 16, RGB_ALPHA, b"\0" + b"\0\0" * 3 + half))) == [(127, 127, 127)]
    assert samples(decoded(png((1, 1), 16, GREY_ALPHA, b"\0\0\0" + half))) == [(127,)]
    assert samples(decoded(png((2, 1), 16, GREY, b"\0\xff\xff\x00\xff"))) == [(255,), (0,)]


def test_an_interlaced_picture() -> None:
    data = PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 1))
    data += chunk(b"IDAT", zlib.compress(b"\0\5\0\6")) + chunk(b"IEND", b"")
    assert samples(decoded(data)) == [(5,), (6,)]


@pytest.mark.parametrize(("turned", "shown"), [(1, [[1, 2]]), (3, [[2, 1]]), (6, [[1], [2]]), (8, [[2], [1]])])
def test_exif_data_turns_it(turned: int, shown: list[list[int]]) -> None:
    image = decoded(png((2, 1), 8, GREY, b"\0\1\2", chunk(b"eXIf", exif(turned))))
    assert (image.width, image.height) == (len(shown[0]), len(shown))
    assert samples(image) == [(value,) for row in shown for value in row]


def test_chunks_that_are_not_needed_may_be_damaged() -> None:
    broken = bytearray(chunk(b"tEXt", b"Comment\0words"))
    broken[-1] ^= 1
    assert samples(decoded(png((1, 1), 8, GREY, b"\0\7", bytes(broken)))) == [(7,)]


def refusal(data: bytes) -> str:
    with pytest.raises(UnusablePicture) as caught:
        decoded(data)
    return str(caught.value)


@pytest.mark.parametrize("kept", [0.1, 0.4, 0.7, 0.95])
def test_one_cut_off_is_refused(kept: float) -> None:
    out = BytesIO()
    noise().save(out, "PNG")
    assert refusal(out.getvalue()[: int(len(out.getvalue()) * kept)]) == "is damaged"


def test_too_few_samples_are_refused() -> None:
    assert refusal(png((3, 3), 8, GREY, b"\0\1\2\3")) == "is damaged"


def test_too_few_samples_of_an_interlaced_picture_are_refused() -> None:
    def interlaced(rows: bytes) -> bytes:
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", 5, 5, 8, GREY, 0, 0, 1))
        return PNG + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

    assert len(samples(decoded(interlaced(bytes(36))))) == 25
    assert refusal(interlaced(bytes(35))) == "is damaged"


@pytest.mark.parametrize("size", [1 << 20, (1 << 20) + 1, 3_000_000])
@pytest.mark.parametrize("piece", [100, 1 << 16])
def test_samples_that_inflate_a_thousandfold(size: int, piece: int) -> None:
    packed = zlib.compress(bytes(size + 1), 9)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", size, 1, 8, GREY, 0, 0, 0))
    pieces = [chunk(b"IDAT", packed[at : at + piece]) for at in range(0, len(packed), piece)]
    assert decoded(b"".join([PNG, header, *pieces, chunk(b"IEND", b"")])).width == size


def test_impossible_headers_are_refused() -> None:
    assert refusal(PNG) == "is damaged"
    assert refusal(PNG + chunk(b"IHDR", b"")) == "is damaged"
    assert refusal(png((0, 3), 8, GREY, b"")) == "is damaged"
    assert refusal(png((3, 3), 3, GREY, bytes(99))) == "is damaged"
    assert refusal(png((3, 3), 8, 5, bytes(99))) == "is damaged"
    assert refusal(png((1, 1), 8, GREY, b"\0\0", *[chunk(b"tEXt", b"")] * 100_001)) == "is damaged"


def test_the_end_may_be_missing_where_all_samples_are_there() -> None:
    assert samples(decoded(png((1, 1), 8, GREY, b"\0\7")[:-12])) == [(7,)]

"""What of a JPEG file is kept, and which is plain enough for a PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image as Pillow

from packgen.images.decode import decoded
from packgen.images.jpeg import read_jpeg
from packgen.images.limits import MOST_SCANS, UnusablePicture
from packgen.images.segments import Segments
from tests.images.files import exif, jpeg, noise, samples, segment, shape, with_segments

SECRET = b"51.5 N 0.1 W, taken by Jane"
METADATA = (
    segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\x01\x01" + SECRET),
    segment(0xE1, b"Exif\0\0" + exif(1, extra=SECRET)),
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
    segment(0xE2, b"MPF\0" + SECRET),
    segment(0xED, b"Photoshop 3.0\0" + SECRET),
    segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + SECRET),
    segment(0xEF, SECRET),
    segment(0xFE, SECRET),
)


def markers(data: bytes) -> list[int]:
    return [marker for marker, _ in Segments(data)]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 2}, {"subsampling": 0}])
def test_nothing_but_the_picture_is_kept(options: dict[str, Any]) -> None:
    plain = jpeg(**options)
    image = decoded(with_segments(plain, *METADATA) + b"\0\0\0\x18ftypmp42" + SECRET)
    assert image.filter == "DCTDecode"
    assert SECRET not in image.data
    assert b"JFIF" not in image.data
    assert b"Exif" not in image.data
    assert image.data.endswith(b"\xff\xd9")
    assert set(markers(image.data)) <= {0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xEE}
    assert Pillow.open(BytesIO(image.data)).tobytes() == Pillow.open(BytesIO(plain)).tobytes()


def test_what_follows_the_end_marker_is_left_out() -> None:
    data = jpeg()
    assert decoded(data + b"moov" + SECRET + data).data == decoded(data).data


def test_metadata_between_scans_is_left_out() -> None:
    data = jpeg(progressive=True)
    at = data.rindex(b"\xff\xda")
    image = decoded(data[:at] + segment(0xE1, SECRET) + segment(0xFE, SECRET) + data[at:])
    assert image.data == decoded(data).data


def test_of_several_pictures_the_first_is_kept() -> None:
    out = BytesIO()
    other = Pillow.new("RGB", (64, 48), "green")
    noise().save(out, "MPO", save_all=True, append_images=[other])
    data = out.getvalue()
    assert Pillow.open(BytesIO(data)).format == "MPO"
    image = decoded(data)
    assert shape(image) == (64, 48, 3, "DCTDecode")
    assert image.data.count(b"\xff\xd8") == 1
    assert b"MPF" not in image.data


def test_a_thumbnail_is_not_taken_for_the_picture() -> None:
    small = jpeg(noise(8, 8))
    image = decoded(with_segments(jpeg(), segment(0xE1, b"Exif\0\0" + exif(1, extra=small))))
    assert shape(image) == (64, 48, 3, "DCTDecode")
    assert image.data.count(b"\xff\xd8") == 1


def test_fill_bytes_before_a_marker_are_left_out() -> None:
    data = jpeg()
    at = data.index(b"\xff\xdb")
    assert decoded(data[:at] + b"\xff" * 9 + data[at:-2] + b"\xff\xff" + data[-2:]).filter == "DCTDecode"


# -- colours


def pixel(data: bytes) -> tuple[int, ...]:
    return samples(decoded(data))[0]


def without(data: bytes, marker: int) -> bytes:
    kept = Segments(data)
    return data[:2] + b"".join(kept.raw for one, _ in kept if one != marker) + b"\xff\xd9"


def with_ids(data: bytes, ids: bytes) -> bytes:
    """Return a JPEG whose components have other ids."""
    out = bytearray(data)
    frame, scan = data.index(b"\xff\xc0"), data.index(b"\xff\xda")
    for n, id_ in enumerate(ids):
        out[frame + 10 + 3 * n] = out[scan + 5 + 2 * n] = id_
    return bytes(out)


@pytest.mark.parametrize("ids", [b"\1\2\3", b"\0\1\2", b"RGB", b"\1\x22\x23"])
@pytest.mark.parametrize("jfif", [True, False])
@pytest.mark.parametrize("adobe", [None, 0, 1])
def test_colours_are_those_that_the_whole_file_has(ids: bytes, jfif: bool, adobe: int | None) -> None:
    """Without the JFIF segment, decoders go by others, or by the ids of the components."""
    data = with_ids(jpeg(Pillow.new("RGB", (16, 8), (200, 40, 40))), ids)
    data = data if jfif else without(data, 0xE0)
    if adobe is not None:
        data = with_segments(data, segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes((adobe,))))
    expected = Pillow.open(BytesIO(data)).convert("RGB").getpixel((0, 0))
    assert pixel(data) == expected


def test_three_colours_say_how_they_are_coded() -> None:
    [adobe] = [body for marker, body in Segments(decoded(jpeg()).data) if marker == 0xEE]
    assert adobe == b"Adobe\0\x64\0\0\0\0\1"
    assert 0xEE not in markers(decoded(jpeg(noise().convert("L"))).data)


def test_four_inks_keep_how_they_are_coded_until_they_are_decoded() -> None:
    data = jpeg(Pillow.new("CMYK", (16, 8), (0, 255, 255, 0)))
    assert shape(decoded(data)) == (16, 8, 3, "FlateDecode")
    assert pixel(data) == pytest.approx((255, 0, 0), abs=3)


# -- what is plain


def arithmetic() -> bytes:
    """Return a JPEG that is coded arithmetically: 8 by 8 samples of one grey."""
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xDB, b"\0" + bytes([16] * 64)),
            segment(0xC9, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
            segment(0xCC, b"\0\x10\x10\5"),
            segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
            bytes(8),
            b"\xff\xd9",
        ]
    )


def replaced(data: bytes, marker: int, at: int, value: int) -> bytes:
    """Return a JPEG with another byte in a segment, counted from its parameters."""
    out = bytearray(data)
    out[data.index(bytes((255, marker))) + 4 + at] = value
    return bytes(out)


def test_plain_ones() -> None:
    for options in ({}, {"progressive": True}, {"optimize": True}, {"subsampling": 0}, {"subsampling": 1}):
        assert read_jpeg(jpeg(**options)).plain
    for every in (1, 2, 3, 100):
        assert read_jpeg(jpeg(restart_marker_blocks=every)).plain
    assert read_jpeg(jpeg(noise(33, 17).convert("L"), restart_marker_blocks=2)).plain
    assert read_jpeg(jpeg(noise(33, 17), progressive=True, restart_marker_blocks=1)).plain


def test_arithmetic_coding_is_decoded() -> None:
    assert not read_jpeg(arithmetic()).plain
    image = decoded(arithmetic())
    assert shape(image) == (8, 8, 1, "FlateDecode")
    assert len(set(samples(image))) == 1


def test_odd_sampling_is_decoded() -> None:
    data = replaced(jpeg(Pillow.new("RGB", (48, 16), "red"), subsampling=0), 0xC0, 7, 0x31)
    assert not read_jpeg(data).plain


def test_tables_that_are_missing_are_not_left_to_chance() -> None:
    data = jpeg(noise().convert("L"))
    bare = without(data, 0xC4)
    assert not read_jpeg(bare).plain
    assert not read_jpeg(replaced(data, 0xDA, 2, 0x33)).plain
    assert not read_jpeg(replaced(data, 0xC0, 8, 3)).plain


def test_restart_markers_that_are_wrong_are_not_left_to_chance() -> None:
    data = jpeg(restart_marker_blocks=2)
    at = data.index(b"\xff\xd1")
    assert not read_jpeg(data[:at] + data[at + 2 :]).plain
    assert not read_jpeg(data[: at + 1] + b"\xd4" + data[at + 2 :]).plain
    assert not read_jpeg(jpeg()[:-2] + b"\xff\xd0\xff\xd9").plain


def test_a_scan_without_a_frame_or_a_second_frame_is_not_plain() -> None:
    data = jpeg()
    frame = next(raw for raw in _raws(data, 0xC0))
    scan = next(raw for raw in _raws(data, 0xDA))
    assert not read_jpeg(data[:2] + scan + data[2:]).plain
    assert not read_jpeg(data.replace(frame, frame + frame)).plain


def _raws(data: bytes, wanted: int) -> list[bytes]:
    kept = Segments(data)
    return [kept.raw for marker, _ in kept if marker == wanted]


# -- what is refused


def refusal(data: bytes) -> str:
    with pytest.raises(UnusablePicture) as caught:
        decoded(data)
    return f"{caught.value} / {caught.value.remedy}"


@pytest.mark.parametrize(
    ("marker", "bits", "kind"),
    [(0xC3, 8, "lossless"), (0xCB, 8, "lossless"), (0xC5, 8, "hierarchical"), (0xC1, 12, "12-bit")],
)
def test_kinds_that_cannot_be_read_are_named(marker: int, bits: int, kind: str) -> None:
    data = replaced(jpeg(), 0xC0, 0, bits).replace(b"\xff\xc0", bytes((255, marker)), 1)
    assert refusal(data) == (
        f"is a {kind} JPEG, which packgen cannot read"
        " / Open it in a picture editor and save it as an ordinary JPEG, or as PNG."
    )


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_one_cut_off_is_refused(progressive: bool, kept: float) -> None:
    data = jpeg(progressive=progressive)
    assert refusal(data[: int(len(data) * kept)]) == "is damaged / Save or download it again."


def test_no_scan_is_refused() -> None:
    assert "damaged" in refusal(without(jpeg(), 0xDA))
    assert "damaged" in refusal(b"\xff\xd8\xff\xd9")


def test_too_many_scans_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = jpeg(progressive=True)
    last = _raws(data, 0xDA)[-1]
    many = data[:-2] + last * MOST_SCANS + data[-2:]
    monkeypatch.setattr(Pillow.Image, "load", lambda self: pytest.fail("this takes minutes"))
    assert refusal(many).startswith(f"has more than {MOST_SCANS} scans / Open it")


def test_too_many_segments_are_refused() -> None:
    assert "damaged" in refusal(with_segments(jpeg(), segment(0xFE, b"") * 6000))


def test_too_many_pixels_are_refused_unread() -> None:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    assert refusal(bytes(data)) == "has more than 40 million pixels / Scale it down."

"""Packs with pictures of every kind: what is in the file, and what is on the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from packgen.build import build
from packgen.options import PackOptions
from tests.images.files import exif, jpeg, noise, segment, with_segments
from tests.images.profiles import ADOBE_RGB, tables
from tests.images.test_jpeg import METADATA, SECRET, arithmetic
from tests.support.leaks import found
from tests.support.pdf import outline

RED, RED_IN_ADOBE_RGB = (200, 40, 40), (172, 44, 43)


def pack(folder: Path, *pictures: bytes, title: str = "Pictures") -> bytes:
    """Return the Learn sheet of a topic with some pictures, each as wide as the page."""
    blocks = ""
    for n, data in enumerate(pictures):
        (folder / f"{n}.picture").write_bytes(data)
        blocks += f"      - {{type: picture, file: {n}.picture, alt: A picture., width: full}}\n"
    head = f"schema: 1\nid: x\ntitle: {title}\nsubject: Art\nlevel: A level\nsections:\n"
    (folder / "x.yaml").write_text(f"{head}  - id: a\n    title: {title}\n    blocks:\n{blocks}", encoding="utf-8")
    return build(PackOptions(content=folder, topics=("x",), sheets=("learn",), no_cache=True)).pdf


def images(data: bytes) -> list[tuple[str, bytes]]:
    """Return filter and data of each image in a file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            (str(one.Filter), one.read_raw_bytes())
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]


def colours(data: bytes) -> list[tuple[int, int, int]]:
    """Return the colours of the first page, that with most samples first."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[0].render(scale=1).to_pil().convert("RGB")
    finally:
        pdf.close()
    return [colour for _, colour in sorted(page.getcolors(1 << 20), reverse=True)]


def test_nothing_that_a_file_says_of_its_picture_is_in_the_pack(tmp_path: Path) -> None:
    out = BytesIO()
    noise().save(out, "MPO", save_all=True, append_images=[noise(), noise()])
    trailer = b"\0\0\0\x18ftypmp42" + SECRET
    data = pack(
        tmp_path,
        with_segments(jpeg(), *METADATA) + trailer,
        with_segments(jpeg(progressive=True), *METADATA) + trailer,
        out.getvalue() + trailer,
        jpeg(icc_profile=ADOBE_RGB + SECRET),
    )
    assert len(images(data)) == 3  # the first of several is the very picture that the first file has
    assert found(data, [SECRET.decode(), "Jane", "51.5 N", "ICC_PROFILE", "JFIF"]) == []
    assert all(b"JFIF" not in raw and b"Exif" not in raw for _, raw in images(data))


def test_a_picture_that_is_named_often_is_in_a_sheet_once(tmp_path: Path) -> None:
    one = jpeg(noise(8, 8))
    assert len(images(pack(tmp_path, *[one] * 60))) == 1


def test_colours_on_the_page_are_those_that_were_meant(tmp_path: Path) -> None:
    square = Image.new("RGB", (400, 300), RED_IN_ADOBE_RGB)
    data = pack(tmp_path, jpeg(square, quality=95, icc_profile=ADOBE_RGB))
    assert colours(data)[1] == pytest.approx(RED, abs=2)


def test_no_inks_are_in_a_pack(tmp_path: Path) -> None:
    inks = Image.new("CMYK", (400, 300), (255, 0, 0, 0))
    data = pack(tmp_path, jpeg(inks), jpeg(inks, icc_profile=tables()))
    assert b"DeviceCMYK" not in data
    assert len(images(data)) == 2


def test_an_arithmetic_picture_is_printed(tmp_path: Path) -> None:
    data = pack(tmp_path, arithmetic())
    assert [encoding for encoding, _ in images(data)] == ["/FlateDecode"]


def test_a_photograph_that_is_turned_does_not_grow_tenfold(tmp_path: Path) -> None:
    photograph = noise(40, 30).resize((800, 600), Image.Resampling.BICUBIC)
    upright = jpeg(photograph, quality=90)
    turned = with_segments(upright, segment(0xE1, b"Exif\0\0" + exif(6)))
    [(encoding, raw)] = images(pack(tmp_path, turned))
    assert encoding == "/DCTDecode"
    assert len(raw) < 3 * len(upright)
    shown = Image.open(BytesIO(raw)).convert("RGB")
    expected = Image.open(BytesIO(upright)).convert("RGB").transpose(Image.Transpose.ROTATE_270)
    assert shown.size == expected.size
    for place in ((10, 10), (300, 400), (599, 799)):
        assert shown.getpixel(place) == pytest.approx(expected.getpixel(place), abs=6)


@pytest.mark.parametrize("mark", ["þÿ", "ÿþ", "ï»¿"])
def test_a_title_that_begins_like_an_order_mark_stays_itself(tmp_path: Path, mark: str) -> None:
    title = f"{mark}Hello world"
    data = pack(tmp_path, jpeg(), title=title)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title) == title
        assert str(pdf.open_metadata()["dc:title"]) == title
    assert title in str(outline(data))
    pdf = pypdfium2.PdfDocument(data)
    try:
        assert pdf.get_metadata_dict()["Title"] == title
        assert title in [entry.get_title() for entry in pdf.get_toc()]
    finally:
        pdf.close()

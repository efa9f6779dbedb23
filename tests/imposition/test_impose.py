"""What is in an imposed file, and how pages of any kind lie on their halves."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from packgen.errors import UsageProblem
from packgen.files import PDF
from packgen.imposition.impose import Imposed, impose
from packgen.imposition.source import open_source
from tests.imposition.files import A4, A5, differ, foreign, opened, own, rendered, saved


def booklet(data: bytes, fold: str = "a3", edge: str = "short-edge") -> Imposed:
    return impose(open_source(data, "file.pdf"), fold, edge)  # type: ignore[arg-type]


def right_half(data: bytes, side: int = 0) -> Image.Image:
    whole = rendered(data, side)
    return whole.crop((whole.width // 2, 0, whole.width, whole.height))


def rectangle(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around all that is not white, without what is near the edges: marks."""
    inner = picture.crop((12, 24, picture.width - 12, picture.height - 24))
    box = inner.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return box[0] + 12, box[1] + 24, box[2] + 12, box[3] + 24


def test_an_imposed_file_is_for_a_printer_and_claims_nothing() -> None:
    made = booklet(own(5))
    pdf = opened(made.data)
    assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/ViewerPreferences"}
    assert (made.paper, made.sheets, made.signatures, made.blanks, made.scale) == ("A3", 2, (2,), 3, 1.0)
    for page in pdf.pages:
        assert set(page.obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert [float(side) for side in page.MediaBox] == [0, 0, 1190.55, 841.89]
    xmp = pdf.Root.Metadata.read_bytes()
    assert PDF.holds in xmp
    assert b"Khrushchev in power" in xmp
    assert not re.search(rb"<pdf(ua|a)id:|<pdfaExtension", xmp)
    assert pdf.docinfo["/Title"] == "Khrushchev in power 1953–1964"
    assert not re.search(rb"/StructParents?\b|/Annots|/AcroForm", pikepdf_text(pdf))


def pikepdf_text(pdf: pikepdf.Pdf) -> bytes:
    return b"\n".join(one.unparse() for one in pdf.objects if one is not None)


@pytest.mark.parametrize(
    ("edge", "duplex"), [("short-edge", "/DuplexFlipShortEdge"), ("long-edge", "/DuplexFlipLongEdge")]
)
def test_a_print_dialog_is_told_which_edge_and_no_scaling(edge: str, duplex: str) -> None:
    pdf = opened(booklet(own(5), edge=edge).data)
    preferences = pdf.Root.ViewerPreferences
    assert (preferences.Duplex, preferences.PrintScaling) == (duplex, "/None")


def test_contents_are_copied_as_they_are_and_fonts_are_the_same() -> None:
    def fonts(pdf: pikepdf.Pdf) -> set[bytes]:
        return {one.FontFile2.read_raw_bytes() for one in pdf.objects if "/FontFile2" in keys(one)}

    def keys(one: object) -> set[str]:
        return set(one.keys()) if isinstance(one, pikepdf.Dictionary) else set()

    before, after = opened(own(5)), opened(booklet(own(5)).data)
    streams = {part.read_raw_bytes() for page in before.pages for part in page.Contents}
    forms = [form for page in after.pages for form in page.Resources.XObject.values()]
    assert {form.read_raw_bytes() for form in forms} == streams
    assert fonts(after) == fonts(before)


def test_the_same_file_gives_the_same_bytes() -> None:
    assert booklet(own(5)).data == booklet(own(5)).data
    assert booklet(foreign({}, {})).data == booklet(foreign({}, {})).data


def test_a_page_on_a3_is_the_page_at_its_full_size() -> None:
    data = own(5)
    back = rendered(booklet(data).data, 1, 1.0)  # pages 2 and 7 of eight: the second page, and a blank one
    left = back.crop((0, 0, 596, 842))

    def unlike(page: int) -> float:
        alone = rendered(data, page, 1.0).convert("L")
        grey = ImageChops.difference(left.convert("L"), alone.resize(left.size)).tobytes()
        return sum(grey) / sum(255 - value for value in alone.tobytes())

    # The sheet is a fraction of a pixel narrower than its picture, so that edges of letters differ a little.
    assert unlike(1) < 0.5
    assert unlike(2) > 2 * unlike(1)


def test_marks_are_on_fronts_only_and_clear_of_a_page() -> None:
    data = booklet(own(5)).data
    front, back = (rendered(data, side, 1.0).convert("L") for side in (0, 1))
    middle = front.width // 2
    for picture, marked in ((front, True), (back, False)):
        for top in (0, picture.height - 28):
            strip = picture.crop((middle - 2, top, middle + 3, top + 28))
            assert (min(strip.tobytes()) < 200) is marked


def test_signatures_can_be_told_apart_by_their_bars() -> None:
    data = booklet(own(46)).data

    def bar(side: int) -> int | None:
        picture = rendered(data, side, 1.0).convert("L")
        strip = picture.crop((picture.width // 2 - 1, 60, picture.width // 2 + 1, picture.height - 60))
        box = strip.point(lambda value: 255 if value < 60 else 0).getbbox()
        return box[1] if box else None

    first, second = bar(0), bar(12)
    assert first is not None
    assert second is not None
    assert second - first == 23  # 8 mm
    assert [bar(side) for side in (1, 2, 13, 23)] == [None] * 4


def test_crop_marks_stand_around_smaller_pages_and_the_pages_beside_the_fold() -> None:
    made = booklet(foreign(*[{"MediaBox": [0, 0, *A5]}] * 4))
    assert made.scale == 1.0
    picture = rendered(made.data, 0, 1.0).convert("L")
    middle, top = picture.width // 2, (picture.height - A5[1]) / 2
    fore_edge = middle + A5[0]
    lines = picture.crop((int(fore_edge) - 2, 0, int(fore_edge) + 3, picture.height)).point(
        lambda v: 255 if v < 200 else 0
    )
    box = lines.getbbox()
    assert box is not None
    assert abs(box[1] - (top - 20)) < 3  # 2 mm apart and 5 mm long
    assert abs(box[3] - (picture.height - top + 20)) < 3
    words = pypdfium2.PdfDocument(made.data)[0].get_textpage()
    places = [words.get_charbox(match.start())[0] for match in re.finditer("page 1", words.get_text_range())]
    assert places == [pytest.approx(595.3 + 100, abs=1)]


def test_letter_pages_are_fitted_on_a3_and_never_enlarged() -> None:
    made = booklet(foreign({"MediaBox": [0, 0, 612, 792]}))
    assert made.scale == pytest.approx(595.28 / 612, abs=0.001)
    assert booklet(foreign({"MediaBox": [0, 0, 200, 200]})).scale == 1


@pytest.mark.parametrize(
    "page",
    [
        {"Rotate": 90, "MediaBox": [0, 0, A4[1], A4[0]]},
        {"Rotate": 180},
        {"CropBox": [90, 270, 390, 500]},
        {"CropBox": [90, 270, 390, 500], "Rotate": 180},
        {"MediaBox": [50, 60, 645, 902]},
    ],
    ids=["turned", "head down", "cropped", "both", "moved"],
)
def test_a_foreign_page_looks_as_it_does_by_itself(page: dict[str, object]) -> None:
    data = foreign({}, page)  # the leaf is made for the first, and the page is in its middle
    alone = rendered(data, 1, 1.0)
    sheet = rendered(booklet(data).data, 1, 1.0)
    left = sheet.crop((0, 0, sheet.width // 2, sheet.height))
    x, y = (left.width - alone.width) // 2, (left.height - alone.height) // 2
    ink, expected = (rectangle_of(one) for one in (left, alone))
    for place, (found, wanted) in enumerate(zip(ink, expected, strict=True)):
        assert abs(found - wanted - (x, y)[place % 2]) <= 2


def rectangle_of(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return box


def test_a_page_with_larger_units_is_larger() -> None:
    found = rectangle(right_half(booklet(foreign({"MediaBox": [0, 0, 297.5, 421], "UserUnit": 2})).data))
    assert found[2] - found[0] > 60  # 60 units of two points are 60 pixels of two points


def test_a_page_that_lies_across_is_turned_with_its_head_to_the_left() -> None:
    data = foreign({}, {"MediaBox": [0, 0, A4[1], A4[0]]})
    page = pypdfium2.PdfDocument(booklet(data).data)[1]
    words = page.get_textpage()
    start = words.get_text_range().index("page 2")
    first, last = words.get_charbox(start), words.get_charbox(start + 3)
    assert abs(first[0] - last[0]) < 5
    assert last[1] > first[1] + 15  # it is read upwards
    # 300 of 595 points from the foot of the page, which is at the right: 595 - 300 from the left
    assert first[2] == pytest.approx(295, abs=5)


def test_what_a_field_shows_is_printed() -> None:
    pdf = pikepdf.open(io.BytesIO(foreign({})))
    look = pdf.make_stream(
        b"0 0 100 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 100, 20])
    )
    widget = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, F=4, T=pikepdf.String("field"),
            V=pikepdf.String("filled"), Rect=pikepdf.Array([100, 500, 200, 520]), AP=pikepdf.Dictionary(N=look),
        )
    )  # fmt: skip
    pdf.pages[0].Annots = pikepdf.Array([widget])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([widget]))
    found = rectangle(right_half(booklet(saved(pdf)).data))
    assert found[1] == pytest.approx((842 - 520) / 2, abs=1)


def test_layers_that_are_off_stay_off() -> None:
    pdf = pikepdf.open(io.BytesIO(foreign({})))
    shown, hidden = (
        pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String(name))) for name in "ab"
    )
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([shown, hidden]), D=pikepdf.Dictionary(OFF=pikepdf.Array([hidden]))
    )
    page = pdf.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(A=shown, B=hidden)
    content = b"/OC /A BDC 100 300 50 50 re f EMC /OC /B BDC 100 600 50 50 re f EMC"
    page.Contents = pdf.make_stream(content)
    found = rectangle(right_half(booklet(saved(pdf)).data))
    assert found[3] - found[1] == pytest.approx(25, abs=1)


def test_pages_with_several_contents_keep_what_the_first_sets() -> None:
    pdf = pikepdf.open(io.BytesIO(foreign({}, {})))
    for page in pdf.pages:
        page.Contents = pikepdf.Array([pdf.make_stream(b"1 0 0 rg q 100"), pdf.make_stream(b"300 50 50 re f Q")])
    half = right_half(booklet(saved(pdf)).data)
    assert half.getpixel((60, 255)) == (255, 0, 0)


def test_large_print_is_not_made_small_but_stays_on_a3() -> None:
    data = foreign({}, {}, size=18)
    for fold in ("a4", "two-up"):
        with pytest.raises(
            UsageProblem, match=r"^file\.pdf is in large print \(18 pt\), which would come to 12\.7 pt\."
        ):
            booklet(data, fold)
    assert booklet(data).size == 18


@pytest.mark.parametrize(("size", "small"), [(11, True), (12.5, True), (13, False), (15.5, False)])
def test_small_type_is_noticed(size: float, small: bool) -> None:
    made = booklet(foreign({}, size=size), "a4")
    assert (made.size, made.is_small) == (size, small)
    assert not booklet(foreign({}, size=size)).is_small


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"BT /F1 1 Tf 12 0 0 12 90 90 Tm (words) Tj ET", 12),
        (b"q 0.5 0 0 0.5 0 0 cm BT /F1 24 Tf (words) Tj ET Q BT /F1 9 Tf (w) Tj ET", 12),
        (b"BT /F1 18 Tf [(W)] TJ /F1 10 Tf [(many \\) more)-20(words)] TJ ET", 10),
        (b"BT /F1 18 Tf (99 Tf) Tj ET", 18),
        (b"0 0 9 9 re f", None),
        (b"BT /F1 11 Tf [" + b"(" * 3000, None),
    ],
)
def test_the_size_of_most_text_counts(content: bytes, size: float | None) -> None:
    pdf = pikepdf.open(io.BytesIO(foreign({})))
    pdf.pages[0].Contents = pdf.make_stream(content)
    assert booklet(saved(pdf)).size == size


def test_packgens_own_pages_are_measured() -> None:
    assert booklet(own(5)).size == 11


def test_merged_and_imposed_files_differ_in_nothing_but_their_pages() -> None:
    one, other = rendered(booklet(own(5)).data, 0), rendered(booklet(own(5), edge="long-edge").data, 0)
    assert not differ(one, other)
    back, turned = rendered(booklet(own(5)).data, 1), rendered(booklet(own(5), edge="long-edge").data, 1)
    assert differ(back, turned)

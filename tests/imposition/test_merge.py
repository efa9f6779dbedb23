"""Files merged for a printer: every page as it is by itself, and each file on leaves of its own."""

from __future__ import annotations

import io

import pikepdf
import pytest

from packgen.bind.document import bind
from packgen.errors import OutputError
from packgen.imposition.merge import merged
from packgen.imposition.source import open_source
from tests.imposition.files import A4, A5, differ, foreign, opened, own, rendered
from tests.support.pages import design, faces, pack, plain_sheet


def test_pages_look_as_they_do_by_themselves_and_files_begin_on_leaves() -> None:
    files = [
        own(3),
        foreign({}, {"Rotate": 90, "CropBox": [90, 270, 390, 500]}, {"MediaBox": [0, 0, *A5]}),
        own(2, "Recall"),
    ]
    made = merged((f"file {number}", data) for number, data in enumerate(files))
    opened(made)
    first = 0
    for data in files:
        pages = len(open_source(data, "file").pages)
        for page in range(pages):
            assert not differ(rendered(data, page), rendered(made, first + page))
        first += pages
        if pages % 2:
            blank = rendered(made, first)
            assert blank.size == rendered(data, pages - 1).size
            assert blank.convert("L").getextrema() == (255, 255)
            first += 1
    assert [(round(width), round(height)) for width, height in open_source(made, "merged").sizes[3:8]] == [
        (595, 842),
        A4,
        (230, 300),
        A5,
        A5,
    ]


def test_what_files_share_is_in_the_merged_file_once() -> None:
    one, two = own(3), own(3)
    twice = merged(
        [("a", one), ("b", two), ("c", bind(pack(plain_sheet(pages=2), title="Another"), faces(), design()))]
    )
    pdf = opened(twice)
    found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    fonts = [str(one.FontName) for one in found if one.get("/Type") == "/FontDescriptor"]
    assert len(fonts) == len(set(fonts))
    assert [page.Contents[0].objgen for page in pdf.pages[:3]] == [page.Contents[0].objgen for page in pdf.pages[4:7]]
    assert len(merged([("a", one), ("b", two)])) < 1.2 * len(one)


def test_the_title_is_kept_where_all_have_the_same() -> None:
    assert open_source(merged([("a", own(2)), ("b", own(3))]), "m").title == "Khrushchev in power 1953–1964"
    assert open_source(merged([("a", own(2)), ("b", foreign({}))]), "m").title == ""


def test_the_same_files_give_the_same_bytes() -> None:
    files = [("a", own(3)), ("b", foreign({}, {}))]
    assert merged(files) == merged(iter(files))


def test_the_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(OutputError, match=r"^second is not a PDF\.$"):
        merged([("first", own(2)), ("second", b"text")])


def test_layers_of_several_files_keep_their_states() -> None:
    made = []
    for hidden in (True, False):
        pdf = pikepdf.open(io.BytesIO(foreign({})))
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("layer")))
        state = pikepdf.Dictionary(BaseState=pikepdf.Name.OFF if hidden else pikepdf.Name.ON)
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=state)
        pdf.pages[0].Resources.Properties = pikepdf.Dictionary(A=layer)
        layer.Intent = pikepdf.String(str(hidden))  # so that they are not the same
        out = io.BytesIO()
        pdf.save(out)
        made.append((f"hidden: {hidden}", out.getvalue()))
    pdf = opened(merged(made))
    assert len(pdf.Root.OCProperties.OCGs) == 2
    assert [one.Intent for one in pdf.Root.OCProperties.D.OFF] == ["True"]


def test_no_files_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no files"):
        merged([])

"""Which reader opens a file, what is seen of its pages, and what is told where none can."""

from __future__ import annotations

import io
import sys

import pikepdf
import pytest

from packgen.errors import OutputError
from packgen.imposition import foreign as room
from packgen.imposition.source import open_source
from tests.imposition.files import A4, foreign, own, saved


@pytest.fixture
def no_pikepdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)


@pytest.mark.usefixtures("no_pikepdf")
def test_packgens_own_files_are_read_without_pikepdf() -> None:
    source = open_source(own(5), "own.pdf")
    assert source.own
    assert [(round(width), round(height)) for width, height in source.sizes] == [(595, 842)] * 5
    assert source.title == "Khrushchev in power 1953–1964"


@pytest.mark.usefixtures("no_pikepdf")
@pytest.mark.parametrize("data", [foreign({}), own(3)[:-200]], ids=["foreign", "cut"])
def test_other_files_need_pikepdf_and_the_message_says_so(data: bytes) -> None:
    with pytest.raises(OutputError, match=r'pip install "packgen\[pdf\]"'):
        open_source(data, "other.pdf")


def test_sizes_are_those_that_are_seen() -> None:
    source = open_source(
        foreign(
            {},
            {"Rotate": 90},
            {"CropBox": [100, 100, 400, 500]},
            {"CropBox": [100, 100, 400, 500], "Rotate": -90},
            {"CropBox": [-50, -50, 5000, 5000]},
            {"MediaBox": [595, 842, 0, 0]},
            {"UserUnit": 2},
        ),
        "foreign.pdf",
    )
    across = (A4[1], A4[0])
    assert not source.own
    assert source.sizes == (A4, across, (300, 400), (400, 300), A4, A4, (2 * A4[0], 2 * A4[1]))


def test_what_a_page_inherits_counts() -> None:
    pdf = pikepdf.open(io.BytesIO(foreign({}, {})))
    tree = pdf.Root.Pages
    tree.Rotate, tree.CropBox = 90, pikepdf.Array([0, 0, 200, 300])
    assert open_source(saved(pdf), "foreign.pdf").sizes == ((300, 200), (300, 200))


def test_a_file_of_packgens_that_another_program_has_saved_is_read_as_a_foreign_one() -> None:
    again = saved(pikepdf.open(io.BytesIO(own(3))))
    assert not open_source(again, "saved.pdf").own


def test_a_damaged_file_of_packgens_is_to_be_built_again() -> None:
    data = bytearray(own(3))
    place = data.index(b"/FlateDecode/Length", data.index(b"endobj\n41"))  # of a page's content
    data[data.index(b"stream\r\nx", place) + 30] ^= 0x55
    misnamed = own(3)[:place] + b"/FlatDecoder/Length" + own(3)[place + 19 :]
    for damaged in (bytes(data), misnamed, own(3)[:-500]):
        with pytest.raises(OutputError, match=r"^own\.pdf is damaged\. Build it again\.$"):
            open_source(damaged, "own.pdf")


def test_a_foreign_file_that_could_be_repaired_says_so() -> None:
    data = foreign({}, {}, {})
    assert not open_source(data, "foreign.pdf").repaired
    assert open_source(data[:-300], "foreign.pdf").repaired


def test_a_password_is_asked_for_in_words() -> None:
    locked = saved(pikepdf.open(io.BytesIO(foreign({}))), encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(OutputError, match="protected by a password"):
        open_source(locked, "locked.pdf")


@pytest.mark.parametrize("allowed", [True, False])
def test_what_anybody_may_open_is_read_if_it_may_be_printed(allowed: bool) -> None:
    allow = pikepdf.Permissions(print_lowres=allowed, print_highres=allowed)
    data = saved(pikepdf.open(io.BytesIO(foreign({}))), encryption=pikepdf.Encryption(owner="o", user="", allow=allow))
    if allowed:
        assert open_source(data, "open.pdf").sizes == (A4,)
    else:
        with pytest.raises(OutputError, match="may not be printed"):
            open_source(data, "open.pdf")


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"\x89PNG\r\n", b"x" * 2000 + b"%PDF-1.7"])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(OutputError, match=r"^thing is not a PDF\.$"):
        open_source(data, "thing")


def test_names_of_files_command_no_terminal() -> None:
    with pytest.raises(OutputError) as caught:
        open_source(b"", "\x1b[2Jthing")
    assert str(caught.value) == "\\x1b[2Jthing is not a PDF."


def test_the_limits_of_qpdf_are_left_as_they_were() -> None:
    from pikepdf.settings import get_qpdf_limits

    before = get_qpdf_limits()
    room.rewritten(foreign({}), "foreign.pdf", own=False)
    assert get_qpdf_limits() == before

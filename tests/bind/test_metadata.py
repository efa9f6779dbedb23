from __future__ import annotations

import pikepdf
from lxml import etree

from packgen.bind.document import bind
from packgen.bind.metadata import xmp
from packgen.sheet.sheet import Pack
from tests.support.pages import design, faces, pack, plain_sheet
from tests.support.pdf import open_pdf
from tests.support.sample import TITLE, sample_pack

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


def texts(made: Pack, path: str) -> list[str]:
    return [str(found) for found in etree.fromstring(xmp(made)).xpath(f"//{path}/text()", namespaces=NAMES)]


def bound(made: Pack) -> pikepdf.Pdf:
    return open_pdf(bind(made, faces(), design()))


def test_xmp_says_what_the_pack_is() -> None:
    made = sample_pack(date=1_700_000_000)
    assert texts(made, "dc:title//rdf:li") == [TITLE]
    assert texts(made, "dc:creator//rdf:li") == ["Анна Б.", "C. D. & Co"]
    assert texts(made, "dc:description//rdf:li") == ["A-level history <revision>"]
    assert texts(made, "dc:language//rdf:li") == ["en-GB"]
    assert texts(made, "xmp:CreateDate") == texts(made, "xmp:ModifyDate") == ["2023-11-14T22:13:20Z"]
    assert (texts(made, "pdfaid:part"), texts(made, "pdfaid:conformance")) == (["2"], ["A"])
    assert texts(made, "pdfuaid:part") == ["1"]


def test_what_is_not_known_is_left_out() -> None:
    made = pack(plain_sheet())
    for path in ("dc:creator//rdf:li", "dc:description//rdf:li", "xmp:CreateDate", "xmp:ModifyDate"):
        assert texts(made, path) == []
    pdf = bound(made)
    assert sorted(pdf.docinfo.keys()) == ["/Creator", "/Producer", "/Title"]


def test_the_information_dictionary_agrees_with_the_xmp() -> None:
    pdf = bound(sample_pack(date=1_700_000_000))
    assert str(pdf.docinfo.Title) == TITLE
    assert str(pdf.docinfo.Author) == "Анна Б., C. D. & Co"
    assert str(pdf.docinfo.Subject) == "A-level history <revision>"
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20231114221320Z"
    assert pdf.Root.Metadata.read_raw_bytes() == xmp(sample_pack(date=1_700_000_000))


def test_the_catalogue_tells_readers_what_they_need() -> None:
    pdf = bound(sample_pack())
    root = pdf.Root
    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert root.PageMode == "/UseOutlines"
    assert root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_colour_profile_is_srgb_of_the_version_that_pdf_knows() -> None:
    pdf = bound(sample_pack())
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    data = profile.read_bytes()
    assert profile.N == 3
    assert data[8:10] == b"\x04\x20"  # ICC.1:2004-10, ISO 32000-1, Table 66
    assert data[12:24] == b"mntrRGB XYZ "
    assert int.from_bytes(data[:4], "big") == len(data)

from __future__ import annotations

import re
from io import BytesIO

from packgen.pdf.streams import Stream, deflated
from packgen.pdf.writer import Writer
from tests.support.fragments import fragment
from tests.support.pdf import open_pdf, qpdf_problems

CATALOGUE = (1, "<</Type/Catalog/Pages 2 0 R>>")
INFO = (3, "<<>>")


def file(data: bytes = b"", first: int = 5) -> bytes:
    """A one-page file whose page and content are a fragment, written before what it refers to."""
    page = (first, f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>/Contents {first + 1} 0 R>>")
    out = BytesIO()
    writer = Writer(first + 3, out.write)
    writer.add(fragment(first, 3, [page], [Stream(first + 1, "", data)], first + 2))
    writer.add_objects(4, [CATALOGUE, (2, f"<</Type/Pages/Count 1/Kids[{first} 0 R]>>"), INFO])
    writer.finish(1, 3)
    return out.getvalue()


def test_a_file_reads_back() -> None:
    made = file(b"q Q")
    pdf = open_pdf(made)
    assert pdf.pages[0].Contents.read_bytes() == b"q Q"
    assert qpdf_problems(made) == []
    assert made.startswith(b"%PDF-1.7\n%")
    assert made.endswith(b"%%EOF\n")


def test_data_that_ends_in_a_carriage_return_keeps_it() -> None:
    made = file(b"q Q\r")
    assert b"q Q\r\r\nendstream" in made  # a reader that ignores Length finds the same length
    pdf = open_pdf(made)
    assert pdf.pages[0].Contents.read_raw_bytes() == b"q Q\r"


def test_length_and_offsets_are_exact() -> None:
    made = file(b"q Q")
    [start] = re.findall(rb"startxref\n(\d+)\n%%EOF\n$", made)
    assert made[int(start) :].startswith(b"8 0 obj\n<</Type/XRef")
    for match in re.finditer(rb"/Length (\d+)>>stream\r\n", made):
        assert made[match.end() + int(match[1]) :].startswith(b"\r\nendstream\nendobj\n")


def test_numbers_without_an_object_are_free() -> None:
    made = file(first=40)
    assert qpdf_problems(made) == []
    assert len(open_pdf(made).pages) == 1


def test_a_run_may_have_more_objects_than_two_bytes_count() -> None:
    count = 70_000
    first, holder = 10, 10 + count + 2
    kids = range(first, first + count)
    out = BytesIO()
    writer = Writer(holder + 1, out.write)
    objects = [(number, f"<</Place {number}>>") for number in kids]
    writer.add(fragment(first, count + 3, objects, [], holder))
    writer.add_objects(4, [CATALOGUE, (2, "<</Type/Pages/Count 0/Kids[]>>"), INFO])
    writer.finish(1, 3)
    pdf = open_pdf(out.getvalue())
    assert [pdf.get_object(number, 0).Place for number in (10, 65_544, 65_545, 65_546, 65_547, 70_009)] == [
        10, 65_544, 65_545, 65_546, 65_547, 70_009
    ]  # fmt: skip


def test_a_pack_may_have_more_objects_than_two_bytes_count() -> None:
    count = 70_000
    out = BytesIO()
    writer = Writer(count + 20, out.write)
    writer.add_objects(
        4, [CATALOGUE, (2, "<</Type/Pages/Count 0/Kids[]>>"), INFO, *[(n, str(n)) for n in range(10, count)]]
    )
    writer.finish(1, 3)
    assert open_pdf(out.getvalue()).get_object(count - 1, 0) == count - 1


def test_only_streams_stand_outside_object_streams() -> None:
    bodies = re.findall(rb"\d+ 0 obj\n(.*?)\nendobj\n", file(b"q Q"), re.S)
    assert len(bodies) == 4
    assert all(body.endswith(b"endstream") for body in bodies)


def test_the_identifier_is_a_digest_of_the_content() -> None:
    def identifier(made: bytes) -> bytes:
        [found] = re.findall(rb"/ID\[<([0-9a-f]{32})><\1>\]", made)
        return bytes(found)

    assert identifier(file(b"q Q")) == identifier(file(b"q Q"))
    assert identifier(file(b"q Q")) != identifier(file(b"Q q"))


def test_a_fragment_does_not_depend_on_where_it_is_put() -> None:
    part = fragment(5, 2, [(5, "<<>>")], [], 6)
    outs = BytesIO(), BytesIO()
    first, second = Writer(8, outs[0].write), Writer(8, outs[1].write)
    first.add(part)
    second.add_streams([deflated(7, b"something before")])
    second.add(part)
    first.add_objects(4, [CATALOGUE, (2, "<</Type/Pages/Count 0/Kids[]>>"), INFO])
    second.add_objects(4, [CATALOGUE, (2, "<</Type/Pages/Count 0/Kids[]>>"), INFO])
    first.finish(1, 3)
    second.finish(1, 3)
    one, other = (out.getvalue() for out in outs)
    assert part.data in one
    assert part.data in other
    assert qpdf_problems(one) == qpdf_problems(other) == []

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.imposition.inflate import inflated
from packgen.imposition.reader import PdfReader, unpredicted
from packgen.imposition.strings import decoded
from packgen.imposition.syntax import MalformedError, Ref, integer, parsed, real, references, written
from packgen.pdf.objects import text
from packgen.pdf.streams import Stream
from packgen.pdf.writer import Writer


def again(data: bytes) -> str:
    return written(parsed(data)[0], lambda reference: reference.number + 100)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"  12.50 ", "12.50"),
        (b"<</A 1/B[1 2 0 R(x)<0A>]>>", "<</A 1/B [1 102 0 R (x) <0A>]>>"),
        (b"[1 2 Rx 3 0 Robin]", "[1 2 Rx 3 0 Robin]"),
        (b"(a (nested \\) (twice)) string)", "(a (nested \\) (twice)) string)"),
        (b"(5 0 R)", "(5 0 R)"),
        (b"[/A/B#20c null true]", "[/A /B#20c null true]"),
        (b"[7 1 R]", "[null]"),
        (b"<</A<<>>/B<>>>", "<</A <<>>/B <>>>"),
    ],
)
def test_values_are_written_as_they_were_but_for_their_references(data: bytes, expected: str) -> None:
    assert again(data) == expected
    assert again(expected.replace("102 0", "2 0").encode()) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  ",
        b"<</A>>",
        b"[1",
        b"[1>>",
        b"]",
        b"<<1 2>>",
        b"(open",
        b"((a)",
        b"[" * 100_000,
        b"<</A " * 100,
        b"% x",
    ],
)
def test_what_is_no_value_is_malformed(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parsed(data)


def test_references_in_order() -> None:
    assert references(parsed(b"<</A 3 0 R/B[1 0 R<</C 2 0 R>>]>>")[0]) == [Ref(3), Ref(1), Ref(2)]


@pytest.mark.parametrize("token", [b"1e9", b"--1", b"9" * 20, b"/A", b".", b""])
def test_numbers_are_numbers(token: bytes) -> None:
    with pytest.raises(MalformedError):
        real(token)
    with pytest.raises(MalformedError):
        integer(token)


@given(st.text("aZ0—€éЯ漢(þÿ)\\ï»¿", max_size=20))
def test_titles_are_read_as_packgen_writes_them(title: str) -> None:
    token = parsed(text(title).encode("latin-1")).value
    assert isinstance(token, bytes)
    assert decoded(token) == title


@pytest.mark.parametrize(
    ("token", "title"),
    [
        (b"<FEFF0041 042F>", "AЯ"),
        (b"(A\\101\\n\\(b\\)\\\nc)", "AA (b)c"),
        (b"(\xef\xbb\xbf\xc3\xa9)", "é"),
        (b"(\x1b[2J)", "[2J"),
        (b"(\xfe\xff\xd8\x00)", "\ufffd"),
        (b"/Name", ""),
        (b"(" + b"x" * 9999 + b")", "x" * 2000),
    ],
)
def test_titles_of_others(token: bytes, title: str) -> None:
    assert decoded(token) == title


def up(data: bytes, columns: int) -> bytes:
    """Rows as the PNG predictor Up has them; the last is filled with spaces."""
    data += b" " * (-len(data) % columns)
    out, above = b"", bytes(columns)
    for place in range(0, len(data), columns):
        row = data[place : place + columns]
        out += b"\2" + bytes([(byte - other) % 256 for byte, other in zip(row, above, strict=True)])
        above = row
    return out


@given(st.integers(1, 12), st.binary(max_size=300))
def test_what_the_predictor_did_is_undone(columns: int, data: bytes) -> None:
    whole = data[: len(data) // columns * columns]
    table = b"".join(b"\0" + whole[place : place + columns] for place in range(0, len(whole), columns))
    assert unpredicted(up(whole, columns), columns) == whole
    assert unpredicted(table, columns) == whole


def test_an_object_stream_with_a_predictor_is_read() -> None:
    """Earlier versions of packgen wrote structure elements like this."""
    head, body = b"1 0 2 20 ", b"<</Type/Catalog   >><</K 7>>"
    head, columns = head.ljust(20), 20
    data = zlib.compress(up(head + body, columns))
    entries = f"/Type/ObjStm/N 2/First {len(head)}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {columns}>>"
    out = bytearray()
    writer = Writer(4, out.extend)
    writer.add_objects(3, [(1, ""), (2, "")])  # for the cross-reference rows
    writer.add_streams([Stream(3, entries, data)])
    writer.finish(1, 2)
    reader = PdfReader(bytes(out))
    assert reader.dictionary(Ref(1)) == {b"/Type": b"/Catalog"}
    assert reader.dictionary(Ref(2)) == {b"/K": b"7"}


def test_compressed_data_have_a_limit_and_an_end() -> None:
    packed = zlib.compress(bytes(5_000_000))
    assert inflated(packed, 5_000_000) == bytes(5_000_000)
    for data, most in ((packed, 4_999_999), (packed[:-1], 5_000_000), (b"no zlib", 5_000_000), (b"", 5_000_000)):
        with pytest.raises(MalformedError):
            inflated(data, most)

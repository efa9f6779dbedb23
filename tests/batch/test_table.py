from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.batch import table
from packgen.batch.table import read_table
from packgen.errors import ContentError


def cells(data: bytes) -> list[list[str]]:
    found = read_table(data, "r.csv")
    return [[cell.text for cell in row] for row in (found.header, *(row for _, row in found.rows))]


def problem(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        read_table(data, "r.csv")
    assert len(caught.value.problems) == 1
    return str(caught.value)


OPEN = "Open it with a spreadsheet program. "
TEXT = 'name,topics\nAnna,stalin\nÉva,"stalin, khrushchev"\n'


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.rstrip().encode(),
        ("\n\n" + TEXT + ",,\n\n").encode(),
        TEXT.replace("Anna,", '"Anna",').encode(),
        TEXT.replace("name,", "name;").replace("Anna,", "Anna;").replace("Éva,", "Éva;").encode(),
        TEXT.replace("name,", "name\t").replace("Anna,", "Anna\t").replace("Éva,", "Éva\t").encode("utf-16"),
        b"sep=,\r\n" + TEXT.encode(),
    ],
    ids=[
        "utf8",
        "bom",
        "utf16le",
        "utf16be",
        "crlf",
        "cr",
        "no end",
        "blank rows",
        "quoted",
        "semicolons",
        "tabs",
        "sep=",
    ],
)
def test_whatever_a_spreadsheet_saves_is_the_same_table(data: bytes) -> None:
    assert cells(data) == [["name", "topics"], ["Anna", "stalin"], ["Éva", "stalin, khrushchev"]]


def test_only_the_header_decides_what_divides_cells() -> None:
    assert cells(b"name;topics\nA,b,c,d;x\n") == [["name", "topics"], ["A,b,c,d", "x"]]
    assert cells(b'"name;x;y",topics\nA,b\n') == [["name;x;y", "topics"], ["A", "b"]]
    assert cells(b"name\nA;b\n") == [["name"], ["A;b"]]
    assert cells(b"sep=;\nname\nA;b\n")[1] == ["A", "b"]


def test_places_and_row_numbers_are_those_of_the_file() -> None:
    found = read_table(b'name,note\n\nAnna,"two\r\nlines ""x"""\nBen,y,\n', "r.csv")
    (third, anna), (fourth, ben) = found.rows
    assert (third, fourth) == (3, 4)
    assert [tuple(cell) for cell in anna] == [("Anna", 3, 1), ('two\r\nlines "x"', 3, 6)]
    assert [tuple(cell) for cell in ben] == [("Ben", 5, 1), ("y", 5, 5), ("", 5, 7)]


def test_a_quotation_mark_inside_of_a_bare_cell_is_text() -> None:
    assert cells(b'name,x\nO"Brien "B",2\n')[1] == ['O"Brien "B"', "2"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "r.csv:1:1: the file is empty. Write a header with the column name, and a row a student."),
        (b"\r\n ,\n", "r.csv:1:1: the file is empty. Write a header with the column name, and a row a student."),
        (b'name,x\nA,"b\nc,d\n', 'r.csv:2:3: the quotation mark here is never closed. Add a " at the end of the cell.'),
        (
            b'name,x\nA,"b"c\n',
            "r.csv:2:3: something stands behind the closing quotation mark of this cell. "
            'Write "" for a quotation mark inside of a cell.',
        ),
        (b"name\nA\nAnn\x8a\n", "r.csv:3:4: the byte 0x8A here is not UTF-8 text. " + table.SAVE),
        (b"\xff\xfen\x00a\x00\n", "r.csv:1:3: the byte 0x0A here is not UTF-16 text. " + table.SAVE),
        ("name\nАнна\n".encode("cp1251"), "r.csv:2:1: the byte 0xC0 here is not UTF-8 text. " + table.SAVE),
        ("name\nPaweł\n".encode("cp1250"), "r.csv:2:5: the byte 0xB3 here is not UTF-8 text. " + table.SAVE),
        ("name\nÇağlar\n".encode("cp1254"), "r.csv:2:1: the byte 0xC7 here is not UTF-8 text. " + table.SAVE),
        ("name\nJosé\n".encode("mac-roman"), "r.csv:2:4: the byte 0x8E here is not UTF-8 text. " + table.SAVE),
        (b"PK\x03\x04rest", "r.csv:1:1: the file is a workbook, not CSV. " + OPEN + table.SAVE),
        (b"\xef\xbb\xbf\n<html><table>", "r.csv:1:1: the file is a web page, not CSV. " + OPEN + table.SAVE),
        (b"%PDF-1.7", "r.csv:1:1: the file is a PDF, not CSV. " + OPEN + table.SAVE),
        (
            "name\n".encode("utf-16-le"),
            "r.csv:1:1: the file is in an encoding that cannot be told for sure. " + table.SAVE,
        ),
        (
            "name\n".encode("utf-32"),
            "r.csv:1:1: the file is in an encoding that cannot be told for sure. " + table.SAVE,
        ),
        (b"name,x\nA," + b"b" * 10_001, "r.csv:2:3: a cell has more than 10,000 characters. Shorten it."),
        (b"name\n" + b"," * 200, "r.csv:2:201: the row has more than 200 cells. Shorten it."),
    ],
)
def test_what_is_no_table_is_told_with_its_place(data: bytes, message: str) -> None:
    assert problem(data) == message


def test_a_table_has_limits() -> None:
    assert len(read_table(b"name\n" + b"A\n" * 100_000, "r.csv").rows) == 100_000
    assert problem(b"name\n" + b"A\n" * 100_001) == (
        "r.csv:100002:1: there are more than 100,000 students. Divide the roster into several files."
    )
    assert "larger than 64 MB" in problem(b"name\n" + b"A" * 64_000_000)


def test_many_quotation_marks_take_no_time() -> None:
    begun = process_time()
    assert problem(b'name\n"' + b'""' * 2_000_000) == (
        'r.csv:2:1: the quotation mark here is never closed. Add a " at the end of the cell.'
    )
    assert process_time() - begun < 5  # were each compared with all others, hours


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_problem(data: bytes) -> None:
    told = "r.csv:"
    try:
        read_table(data, "r.csv")
    except ContentError as error:
        told = str(error)
    assert told.startswith("r.csv:")


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), min_size=2, max_size=2),
        max_size=6,
    )
)
def test_what_was_written_is_read(rows: list[list[str]]) -> None:
    written = "name,x\r\n" + "".join(",".join('"' + c.replace('"', '""') + '"' for c in row) + "\r\n" for row in rows)
    assert cells(written.encode())[1:] == [row for row in rows if any(cell.strip() for cell in row)]

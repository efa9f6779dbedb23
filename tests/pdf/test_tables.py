from __future__ import annotations

import random
import zlib

import pikepdf
import pytest

from packgen.pdf.crossref import rows
from packgen.pdf.tables import APART, sort_out, table_stream
from packgen.pdf.writer import Object, joined, object_stream, written
from tests.support import fragments

FIRST = 9_990  # numbers of four digits and of five


def elements(count: int) -> list[Object]:
    return [
        (FIRST + i, f"<</S/{('Lbl', 'LBody')[i % 2]:5}/P {FIRST + i // 2:5} 0 R/K {i:3}>>") for i in range(1, count)
    ]


def arrays(*lengths: int) -> list[Object]:
    number = FIRST + 500
    return [
        (number + i, f"[{APART.join([f'{FIRST + j:5} 0 R' for j in range(length)])}]")
        for i, length in enumerate(lengths)
    ]


def read(objects: list[Object]) -> pikepdf.Pdf:
    """A file that has the objects in rows, and those that do not suit them as text."""
    parts = sort_out(objects)
    table, holder = FIRST + 900, FIRST + 901
    streams = [table_stream(table, parts), *([object_stream(holder, parts.others)] if parts.others else [])]
    fragment = joined(FIRST, rows(FIRST, 902, (table, parts.in_rows), (holder, parts.others)), map(written, streams))
    return fragments.read(fragment, 902)


def test_objects_in_rows_read_back() -> None:
    objects = elements(120) + arrays(1, 4, 5, 6, 31)
    found = read(objects)
    assert [int(found.get_object(FIRST + i, 0).K) for i in range(1, 120)] == list(range(1, 120))
    assert {str(found.get_object(FIRST + i, 0).S) for i in (1, 3)} == {"/LBody"}
    assert found.get_object(FIRST + 7, 0).P.objgen == (FIRST + 3, 0)
    assert [len(found.get_object(number, 0)) for number, _ in arrays(1, 4, 5, 6, 31)] == [1, 4, 5, 6, 31]
    assert found.get_object(FIRST + 504, 0)[30].objgen == (FIRST + 30, 0)


def test_what_is_longer_than_a_row_stands_apart() -> None:
    long = (FIRST + 400, f"<</T({'é' * 80})/K[{' '.join(['1 0 R'] * 9)}]>>")
    parts = sort_out([*elements(40), long])
    assert parts.others == [long]
    assert max(len(value) for _, value in parts.short) <= parts.width
    found = read([*elements(40), long])
    assert str(found.get_object(FIRST + 400, 0).T) == "é" * 80


def test_the_order_is_that_of_numbers() -> None:
    objects = elements(60) + arrays(3, 3)
    mixed = random.Random(1).sample(objects, len(objects))
    assert sort_out(mixed).in_rows == arrays(3, 3) + elements(60)


def test_a_few_objects_stay_text() -> None:
    parts = sort_out(elements(20))
    assert (parts.in_rows, parts.others) == ([], elements(20))


def test_more_bytes_than_an_offset_has_digits_for() -> None:
    objects = [*arrays(9_000), *[(FIRST + 600 + i, f"<</K {i}>>") for i in range(200)]]
    found = read(objects)
    assert len(found.get_object(FIRST + 500, 0)) == 9_000
    assert [int(found.get_object(FIRST + 600 + i, 0).K) for i in range(200)] == list(range(200))


@pytest.mark.parametrize("count", [60, 200])
def test_rows_take_half_the_bytes_of_text(count: int) -> None:
    objects = elements(count) + arrays(count - 1)
    table = table_stream(1, sort_out(objects))
    assert len(table.data) < len(object_stream(1, objects).data) / 2
    assert len(zlib.decompress(table.data)) % (sort_out(objects).width + 1) == 0

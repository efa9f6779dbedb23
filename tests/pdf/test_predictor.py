from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.pdf.predictor import UP, upwards


def undone(data: bytes, width: int) -> bytes:
    """What a reader makes of it, a byte at a time."""
    out, above = b"", bytes(width - 1)
    for start in range(0, len(data), width):
        assert data[start] == UP
        above = bytes([(less + up) % 256 for less, up in zip(data[start + 1 : start + width], above, strict=True)])
        out += above
    return out


@given(st.integers(1, 9), st.integers(0, 5), st.data())
def test_a_reader_gets_the_rows_back(width: int, count: int, data: st.DataObject) -> None:
    rows = [data.draw(st.binary(min_size=width, max_size=width)) for _ in range(count)]
    assert undone(upwards(b"".join([b"?" + row for row in rows]), width + 1), width + 1) == b"".join(rows)


def test_long_tables_are_read_back_too() -> None:
    rows = [b"%04d%05d" % (number, number * 7) for number in range(3000)]
    assert undone(upwards(b"".join([b"?" + row for row in rows]), 10), 10) == b"".join(rows)


def test_what_counts_up_is_the_same_in_every_row() -> None:
    made = upwards(b"".join([b"." + bytes([7, count]) for count in range(250, 256)]), 3)
    assert made[3:] == bytes([UP, 0, 1]) * 5


def test_rows_are_whole() -> None:
    with pytest.raises(ValueError, match="not whole"):
        upwards(b"12345", 3)

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.bind.codec import SHEET, sheet_from, sheet_to
from packgen.bind.sheet_chunk import to_chunk
from packgen.cache.codec import decode, encode
from packgen.pdf.chunk import goal, movable, number_of, opened, own
from packgen.pdf.objects import text
from packgen.pdf.writer import Stream
from packgen.sheet.sheet import Sheet
from tests.support.pages import design
from tests.support.sample import learn, worksheet


@given(st.text(), st.integers(0, 1_000_000), st.integers(1, 8_000_000))
def test_numbers_are_told_from_any_text(words: str, number: int, first: int) -> None:
    """Whatever an author writes, no character of it is taken for a number, nor a digit for a part of one."""
    value = f"<</T{text(words)}/P {own(number)} 0 R>>"
    assert opened(value, first) == f"<</T{text(words)}/P {first + number} 0 R>>"
    assert number_of(own(number)) == number


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_objects_are_told_from_any_text(words: list[str]) -> None:
    objects = [(own(place), f"<</T{text(one)}>>") for place, one in enumerate(words)]
    placed = movable(objects, [], len(words) + 1, own(len(words))).place(100)
    [stream] = placed.streams
    assert f"/N {len(words)}/" in stream.entries


def test_goals_in_other_sheets_are_left_open() -> None:
    content = movable([(own(0), f"[{goal(3, 2)} 0 R {own(0)} 0 R]")], [], 2, own(1))
    assert not content.apart
    with pytest.raises(ValueError, match="another sheet"):
        content.place(10)
    assert content.place(10, lambda sheet, page: 1000 * sheet + page) != content.place(10, lambda sheet, page: 1)


def test_streams_get_their_numbers() -> None:
    content = movable([], [(own(1), Stream(0, "", b"q Q"))], 3, own(2))
    assert content.apart
    part = content.fragment(50, content.place(50))
    assert part.data.startswith(b"51 0 obj\n")
    assert part.first == 50


@pytest.mark.parametrize("sheet", [learn(), worksheet()], ids=["learn", "worksheet"])
def test_a_ready_sheet_comes_back_from_the_cache_and_from_another_process(sheet: Sheet) -> None:
    ready = to_chunk(sheet, design())
    ready.content.place(400)
    blobs: list[bytes] = []
    plain, found = decode(encode(sheet_to(ready, blobs), blobs), SHEET)
    for again in (sheet_from(plain, iter(found)), pickle.loads(pickle.dumps(ready))):
        for name in ready.__slots__:
            if name not in ("content", "placed"):
                assert getattr(again, name) == getattr(ready, name), name
        assert again.content._replace(text="") == ready.content._replace(text="")
        for first in (400, 123_456):
            assert again.content.place(first) == ready.content.place(first)

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.bind.codec import SHEET, sheet_from_plain, sheet_to_plain
from packgen.bind.serialise import to_chunk
from packgen.cache.codec import decode, encode
from packgen.pdf.chunk import Chunk, local_id, number_of, page_reference, renumbered
from packgen.pdf.objects import text
from packgen.pdf.streams import Stream
from packgen.sheet.sheet import Sheet
from tests.support.pages import design
from tests.support.sample import learn, worksheet


@given(st.text(), st.integers(0, 1_000_000), st.integers(1, 8_000_000))
def test_numbers_are_told_from_any_text(words: str, number: int, first: int) -> None:
    """Whatever an author writes, no character of it is taken for a number, nor a digit for a part of one."""
    value = f"<</T{text(words)}/P {local_id(number)} 0 R>>"
    assert renumbered(value, first) == f"<</T{text(words)}/P {first + number} 0 R>>"
    assert number_of(local_id(number)) == number


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_objects_are_told_from_any_text(words: list[str]) -> None:
    objects = [(local_id(place), f"<</T{text(one)}>>") for place, one in enumerate(words)]
    done = Chunk.of(objects, [], len(words) + 1, local_id(len(words))).renumber(100)
    [stream] = done.streams
    assert f"/N {len(words)}/" in stream.entries


def test_pages_of_other_chunks_are_resolved_when_a_chunk_is_renumbered() -> None:
    content = Chunk.of([(local_id(0), f"[{page_reference(3, 2)} 0 R {local_id(0)} 0 R]")], [], 2, local_id(1))
    assert not content.self_contained
    with pytest.raises(ValueError, match="another chunk"):
        content.renumber(10)
    assert content.renumber(10, lambda sheet, page: 1000 * sheet + page) != content.renumber(10, lambda sheet, page: 1)


def test_streams_get_their_numbers() -> None:
    content = Chunk.of([], [(local_id(1), Stream(0, "", b"q Q"))], 3, local_id(2))
    assert content.self_contained
    part = content.fragment(50, content.renumber(50))
    assert part.data.startswith(b"51 0 obj\n")
    assert part.first == 50


@pytest.mark.parametrize("sheet", [learn(), worksheet()], ids=["learn", "worksheet"])
def test_a_ready_sheet_comes_back_from_the_cache_and_from_another_process(sheet: Sheet) -> None:
    ready = to_chunk(sheet, design())
    ready.content.renumber(400)
    blobs: list[bytes] = []
    plain, found = decode(encode(sheet_to_plain(ready, blobs), blobs), SHEET)
    for again in (sheet_from_plain(plain, iter(found)), pickle.loads(pickle.dumps(ready))):
        for name in ready.__slots__:
            if name not in ("content", "renumbered"):
                assert getattr(again, name) == getattr(ready, name), name
        assert again.content._replace(text=b"") == ready.content._replace(text=b"")
        for first in (400, 123_456):
            assert again.content.renumber(first) == ready.content.renumber(first)

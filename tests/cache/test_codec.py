from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.cache.codec import Damaged, decode, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def anything(plain: object) -> bool:
    return True


@given(PLAIN, st.lists(st.binary(max_size=40), max_size=5))
def test_what_goes_in_comes_out(plain: object, blobs: list[bytes]) -> None:
    assert decode(encode(plain, blobs), anything) == (plain, blobs)


def test_text_that_is_no_unicode_comes_back() -> None:
    assert decode(encode(["\udcff", "Хрущёв\x00"], []), [str]) == (["\udcff", "Хрущёв\x00"], [])


@given(st.binary(max_size=60))
def test_anything_else_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        decode(data, anything)


def sized(head: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">II", len(head), len(body)) + head + body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 8,
        struct.pack(">II", 2**32 - 1, 2**32 - 1) + b"[]",
        sized(b"[null,[4000000000]]", b"x"),
        sized(b"[null,[-1]]", b"x"),
        sized(b"[null,[1.0]]", b"x"),
        sized(b"[null,[true]]", b"x"),
        sized(b'[null,["1"]]', b"x"),
        sized(b"[null,7]"),
        sized(b"[null]"),
        sized(b"{}"),
        sized(b"[null,[0]]", b"x"),
        sized(b"[NaN,[]]"),
        sized(b"[[-Infinity],[]]"),
        sized(b"[" * 100_000),
        sized(b"[null,[\xff]]"),
        encode([1, 2], [b"abc"])[:-1],
        encode([1, 2], [b"abc"]) + b"x",
    ],
)
def test_sizes_are_believed_only_where_the_bytes_are(data: bytes) -> None:
    with pytest.raises(Damaged):
        decode(data, anything)

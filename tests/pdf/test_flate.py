from __future__ import annotations

import random
import zlib

import pytest

from packgen.pdf.flate import compress


@pytest.mark.parametrize("length", [0, 1, 4096, 4097, 12_288, 12_289, 24_576, 24_577, 100_000])
@pytest.mark.parametrize("level", [1, 4, 6, 9])
def test_data_of_any_length_reads_back(length: int, level: int) -> None:
    plain = bytes(random.Random(length).choices(range(40), k=length))
    assert zlib.decompress(compress(plain, level)) == plain


def test_it_makes_less_of_a_page_than_zlib() -> None:
    random.seed(1)
    words = ["".join(random.choices("\x04\x05\x06\x0e\x1c", k=6)) for _ in range(300)]
    lines = [f"({random.choice(words)})]TJ T* [({random.choice(words)} " for _ in range(400)]
    plain = "".join(lines).encode()
    assert len(compress(plain, 4)) <= len(zlib.compress(plain, 4))


def test_equal_data_gives_equal_bytes() -> None:
    plain = random.Random(1).randbytes(3000) * 30
    assert compress(bytearray(plain), 6) == compress(plain, 6)
    assert len(compress(plain, 6)) < 5000

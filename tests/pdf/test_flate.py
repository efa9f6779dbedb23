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


def test_a_smaller_window_finds_what_is_near() -> None:
    plain = random.Random(1).randbytes(3000) * 30
    assert len(compress(plain, 6)) < 5000

"""A builder that several threads call at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from threading import Barrier, get_ident

import pytest

from packgen.build import Builder, build
from packgen.built import BuiltPack
from packgen.errors import UnknownNameError
from packgen.options import PackOptions
from tests.cache.desk import lay

THREADS = 4


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path)


@pytest.fixture
def often_switched() -> Iterator[None]:
    """Let the interpreter change threads as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def looks(content: Path, cache: Path | None) -> list[PackOptions]:
    common = PackOptions(content=content, cache=cache)
    return [
        replace(common, topics=("first", "second")),
        replace(common, topics=("second",), edition="teacher", seed=7),
        replace(common, topics=("first/fall",), paper="letter", fillable=True),
        replace(common, topics=("second/rise",), profile="large-print"),
    ]


def at_once(builder: Builder, wanted: list[PackOptions]) -> list[BuiltPack]:
    """Build each pack in a thread of its own; all threads begin together."""
    barrier = Barrier(len(wanted))

    def one(options: PackOptions) -> BuiltPack:
        barrier.wait()
        return builder.build(options)

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(one, wanted))


@pytest.mark.usefixtures("often_switched")
@pytest.mark.parametrize("cached", [True, False])
def test_packs_of_several_threads_are_those_of_one(content: Path, tmp_path: Path, cached: bool) -> None:
    wanted = looks(content, tmp_path / "cache" if cached else None)
    alone = [build(options) for options in looks(content, None)]
    builder = Builder()
    for _ in range(2):
        assert at_once(builder, wanted) == alone
    assert at_once(builder, wanted[:1] * THREADS) == alone[:1] * THREADS


@pytest.mark.usefixtures("often_switched")
def test_one_pack_is_built_at_a_time(content: Path) -> None:
    builder, barrier = Builder(), Barrier(THREADS)
    told: list[int] = []

    def one(_: int) -> None:
        barrier.wait()
        builder.build(looks(content, None)[0], lambda *step: told.append(get_ident()))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, range(THREADS)))
    assert [(len(list(steps))) for _, steps in groupby(told)] == [4] * THREADS


def test_a_builder_can_be_used_after_an_error(content: Path) -> None:
    builder = Builder()
    with pytest.raises(UnknownNameError):
        builder.build(PackOptions(content=content, topics=("third",)))
    assert at_once(builder, looks(content, None)[:2]) == [build(options) for options in looks(content, None)[:2]]

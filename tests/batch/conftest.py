from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import run as batch_run
from packgen.batch.run import BatchOptions, BatchReport, run_batch
from packgen.options import PackOptions
from packgen.variables import with_environment
from tests.support import batches
from tests.support.absent import skip_unless_ci
from tests.support.cluster import Cluster, running

TOPIC = """\
schema: 1
id: {id}
title: {id}
subject: History
level: A level
course: Russia
sections:
  - id: one
    title: One
    blocks:
      - type: prose
        text: Stalin died in March 1953.
"""


@pytest.fixture(scope="session")
def marks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that workers of any engine look into for whom to die over (`batches.DEATHS`)."""
    return tmp_path_factory.mktemp("deaths")


@pytest.fixture
def deaths(marks: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, empty."""
    for mark in marks.iterdir():
        mark.unlink()
    monkeypatch.setenv(batches.DEATHS, str(marks))
    return marks


@pytest.fixture(scope="session")
def cluster(marks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A real Dask cluster of two processes. Without Dask a test is skipped, but never where CI=true: there it fails."""
    if find_spec("distributed") is None:
        skip_unless_ci("distributed is not installed: run `make setup`")
    with running(2, tmp_path_factory.mktemp("dask") / "log", **{batches.DEATHS: str(marks)}) as found:
        yield found


Batch = Callable[..., BatchReport]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with two tiny topics in ./content, and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKGEN_CONTENT", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv(batches.DEATHS, str(tmp_path))
    for id_ in ("stalin", "khrushchev"):
        path = tmp_path / "content" / f"{id_}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TOPIC.format(id=id_), encoding="utf-8")
    return tmp_path


@pytest.fixture
def batch(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """Run a batch whose packs cost nothing."""

    def call(roster: str, work: Any = batches.tiny, **options: Any) -> BatchReport:
        (desk / "12b.csv").write_text(roster, encoding="utf-8")
        monkeypatch.setattr(batch_run, "make", work)
        defaults = with_environment(PackOptions(topics=("stalin",), **options.pop("defaults", {})))
        return run_batch(BatchOptions(Path("12b.csv"), defaults=defaults, **options))

    return call

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import run as batch_run
from packgen.batch.run import BatchOptions, BatchReport, run_batch
from packgen.build import BuildOptions
from tests.support import batches

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
        defaults = BuildOptions(topics=("stalin",), **options.pop("defaults", {}))
        return run_batch(BatchOptions(Path("12b.csv"), defaults=defaults, **options))

    return call

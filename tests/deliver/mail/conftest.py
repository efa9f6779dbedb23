from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packgen.batch.run import BatchOptions, run_batch
from packgen.deliver.mail.binding import Binding, bind
from packgen.options import PackOptions
from tests.support.mails import ROSTER, TOPIC

Bind = Callable[..., Binding]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a roster, and the real packs that a batch made of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "content").mkdir()
    (folder / "content" / "stalin.yaml").write_text(TOPIC, encoding="utf-8")
    (folder / "12b.csv").write_text(ROSTER, encoding="utf-8")
    defaults = PackOptions(content=folder / "content", topics=("stalin",), no_cache=True, sheets=("learn",))
    run_batch(BatchOptions(folder / "12b.csv", folder / "packs", defaults))
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, in which we are, and no settings from outside."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def bound(desk: Path) -> Bind:
    """Bind the packs to a roster, which is the batch's own unless another is given."""

    def call(roster: str = "", *domains: str, **options: Any) -> Binding:
        if roster:
            (desk / "12b.csv").write_text(roster, encoding="utf-8")
        return bind(Path("packs"), Path("12b.csv"), domains, **options)

    return call

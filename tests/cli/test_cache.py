from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from packgen.cache.store import LIMIT, Store
from tests.cli.conftest import Packgen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Store(tmp_path / "cache", b"here")
    made.put(bytes(1_000_000), "one")
    made.put(bytes(500_000), "two")
    made.flush()
    return tmp_path / "cache"


def test_info_tells_where_and_how_much(packgen: Packgen, folder: Path) -> None:
    outcome = packgen("cache", "info", "--cache-dir", str(folder))
    assert (outcome.code, outcome.out) == (0, f"{folder}  2 entries, 1.5 MB; at most 500 MB\n")
    told = json.loads(packgen("cache", "info", "--cache-dir", str(folder), "--json").out)
    size = (folder / "packgen-2" / "sheets.sqlite").stat().st_size
    assert 1_500_000 < size < 1_550_000
    assert told == {"folder": str(folder), "entries": 2, "bytes": size, "limit": LIMIT}


def test_clear_deletes_all_entries(packgen: Packgen, folder: Path) -> None:
    assert packgen("cache", "clear", "--cache-dir", str(folder)).out == f"{folder}  2 entries, 1.5 MB deleted\n"
    told = json.loads(packgen("cache", "clear", "--cache-dir", str(folder), "--json").out)
    assert told == {"folder": str(folder), "entries": 0, "bytes": 0}
    assert not folder.exists()


def test_the_environment_names_the_folder(packgen: Packgen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKGEN_CACHE_DIR", str(folder))
    assert packgen("cache", "info").out.startswith(f"{folder}  2 entries")


def test_without_a_place_there_is_a_remedy(packgen: Packgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packgen.variables.cache_folder", lambda asked: None)
    outcome = packgen("cache", "info")
    assert outcome.code == 7
    assert "--cache-dir" in outcome.err


def test_what_cannot_be_deleted_is_told(packgen: Packgen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "unlink", refused)
    outcome = packgen("cache", "clear", "--cache-dir", str(folder))
    assert outcome.code == 7
    assert f"1.5 MB in {folder} cannot be deleted" in outcome.err


def test_what_is_in_use_is_not_deleted_and_that_is_told(packgen: Packgen, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "packgen-2" / "sheets.sqlite", isolation_level=None)) as other:
        other.execute("begin exclusive")
        outcome = packgen("cache", "clear", "--cache-dir", str(folder))
    assert outcome.code == 7
    assert "no other packgen is at work" in outcome.err
    assert packgen("cache", "info", "--cache-dir", str(folder)).out.startswith(f"{folder}  2 entries")

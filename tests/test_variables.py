"""What packgen takes from the environment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from packgen.errors import OutputError, UsageProblem
from packgen.options import PackOptions
from packgen.variables import CACHE, CONTENT, EPOCH, cache_folder, content_folder, named_content, with_environment


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (CACHE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_the_folder_asked_for_comes_first(nowhere: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere.setenv("HOME", str(tmp_path))
    nowhere.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / ".cache" / "packgen"
    nowhere.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == tmp_path / ".cache" / "packgen"
    nowhere.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "packgen"
    nowhere.setenv(CACHE, str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    assert cache_folder(tmp_path / "asked") == tmp_path / "asked"


def test_other_systems_have_other_places(nowhere: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere.setenv("HOME", str(tmp_path))
    nowhere.setattr(sys, "platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "packgen"
    nowhere.setattr(sys, "platform", "win32")
    nowhere.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert cache_folder() == tmp_path / "local" / "packgen" / "Cache"


def test_nobody_has_no_cache(nowhere: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    nowhere.setattr(Path, "home", homeless)
    assert cache_folder() is None


def test_the_content_folder_asked_for_comes_before_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONTENT, str(tmp_path))
    assert content_folder() == tmp_path
    assert content_folder(Path("option")) == Path("option")
    monkeypatch.setenv(CONTENT, "")
    assert content_folder() is None


def test_a_content_folder_that_is_not_there_is_told_with_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file.yaml").write_text("", encoding="utf-8")
    monkeypatch.setenv(CONTENT, "file.yaml")
    with pytest.raises(OutputError) as caught:
        content_folder()
    assert str(caught.value) == (
        "The content folder file.yaml is a file, not a folder. Create it, or set PACKGEN_CONTENT to another."
    )
    assert named_content() == Path("file.yaml")
    assert content_folder(Path("option")) == Path("option")


@pytest.mark.parametrize("date", ["tomorrow", "-1", "٣", "1e9", "9" * 12])
def test_a_date_that_is_none_is_refused(date: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, date)
    with pytest.raises(UsageProblem, match="SOURCE_DATE_EPOCH"):
        with_environment(PackOptions())


def test_options_are_completed_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTENT, str(tmp_path))
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setenv(EPOCH, " 1763000000 ")
    found = with_environment(PackOptions(seed=7))
    assert found == PackOptions(seed=7, content=tmp_path, cache=tmp_path / "cache", moment=1763000000)
    own = PackOptions(content=Path("mine"), cache=Path("kept"))
    assert with_environment(own) == PackOptions(content=Path("mine"), cache=Path("kept"), moment=1763000000)

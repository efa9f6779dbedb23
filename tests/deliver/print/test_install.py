"""``make print-tools`` says what to do where it cannot install."""

import os
import shutil

import pytest

from tests.deliver.print import install


def test_without_apt_and_without_root_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "missing", lambda: ["the command lp"])
    monkeypatch.setattr(shutil, "which", lambda name, **_: None)
    assert install.main() == 2
    assert "no apt-get here: install cups-daemon cups-client cups cups-filters" in capsys.readouterr().err
    monkeypatch.setattr(shutil, "which", lambda name, **_: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert install.main() == 2
    assert "only root can add it" in capsys.readouterr().err

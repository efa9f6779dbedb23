import json
from pathlib import Path

import pytest

from tests.cli.conftest import Packgen


@pytest.fixture(autouse=True)
def nobody(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(desk / "config"))
    monkeypatch.setenv("HOME", str(desk))


def test_settings_say_where_they_come_from(packgen: Packgen) -> None:
    Path("packgen.toml").write_text('[print]\nprinter = "staffroom"\n')
    outcome = packgen("settings")
    lines = {line.split()[0]: line.split()[1:] for line in outcome.out.splitlines()}
    assert outcome.code == 0
    assert lines["print.printer"] == ["staffroom", "packgen.toml", "--printer"]
    assert lines["mail.rate"] == ["20", "default", "--rate"]
    assert lines["mail.server"] == ["-", "default", "--smtp"]
    assert "packgen.toml: read" in outcome.err


def test_settings_for_programs(packgen: Packgen) -> None:
    Path("packgen.toml").write_text("[mail]\nrate = 7\n")
    told = json.loads(packgen("settings", "--json").out)
    assert told["settings"]["mail.rate"] == {"value": 7, "source": "packgen.toml"}
    assert told["settings"]["mail.server"] == {"value": None, "source": "default"}
    assert told["files"][0] == "packgen.toml"


def test_a_file_that_cannot_be_used_ends_with_13(packgen: Packgen) -> None:
    Path("packgen.toml").write_text("[mial]\n")
    outcome = packgen("settings")
    assert (outcome.code, outcome.out) == (13, "")
    assert outcome.err.startswith('packgen.toml:1: there is no section "mial".')

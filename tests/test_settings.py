"""Settings: where they are from, and what is refused."""

import os
from pathlib import Path

import pytest

from packgen.errors import SettingsError
from packgen.settings import KINDS, Setting, files, load_settings


@pytest.fixture
def yours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, and return where the user's own settings go."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    path = files()[1]
    path.parent.mkdir(parents=True)
    return path


def write(text: str) -> None:
    Path("packgen.toml").write_text(text, encoding="utf-8")


def test_without_files_everything_has_its_default(yours: Path) -> None:
    found = load_settings()
    assert found == {name: Setting(kind.default, "default") for name, kind in KINDS.items()}


def test_the_working_folder_wins_setting_by_setting(yours: Path) -> None:
    yours.write_text('[mail]\nserver = "smtps://a"\nrate = 5\n[print]\nprinter = "mine"\n')
    write("[mail]\nrate = 7\n")
    found = load_settings()
    assert found["mail.rate"] == Setting(7, "packgen.toml")
    assert found["mail.server"] == Setting("smtps://a", str(yours))
    assert found["print.printer"] == Setting("mine", str(yours))
    assert found["print.sheets-to-ask"] == Setting(200, "default")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[mial]\n", 'there is no section "mial". Did you mean "mail"? Sections are [mail] and [print].'),
        ("mail = 3\n", '"mail" is a section. Write [mail] on a line of its own.'),
        ("[mail]\nserfer = 1\n", 'mail.serfer is no setting. Did you mean "server"?'),
        ("[mail]\nserver = 3\n", "mail.server has to be a text in quotation marks"),
        ('[mail]\nrate = "20"\n', "mail.rate has to be a number without quotation marks"),
        ("[mail]\nrate = true\n", "mail.rate has to be a number without quotation marks"),
        ("[mail]\nrate = 0\n", "mail.rate has to be from 0.1 to 6,000"),
        ("[mail]\nrate = nan\n", "mail.rate has to be from 0.1 to 6,000"),
        ("[print]\ncost-a-side = -1\n", "print.cost-a-side has to be from 0 to 1,000"),
        ("[print]\nsheets-to-ask = 1.5\n", "print.sheets-to-ask has to be a number"),
        ('[mail]\ndomain = " "\n', "mail.domain has to be one line with something on it"),
        ('[mail]\nfrom = "a\\nBcc: b"\n', "mail.from has to be one line with something on it"),
        ("[mail\n", "is not TOML"),
        ("a = " + "[" * 5000, "is not TOML"),
        ("[mail]\n" + "#" * 100_000, "is larger than 100,000 bytes"),
    ],
)
def test_what_cannot_be_is_refused_with_its_remedy(yours: Path, text: str, message: str) -> None:
    write(text)
    with pytest.raises(SettingsError, match=r"packgen\.toml") as caught:
        load_settings()
    assert message in str(caught.value)


@pytest.mark.parametrize("key", ["password", "smtp-password", "token", "Secret", "api-key"])
def test_a_password_is_refused_and_not_shown(yours: Path, key: str) -> None:
    write(f'[mail]\n{key} = "hunter2"\n')
    with pytest.raises(SettingsError, match="no password stands in a file") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(yours: Path) -> None:
    Path("packgen.toml").write_bytes(b'[mail]\nserver = "\xff"\n')
    with pytest.raises(SettingsError, match="is not UTF-8"):
        load_settings()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(yours: Path) -> None:
    write("[mail]\n")
    Path("packgen.toml").chmod(0)
    with pytest.raises(SettingsError, match="cannot be read: permission denied"):
        load_settings()


def test_a_folder_of_that_name_is_told(yours: Path) -> None:
    Path("packgen.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings()

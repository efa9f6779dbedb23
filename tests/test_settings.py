"""Settings: where they are from, and what is refused."""

import math
import os
from pathlib import Path
from typing import Any

import pytest

from packgen.errors import SettingsError, UsageProblem
from packgen.settings import KINDS, EffectiveSetting, files, in_force, load_settings


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
    assert found == {name: EffectiveSetting(kind.default, "default") for name, kind in KINDS.items()}


def test_the_working_folder_wins_setting_by_setting(yours: Path) -> None:
    yours.write_text('[mail]\nserver = "smtps://a"\nrate = 5\n[print]\nprinter = "mine"\n')
    write("[mail]\nrate = 7\n")
    found = load_settings()
    assert found["mail.rate"] == EffectiveSetting(7, "packgen.toml")
    assert found["mail.server"] == EffectiveSetting("smtps://a", str(yours))
    assert found["print.printer"] == EffectiveSetting("mine", str(yours))
    assert found["print.sheets-to-ask"] == EffectiveSetting(200, "default")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "\n[mial]\n",
            'packgen.toml:2: there is no section "mial". Did you mean "mail"? Sections are [mail] and [print].',
        ),
        ("mail = 3\n", 'packgen.toml:1: "mail" is a section. Write [mail] on a line of its own.'),
        ("[mail]\nserfer = 1\n", 'mail.serfer is no setting. Did you mean "server"?'),
        ("[mail]\nserver = 3\n", "mail.server has to be a text in quotation marks"),
        ('[mail]\nrate = "20"\n', "mail.rate has to be a number without quotation marks"),
        ("['mail']\n'rate' = true\n", "packgen.toml:2: mail.rate has to be a number without quotation marks"),
        ("# a comment\n[mail]  # mine\nrate = 0\n", "packgen.toml:3: mail.rate has to be from 0.1 to 6,000"),
        ("[mail]\nrate = nan\n", "mail.rate has to be from 0.1 to 6,000"),
        ("[print]\ncost-a-side = -1\n", "print.cost-a-side has to be from 0 to 1,000"),
        ("[print]\nsheets-to-ask = 1.5\n", "packgen.toml:2: print.sheets-to-ask has to be a whole number"),
        ('[mail]\ndomain = " "\n', "mail.domain has to be one line with something on it"),
        ('[mail]\nfrom = "a\\nBcc: b"\n', "mail.from has to be one line with something on it"),
        ("mail.rate = 0\n", "packgen.toml: mail.rate has to be from"),
        ('[print]\nhotkeys = "a"\n', "packgen.toml:2: print.hotkeys is no setting."),
        ("[mail]\nrate\n", "(at line 2, column 5). Mend it there."),
        ("a = " + "[" * 5000, "has a value that no setting has"),
        ("a = " + "1" * 5000, "has a value that no setting has"),
        ("[mail]\n" + "#" * 10_000, "is larger than 10,000 bytes"),
    ],
)
def test_what_cannot_be_is_refused_with_its_remedy(yours: Path, text: str, message: str) -> None:
    write(text)
    with pytest.raises(SettingsError, match=r"packgen\.toml") as caught:
        load_settings()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "password = 'hunter2'",
        "smtp-password = 'hunter2'",
        "token = 'hunter2'",
        "Secret = 'hunter2'",
        "api-key = 'hunter2'",
        "server = 'smtp://me:hunter2@host:587'",
        "server = 'smtp://me@school.example:hunter2@host:587'",
        "[secret]\nsmtp = 'hunter2'",
    ],
)
def test_a_password_is_refused_and_not_shown(yours: Path, line: str) -> None:
    write(f"[mail]\n{line}\n")
    with pytest.raises(SettingsError, match="packgen mail login") as caught:
        load_settings()
    assert "No password stands in a file or an option." in str(caught.value)
    assert str(caught.value).startswith("packgen.toml:2: ")
    assert "hunter2" not in str(caught.value)


def test_an_option_wins_over_files_and_a_file_over_the_default(yours: Path) -> None:
    rate: float | None = None
    assert in_force("mail.rate", rate) == 20
    write("[mail]\nrate = 7\n")
    assert in_force("mail.rate", rate) == 7
    assert in_force("mail.rate", 30.0) == 30
    assert in_force("mail.server", " smtp://host ") == "smtp://host"


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("mail.rate", 0, "0"),
        ("mail.rate", math.nan, "nan"),
        ("print.cost-a-side", -0.5, "-0.5"),
        ("mail.from", "a\nBcc: b", '"a\\nBcc: b"'),
        ("mail.server", "smtp://me:hunter2@host", '"smtp://me:hunter2@host"'),
    ],
)
def test_an_option_is_refused_as_a_file_is(yours: Path, name: str, value: Any, written: str) -> None:
    section, _, key = name.partition(".")
    write(f"[{section}]\n{key} = {written}\n")
    with pytest.raises(SettingsError) as file:
        load_settings()
    with pytest.raises(UsageProblem) as option:
        in_force(name, value)
    assert str(file.value) == f"packgen.toml:2: {name}{str(option.value).removeprefix(KINDS[name].option)}"
    assert str(option.value).startswith(f"{KINDS[name].option} has ")


def test_a_byte_order_mark_is_none_of_the_settings(yours: Path) -> None:
    Path("packgen.toml").write_bytes(b"\xef\xbb\xbf[mail]\r\nrate = 7\r\n")
    assert load_settings()["mail.rate"].value == 7


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(yours: Path) -> None:
    os.mkfifo("packgen.toml")
    with pytest.raises(SettingsError, match="is not a file"):
        load_settings()


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

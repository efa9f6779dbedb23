"""Settings of a person or a school: ``packgen.toml`` in the working folder, else in the user's configuration folder.

    [mail]
    server = "smtp://smtp.school.example:587"
    from = "Ms Okafor <okafor@school.example>"
    domain = "school.example"
    rate = 20

    [print]
    printer = "staffroom"
    cost-a-side = 0.03
    sheets-to-ask = 200

A setting that the working folder's file does not have is taken from the user's file. An option of a command takes
precedence over both: commands call `in_force`. There is no setting for a password.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from packgen.errors import SettingsError, UsageProblem, harmless, nearest

FILE = "packgen.toml"

_LARGEST = 10_000
"""Largest size of a file in bytes: tomllib takes time quadratic in the length of a dotted key."""

_SECRET = re.compile(r"passw|(^|[-_])(pass|passphrase|pwd|secret|token|key)([-_]|$)", re.IGNORECASE)
"""Names of settings under which people keep passwords."""

_WITH_PASSWORD = re.compile(r"://.*:.*@")
"""An address with a user and a password in it."""

_NO_PASSWORD = (
    "No password stands in a file or an option. Take it out, and run packgen mail login, "
    "which keeps it in the system's own store."
)

Value = str | int | float
V = TypeVar("V", str, int, float)


class SettingKind(NamedTuple):
    """A setting that packgen knows.

    Attributes:
        types: the types that its value may have.
        default: its value where it is not set; None for no value.
        meaning: one line for people.
        option: the command-line option that sets the same thing.
        least: the smallest number allowed.
        most: the largest number allowed.
    """

    types: tuple[type, ...]
    default: Value | None
    meaning: str
    option: str
    least: float = 0
    most: float = 1_000_000


KINDS: Mapping[str, SettingKind] = MappingProxyType(
    {
        "mail.server": SettingKind((str,), None, "mail server: smtp://host:587, smtps://host:465 or graph", "--smtp"),
        "mail.from": SettingKind((str,), None, "address that messages come from", "--from"),
        "mail.domain": SettingKind((str,), None, "the only domain that messages go to", "--domain"),
        "mail.rate": SettingKind((int, float), 20, "messages a minute at most", "--rate", 0.1, 6000),
        "mail.client-id": SettingKind(
            (str,), None, "client id that the school registered for Microsoft Graph", "--client-id"
        ),
        "mail.tenant": SettingKind((str,), None, "the school's Microsoft tenant: its id or domain", "--tenant"),
        "print.printer": SettingKind((str,), None, "print queue", "--printer"),
        "print.cost-a-side": SettingKind(
            (int, float), None, "price of a printed side, in pounds", "--cost-a-side", 0, 1000
        ),
        "print.sheets-to-ask": SettingKind((int,), 200, "sheets of paper above which to ask first", "--sheets-to-ask"),
    }
)
"""All settings by their names, in the order of the documentation."""


class EffectiveSetting(NamedTuple):
    """A setting in force.

    Attributes:
        value: None where it has no value.
        source: the file that sets it, as messages name it, or ``default``.
    """

    value: Value | None
    source: str


def files() -> list[Path]:
    """Return the paths of the settings files, the one with precedence first; the files may not exist."""
    folder = _user_folder()
    return [Path(FILE), *([folder / FILE] if folder is not None else [])]


def load_settings() -> dict[str, EffectiveSetting]:
    """Return every setting of `KINDS` with its value and its source.

    Raises:
        SettingsError: a file cannot be read, has an unknown setting, or a value that is not allowed.
    """
    found = {name: EffectiveSetting(kind.default, "default") for name, kind in KINDS.items()}
    for path in reversed(files()):
        found |= {name: EffectiveSetting(value, str(path)) for name, value in _read(path).items()}
    return found


def in_force(name: str, option: V | None) -> V | None:
    """Return the value of a setting for a command: that of the option, else of a file, else the default.

    Args:
        name: the setting, one of `KINDS`.
        option: the value of its option, None where the option was not given.

    Returns:
        None where the setting has no value.

    Raises:
        UsageProblem: the option cannot have this value; the message is the one for a file with this value.
        SettingsError: as for `load_settings`.
    """
    kind = KINDS[name]
    if option is None:
        value: Any = load_settings()[name].value
        return value  # type: ignore[no-any-return]  # of the kind's types, as the option is
    value, problem = _checked(option, kind)
    if problem:
        raise UsageProblem(f"{kind.option} {problem}")
    return value  # type: ignore[no-any-return]


def _read(path: Path) -> dict[str, Value]:
    """Return the settings of a file; an empty dictionary where there is no file."""
    text = _text(path)
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {harmless(str(error))}. Mend it there.") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 figures, a thousand brackets
        raise SettingsError(f"{path} has a value that no setting has: a number or a list too long. Mend it.") from error
    out: dict[str, Value] = {}
    for section, settings in sections.items():
        for name, value, problem in _settings(section, settings):
            if problem:
                raise SettingsError(f"{path}{_line(text, section, name)}: {problem}")
            out[f"{section}.{name}"] = value
    return out


def _text(path: Path) -> str:
    """Return the text of a file; an empty text where there is no file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            raise SettingsError(f"{path} cannot be read: it is not a file. Move it away.")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{path} cannot be read: {reason}. Mend it, or move it away.") from error
    if len(data) > _LARGEST:
        raise SettingsError(f"{path} is larger than {_LARGEST:,} bytes, too large for settings. Move it away.")
    try:
        return data.decode("utf-8-sig")  # the Notepad of Windows may put a byte order mark first
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8. Save it as UTF-8.") from error


def _settings(section: str, settings: Any) -> Iterator[tuple[str, Value, str]]:
    """Yield each setting of a section, its value, and the problem with it, which never quotes the value."""
    known = [name.partition(".")[2] for name in KINDS if name.startswith(f"{section}.")]
    if not known:
        sections = sorted({name.partition(".")[0] for name in KINDS})
        problem = f'there is no section "{harmless(section)}".{nearest(section, sections)}'
        if _SECRET.search(section):
            problem = f"{harmless(section)} is refused. {_NO_PASSWORD}"
        yield "", 0, f"{problem} Sections are {' and '.join(f'[{one}]' for one in sections)}."
    elif not isinstance(settings, dict):
        yield "", 0, f'"{section}" is a section. Write [{section}] on a line of its own.'
    else:
        for name, given in settings.items():
            shown = f"{section}.{harmless(name)}"
            kind = KINDS.get(f"{section}.{name}") if name in known else None
            if kind is not None:
                value, problem = _checked(given, kind)
                yield name, value, problem and f"{shown} {problem}"
            elif _SECRET.search(name):
                yield name, 0, f"{shown} is refused. {_NO_PASSWORD}"
            else:
                listed = f"[{section}] has {', '.join(known)}."
                yield name, 0, f"{shown} is no setting.{nearest(name, known)} {listed}"


def _checked(value: Any, kind: SettingKind) -> tuple[Value, str]:
    """Return the value of a setting or of its option, and the problem with it, which does not quote the value."""
    if type(value) not in kind.types:
        wanted = "a text in quotation marks" if kind.types == (str,) else "a number without quotation marks"
        if kind.types == (int,) and isinstance(value, float):
            wanted = "a whole number"
        return 0, f"has to be {wanted}: {kind.meaning}."
    if isinstance(value, str):
        text = value.strip()
        if not text or harmless(text) != text:
            return 0, f"has to be one line with something on it: {kind.meaning}."
        if _WITH_PASSWORD.search(text):
            return 0, f"has a password in it. {_NO_PASSWORD}"
        return text, ""
    number: int | float = value
    if not kind.least <= number <= kind.most:  # also refuses nan
        return 0, f"has to be from {kind.least:g} to {kind.most:,g}: {kind.meaning}."
    return number, ""


def _line(text: str, section: str, name: str) -> str:
    """Return ``:3`` for a setting on line 3; an empty text where it does not have a line of its own.

    tomllib gives no line numbers. Inline tables and dotted names are not searched.
    """
    here = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := re.fullmatch(r"\s*\[\s*[\"']?(.*?)[\"']?\s*\]\s*(#.*)?", line):
            here = header[1]
            if not name and here == section:
                return f":{number}"
        key, equals, _ = line.partition("=")
        if equals and key.strip().strip("\"'") == (name or section) and here == (section if name else ""):
            return f":{number}"
    return ""


def _user_folder() -> Path | None:
    """Return the folder of this user's settings of packgen; None where the user has no home folder."""
    try:
        if sys.platform == "win32":
            roaming = os.environ.get("APPDATA")
            return Path(roaming, "packgen") if roaming else Path.home() / "AppData" / "Roaming" / "packgen"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support" / "packgen"
        common = os.environ.get("XDG_CONFIG_HOME", "")
        # A relative path counts for nothing (XDG Base Directory Specification).
        return Path(common, "packgen") if Path(common).is_absolute() else Path.home() / ".config" / "packgen"
    except RuntimeError:
        return None

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

A setting that the working folder's file leaves out is taken from the user's. An option of a command wins over both.
There is no setting for a password.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from packgen.errors import SettingsError, harmless, nearest

FILE = "packgen.toml"
_LARGEST = 100_000
_SECRETS = ("password", "passwd", "pass", "secret", "token", "api-key", "key")

Value = str | int | float


class Kind(NamedTuple):
    """A setting that packgen knows.

    Attributes:
        types: what its value may be.
        default: its value where nobody sets it; None for none.
        meaning: one line for people.
        option: the option of the same meaning.
        least: the smallest number allowed; numbers have no other limit but ``most``.
        most: the largest number allowed.
    """

    types: tuple[type, ...]
    default: Value | None
    meaning: str
    option: str
    least: float = 0
    most: float = 1_000_000


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "mail.server": Kind((str,), None, "mail server: smtp://host:587, smtps://host:465 or graph", "--smtp"),
        "mail.from": Kind((str,), None, "address that messages come from", "--from"),
        "mail.domain": Kind((str,), None, "the only domain that messages go to", "--domain"),
        "mail.rate": Kind((int, float), 20, "messages a minute at most", "--rate", 0.1, 6000),
        "mail.client-id": Kind((str,), None, "client id that the school registered for Microsoft Graph", "--client-id"),
        "mail.tenant": Kind((str,), None, "the school's Microsoft tenant: its id or domain", "--tenant"),
        "print.printer": Kind((str,), None, "print queue", "--printer"),
        "print.cost-a-side": Kind((int, float), None, "price of a printed side, in pounds", "--cost-a-side", 0, 1000),
        "print.sheets-to-ask": Kind((int,), 200, "sheets of paper from which to ask first", "--sheets-to-ask"),
    }
)
"""All settings by their names, in the order of the documentation."""


class Setting(NamedTuple):
    """A setting in force.

    Attributes:
        value: None where there is none.
        source: the file that it is from as messages name it, or ``default``.
    """

    value: Value | None
    source: str


def files() -> list[Path]:
    """Return where settings may be, the one that counts first at the front; the files may be missing."""
    folder = _user_folder()
    return [Path(FILE), *([folder / FILE] if folder is not None else [])]


def load_settings() -> dict[str, Setting]:
    """Return every setting of `KINDS` with its value and where it comes from.

    Raises:
        SettingsError: a file cannot be read, has something that packgen does not know, or a value that cannot be.
    """
    found = {name: Setting(kind.default, "default") for name, kind in KINDS.items()}
    for path in reversed(files()):
        found |= {name: Setting(value, str(path)) for name, value in _read(path).items()}
    return found


def _read(path: Path) -> dict[str, Value]:
    """Return the settings of a file, none where there is no file."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{path} cannot be read: {reason}. Mend it, or move it away.") from error
    if len(data) > _LARGEST:
        raise SettingsError(f"{path} is larger than {_LARGEST:,} bytes, too large for settings. Move it away.")
    try:
        told = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8. Save it as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path} is not TOML: {harmless(str(error))}. Mend it there.") from error
    out: dict[str, Value] = {}
    for section, settings in told.items():
        known = [name.partition(".")[2] for name in KINDS if name.startswith(f"{section}.")]
        if not known:
            sections = sorted({name.partition(".")[0] for name in KINDS})
            raise SettingsError(
                f'{path}: there is no section "{harmless(section)}".{nearest(section, sections)} '
                f"Sections are {' and '.join(f'[{one}]' for one in sections)}."
            )
        if not isinstance(settings, dict):
            raise SettingsError(f'{path}: "{harmless(section)}" is a section. Write [{section}] on a line of its own.')
        for key, value in settings.items():
            out[f"{section}.{key}"] = _checked(path, section, key, value, known)
    return out


def _checked(path: Path, section: str, key: str, value: Any, known: list[str]) -> Value:
    """Return the value of a setting.

    Raises:
        SettingsError: there is no such setting, or it cannot have this value, which is not quoted.
    """
    shown = f"{path}: {section}.{harmless(key)}"
    if key not in known and any(word in key.casefold() for word in _SECRETS):
        raise SettingsError(
            f"{shown} is refused: no password stands in a file. Delete it there, and run packgen mail login, "
            "which keeps the password in the system's own store."
        )
    if key not in known:
        raise SettingsError(f"{shown} is no setting.{nearest(key, known)} [{section}] has {', '.join(known)}.")
    kind = KINDS[f"{section}.{key}"]
    if type(value) not in kind.types:
        wanted = "a text in quotation marks" if kind.types == (str,) else "a number without quotation marks"
        raise SettingsError(f"{shown} has to be {wanted}: {kind.meaning}.")
    if isinstance(value, str):
        if not value.strip() or harmless(value) != value:
            raise SettingsError(f"{shown} has to be one line with something on it: {kind.meaning}.")
        return value.strip()
    if not kind.least <= value <= kind.most:  # also refuses nan
        raise SettingsError(f"{shown} has to be from {kind.least:g} to {kind.most:,g}: {kind.meaning}.")
    number: Value = value
    return number


def _user_folder() -> Path | None:
    """Return where the system keeps settings of packgen's for this user; None where nobody's home."""
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

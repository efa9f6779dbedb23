"""Files that a YAML file names: ordinary files inside a given folder, also after links are resolved."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NamedTuple

from packgen.errors import nearest
from packgen.source.excerpt import quote


class UnusableFileError(ValueError):
    """A file that cannot be used.

    Attributes:
        message: what is wrong with it.
        remedy: what to do.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class FileScope(NamedTuple):
    """The files that may be named, and their description for messages.

    Attributes:
        folder: that names are relative to.
        root: folder that files must be in.
        start: what the folder is called, such as "the folder of the topic".
        limits: what the root is called, such as "the content folder".
        kind: of file, such as "a PNG or JPEG file".
    """

    folder: Path
    root: Path
    start: str
    limits: str
    kind: str

    def find(self, name: str) -> Path:
        """Return the path of a file.

        Raises:
            UnusableFileError: it does not exist, is outside the root, or is no ordinary file.
        """
        if "\\" in name:
            raise UnusableFileError(f"the file {quote(name)} has backslashes in its name.", "Divide folders with /.")
        try:
            path = (self.folder / name).resolve()
            inside = path.is_relative_to(self.root.resolve())
            if inside:
                path = (self.folder / name).resolve(strict=True)  # strict: x/../y.png needs an x, as opening it does
                ordinary = stat.S_ISREG(path.stat().st_mode)
        except FileNotFoundError:
            remedy = f"Put the file there, or correct its name; it is looked for from {self.start}."
            raise UnusableFileError(f"there is no file {quote(name)}.{_nearby(self.folder / name)}", remedy) from None
        except (OSError, ValueError, RuntimeError):  # name too long, null byte, cycle of links, no permission
            message = f"the file {quote(name)} cannot be read."
            raise UnusableFileError(message, "Check its name and permissions.") from None
        if not inside:
            message = f"the file {quote(name)} is outside {self.limits}."
            raise UnusableFileError(message, f"Copy it into {self.limits} and name it there.")
        if not ordinary:
            raise UnusableFileError(f"{quote(name)} is not a file.", f"Name {self.kind}.")
        return path

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file.

        Args:
            name: of the file.
            most: its largest size in bytes.

        Raises:
            UnusableFileError: it cannot be found or read, or is too large.
        """
        path = self.find(name)
        try:
            with path.open("rb") as file:
                data = file.read(most + 1)
        except OSError:
            message = f"the file {quote(name)} cannot be read."
            raise UnusableFileError(message, "Check its name and permissions.") from None
        if len(data) > most:
            message = f"the file {quote(name)} is larger than {most / 1_000_000:g} MB."
            raise UnusableFileError(message, "Use a smaller one.")
        return data


def _nearby(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    return nearest(path.name, names)

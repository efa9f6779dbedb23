"""Open ordinary files only: opening a pipe would block, and opening a device may have side effects."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from packgen.errors import OutputError

READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""How files are opened: for a pipe the program would wait for ever."""

IN_PLACE = getattr(os, "O_NOFOLLOW", 0)
"""For what is in a folder of packs: a link in it is not ours, and leads to what is not."""

_KINDS = ((stat.S_ISLNK, "a link"), (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


def read_regular(path: Path, largest: int, called: str, remedy: str, *, follow: bool = True) -> bytes:
    """Return the bytes of an ordinary file, at most ``largest`` + 1, so that the caller can tell that it is too large.

    Args:
        path: the file.
        largest: largest allowed size in bytes.
        called: what messages call the file.
        remedy: the remedy in the error if it cannot be read.
        follow: whether the path may be a symbolic link.

    Raises:
        FileNotFoundError: there is no such file, and ``follow`` is false.
        OutputError: it cannot be read, or is not an ordinary file.
    """
    called = f"{called} {path}".strip()
    try:
        file = open_regular(path, READING | (0 if follow else IN_PLACE))
        with os.fdopen(file, "rb") as opened:
            return opened.read(largest + 1)
    except OSError as error:
        if not follow and isinstance(error, FileNotFoundError):
            raise
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{called} cannot be read: {reason}. {remedy}") from error


def open_regular(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open an ordinary file and return its descriptor; anything else is not opened, as that may have side effects.

    Raises:
        IrregularFileError: the path is not an ordinary file.
        OSError: it cannot be opened.
    """
    with suppress(FileNotFoundError):
        _require_regular(path.stat(follow_symlinks=not flags & IN_PLACE))
    file = os.open(path, flags, mode)
    try:
        _require_regular(os.fstat(file))
    except OSError:
        os.close(file)
        raise
    return file


def _require_regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((name for test, name in _KINDS if test(found.st_mode)), "a device")
        raise IrregularFileError(f"it is {kind}, not an ordinary file")


def is_regular(path: Path) -> bool:
    """Tell whether a path is an ordinary file and not a symbolic link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


class IrregularFileError(OSError):
    """The path is a folder, a link, a pipe or a device, not an ordinary file."""

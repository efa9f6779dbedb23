"""Ordinary files: what may be read, and what may be written to. A pipe would be waited for, and a device is no file."""

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
    """Return the bytes of an ordinary file, one more than are allowed at most.

    Args:
        path: the file.
        largest: bytes that are allowed.
        called: what it is, for messages.
        remedy: what to do where it cannot be read.
        follow: whether it may be a link to one.

    Raises:
        FileNotFoundError: there is nothing, where no link may be.
        OutputError: it cannot be read, or is no ordinary file.
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
    """Return a descriptor of an ordinary file; what is none is not even opened, which for a device may do something.

    Raises:
        IrregularFileError: it is none.
        OSError: it cannot be opened.
    """
    with suppress(FileNotFoundError):
        _see_to_it(path.stat(follow_symlinks=not flags & IN_PLACE))
    file = os.open(path, flags, mode)
    try:
        _see_to_it(os.fstat(file))
    except OSError:
        os.close(file)
        raise
    return file


def _see_to_it(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((name for test, name in _KINDS if test(found.st_mode)), "a device")
        raise IrregularFileError(f"it is {kind}, not an ordinary file")


def is_regular(path: Path) -> bool:
    """Tell whether there is an ordinary file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


class IrregularFileError(OSError):
    """What has the name of a file is a folder, a link, a pipe or a device."""

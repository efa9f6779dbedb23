"""Parts: temporary files beside the files that they will replace.

Each part is locked by the program that writes it, so that the parts of programs that ended can be found and deleted.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

PARTS = ".packgen-*.part"
"""Pattern of the names of parts; they stay behind when a program is killed."""

_NAME = re.compile(r"\.packgen-[0-9a-f]{12}\.part")
_OPENED = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


_made: set[str] = set()
"""Paths of the parts of this process."""


def new_part(folder: str) -> tuple[str, BinaryIO]:
    """Return a new part in a folder: its path and the open, unbuffered file. Closing the file unlocks the part.

    The caller renames it with `put_part`, or deletes it with `drop_part`.

    Raises:
        OSError: it cannot be made.
    """
    while True:
        path = f"{folder}/{PARTS.replace('*', os.urandom(6).hex())}"
        _made.add(path)  # before it exists, since a signal may come at any time
        try:
            file = open(path, "xb", buffering=0)  # noqa: PTH123, SIM115 (thousands of them: as few calls as possible)
        except BaseException:
            drop_part(path)
            raise
        try:
            _locked(file.fileno())
            if os.fstat(file.fileno()).st_nlink:
                return path, file
        except BaseException:
            file.close()
            drop_part(path)
            raise
        file.close()  # another program deleted it as left over before it was locked
        drop_part(path)


def put_part(path: str, target: str) -> None:
    """Rename a part to its target, which it replaces.

    Raises:
        OSError: it cannot be renamed.
    """
    os.replace(path, target)  # noqa: PTH105
    _made.discard(path)


def drop_part(path: str) -> None:
    """Delete a part."""
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
    _made.discard(path)


def drop_parts() -> None:
    """Delete all parts of this process, which is about to end."""
    for path in tuple(_made):
        drop_part(path)


def clear_parts(folder: Path) -> None:
    """Delete the unlocked parts in a folder: ordinary files of this user with the names of parts, and nothing else."""
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except OSError:
        return
    for name in names:
        if _NAME.fullmatch(name):
            with suppress(OSError):
                _clear(folder / name)


def _clear(path: Path) -> None:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or (hasattr(os, "geteuid") and found.st_uid != os.geteuid()):
        return
    file = os.open(path, _OPENED)
    try:
        alone = _locked(file, wait=False)
        if alone:
            path.unlink()
    finally:
        os.close(file)
    if alone is None:
        path.unlink()  # Windows refuses to delete a file that a program has open


def _locked(file: int, *, wait: bool = True) -> bool | None:
    """Lock a file; return whether it is locked now, or None on systems without such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # another program holds the lock, or the disk has no locks: then nothing is deleted
        return False
    return True

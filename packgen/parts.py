"""Parts: files under construction, beside the files that they will replace.

Each is locked while its program lives, so that whoever comes next can tell those of dead programs, and clears them.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

PARTS = ".packgen-*.part"
"""Names of parts; after a kill they may stay behind."""

_NAME = re.compile(r"\.packgen-[0-9a-f]{12}\.part")
_OPENED = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


_made: set[str] = set()
"""Parts of this program."""


def new_part(folder: str) -> tuple[str, BinaryIO]:
    """Return a new part in a folder, its path and the open file, which has no buffer; closing it unlocks it.

    It has to be put in place with `put_part`, or deleted with `drop_part`.

    Raises:
        OSError: it cannot be made.
    """
    while True:
        path = f"{folder}/{PARTS.replace('*', os.urandom(6).hex())}"
        _made.add(path)  # before it is there, since a signal may come at any time
        try:
            file = open(path, "xb", buffering=0)  # noqa: PTH123, SIM115 (thousands of them: as few calls as can be)
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
        file.close()  # somebody took it for a dead program's before it was locked
        drop_part(path)


def put_part(path: str, target: str) -> None:
    """Put a part in the place of the file that it is to be.

    Raises:
        OSError: that cannot be done.
    """
    os.replace(path, target)  # noqa: PTH105
    _made.discard(path)


def drop_part(path: str) -> None:
    """Delete a part that will not be finished."""
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
    _made.discard(path)


def drop_parts() -> None:
    """Delete all parts of this program, which is about to end."""
    for path in tuple(_made):
        drop_part(path)


def clear_parts(folder: Path) -> None:
    """Delete the parts of dead programs in a folder: ordinary files of ours of such names, and nothing else."""
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
        path.unlink()  # Windows refuses where its program has it open


def _locked(file: int, *, wait: bool = True) -> bool | None:
    """Lock a file for this program; return whether that could be done, or None where there are no such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody else has locked it, or the disk has no locks: then nothing is cleared
        return False
    return True

"""An exclusive lock on a file; the system releases it when the process ends, however it ends.

On a network drive it is as reliable as the drive's own locks: NFS and SMB have them, and a drive without locks gives an
error. If a computer loses its network, the server may keep its lock for a minute or so.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from packgen.batch.regular import IN_PLACE, open_regular

_LOCKING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | IN_PLACE
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class LockedError(OSError):
    """Another process has locked the file."""


def lock(path: Path, mode: int = 0o644) -> int:
    """Open and lock a file, creating it if need be; return its descriptor, which holds the lock until it is closed.

    Raises:
        LockedError: another process has locked the file.
        IrregularFileError: the path is not an ordinary file.
        OSError: the file cannot be opened, or the drive has no locks.
    """
    file = open_regular(path, _LOCKING, mode)
    try:
        _lock(file)
    except OSError as error:
        os.close(file)
        if error.errno in _TAKEN:
            raise LockedError(error.errno, "another program holds it") from error
        raise
    return file


def _lock(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

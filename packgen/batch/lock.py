"""A file that one program at a time may hold; the system lets go when the program dies, however it dies.

On a network drive this is as good as the drive's own locks: NFS and SMB have them, and a drive that has none is refused
with an error. A computer that loses its network may keep its lock until the server notices, which takes a minute or so.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from packgen.batch.regular import IN_PLACE, open_regular

_LOCKING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | IN_PLACE
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class LockedError(OSError):
    """Another program holds the file."""


def lock(path: Path, mode: int = 0o644) -> int:
    """Return a descriptor of a file that is made if need be and is held until the descriptor is closed.

    Raises:
        LockedError: another program holds it.
        IrregularFileError: it is no ordinary file.
        OSError: it cannot be opened, or the drive has no locks.
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

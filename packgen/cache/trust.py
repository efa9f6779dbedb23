"""Whether a folder can be trusted to hold a cache: nobody but its owner and the administrator can write there.

Entries of the cache are copied into packs, and SQLite follows links and replays journals. So the folder must be the
user's own, with mode 0700, below folders in which nobody else can replace it, and its files must be regular files with
a single name. Windows has no such owners and modes; there only the file type is checked.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_PRIVATE = 0o700


class Untrusted(OSError):
    """A folder or file is a link, or somebody else may have written it; the message says which, and what to do."""


def make_private(folder: str) -> bool:
    """Make a folder and its missing parents, for their owner alone; return False if it exists.

    Raises:
        Untrusted: somebody else could put another folder in its place.
        OSError: it cannot be made.
    """
    if os.path.lexists(folder):
        return False
    above = os.path.dirname(folder)
    if above != folder:
        make_private(above)
        _require_safe_parent(above)
    try:
        os.mkdir(folder, _PRIVATE)
    except FileExistsError:
        return False
    return True


def require_private(folder: str) -> None:
    """Check that nobody else can write to a folder; if others can only read it, take that permission away.

    Args:
        folder: an absolute path in which only the last part may be a link.

    Raises:
        Untrusted: others may write there, or could put another folder in its place, or it is a link.
        OSError: there is no such folder.
    """
    try:
        found = os.lstat(folder)
    except FileNotFoundError:
        _require_safe_parent(next(filter(os.path.lexists, _above(folder))))
        raise
    if not stat.S_ISDIR(found.st_mode):
        raise Untrusted(f"{folder} is {_kind(found)}, not a folder: delete it")
    if not hasattr(os, "geteuid"):
        return
    if found.st_uid != os.geteuid():
        raise Untrusted(f"{folder} belongs to another user: name another folder with --cache-dir")
    if _others_write(found):
        raise Untrusted(f"others may write to {folder}: delete it, or name another folder with --cache-dir")
    for above in _above(folder):
        _require_safe_parent(above)
    if stat.S_IMODE(found.st_mode) & ~_PRIVATE:
        with suppress(OSError):  # on a read-only file system
            os.chmod(folder, stat.S_IMODE(found.st_mode) & _PRIVATE)


def require_plain(path: str, *, missing_ok: bool = False) -> None:
    """Check that a file is a regular one of the user's own with a single name.

    Raises:
        Untrusted: it is a link or no regular file, has other names, or others own it or may write to it.
        OSError: there is no such file.
    """
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        if missing_ok:
            return
        raise
    problem = ""
    if not stat.S_ISREG(found.st_mode):
        problem = f"is {_kind(found)}, not a file"
    elif found.st_nlink > 1:
        problem = "is a hard link to another file"
    elif hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        problem = "belongs to another user"
    elif hasattr(os, "geteuid") and _others_write(found):
        problem = "may be written to by others"
    if problem:
        raise Untrusted(f"{path} {problem}: delete it")


def _above(folder: str) -> Iterator[str]:
    above = os.path.dirname(folder)
    while above != folder:
        yield above
        folder, above = above, os.path.dirname(above)


def _require_safe_parent(folder: str) -> None:
    """Check that nobody else can replace one of the user's folders in a folder."""
    if not hasattr(os, "geteuid"):
        return
    found = os.stat(folder)
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)
    if found.st_uid not in (0, os.geteuid()):
        raise Untrusted(f"{folder} belongs to another user: name another folder with --cache-dir")
    if _others_write(found) and not found.st_mode & stat.S_ISVTX:
        raise Untrusted(
            f'others may write to {folder}: run "chmod go-w" on it, or name another folder with --cache-dir'
        )


def _others_write(found: os.stat_result) -> bool:
    """Tell whether others may write; a group whose only member is the user, which most systems make, does not count."""
    writers = found.st_mode & _OTHERS_WRITE
    return bool(writers) and (writers != stat.S_IWGRP or not _is_private_group(found.st_gid))


def _is_private_group(group: int) -> bool:
    import grp
    import pwd

    try:
        user, told = pwd.getpwuid(os.geteuid()), grp.getgrgid(group)
    except KeyError:
        return False
    return user.pw_gid == group and told.gr_name == user.pw_name and set(told.gr_mem) <= {user.pw_name}


def _kind(found: os.stat_result) -> str:
    if stat.S_ISLNK(found.st_mode):
        return "a link"
    if stat.S_ISREG(found.st_mode):
        return "a file"
    return "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or a device"

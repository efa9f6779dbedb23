"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from packgen.errors import OutputError

STDOUT = Path("-")
"""Stands for standard output wherever a path to write to is asked for."""

PARTS = ".packgen-*.part"
"""Names of files that are being written; after a kill they may stay behind."""

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space, or write to another disk.",
    errno.EDQUOT: "your share of the disk is used up. Free some space, or write to another disk.",
    errno.EFBIG: "the disk takes no file of this size. Write to another disk.",
    errno.EACCES: "you are not allowed to write there. Write to another folder, or close the file in other programs.",
    errno.EPERM: "you are not allowed to write there. Write to another folder, or close the file in other programs.",
    errno.EROFS: "the disk can only be read. Write to another disk.",
    errno.EISDIR: "it is a folder. Name a file in it.",
    errno.ENOTDIR: "a part of its path is a file, not a folder. Write to another folder.",
    errno.EEXIST: "a part of its path is a file, not a folder. Write to another folder.",
    errno.ENAMETOOLONG: "its name is too long. Give it a shorter one.",
    errno.ELOOP: "its path is a circle of links. Write to another folder.",
}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it; see `whole`.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
        BrokenPipeError: the reader of a pipe went away.
    """
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to so that nobody ever sees half of it: the old content stays until the new is on the disk.

    Missing folders are made. A link is followed. What goes to a device, a pipe, or ``STDOUT``, which is standard
    output, is written at the end. Where something is raised inside, nothing is written.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
        BrokenPipeError: the reader of a pipe went away.
    """
    try:
        target = Path(os.path.realpath(path))
        old = _mode(target) if path != STDOUT else None
        if old is not None and stat.S_ISDIR(old):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path == STDOUT or (old is not None and not stat.S_ISREG(old)):
            gathered = BytesIO()
            yield gathered
            _pour(path, target, gathered.getbuffer())
            return
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        target.parent.mkdir(parents=True, exist_ok=True)
        with _replaced(target, old) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(path, error) from error


def _pour(path: Path, target: Path, data: memoryview) -> None:
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        target.write_bytes(data)


def write_one_of_many(folder: str, name: str, data: bytes) -> None:
    """Write a file into a folder that is there, so that nobody ever sees half of it; a link of its name is replaced.

    The system brings it to the disk in its own time: for files of which a digest tells whether they are whole.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    part = f"{folder}/{PARTS.replace('*', os.urandom(6).hex())}"
    try:
        try:
            with open(part, "xb", buffering=0) as file:  # noqa: PTH123 (thousands of them: as few calls as can be)
                left = memoryview(data)
                while left:
                    left = left[file.write(left) :]
            os.replace(part, f"{folder}/{name}")  # noqa: PTH105
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritable(Path(folder, name), error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return what to tell of a path, or of ``STDOUT``, that could not be written."""
    shown = "standard output" if path == STDOUT else str(path)
    reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}. Write to another place.")
    return OutputError(f"{shown} cannot be written: {reason}")


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


@contextmanager
def _replaced(target: Path, old: int | None) -> Iterator[BinaryIO]:
    """Write beside the target under a short name (the target's own may be as long as names can be), then rename."""
    part = target.with_name(PARTS.replace("*", os.urandom(6).hex()))
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            part.chmod(stat.S_IMODE(old))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise

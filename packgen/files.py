"""Writes files atomically: readers see the old content or the new, never a part of it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from packgen.errors import OutputError
from packgen.parts import clear_parts, drop_part, new_part, put_part

STDOUT = Path("-")
"""The path that stands for standard output on a command line; only commands take it."""


class FileKind(NamedTuple):
    """A kind of file that packgen writes, and how an existing file is recognised as packgen's.

    Attributes:
        noun: the name of the kind, with its article.
        ending: the end of the file's name, in small letters.
        begins: the first bytes of the file.
        holds: bytes that the file has near its beginning.
    """

    noun: str
    ending: str
    begins: bytes
    holds: bytes


PDF = FileKind("a PDF", ".pdf", b"%PDF-", b"<xmp:CreatorTool>packgen</xmp:CreatorTool>")
SCHEMA = FileKind("a schema", ".json", b"{", b'"title": "packgen topic"')

_NEAR = 1_000_000
"""Bytes at the beginning of a file that are searched for the mark of packgen: in a PDF a long title comes before it."""

_STREAMS = ("/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Paths of files that a program has open."""

_NO_FILE = 'it is a pipe or a device. Name a file, or write to "-", which is standard output.'

_RENAMES_OPEN = os.name != "nt"
"""Whether a file may be renamed while it is open, and so before it is unlocked."""

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space, or write to another disk.",
    errno.EDQUOT: "your share of the disk is used up. Free some space, or write to another disk.",
    errno.EFBIG: "the disk takes no file of this size. Write to another disk.",
    errno.EACCES: "you are not allowed to write there. Write to another folder, or close the file in other programs.",
    errno.EPERM: "you are not allowed to write there. Write to another folder, or close the file in other programs.",
    errno.EROFS: "the disk can only be read. Write to another disk.",
    errno.ENOENT: "the folder that it would be in does not exist any more. Write to another.",
    errno.EISDIR: "it is a folder. Name a file in it.",
    errno.ENOTDIR: "a part of its path is a file, not a folder. Write to another folder.",
    errno.EEXIST: "a part of its path is a file, not a folder. Write to another folder.",
    errno.ENAMETOOLONG: "its name is too long. Give it a shorter one.",
    errno.ELOOP: "its path is a circle of links. Write to another folder.",
}


def write_whole(path: Path, data: bytes, kind: FileKind | None = None) -> None:
    """Write a file atomically; see `whole`.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
        BrokenPipeError: the reader of standard output went away.
    """
    with whole(path, kind) as file:
        file.write(data)


@contextmanager
def whole(path: Path, kind: FileKind | None = None) -> Iterator[BinaryIO]:
    """Open a file for atomic writing: the old content stays until the new content is on the disk.

    Missing folders are made. A link is followed. What is written to ``STDOUT`` is gathered and written at the end. If
    the body raises an exception, nothing is written. Temporary files that killed programs left in the folder are
    deleted.

    Args:
        path: the file.
        kind: the kind of file that is written. An existing file that packgen did not make is not replaced.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
        BrokenPipeError: the reader of standard output went away.
    """
    try:
        if path == STDOUT:
            gathered = BytesIO()
            yield gathered
            sys.stdout.buffer.write(gathered.getbuffer())
            sys.stdout.buffer.flush()
            return
        target, old = _target(path, kind)
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_parts(target.parent)
        with _replaced(target, old) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(path, error) from error


def require_writable(path: Path, kind: FileKind) -> None:
    """Check as far as possible beforehand that a file can be written; see `whole`.

    Raises:
        OutputError: it cannot.
    """
    try:
        if path != STDOUT:
            _target(path, kind)
    except OSError as error:
        raise unwritable(path, error) from error


def _target(path: Path, kind: FileKind | None) -> tuple[Path, int | None]:
    """Return the file that a path leads to, and its mode if it exists.

    Raises:
        OutputError: it must not be written or replaced.
        OSError: it cannot be examined, or cannot be written.
    """
    if os.path.abspath(path).startswith(_STREAMS):  # noqa: PTH100 (links are not to be followed)
        raise _refused(path, _NO_FILE)
    target = Path(os.path.realpath(path))
    old = _mode(target)
    if old is not None and stat.S_ISDIR(old):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if old is not None and not stat.S_ISREG(old):
        raise _refused(path, _NO_FILE)
    if kind is not None and not all(name.lower().endswith(kind.ending) for name in (path.name, target.name)):
        raise _refused(path, f"{kind.noun} has a name that ends in {kind.ending}. Name such a file.")
    if old is not None and kind is not None and not _is_own(target, kind):
        raise _refused(path, f"what is there is not {kind.noun} that packgen made. Name another file, or delete it.")
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return target, old


def _is_own(path: Path, kind: FileKind) -> bool:
    """Tell whether packgen made a file, or it is empty."""
    with path.open("rb") as file:
        data = file.read(_NEAR)
    return not data or (data.startswith(kind.begins) and kind.holds in data)


def _refused(path: Path, reason: str) -> OutputError:
    return OutputError(f"{path} cannot be written: {reason}")


def write_one_of_many(folder: str, name: str, data: bytes) -> None:
    """Write a file into an existing folder atomically; a link of its name is replaced.

    The file is not flushed to the disk: for files whose digest is kept, so that a damaged one is noticed.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    try:
        part, file = new_part(folder)
        try:
            with file:
                left = memoryview(data)
                while left:
                    left = left[file.write(left) :]
                if _RENAMES_OPEN:
                    put_part(part, f"{folder}/{name}")
            if not _RENAMES_OPEN:
                put_part(part, f"{folder}/{name}")
        except BaseException:
            drop_part(part)
            raise
    except OSError as error:
        raise unwritable(Path(folder, name), error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the error for a path, or ``STDOUT``, that could not be written."""
    shown = "standard output" if path == STDOUT else str(path)
    reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}. Write to another place.")
    return _refused(Path(shown), reason)


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


@contextmanager
def _replaced(target: Path, old: int | None) -> Iterator[BinaryIO]:
    """Write to a part beside the target, then rename it; its name is short, since the target's may be very long."""
    part, raw = new_part(str(target.parent))
    try:
        with BufferedWriter(raw) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if old is not None:
                Path(part).chmod(stat.S_IMODE(old))
            if _RENAMES_OPEN:
                put_part(part, str(target))
        if not _RENAMES_OPEN:
            put_part(part, str(target))
    except BaseException:
        drop_part(part)
        raise

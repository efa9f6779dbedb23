"""The store: entries on disk, each under a digest of everything that it was made from.

An entry is a file that begins with what it is, its key and a digest of the rest. Anything else found there is a miss,
so that a file may be cut short, damaged or missing at any time: several programs may read, write and clear the store
at once, and none of them waits for another. When the disk is full or may not be written to, nothing is kept, and
nothing is said: a pack does not need its cache.
"""

from __future__ import annotations

import os
import stat
import time
from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

LIMIT = 500_000_000
"""Bytes that a store may take up."""

LARGEST = 64_000_000
"""Bytes of an entry."""

_MAGIC = b"packgen cache 1\n"
_FOLDER = "packgen-1"
_DIGEST = 16
_HEAD = len(_MAGIC) + 2 * _DIGEST
_KEPT = 0.8
"""Share of the limit that is left when the oldest entries go."""

_DAY = 86_400
_HOUR = 3_600
_TALLY = "tally"
_TAG = "CACHEDIR.TAG"
_TAGGED = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by packgen; may be deleted at any time.\n"


class Size(NamedTuple):
    """How much a store holds: entries, and bytes in all."""

    entries: int
    size: int


class _Found(NamedTuple):
    path: str
    size: int
    used: float


class Store:
    """Entries in a folder.

    Args:
        folder: where; it is made when the first entry is written.
        environment: digest of everything that all entries depend on.
        limit: bytes that it may take up.

    Attributes:
        folder, limit: the same.
    """

    def __init__(self, folder: Path, environment: bytes, limit: int = LIMIT) -> None:
        self.folder = folder
        self._root = os.path.join(folder, _FOLDER)
        self._environment = environment
        self.limit = limit
        self._writes = True
        self._written = 0

    def get(self, *inputs: object) -> bytes | None:
        """Return what was put under some inputs, or None."""
        key = self._key(inputs)
        path = self._path(key)
        try:
            with open(path, "rb", buffering=0) as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode) or not _HEAD <= found.st_size <= LARGEST:
                    return None
                data = file.read(found.st_size + 1)
        except (OSError, MemoryError):
            return None
        if data[: len(_MAGIC)] != _MAGIC or data[len(_MAGIC) : len(_MAGIC) + _DIGEST] != key:
            return None
        content = memoryview(data)[_HEAD:]
        if blake2b(content, digest_size=_DIGEST).digest() != data[_HEAD - _DIGEST : _HEAD]:
            return None
        if time.time() - found.st_mtime > _DAY:  # what is in use stays; once a day is often enough
            with suppress(OSError):
                os.utime(path)
        return data[_HEAD:]

    def put(self, data: bytes, *inputs: object) -> None:
        """Keep bytes under the inputs that they were made from: texts, numbers and the like, alone or in tuples.

        An entry is there whole or not at all. It need not survive a loss of power: then it is a miss.
        """
        if not self._writes or len(data) > LARGEST - _HEAD:
            return
        key = self._key(inputs)
        head = _MAGIC + key + blake2b(data, digest_size=_DIGEST).digest()
        path = self._path(key)
        part = f"{path}.{os.urandom(6).hex()}.part"
        try:
            try:
                file = self._created(part)
            except FileNotFoundError:
                self._make_folder(os.path.dirname(path))
                file = self._created(part)
            try:
                with open(file, "wb", buffering=0) as out:
                    whole = head + data
                    if out.write(whole) != len(whole):
                        raise OSError("the disk is full")
                os.replace(part, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(part)
                raise
        except OSError:
            self._writes = False
            return
        self._written += _HEAD + len(data)
        if self._written > self.limit // 4:
            self.settle()

    def settle(self) -> None:
        """Count what was written, and let the oldest entries go when there is too much."""
        written, self._written = self._written, 0
        if not written:
            return
        tally = os.path.join(self._root, _TALLY)
        total = _tally(tally)
        if total is not None and total + written <= self.limit:
            self._count(tally, total + written)
            return
        found = list(self._entries())
        total = sum(one.size for one in found)
        if total > self.limit:
            for one in sorted(found, key=lambda one: one.used):
                with suppress(OSError):
                    os.unlink(one.path)
                total -= one.size
                if total <= self.limit * _KEPT:
                    break
        self._count(tally, total)

    def size(self) -> Size:
        """Return how much there is."""
        found = list(self._entries())
        return Size(len(found), sum(one.size for one in found))

    def clear(self) -> Size:
        """Delete all entries, nothing else, and return how much that was."""
        gone = [one for one in self._entries(leftovers=True) if _unlinked(one.path)]
        for name in (_TALLY, _TAG):
            _unlinked(os.path.join(self._root, name))
        for name in _names(self._root):
            with suppress(OSError):
                os.rmdir(os.path.join(self._root, name))
        for folder in (self._root, self.folder):
            with suppress(OSError):
                os.rmdir(folder)
        return Size(len(gone), sum(one.size for one in gone))

    def _key(self, inputs: tuple[object, ...]) -> bytes:
        text = repr(inputs).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=_DIGEST, key=self._environment).digest()

    def _path(self, key: bytes) -> str:
        name = key.hex()
        return f"{self._root}{os.sep}{name[0]}{os.sep}{name}"

    def _created(self, path: str) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)

    def _make_folder(self, folder: str) -> None:
        if not os.path.isdir(self._root):
            os.makedirs(self._root, 0o700, exist_ok=True)
            with open(os.path.join(self._root, _TAG), "wb") as tag:
                tag.write(_TAGGED)
        os.makedirs(folder, 0o700, exist_ok=True)

    def _count(self, path: str, total: int) -> None:
        part = f"{path}.{os.urandom(6).hex()}.part"
        try:
            with open(part, "wb") as file:
                file.write(b"%d" % total)
            os.replace(part, path)
        except OSError:
            with suppress(OSError):
                os.unlink(part)

    def _entries(self, *, leftovers: bool = False) -> Iterator[_Found]:
        """Yield the files that are ours; what a killed program left half written goes after an hour, or at once."""
        oldest = time.time() - _HOUR
        for name in _names(self._root):
            if len(name) == 1 and name in "0123456789abcdef":
                for entry in _scanned(os.path.join(self._root, name)):
                    stem, dot, rest = entry.name.partition(".")
                    if len(stem) != 2 * _DIGEST or (dot and not rest.endswith(".part")):
                        continue
                    try:
                        found = entry.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    if not dot or leftovers:
                        yield _Found(entry.path, found.st_size, found.st_mtime)
                    elif found.st_mtime < oldest:
                        _unlinked(entry.path)


def _tally(path: str) -> int | None:
    """Return how many bytes there were, or None where that must be counted again: once a day, and in any doubt."""
    try:
        if not 0 <= time.time() - os.stat(path).st_mtime < _DAY:
            return None
        with open(path, "rb") as file:
            text = file.read(20)
        return int(text) if text.isdigit() else None
    except (OSError, ValueError):
        return None


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _scanned(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _unlinked(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True

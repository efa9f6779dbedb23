"""The store: entries on disk, each under a digest of everything that it was made from.

All entries are in one SQLite database, because one file is created much faster than a hundred. What `put` is given is
written in one transaction at the end of a build, so that no lock is held while pages are typeset. A program that cannot
get the lock in time does without: a read is a miss, and what was put is not stored. Each entry has a digest, and a
damaged file is deleted and made again: it may be cut short, damaged or missing at any time. If the disk is full, is
read-only or has no locks, nothing is stored and nothing is reported: a pack does not need its cache.

The journal is a rollback journal, which exists only during a transaction: a program may be killed at any moment, and
write-ahead logs (WAL) do not work on network shares and take longer to open and close. Nothing waits for the disk:
after a loss of power entries may be damaged, which is a miss.
"""

from __future__ import annotations

import os
import sqlite3
from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from packgen.cache import entries
from packgen.cache.entries import Entry, today
from packgen.cache.file import LARGEST, DatabaseFile

LIMIT = 500_000_000
"""Bytes that a store may take up."""

_MOST_PENDING = 1_000_000
"""Bytes kept in memory before they are written."""

_FAILURES = (sqlite3.Error, OSError, MemoryError, ValueError, OverflowError)
"""What reading or writing a file with arbitrary content can raise."""


class Size(NamedTuple):
    """How much a store holds: entries, and bytes on the disk."""

    entries: int
    size: int


class Store:
    """Entries in a folder.

    Reading opens the database; `flush` and `close` close it. As a context manager a store closes it at the end.

    Args:
        folder: where; it is created when the first entries are written.
        environment: digest of everything that all entries depend on.
        limit: bytes that it may take up.

    Attributes:
        folder, limit: the same.
    """

    def __init__(self, folder: Path, environment: bytes, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._file = DatabaseFile(os.fspath(folder), limit)
        self._environment = environment
        self._database: sqlite3.Connection | None = None
        self._readable = True
        self._discard()

    @property
    def refused(self) -> str:
        """Why the store is not used, if somebody else may write to it (see `packgen.cache.trust`); else empty."""
        return self._file.refused

    def get(self, *inputs: object) -> bytes | None:
        """Return what was put under some inputs, or None."""
        key = self._key(inputs)
        pending = self._pending.get(key)
        if pending is not None or not self._readable:
            return pending
        found = None
        try:
            if self._database is None:
                self._database = self._file.open()
            found = entries.find(self._database, _number(key))
        except _FAILURES as error:
            self._fail(error)
            self._readable = False  # so that a build waits for a lock once, not for each entry
        if found is None:
            return None
        data = found.data
        if type(data) is not bytes or len(data) > LARGEST or _digest(key, data) != found.digest:
            return None
        if found.day != today():  # the date is for eviction: once a day is often enough
            self._used.append(found.key)
        return data

    def put(self, data: bytes, *inputs: object) -> None:
        """Store bytes under the inputs that they were made from: texts, numbers and the like, alone or in tuples.

        They are written by `flush`, or earlier if there are many. An entry is stored whole or not at all. It need not
        survive a loss of power: then it is a miss.
        """
        if len(data) > min(LARGEST, self.limit // 4):
            return
        self._pending[self._key(inputs)] = data
        self._pending_size += len(data)
        if self._pending_size > min(_MOST_PENDING, self.limit // 4):
            self.flush()

    def flush(self) -> None:
        """Write what was put, delete the oldest entries if there are too many, and close the file."""
        try:
            if self._pending or self._used:
                self._write()
        finally:
            self.close()
            self._readable = True
            self._discard()

    def close(self) -> None:
        """Close the database; it is opened again when it is needed. What was put stays pending."""
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def size(self) -> Size:
        """Return how much is stored."""
        count = 0
        with suppress(sqlite3.Error, OSError), closing(self._file.open()) as database:
            count = entries.count(database)
        return Size(count, self._file.size())

    def clear(self) -> Size:
        """Delete all entries, nothing else, and return how much that was."""
        self.close()
        self._discard()
        return Size(*self._file.clear())

    def _write(self) -> None:
        """Write what is pending; if the file turns out to be damaged, once more into a new one."""
        for _ in range(2):
            if not self._file.delete_damaged():
                return
            try:
                self.close()  # the file that was read may have been deleted since
                self._file.create()
                self._database = self._file.open()
                day = today()
                made = [Entry(_number(key), day, _digest(key, data), data) for key, data in self._pending.items()]
                entries.write(self._database, made, self._used, self.limit)
                return
            except _FAILURES as error:
                if not self._fail(error):
                    return

    def _fail(self, error: BaseException) -> bool:
        """Close the database after an error; return whether the file is damaged."""
        self.close()
        return self._file.is_damaged(error)

    def _discard(self) -> None:
        self._pending: dict[bytes, bytes] = {}
        self._pending_size = 0
        self._used: list[int] = []

    def _key(self, inputs: tuple[object, ...]) -> bytes:
        text = repr(inputs).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=16, key=self._environment).digest()


def _number(key: bytes) -> int:
    """Return half of a key as SQLite takes it; the digest of an entry covers the whole key."""
    return int.from_bytes(key[:8], "big", signed=True)


def _digest(key: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=16, key=key).digest()

"""The file that holds the store's database: created, opened, deleted when it is damaged, and never through a link."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from packgen.cache.database import open_database, remove_untrusted, require_trusted
from packgen.cache.entries import count
from packgen.cache.trust import Untrusted, make_private, require_private
from packgen.errors import harmless

LARGEST = 64_000_000
"""Bytes of an entry."""

_FOLDER = "packgen-2"
_FILE = "sheets.sqlite"
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by packgen; may be deleted at any time.\n"

_TIMEOUT = 0.25
"""Seconds to wait for another program that writes, which takes a few milliseconds."""

_TIMEOUT_TO_CLEAR = 2.0
"""The same where a person asked for the cache to be cleared."""

_FILE_SIZE_FACTOR = 2
"""How many times the limit the file may have: it exceeds the limit until the next transaction shrinks it."""

_NOT_THE_FILE = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_AUTH,
})  # fmt: skip
"""Result codes of SQLite whose cause is not the file's content."""


class DatabaseFile:
    """The database's file and its folder.

    Args:
        folder: the cache's folder; a folder of packgen's own is made in it.
        limit: bytes that the store may take up.

    Attributes:
        refused: why the file is not used, if somebody else may write to it (see `packgen.cache.trust`); else empty.
    """

    def __init__(self, folder: str, limit: int) -> None:
        self.refused = ""
        self._folder = os.path.realpath(folder)
        self._root = os.path.join(self._folder, _FOLDER)
        self._path = os.path.join(self._root, _FILE)
        self._limit = limit
        self._damaged: tuple[int, ...] | None = None

    def size(self) -> int:
        """Return the bytes of the file; 0 if there is none."""
        try:
            return os.lstat(self._path).st_size
        except OSError:
            return 0

    def create(self) -> None:
        """Create the file, empty and for its owner alone, unless it exists.

        Raises:
            OSError: it cannot be created, or its folder cannot be trusted.
        """
        with suppress(FileExistsError), self._noting_refusal():
            if make_private(self._root):
                with open(os.path.join(self._root, _TAG), "xb") as tag:
                    tag.write(_TAG_TEXT)
            require_private(self._root)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def open(self, timeout: float | None = None) -> sqlite3.Connection:
        """Return the database, open.

        Args:
            timeout: seconds to wait for a lock; None for the usual time.

        Raises:
            OSError: there is no file, or it cannot be trusted.
            sqlite3.Error: it cannot be opened, or packgen did not make it.
        """
        with self._noting_refusal():
            require_trusted(self._path)
        seconds = _TIMEOUT if timeout is None else timeout
        return open_database(self._path, seconds, LARGEST, _FILE_SIZE_FACTOR * self._limit)

    def is_damaged(self, error: BaseException) -> bool:
        """Tell whether an error shows that the file is damaged or foreign, and remember which file that was."""
        self._damaged = None
        if isinstance(error, sqlite3.Error) and self._is_cause(getattr(error, "sqlite_errorcode", 0)):
            with suppress(OSError):
                found = os.lstat(self._path)
                self._damaged = _identity(found) if found.st_size else None
        return self._damaged is not None

    def delete_damaged(self) -> bool:
        """Delete the file that `is_damaged` found, with its journal; return False if it is still there.

        Another program may have replaced it since; then the new file stays. Programs that have the deleted file open
        can go on reading it; SQLite refuses to write to it (SQLITE_READONLY_DBMOVED). Windows deletes no open file.
        """
        damaged, self._damaged = self._damaged, None
        if damaged is None:
            return True
        try:
            require_trusted(self._path)
            if _identity(os.lstat(self._path)) != damaged:
                return True
        except FileNotFoundError:
            return True
        except OSError:
            return False
        # The journal first: without its database it would be played back into the next one.
        return _unlink(f"{self._path}-journal") and _unlink(self._path)

    def clear(self) -> tuple[int, int]:
        """Delete the file and the folders that are empty then; return the entries and bytes that it had."""
        with suppress(OSError):
            remove_untrusted(self._path)
        size, entries, deleted = self.size(), 0, False
        try:
            with closing(self.open(_TIMEOUT_TO_CLEAR)) as database:
                database.execute("begin exclusive")
                entries = count(database)
                deleted = _unlink(self._path)
            deleted = deleted or _unlink(self._path)  # Windows deletes no file that is open
        except (sqlite3.Error, OSError) as error:
            deleted = self.is_damaged(error) and self.delete_damaged()
        with suppress(OSError):
            require_private(self._root)
            if not os.path.lexists(self._path):
                _unlink(f"{self._path}-journal")
                _unlink(os.path.join(self._root, _TAG))
        for folder in (self._root, self._folder):
            with suppress(OSError):
                os.rmdir(folder)
        return (entries, size) if deleted else (0, 0)

    @contextmanager
    def _noting_refusal(self) -> Iterator[None]:
        try:
            yield
        except Untrusted as error:
            self.refused = harmless(f"The cache is not used, since {error}.")
            raise

    def _is_cause(self, code: int) -> bool:
        """Tell whether the content of the file can be the cause of a result code."""
        if code == sqlite3.SQLITE_READONLY:  # the header of a file can ask for that
            return os.access(self._path, os.W_OK) and os.access(self._root, os.W_OK)
        return code & 0xFF not in _NOT_THE_FILE


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _unlink(path: str) -> bool:
    """Delete a file; return whether there is none now."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

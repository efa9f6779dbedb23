"""The store: entries on disk, each under a digest of everything that it was made from.

One SQLite database holds them all: to make one file is much quicker than to make a hundred. What is put is written in
one transaction when a build has ended, so that nobody holds a lock while pages are set; whoever cannot have the lock
soon goes without: to look is a miss then, and what was put is not kept. Each entry has a digest, and a file that is no
database is emptied and filled again: it may be cut short, damaged or missing at any time. When the disk is full, may
not be written to, or knows no locks, nothing is kept, and nothing is said: a pack does not need its cache.

The journal is SQLite's usual one, beside the database and only while something is written: a program may be killed at
any moment, and a network share does not do for the other kind (WAL), which is slower to begin and end with as well.
Nothing waits for the disk: after a loss of power entries may be damaged, which is a miss.
"""

from __future__ import annotations

import os
import sqlite3
import time
from _blake2 import blake2b  # hashlib would load OpenSSL, for 5 ms
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from packgen.cache.database import SCHEMA, opened, remove_untrusted, require_trusted
from packgen.cache.trust import Untrusted, make_private, require_private
from packgen.errors import harmless

LIMIT = 500_000_000
"""Bytes that a store may take up."""

LARGEST = 64_000_000
"""Bytes of an entry."""

_FOLDER = "packgen-2"
_FILE = "sheets.sqlite"
_TAG = "CACHEDIR.TAG"
_TAGGED = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by packgen; may be deleted at any time.\n"

_KEPT = 0.8
"""Share of the limit that is left when the oldest entries go."""

_DAY = 86_400
_PATIENCE = 0.25
"""Seconds to wait for another program that writes, which takes it a few milliseconds."""

_PATIENCE_TO_CLEAR = 2.0
"""The same where a person wants just that."""

_WAITING = 1_000_000
"""Bytes that wait in memory to be written."""

_VACUUMED = 4_000
"""Pages given back to the disk in one go."""

_ROOM = 2
"""Times the limit that the file may have, for a short while: it is cut once an entry more is in it."""

_OTHERS_FAULT = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_AUTH,
})  # fmt: skip
"""What SQLite says when it is not the file itself that is wrong."""


class Size(NamedTuple):
    """How much a store holds: entries, and bytes on the disk."""

    entries: int
    size: int


class Store:
    """Entries in a folder.

    Reading opens the database; `settle` and `close` close it. As a context manager a store closes it at the end.

    Args:
        folder: where; it is made when the first entries are written.
        environment: digest of everything that all entries depend on.
        limit: bytes that it may take up.

    Attributes:
        folder, limit: the same.
        refused: why it is not used, where somebody else may write to it (see `packgen.cache.trust`); else empty.
    """

    def __init__(self, folder: Path, environment: bytes, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self.refused = ""
        self._root = os.path.join(os.path.realpath(folder), _FOLDER)
        self._path = os.path.join(self._root, _FILE)
        self._environment = environment
        self._database: sqlite3.Connection | None = None
        self._reads = True
        self._damaged: tuple[int, ...] | None = None
        self._used: list[int] = []
        self._waiting: dict[bytes, bytes] = {}
        self._size = 0

    def get(self, *inputs: object) -> bytes | None:
        """Return what was put under some inputs, or None."""
        key = self._key(inputs)
        waiting = self._waiting.get(key)
        if waiting is not None or not self._reads:
            return waiting
        row = None
        try:
            if self._database is None:
                self._database = self._opened()
            found = self._database.execute("select day, digest, data from entry where key = ?", (_number(key),))
            row = found.fetchone()
        except (sqlite3.Error, OSError, MemoryError, ValueError, OverflowError) as error:
            self._blame(error)
            self._reads = False  # once is enough: nobody waits for the same thing again and again
        if row is None:
            return None
        day, digest, data = row
        if type(data) is not bytes or len(data) > LARGEST or _digest(key, data) != digest:
            return None
        if day != _today():  # what is in use stays; once a day is often enough
            self._used.append(_number(key))
        return data

    def put(self, data: bytes, *inputs: object) -> None:
        """Keep bytes under the inputs that they were made from: texts, numbers and the like, alone or in tuples.

        They are written by `settle`, or earlier if there is much. An entry is there whole or not at all. It need not
        survive a loss of power: then it is a miss.
        """
        if len(data) > min(LARGEST, self.limit // 4):
            return
        self._waiting[self._key(inputs)] = data
        self._size += len(data)
        if self._size > min(_WAITING, self.limit // 4):
            self.settle()

    def settle(self) -> None:
        """Write what was put, let the oldest entries go when there is too much, and let go of the file."""
        try:
            if self._waiting or self._used:
                self._write()
        finally:
            self.close()
            self._reads = True
            self._waiting, self._size, self._used = {}, 0, []

    def close(self) -> None:
        """Close the database; it is opened again when it is needed. What waits to be written goes on waiting."""
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def size(self) -> Size:
        """Return how much there is."""
        count = 0
        with suppress(sqlite3.Error, OSError), self._alone() as database:
            count = _counted(database)
        return Size(count, self._on_disk())

    def clear(self) -> Size:
        """Delete all entries, those of earlier versions too, nothing else, and return how much that was."""
        from packgen.cache import former

        self.close()
        self._waiting, self._size, self._used = {}, 0, []
        with suppress(OSError):
            remove_untrusted(self._path)
        gone = Size(*former.clear(self.folder))
        size = self._on_disk()
        for _ in range(2):
            try:
                with self._alone(_PATIENCE_TO_CLEAR) as database:
                    # Whoever has the file open still finds it moved, and writes no more; see SQLITE_READONLY_DBMOVED.
                    database.execute("begin exclusive")
                    count = _counted(database)
                    unlinked = _unlinked(self._path)
                # Windows deletes no file that is open.
                if unlinked or _unlinked(self._path):
                    gone = Size(gone.entries + count, gone.size + size)
                break
            except (sqlite3.Error, OSError) as error:
                self._blame(error)
                if not self._emptied():
                    break
        if not os.path.lexists(self._path):
            _unlinked(f"{self._path}-journal")
            _unlinked(os.path.join(self._root, _TAG))
        for folder in (self._root, self.folder):
            with suppress(OSError):
                os.rmdir(folder)
        return gone

    # -- writing

    def _write(self) -> None:
        for _ in range(2):
            try:
                if self._damaged is not None and not self._emptied():
                    return
                self._transact()
                return
            except (sqlite3.Error, OSError, MemoryError, ValueError, OverflowError) as error:
                self._blame(error)
                if self._damaged is None:
                    return

    def _transact(self) -> None:
        self.close()  # somebody may have deleted the file that was read
        self._make()
        database = self._database = self._opened()
        database.execute("pragma synchronous = off")
        database.execute("pragma auto_vacuum = incremental")  # counts for an empty file only
        database.execute("begin immediate")
        try:
            if database.execute("select 1 from sqlite_master").fetchone() is None:
                for statement in SCHEMA:
                    database.execute(statement)
            self._make_room(database)
            day = _today()
            database.executemany(
                "insert or replace into entry values (?, ?, ?, ?)",
                sorted((_number(key), day, _digest(key, data), data) for key, data in self._waiting.items()),
            )
            database.executemany("update entry set day = ? where key = ?", [(day, key) for key in self._used])
            database.execute("commit")
            self._give_back(database)
        except BaseException:
            with suppress(sqlite3.Error):
                database.execute("rollback")
            raise

    def _make_room(self, database: sqlite3.Connection) -> None:
        """Let the entries go that have not been used for longest, until what was put has room."""
        if _taken(database) + self._size > self.limit:
            while (count := _counted(database)) and _taken(database) + self._size > self.limit * _KEPT:
                oldest = "select key from entry order by day limit ?"
                database.execute(f"delete from entry where key in ({oldest})", (count // 10 + 1,))

    def _give_back(self, database: sqlite3.Connection) -> None:
        """Cut off pages that are in no use any more, where the file is too large."""
        too_many = _number_of(database, "page_count") - self.limit // _number_of(database, "page_size")
        if too_many > 0:
            database.executescript(f"pragma incremental_vacuum({min(too_many, _VACUUMED)})")  # execute ends after one

    def _make(self) -> None:
        """Make the file, for its owner alone, unless it is there."""
        with suppress(FileExistsError), self._trusting():
            if make_private(self._root):
                with open(os.path.join(self._root, _TAG), "xb") as tag:
                    tag.write(_TAGGED)
            require_private(self._root)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    # -- the file

    def _opened(self, patience: float = _PATIENCE) -> sqlite3.Connection:
        """Return the database, open, if it can be trusted.

        Raises:
            OSError: there is none, or it cannot be trusted.
            sqlite3.Error: it cannot be opened, or is not ours.
        """
        with self._trusting():
            require_trusted(self._path)
        return opened(self._path, patience, LARGEST, _ROOM * self.limit)

    @contextmanager
    def _trusting(self) -> Iterator[None]:
        """Take note of what cannot be trusted."""
        try:
            yield
        except Untrusted as error:
            self.refused = harmless(f"The cache is not used, since {error}.")
            raise

    @contextmanager
    def _alone(self, patience: float = _PATIENCE) -> Iterator[sqlite3.Connection]:
        """Open the database apart from what is under way."""
        database = self._opened(patience)
        try:
            yield database
        finally:
            database.close()

    def _blame(self, error: BaseException) -> None:
        """Take note if it is the file that is wrong: what it is now, so that nobody empties what replaced it."""
        self.close()
        self._damaged = None
        if isinstance(error, sqlite3.Error) and self._is_at_fault(getattr(error, "sqlite_errorcode", 0)):
            with suppress(OSError):
                found = os.stat(self._path)
                self._damaged = _stamp(found) if found.st_size else None

    def _is_at_fault(self, code: int) -> bool:
        if code == sqlite3.SQLITE_READONLY:  # a file can say that of itself
            return os.access(self._path, os.W_OK) and os.access(self._root, os.W_OK)
        return code & 0xFF not in _OTHERS_FAULT

    def _emptied(self) -> bool:
        """Empty a damaged file, which makes it a database without tables; tell whether it can be used again.

        The file stays the same one, and is locked as SQLite locks it: other programs may be about to do the same, or be
        done with it already.
        """
        damaged, self._damaged = self._damaged, None
        if damaged is None:
            return False
        try:
            import fcntl
        except ImportError:  # a file that others have open cannot be deleted then
            return _unlinked(self._path) and _unlinked(f"{self._path}-journal")
        try:
            require_trusted(self._path)
            with open(self._path, "r+b", buffering=0) as file:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, *_LOCK_BYTES)
                if _stamp(os.fstat(file.fileno())) == damaged:
                    _unlinked(f"{self._path}-journal")
                    file.truncate(0)
        except OSError:
            return False
        return True

    def _on_disk(self) -> int:
        try:
            return os.lstat(self._path).st_size
        except OSError:
            return 0

    def _key(self, inputs: tuple[object, ...]) -> bytes:
        text = repr(inputs).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=16, key=self._environment).digest()


_LOCK_BYTES = (512, 0x40000000)
"""The bytes that SQLite locks, whether there are so many or not: how many, and the first (file format, 1.4)."""


def _today() -> int:
    return int(time.time()) // _DAY


def _number(key: bytes) -> int:
    """Return a key as SQLite takes it, half of it: an entry's digest is of the whole key."""
    return int.from_bytes(key[:8], "big", signed=True)


def _digest(key: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=16, key=key).digest()


def _counted(database: sqlite3.Connection) -> int:
    if database.execute("select 1 from sqlite_master").fetchone() is None:
        return 0
    # One by one: SQLite counts a table in one step, which nothing stops, and pages can be linked to go round for ages.
    [[count]] = database.execute("select count(*) from (select 1 from entry limit -1)")
    return int(count)


def _taken(database: sqlite3.Connection) -> int:
    """Return the bytes of all pages in use."""
    pages = _number_of(database, "page_count") - _number_of(database, "freelist_count")
    return pages * _number_of(database, "page_size")


def _number_of(database: sqlite3.Connection, pragma: str) -> int:
    [[number]] = database.execute(f"pragma {pragma}")
    return int(number)


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _unlinked(path: str) -> bool:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

"""Open the SQLite file of the ledger; a file that is damaged, public or another program's is refused with a message.

The rollback journal is used, deleted after each transaction, because WAL does not work on network drives. With
``synchronous = extra`` a transaction ends only when the file, the journal and the journal's folder are synced to disk.
A new ledger is created under another name and then renamed: an empty file is therefore a damaged ledger, never a new
one, in which everything sent so far would be forgotten.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from packgen.errors import OutputError
from packgen.files import unwritable
from packgen.parts import drop_part, new_part, put_part

NAME = "mail.sqlite"
"""The ledger's file, beside the manifest."""

PRIVATE = 0o600

VERSION = 1
"""Of the schema."""

_APPLICATION = 0x7067_6D6C
"""SQLite's application id of a ledger: "pgml"."""

_SCHEMA = (
    "CREATE TABLE letter (key text primary key, row integer, address text, message_id text, date text, state text, "
    "tries integer, due text, code integer, reason text, moment text)",
    "CREATE TABLE attempt (number integer primary key, key text, state text, code integer, reason text, moment text)",
)
"""What makes the database, as SQLite keeps it. Moments are of ISO 8601 in UTC."""

_OWN = {
    ("table", "letter", "letter", _SCHEMA[0]),
    ("index", "sqlite_autoindex_letter_1", "letter", None),
    ("table", "attempt", "attempt", _SCHEMA[1]),
}

_LARGEST = 200_000_000
"""Bytes of a ledger; one of 10,000 letters has 5 million."""

_LONGEST = 10_000
"""Bytes of a value."""

_PATIENCE = 10.0
"""Seconds to wait for somebody who reads."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_TOOBIG})

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full. Free some space, and run the same command again.",
    sqlite3.SQLITE_BUSY: "another program has it open. Close that, and run the same command again.",
    sqlite3.SQLITE_LOCKED: "another program has it open. Close that, and run the same command again.",
    sqlite3.SQLITE_READONLY: "you are not allowed to write there. Change the permissions of the folder.",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Check the permissions of the folder.",
    sqlite3.SQLITE_PERM: "you are not allowed to write there. Change the permissions of the folder.",
}
"""Why the ledger cannot be used, by the error's primary code."""

_KEEP = "It says what has been sent to whom: without it every student would get a second message."


@contextmanager
def reporting_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system into an `OutputError` with a message for the user.

    Raises:
        OutputError: instead of such an error.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _DAMAGED or (isinstance(error, sqlite3.OperationalError) and code == sqlite3.SQLITE_ERROR):
            raise damaged(path) from error
        reason = _REASONS.get(code, f"the disk reports an error ({error}). Check the disk, or its connection.")
        raise OutputError(f"{path} cannot be used: {reason}") from error
    except OSError as error:
        raise unwritable(path, error) from error


def damaged(path: Path) -> OutputError:
    """Return the error for a damaged ledger."""
    return OutputError(
        f"{path} is damaged, or is no ledger of packgen's. Put back a copy of it, or move it away if nothing was sent "
        f"from this folder. {_KEEP}"
    )


def require_ordinary(path: Path) -> bool:
    """Tell whether the ledger exists, after checking that it and its journal are ordinary files.

    Raises:
        OutputError: one of them is a link or not a file, has a second hard link, or belongs to another user.
        OSError: one of them cannot be examined.
    """
    for end in ("-journal", "-wal", "-shm", ""):
        beside = path.with_name(path.name + end)
        try:
            found = beside.lstat()
        except FileNotFoundError:
            continue
        problem = ""
        if not stat.S_ISREG(found.st_mode):
            problem = "a link" if stat.S_ISLNK(found.st_mode) else "not an ordinary file"
        elif found.st_nlink > 1:
            problem = "a file with a second name (a hard link)"
        elif hasattr(os, "geteuid") and found.st_uid != os.geteuid():
            problem = "another user's file"
        if problem:
            raise OutputError(
                f"{beside} is refused: it is {problem}. Move it away if nothing was sent from this folder."
            )
        if not end:
            if stat.S_IMODE(found.st_mode) & 0o077:
                with suppress(OSError):  # the drive may not support permissions
                    beside.chmod(PRIVATE)
            return True
    return False


def create(path: Path) -> None:
    """Create an empty ledger atomically.

    Raises:
        sqlite3.Error, OSError: it cannot be created.
    """
    part, file = new_part(str(path.parent.absolute()))
    try:
        with file:
            Path(part).chmod(PRIVATE)  # before anything is written to it
            database = sqlite3.connect(part, isolation_level=None)
            try:
                database.execute("pragma journal_mode = off")
                database.execute("pragma synchronous = extra")
                database.execute("begin")
                for statement in _SCHEMA:
                    database.execute(statement)
                database.execute(f"pragma application_id = {_APPLICATION}")
                database.execute(f"pragma user_version = {VERSION}")
                database.execute("commit")
            finally:
                database.close()
            if os.name != "nt":
                put_part(part, str(path))
        if os.name == "nt":
            put_part(part, str(path))
    except BaseException:
        drop_part(part)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Sync the entries of a folder to disk, if the system supports it."""
    with suppress(OSError):  # not supported on Windows and some network drives
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def opened(path: Path) -> sqlite3.Connection:
    """Open an existing ledger.

    Raises:
        OutputError: it is damaged, not packgen's, or of a later version.
        sqlite3.Error, OSError: it cannot be opened.
    """
    if not 0 < path.stat().st_size <= _LARGEST:
        raise damaged(path)
    database = sqlite3.connect(path.absolute(), timeout=_PATIENCE, isolation_level=None)
    try:
        _harden(database)
        _require_ours(database, path)
        database.execute("pragma journal_mode = delete")
        database.execute("pragma synchronous = extra")
        database.execute("pragma fullfsync = on")  # macOS
        database.execute("pragma secure_delete = on")
    except BaseException:
        database.close()
        raise
    return database


def _harden(database: sqlite3.Connection) -> None:
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # VACUUM attaches one
    database.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
    database.execute("pragma trusted_schema = off")
    database.execute("pragma cell_size_check = on")


def _require_ours(database: sqlite3.Connection, path: Path) -> None:
    [[application]] = database.execute("pragma application_id")
    [[version]] = database.execute("pragma user_version")
    if application == _APPLICATION and version > VERSION:
        raise OutputError(f"{path} was made by a later version of packgen. Update packgen. {_KEEP}")
    found = database.execute("select type, name, tbl_name, sql from sqlite_master limit 10").fetchall()
    if application != _APPLICATION or version != VERSION or set(found) != _OWN:
        raise damaged(path)
    if database.execute("pragma quick_check(1)").fetchall() != [("ok",)]:
        raise damaged(path)

"""The store's database, opened so that a foreign or malicious file does no harm.

Before an entry is read, the schema is compared with ours, so that there are no views, triggers or other tables. How
much can be read, and how long SQLite may take for a statement, is limited.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress

from packgen.cache.trust import Untrusted, require_plain, require_private

SCHEMA = (
    "CREATE TABLE entry (key integer primary key, day integer, digest blob, data blob)",
    "CREATE INDEX entry_day on entry (day)",
)
"""The statements that make the database, as SQLite stores them."""

_SCHEMA_ROWS = {("table", "entry", "entry", SCHEMA[0]), ("index", "entry_day", "entry", SCHEMA[1])}

_COMPANIONS = ("-journal", "-wal", "-shm")
"""Endings of the files that SQLite has beside a database; packgen's databases have journals only."""

_MOST_STEPS = 50_000_000
"""Virtual machine instructions that a statement may take; to count all entries of a full store takes a tenth."""

_LONGEST_STATEMENT = 1_000

_SUPER_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""The end of a journal that names a super-journal, which SQLite would delete (file format, 3.1); ours name none."""


class ForeignDatabaseError(sqlite3.DatabaseError):
    """A database that this packgen did not make."""


def require_trusted(path: str) -> None:
    """Check that a database, its journal and their folder can be trusted.

    Raises:
        Untrusted: somebody else may have written them, or one is a link.
        OSError: there is no such file.
    """
    require_private(os.path.dirname(path))
    require_plain(path)
    for end in _COMPANIONS:
        require_plain(path + end, missing_ok=True)


def remove_untrusted(path: str) -> None:
    """Delete links in the place of a database and its journal (not their targets), and files that others may change.

    Raises:
        OSError: their folder cannot be trusted, or they cannot be deleted.
    """
    require_private(os.path.dirname(path))
    for end in ("", *_COMPANIONS):
        try:
            require_plain(path + end, missing_ok=True)
        except Untrusted:
            os.unlink(path + end)


def open_database(path: str, timeout: float, largest: int, most: int) -> sqlite3.Connection:
    """Return a database, open; it is empty or has our schema.

    Args:
        path: the file; see `require_trusted`.
        timeout: seconds to wait for another program's lock.
        largest: bytes that an entry may have.
        most: bytes that the file may have, now or later.

    Raises:
        sqlite3.Error: it cannot be opened, or packgen did not make it.
        OSError: there is no such file.
    """
    if os.stat(path).st_size > most or _names_super_journal(f"{path}-journal"):
        raise ForeignDatabaseError("this is not a file that packgen wrote")
    database = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
    try:
        _harden(database, largest)
        [[size]] = database.execute("pragma page_size")
        database.execute(f"pragma max_page_count = {most // size}")
        found = database.execute("select type, name, tbl_name, sql from sqlite_master limit 3").fetchall()
        if found and set(found) != _SCHEMA_ROWS:
            raise ForeignDatabaseError("this database has another schema")
    except BaseException:
        with suppress(sqlite3.Error):
            database.close()
        raise
    return database


def _harden(database: sqlite3.Connection, largest: int) -> None:
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, largest + 1_000)
    database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
    database.set_progress_handler(lambda: 1, _MOST_STEPS)
    if sys.version_info >= (3, 12):
        database.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        database.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        database.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    database.execute("pragma trusted_schema = off")
    database.execute("pragma cell_size_check = on")


def _names_super_journal(journal: str) -> bool:
    try:
        with open(journal, "rb") as file:
            file.seek(-len(_SUPER_JOURNAL), os.SEEK_END)
            return file.read() == _SUPER_JOURNAL
    except OSError:  # there is usually none; or it is shorter
        return False

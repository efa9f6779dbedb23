"""The database of the store, opened so that nothing in the file but entries counts.

A file may be anybody's work: its schema is compared with ours before an entry is asked for, so that it has no views,
triggers or tables of others; what can be read, and for how long SQLite may work, is limited.
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
"""What makes the database, as SQLite keeps it."""

_OWN = {("table", "entry", "entry", SCHEMA[0]), ("index", "entry_day", "entry", SCHEMA[1])}

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite has beside a database; of these only the first is ever ours."""

_STEPS = 50_000_000
"""Instructions of SQLite's machine that a statement may take: to count all entries of a full store takes a tenth."""

_LONGEST_STATEMENT = 1_000

_SUPER = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""How a journal ends that names another journal, which SQLite would delete (file format, 3.1); ours never do."""


class Foreign(sqlite3.DatabaseError):
    """A database that this packgen did not make."""


def require_trusted(path: str) -> None:
    """Return if a database, its journal and their folder can be trusted.

    Raises:
        Untrusted: somebody else may have written them, or one is a link.
        OSError: there is none.
    """
    require_private(os.path.dirname(path))
    require_plain(path)
    for end in _BESIDE:
        require_plain(path + end, may_lack=True)


def remove_untrusted(path: str) -> None:
    """Delete links in the place of a database and its journal, not what they lead to, and files that others may change.

    Raises:
        OSError: they are in no folder of ours, or cannot be deleted.
    """
    require_private(os.path.dirname(path))
    for end in ("", *_BESIDE):
        try:
            require_plain(path + end, may_lack=True)
        except Untrusted:
            os.unlink(path + end)


def opened(path: str, patience: float, largest: int, most: int) -> sqlite3.Connection:
    """Return a trusted database, open; it is ours or empty.

    Args:
        path: the file.
        patience: seconds to wait for another program.
        largest: bytes of an entry.
        most: bytes that the file may have; it may also grow to that.

    Raises:
        sqlite3.Error: it cannot be opened, or is not ours.
        OSError: there is none.
    """
    if os.stat(path).st_size > most or _names_another(f"{path}-journal"):
        raise Foreign("this is not the file that was written")
    database = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        _harden(database, largest)
        [[size]] = database.execute("pragma page_size")
        database.execute(f"pragma max_page_count = {most // size}")
        found = database.execute("select type, name, tbl_name, sql from sqlite_master limit 3").fetchall()
        if found and set(found) != _OWN:
            raise Foreign("this database has another schema")
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
    database.set_progress_handler(lambda: 1, _STEPS)
    if sys.version_info >= (3, 12):
        database.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        database.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        database.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    database.execute("pragma trusted_schema = off")
    database.execute("pragma cell_size_check = on")


def _names_another(journal: str) -> bool:
    try:
        with open(journal, "rb") as file:
            file.seek(-len(_SUPER), os.SEEK_END)
            return file.read() == _SUPER
    except OSError:  # there is none, as nearly always, or it is shorter
        return False

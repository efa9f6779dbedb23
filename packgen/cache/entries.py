"""The statements that read and write entries in an open database of the store."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

from packgen.cache.database import SCHEMA

_SECONDS_A_DAY = 86_400

_EVICTED_TO = 0.8
"""Share of the limit that is left when the oldest entries are deleted."""

_MOST_VACUUMED = 4_000
"""Pages returned to the file system in one transaction."""


class Entry(NamedTuple):
    """A row of the table of entries.

    Attributes:
        key: a signed 64-bit number.
        day: when it was last used, in days since 1970.
        digest: of its data.
        data: what is stored. A damaged or foreign row may have other types here.
    """

    key: int
    day: int
    digest: bytes
    data: bytes


def today() -> int:
    """Return the number of days since 1970."""
    return int(time.time()) // _SECONDS_A_DAY


def find(database: sqlite3.Connection, key: int) -> Entry | None:
    """Return the entry with a key, or None."""
    row = database.execute("select key, day, digest, data from entry where key = ?", (key,)).fetchone()
    return None if row is None else Entry(*row)


def write(database: sqlite3.Connection, entries: Collection[Entry], used: Iterable[int], limit: int) -> None:
    """Insert entries and date those that were used, in one transaction.

    Args:
        database: an open database, which may be empty.
        entries: what to insert, in place of entries with the same keys.
        used: keys of entries that were read.
        limit: bytes that the file may have afterwards; the entries unused for longest are deleted to make room.

    Raises:
        sqlite3.Error: the transaction failed, and was rolled back.
    """
    database.execute("pragma synchronous = off")
    database.execute("pragma auto_vacuum = incremental")  # has an effect on an empty file only
    database.execute("begin immediate")
    try:
        if _is_empty(database):
            for statement in SCHEMA:
                database.execute(statement)
        _evict(database, sum(len(entry.data) for entry in entries), limit)
        database.executemany("insert or replace into entry values (?, ?, ?, ?)", sorted(entries))
        database.executemany("update entry set day = ? where key = ?", [(today(), key) for key in used])
        database.execute("commit")
        _vacuum(database, limit)
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("rollback")
        raise


def count(database: sqlite3.Connection) -> int:
    """Return the number of entries."""
    if _is_empty(database):
        return 0
    # The subquery counts row by row. SQLite counts a bare table in one step, which the progress handler cannot
    # interrupt, and a damaged file may link its pages in a circle.
    [[found]] = database.execute("select count(*) from (select 1 from entry limit -1)")
    return int(found)


def _evict(database: sqlite3.Connection, added: int, limit: int) -> None:
    """Delete the entries that have not been used for longest until some more bytes fit."""
    if _bytes_used(database) + added > limit:
        while (total := count(database)) and _bytes_used(database) + added > limit * _EVICTED_TO:
            oldest = "select key from entry order by day limit ?"
            database.execute(f"delete from entry where key in ({oldest})", (total // 10 + 1,))


def _vacuum(database: sqlite3.Connection, limit: int) -> None:
    """Cut unused pages off the end of a file that is larger than its limit."""
    excess = _pragma(database, "page_count") - limit // _pragma(database, "page_size")
    if excess > 0:  # executescript, because execute would stop after the first page
        database.executescript(f"pragma incremental_vacuum({min(excess, _MOST_VACUUMED)})")


def _is_empty(database: sqlite3.Connection) -> bool:
    return database.execute("select 1 from sqlite_master").fetchone() is None


def _bytes_used(database: sqlite3.Connection) -> int:
    pages = _pragma(database, "page_count") - _pragma(database, "freelist_count")
    return pages * _pragma(database, "page_size")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    [[value]] = database.execute(f"pragma {name}")
    return int(value)

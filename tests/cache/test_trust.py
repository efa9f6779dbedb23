"""A cache that somebody else may have written is not used, and nothing in its place is followed."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from packgen.cache import database as opening
from packgen.cache import trust
from packgen.cache.store import Size, Store
from tests.cache.test_store import change, database, kept, store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such owners, modes and links")


def used(folder: Path) -> str:
    """Use a store for all it can do; return why it was not used."""
    made = store(folder)
    assert made.get(0) is None
    made.put(b"more" * 1000, "more")
    made.flush()
    assert made.get(0) is None
    return made.refused


def test_folders_that_are_lacking_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Store(tmp_path / "a" / "b", b"here") as made:
            made.put(b"one", 0)
            made.flush()
    finally:
        os.umask(before)
    for folder in ("a", "a/b", "a/b/packgen-2"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700
    with made:
        assert (made.get(0), made.refused) == (b"one", "")


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711, 0o701])
def test_a_folder_that_others_may_only_read_is_closed_to_them(tmp_path: Path, mode: int) -> None:
    folder = kept(tmp_path, b"one").parent
    folder.chmod(mode)
    made = store(tmp_path)
    assert (made.get(0), made.refused) == (b"one", "")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    path = kept(tmp_path, b"one")
    before = path.read_bytes()
    path.parent.chmod(mode)
    assert used(tmp_path) == (
        f"The cache is not used, since others may write to {path.parent}: "
        "delete it, or name another folder with --cache-dir."
    )
    assert path.read_bytes() == before
    assert store(tmp_path).clear() == Size(0, 0)
    assert path.exists()


@pytest.mark.parametrize("above", [1, 2])
def test_nor_one_in_whose_place_others_may_put_another(tmp_path: Path, above: int) -> None:
    path = kept(tmp_path / "above", b"one")
    folder = path.parents[above]
    folder.chmod(0o777)
    assert used(tmp_path / "above").startswith(f"The cache is not used, since others may write to {folder}: run")
    folder.chmod(0o1777)  # where nobody moves what is not his, as in /tmp
    made = store(tmp_path / "above")
    assert (made.get(0), made.refused) == (b"one", "")


def test_none_is_made_where_others_may_write(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o777)
    assert "others may write" in used(tmp_path)
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_group_of_which_its_user_is_the_only_member_is_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, b"one")
    (tmp_path / "cache").chmod(0o775)
    path.parent.chmod(0o770)
    path.chmod(0o660)
    for own in (False, True):
        monkeypatch.setattr(trust, "_is_private_group", lambda _, own=own: own)
        made = store(tmp_path)
        assert made.get(0) == (b"one" if own else None)
        assert (made.refused == "") == own
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("part", ["", "packgen-2", "packgen-2/sheets.sqlite"])
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give files away")
def test_what_belongs_to_somebody_else_is_not_used(tmp_path: Path, part: str) -> None:
    path = kept(tmp_path, b"one")
    os.chown(tmp_path / "cache" / part, 12345, 12345)
    before = path.read_bytes()
    assert "belongs to another user" in used(tmp_path)
    assert path.read_bytes() == before


# -- links


def symlink(place: Path, victim: Path) -> None:
    place.symlink_to(victim)


def hard_link(place: Path, victim: Path) -> None:
    os.link(victim, place)


@pytest.mark.parametrize("link", [symlink, hard_link])
@pytest.mark.parametrize("end", ["", "-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"precious\n", b"", bytes(4096), "database"])
def test_no_link_is_followed(
    tmp_path: Path, link: Callable[[Path, Path], None], end: str, content: bytes | str
) -> None:
    victim = tmp_path / "victim"
    path = kept(tmp_path, b"one")
    victim.write_bytes(path.read_bytes() if isinstance(content, str) else content)
    before = victim.read_bytes()
    place = path.with_name(path.name + end)
    place.unlink(missing_ok=True)
    link(place, victim)
    assert used(tmp_path).startswith(f"The cache is not used, since {place} is a ")
    assert victim.read_bytes() == before
    cleared = store(tmp_path)
    cleared.clear()  # takes the link away, and nothing else
    assert (cleared.refused, place.exists(), place.is_symlink()) == ("", False, False)
    assert victim.read_bytes() == before
    kept(tmp_path, b"two")
    assert store(tmp_path).get(0) == b"two"
    assert victim.read_bytes() == before


def test_nor_a_link_in_the_place_of_its_folder(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "packgen-2").symlink_to(other)
    assert "is a link, not a folder" in used(tmp_path)
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("names", [("sheets.sqlite", "sheets.sqlite-journal"), ("sheets.sqlite-journal",)])
def test_clearing_deletes_nothing_beyond_a_link(tmp_path: Path, names: tuple[str, ...]) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    for name in (*names, "CACHEDIR.TAG"):
        (victim / name).write_bytes(b"precious")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "packgen-2").symlink_to(victim)
    assert store(tmp_path).clear() == Size(0, 0)
    assert {path.read_bytes() for path in victim.iterdir()} == {b"precious"}
    assert {path.name for path in victim.iterdir()} == {*names, "CACHEDIR.TAG"}


@pytest.mark.parametrize("end", ["", "-journal"])
def test_a_link_that_replaces_a_damaged_file_is_not_followed(tmp_path: Path, end: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious" * 1000)
    path = kept(tmp_path, b"one")
    path.write_bytes(b"no database" * 1000)
    made = store(tmp_path)
    assert made.get(0) is None  # finds out that the file is damaged
    place = path.with_name(path.name + end)
    place.unlink(missing_ok=True)
    place.symlink_to(victim)
    made.put(b"two", 0)
    made.flush()
    assert (place.is_symlink(), victim.read_bytes()) == (True, b"precious" * 1000)
    assert made.get(0) is None
    assert made.refused.startswith(f"The cache is not used, since {place} is a link")


def test_a_journal_that_names_another_file_deletes_nothing(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    path = kept(tmp_path, b"one")
    name = os.fsencode(victim)
    summed = sum(name).to_bytes(4, "big")
    header = opening._SUPER_JOURNAL + (0).to_bytes(4, "big") * 3 + (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    tail = (0).to_bytes(4, "big") + name + len(name).to_bytes(4, "big") + summed + opening._SUPER_JOURNAL
    path.with_name("sheets.sqlite-journal").write_bytes(header.ljust(512, b"\0") + tail)
    made = store(tmp_path)
    assert made.get(0) is None
    made.put(b"two", 0)
    made.flush()
    assert store(tmp_path).get(0) == b"two"
    assert victim.read_bytes() == b"precious"


# -- what is in the file


ENDLESS = (
    "with recursive r(x) as (select 1 union all select x + 1 from r) "
    "select x as key, 1 as day, x'00' as digest, x'00' as data from r"
)


@pytest.mark.parametrize(
    "statement",
    [
        f"drop table entry; create view entry as {ENDLESS}",
        f"create trigger more after insert on entry begin insert into entry {ENDLESS}; end",
        f"create trigger more after update on entry begin insert into entry {ENDLESS}; end",
        f"create trigger more before delete on entry begin insert into entry {ENDLESS}; end",
        "create table mine (letter text)",
        "create index mine on entry (data)",
        "drop index entry_day",
        "drop index entry_day; create index entry_day on entry (abs(day))",
        "alter table entry add column more as (zeroblob(100000000))",
        "create virtual table mine using fts5(letter)",
        "drop table entry; create table entry (key integer primary key, day, digest, data check (length(data) > 9))",
        "pragma journal_mode = wal; drop table entry; create table entry (key)",
    ],
)
def test_a_database_with_another_schema_is_made_anew(tmp_path: Path, statement: str) -> None:
    path = kept(tmp_path, b"one")
    with closing(sqlite3.connect(path)) as opened:
        opened.executescript(statement)
    made = store(tmp_path)
    assert made.get(0) is None
    made.put(b"two", 0)
    made.flush()
    assert (store(tmp_path).get(0), store(tmp_path).refused) == (b"two", "")
    assert path.stat().st_size < 100_000
    with closing(sqlite3.connect(path)) as opened:
        assert {row[0] for row in opened.execute("select sql from sqlite_master")} == set(opening.SCHEMA)


def test_what_was_made_is_what_is_wanted(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    with closing(sqlite3.connect(path)) as opened:
        assert set(opened.execute("select type, name, tbl_name, sql from sqlite_master")) == opening._SCHEMA_ROWS


def test_a_file_that_is_far_too_large_is_made_anew(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    with path.open("r+b") as file:
        file.truncate(21_000_000)
    made = store(tmp_path)
    assert made.get(0) is None
    made.put(b"two", 0)
    made.flush()
    assert store(tmp_path).get(0) == b"two"
    assert path.stat().st_size < 100_000


def test_sqlite_trusts_no_schema_and_works_for_a_while_only(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    with closing(opening.open_database(str(path), 0.1, 1000, 1_000_000)) as opened:
        assert opened.execute("pragma trusted_schema").fetchall() == [(0,)]
        assert opened.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            opened.execute(f"select count(*) from ({ENDLESS})").fetchone()
        with pytest.raises(sqlite3.DataError):
            opened.execute("select zeroblob(2001)").fetchone()
        if sys.version_info >= (3, 12):
            assert opened.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)


def test_entries_that_go_round_for_ages_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_MOST_STEPS", 1000)
    path = kept(tmp_path, *[b"%d" % number for number in range(2000)])
    assert store(tmp_path).size().entries == 0
    assert path.exists()
    store(tmp_path).clear()
    assert list(tmp_path.iterdir()) == []


def test_a_change_of_an_entry_is_a_miss_all_the_same(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one", b"two")
    change(path, "update entry set data = x'00' where data = ?", b"one")
    assert (store(tmp_path).get(0), store(tmp_path).get(1)) == (None, b"two")
    assert database(tmp_path) == path

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import takewhile
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import pytest

from packgen.cache import entries
from packgen.cache import file as file_module
from packgen.cache import store as store_module
from packgen.cache.file import LARGEST
from packgen.cache.store import Size, Store

OPENED: list[Store] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the stores that a test has opened."""
    yield
    while OPENED:
        OPENED.pop().close()


def store(folder: Path, environment: bytes = b"here", limit: int = 10_000_000) -> Store:
    OPENED.append(Store(folder / "cache", environment, limit))
    return OPENED[-1]


def database(folder: Path) -> Path:
    return folder / "cache" / "packgen-2" / "sheets.sqlite"


def kept(folder: Path, *contents: bytes) -> Path:
    """Keep some contents under their places; return the file."""
    made = store(folder)
    for place, content in enumerate(contents):
        made.put(content, place)
    made.flush()
    return database(folder)


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute(statement, values)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    made = store(tmp_path)
    assert made.get("a", 1) is None
    made.put(b"one", "a", 1)
    made.put(b"", "b")
    assert (made.get("a", 1), made.get("b")) == (b"one", b"")
    made.flush()
    assert (made.get("a", 1), made.get("b")) == (b"one", b"")
    assert store(tmp_path).get("a", 1) == b"one"
    made.put(b"another", "a", 1)
    assert made.get("a", 1) == b"another"
    assert store(tmp_path).get("a", 1) == b"one"
    made.flush()
    assert store(tmp_path).get("a", 1) == b"another"
    assert made.size() == Size(2, database(tmp_path).stat().st_size)


def test_nothing_is_there_before_the_first_entry(tmp_path: Path) -> None:
    made = store(tmp_path)
    assert made.get("a") is None
    made.flush()
    assert made.size() == Size(0, 0)
    assert made.clear() == Size(0, 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", [("a", "1"), ("a",), ("a", 1, None), (("a", 1),), ("a", 1.0), ("a", True), ("b", 1)])
def test_other_inputs_are_another_entry(tmp_path: Path, other: tuple[object, ...]) -> None:
    made = store(tmp_path)
    made.put(b"one", "a", 1)
    made.flush()
    assert made.get(*other) is None


def test_another_environment_is_another_entry(tmp_path: Path) -> None:
    kept(tmp_path, b"one")
    assert store(tmp_path).get(0) == b"one"
    assert store(tmp_path, b"there").get(0) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_may_look_into_it(tmp_path: Path) -> None:
    folder = kept(tmp_path, b"one").parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "sheets.sqlite").stat().st_mode) == 0o600
    assert {path.name for path in folder.iterdir()} == {"sheets.sqlite", "CACHEDIR.TAG"}


# -- damage


def overwrite(path: Path, content: bytes | bytearray) -> None:
    """Write a file without cutting it to nothing first, after which some systems wait for the disk."""
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


def test_no_flipped_bit_gives_something_else(tmp_path: Path) -> None:
    path = kept(tmp_path, b"content" * 40, b"other" * 2000)
    good = path.read_bytes()
    chance = random.Random(1)
    misses = 0
    for place in [*range(200), *chance.sample(range(len(good)), 800)]:
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        overwrite(path, bad)
        made = store(tmp_path)
        found = made.get(0), made.get(1)
        assert found[0] in (None, b"content" * 40)
        assert found[1] in (None, b"other" * 2000)
        misses += None in found
        for _ in range(2):  # what the first comes upon, the second puts right
            made.put(b"more", 2)
            made.put(b"content" * 40, 0)
            made.flush()
            found = made.get(0), made.get(2)
        assert found == (b"content" * 40, b"more")
        made.flush()
        overwrite(path, good)
    assert misses > 300


def test_what_is_cut_short_is_a_miss_and_is_replaced(tmp_path: Path) -> None:
    path = kept(tmp_path, b"content" * 1000)
    good = path.read_bytes()
    for length in [*range(120), *range(120, len(good), 97)]:
        overwrite(path, good[:length])
        made = store(tmp_path)
        assert made.get(0) in (None, b"content" * 1000)
        made.put(b"more", 1)
        made.flush()
        assert store(tmp_path).get(1) == b"more"


@pytest.mark.parametrize(
    "content", [bytes(8192), b"", b"x", b"Dear diary, " * 1000, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_what_is_no_database_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = kept(tmp_path, b"content")
    path.write_bytes(content)
    path.with_name("sheets.sqlite-journal").write_bytes(content)  # of a program that was killed, and then damaged too
    made = store(tmp_path)
    assert made.get(0) is None
    made.put(b"content", 0)
    made.flush()
    assert store(tmp_path).get(0) == b"content"


@pytest.mark.parametrize(
    "statement",
    [
        "create table entry (key integer primary key, day integer)",
        "create view entry as select 1 as key, 2 as day, 3 as digest, 4 as data",
        "create table mine (letter text)",
    ],
)
def test_a_foreign_database_is_replaced_or_made_use_of(tmp_path: Path, statement: str) -> None:
    path = kept(tmp_path, b"content")
    path.unlink()
    change(path, statement)
    made = store(tmp_path)
    assert made.get(0) is None
    made.put(b"content", 0)
    made.flush()
    assert store(tmp_path).get(0) == b"content"


@pytest.mark.parametrize("data", ["text", 7, None, 1.5, b"contend"])
def test_an_entry_of_something_else_is_a_miss(tmp_path: Path, data: object) -> None:
    path = kept(tmp_path, b"content", b"other")
    change(path, "update entry set data = ? where length(data) = 7", data)
    made = store(tmp_path)
    assert (made.get(0), made.get(1)) == (None, b"other")
    made.put(b"content", 0)
    made.flush()
    assert made.get(0) == b"content"


def test_an_entry_in_the_place_of_another_is_a_miss(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one", b"two")
    with closing(sqlite3.connect(path)) as opened:
        [first, second] = opened.execute("select digest, data from entry").fetchall()
    change(path, "update entry set digest = ?, data = ?", *first)
    assert sorted([store(tmp_path).get(0) or b"", store(tmp_path).get(1) or b""]) == [b"", first[1]]
    change(path, "update entry set digest = ?, data = ?", *second)
    assert sorted([store(tmp_path).get(0) or b"", store(tmp_path).get(1) or b""]) == [b"", second[1]]


def test_what_is_too_large_is_neither_kept_nor_read(tmp_path: Path) -> None:
    made = store(tmp_path, limit=10 * LARGEST)
    made.put(bytes(LARGEST + 1), "b")
    assert made.get("b") is None
    path = kept(tmp_path, b"content")
    change(path, "update entry set data = zeroblob(?)", LARGEST + 1)
    assert store(tmp_path).get(0) is None


def test_a_folder_a_pipe_or_a_link_to_nowhere_in_its_place_means_no_cache(tmp_path: Path) -> None:
    path = kept(tmp_path, b"content")
    path.unlink()
    for lay in (path.mkdir, lambda: os.mkfifo(path), lambda: path.symlink_to("nowhere/at/all")):
        lay()
        made = store(tmp_path)
        made.put(b"content", 0)
        made.flush()
        assert made.get(0) is None
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


# -- where nothing can be written


def test_a_file_in_the_way_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine", encoding="utf-8")
    made = store(tmp_path)
    made.put(b"one", "a")
    made.flush()
    assert made.get("a") is None
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "mine"


def as_another(code: str, folder: Path) -> str:
    """Run code as a user who may write nothing, and return what it prints.

    All modules are imported as the first user: the other one may not be allowed into the folder that packgen lies in.
    """
    script = (
        "import os, sys; from pathlib import Path\n"
        "from packgen.cache.store import Store\n"
        "os.setuid(12345) if os.getuid() == 0 else None\n"
        f"made = Store(Path(sys.argv[1]), b'here'); {code}"
    )
    done = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=False)
    if "setuid" in done.stderr or "Permission" in done.stderr:
        pytest.skip(f"another user cannot run Python here: {done.stderr.splitlines()[-1]}")
    assert done.stderr == ""
    return done.stdout


def test_a_read_only_folder_is_read_and_not_written_to(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    folder = tmp_path / "cache"
    for part, mode in ((path, 0o444), (path.parent, 0o555), (folder, 0o555)):
        part.chmod(mode)
        if os.getuid() == 0:
            os.chown(part, 12345, -1)
    above = takewhile(lambda parent: parent != Path(tempfile.gettempdir()), folder.parents)
    for parent in above:  # pytest's own folders are its user's alone
        parent.chmod(parent.stat().st_mode | 0o055)
    code = "made.put(b'two', 'b'); made.flush(); print(made.get(0), made.get('b'), made.clear())"
    told = as_another(code, folder)
    for part in (folder, path.parent, path):
        part.chmod(0o700)
        os.chown(part, os.getuid(), -1)
    assert told == "b'one' None Size(entries=0, size=0)\n"
    assert store(tmp_path).get(0) == b"one"


def test_a_full_disk_keeps_what_was_there(small_disk: Path) -> None:
    made = store(small_disk)
    for number in range(30):  # a transaction each
        made.put(os.urandom(20_000), number)
        made.flush()
    found = [number for number in range(30) if made.get(number) is not None]
    assert 4 < len(found) < 13
    assert found == list(range(len(found)))
    made.flush()
    assert {path.name for path in database(small_disk).parent.iterdir()} == {"sheets.sqlite", "CACHEDIR.TAG"}
    assert store(small_disk).clear().entries == len(found)


class NoLocks(sqlite3.Connection):
    """A database on a file system that has no locks."""

    code = sqlite3.SQLITE_IOERR

    def execute(self, *_: Any) -> Any:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = self.code | 15 << 8
        raise error


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL])
def test_where_there_are_no_locks_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    path = kept(tmp_path, b"one")
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(NoLocks, "code", code)
        original = sqlite3.connect
        patch.setattr(sqlite3, "connect", lambda *args, **others: original(*args, factory=NoLocks, **others))
        made = store(tmp_path)
        assert made.get(0) is None
        made.put(b"two", 1)
        made.flush()
        assert made.get(1) is None
        assert made.clear() == Size(0, 0)
    assert path.read_bytes() == before


# -- its size


def aged(path: Path, places: dict[int, int]) -> None:
    """Let entries have been used last some days ago."""
    for place, days in places.items():
        key = store(path.parents[2])._key((place,))
        change(path, "update entry set day = ? where key = ?", entries.today() - days, store_module._number(key))


def test_the_oldest_go_when_there_is_too_much(tmp_path: Path) -> None:
    made = store(tmp_path, limit=100_000)
    for number in range(20):
        made.put(os.urandom(3000), number)
    made.flush()
    aged(database(tmp_path), {number: 20 - number for number in range(20)})
    for number in range(20, 30):
        made.put(os.urandom(3000), number)
    made.flush()
    left = [number for number in range(30) if made.get(number) is not None]
    assert left == list(range(30 - len(left), 30))
    assert 15 <= len(left) < 30


def test_it_does_not_outgrow_its_limit(tmp_path: Path) -> None:
    made = store(tmp_path, limit=100_000)
    for number in range(400):
        made.put(os.urandom(1000), number)
        if number % 7 == 0:
            made.flush()
        assert made.size().size <= 100_000 + 4096
    made.flush()
    assert made.size().size <= 100_000
    assert made.get(399) is not None
    assert made.size().entries > 40


def test_what_is_deleted_is_given_back_to_the_disk(tmp_path: Path) -> None:
    made = store(tmp_path)
    for number in range(100):
        made.put(os.urandom(10_000), number)
    made.flush()
    assert made.size().size > 1_000_000
    smaller = store(tmp_path, limit=200_000)
    smaller.put(b"x", 100)
    smaller.flush()
    assert made.size().size <= 200_000


def test_what_is_in_use_is_not_old(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one", b"two")
    aged(path, {0: 5, 1: 5})
    made = store(tmp_path)
    assert made.get(0) == b"one"
    made.flush()
    with closing(sqlite3.connect(path)) as opened:
        days = dict(opened.execute("select data, day from entry"))
    assert (days[b"one"], days[b"two"]) == (entries.today(), entries.today() - 5)


def test_the_same_day_nothing_is_written(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    before = path.stat().st_mtime_ns
    made = store(tmp_path)
    assert made.get(0) == b"one"
    made.flush()
    assert path.stat().st_mtime_ns == before


def test_clearing_deletes_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    mine = [tmp_path / "cache" / "letter.txt", path.with_name("note.txt"), path.with_name("packgen-2.sqlite")]
    for other in mine:
        other.write_text("mine", encoding="utf-8")
    assert store(tmp_path).clear().entries == 1
    assert all(other.exists() for other in mine)
    assert not path.exists()


def test_clearing_leaves_no_empty_folders(tmp_path: Path) -> None:
    kept(tmp_path, b"one")
    store(tmp_path).clear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_what_is_damaged_is_cleared_too(tmp_path: Path, content: bytes) -> None:
    path = kept(tmp_path, b"one")
    path.write_bytes(content)
    assert store(tmp_path).size() == Size(0, len(content))
    store(tmp_path).clear()
    assert list(tmp_path.iterdir()) == []


# -- several at once


def test_nobody_waits_long_for_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(tmp_path, b"one")
    monkeypatch.setattr(file_module, "_TIMEOUT_TO_CLEAR", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        begin = time.monotonic()
        made = store(tmp_path)
        assert [made.get(number) for number in range(50)] == [None] * 50
        made.put(b"two", 1)
        made.flush()
        assert time.monotonic() - begin < 4 * file_module._TIMEOUT
        assert made.clear() == Size(0, 0)
    assert (store(tmp_path).get(0), store(tmp_path).get(1)) == (b"one", None)


def test_a_damaged_file_that_was_replaced_meanwhile_is_not_deleted(tmp_path: Path) -> None:
    path = kept(tmp_path, b"one")
    path.write_bytes(b"no database" * 1000)
    first, second = store(tmp_path), store(tmp_path)
    assert (first.get(0), second.get(0)) == (None, None)  # both find out
    first.put(b"one", 0)
    first.flush()
    second.put(b"two", 1)
    second.flush()
    assert (store(tmp_path).get(0), store(tmp_path).get(1)) == (b"one", b"two")


def test_what_is_put_after_the_file_was_deleted_goes_into_another(tmp_path: Path) -> None:
    kept(tmp_path, b"one")
    made = store(tmp_path)
    assert made.get(0) == b"one"
    store(tmp_path).clear()
    assert made.get(0) in (None, b"one")
    made.put(b"two", 1)
    made.flush()
    assert (store(tmp_path).get(0), store(tmp_path).get(1)) == (None, b"two")


def hammer(folder: str, seed: int) -> tuple[int, int]:
    path = Path(folder) / "packgen-2" / "sheets.sqlite"
    hits = wrong = 0
    for step in range(150):
        made = Store(Path(folder), b"here", 100_000)
        for key in ((step * 7 + seed + n) % 50 for n in range(5)):
            found = made.get(key)
            hits += found is not None
            wrong += found not in (None, b"%d" % key * 2000)
            made.put(b"%d" % key * 2000, key)
        made.flush()
        if step % 40 == 10 + seed:
            made.clear()
        if step % 40 == 30 + seed:
            try:
                with path.open("r+b") as file:
                    file.write(b"spoilt")
            except FileNotFoundError:
                pass
    return hits, wrong


def test_several_programs_read_write_clear_and_spoil_it_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        told = pool.starmap(hammer, [(str(tmp_path / "cache"), seed) for seed in range(3)])
    assert all(hits > 10 and wrong == 0 for hits, wrong in told), told
    kept(tmp_path, b"one")
    assert store(tmp_path).get(0) == b"one"
    with closing(sqlite3.connect(database(tmp_path))) as opened:
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]


def scribble(folder: str) -> None:
    for step in range(1_000_000):
        made = Store(Path(folder), b"here")
        for key in range(20):
            made.put(b"%d" % key * 10_000, key, step % 3)
        made.flush()


def stop_while_it_writes(writer: SpawnProcess, journal: Path, chance: random.Random) -> None:
    """Stop a process, with SIGSTOP, at a chance moment of a transaction: its journal exists then."""
    assert writer.pid is not None
    while writer.is_alive():
        if journal.exists():
            time.sleep(chance.uniform(0, 0.001))
            os.kill(writer.pid, signal.SIGSTOP)
            os.waitpid(writer.pid, os.WUNTRACED)
            if journal.exists():
                return
            os.kill(writer.pid, signal.SIGCONT)
    raise AssertionError("the writer has ended by itself")


def test_a_program_may_be_killed_while_it_writes(tmp_path: Path) -> None:
    kept(tmp_path, b"one")
    chance = random.Random(7)
    journal = database(tmp_path).with_name("sheets.sqlite-journal")
    for _ in range(12):
        writer = multiprocessing.get_context("spawn").Process(target=scribble, args=(str(tmp_path / "cache"),))
        writer.start()
        stop_while_it_writes(writer, journal, chance)
        writer.kill()
        writer.join()
        assert journal.exists()
        made = store(tmp_path)
        assert made.get(0) == b"one"
        assert all(made.get(key, step) in (None, b"%d" % key * 10_000) for key in range(20) for step in range(3))
        made.flush()
    with closing(sqlite3.connect(database(tmp_path))) as opened:
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]

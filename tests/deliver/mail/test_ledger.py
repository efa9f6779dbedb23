from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from packgen.deliver.mail.database import NAME
from packgen.deliver.mail.ledger import STOPPED, Ledger, open_ledger, view_ledger
from packgen.deliver.mail.letter import Letter, Outcome, State
from packgen.errors import DeliveryError, OutputError
from tests.support.disks import enlarge, small_disk

OK = Outcome(State.ACCEPTED, 250, "ok")


def letter(row: int, pack: str = "a", student: str = "", address: str = "") -> Letter:
    return Letter(f"{student or row}:{pack}", row, address or f"s{row}@x.example", lambda stamp: b"a: b\r\n\r\n")


def begin(ledger: Ledger, key: str) -> None:
    ledger.begin(key, ledger.stamp(key, "x.example"))


def fill(ballast: Path) -> None:
    """Make a file as large as the disk lets it be."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


def test_the_ledger_and_its_journal_are_for_their_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0)
    try:
        with open_ledger(tmp_path) as ledger:
            database = ledger._database
            database.execute("begin immediate")
            database.execute("insert into letter (key) values ('x')")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
            database.execute("rollback")
    finally:
        os.umask(before)
    assert modes == {NAME: 0o600, f"{NAME}-journal": 0o600, ".packgen-mail.lock": 0o600}
    (tmp_path / NAME).chmod(0o644)
    with open_ledger(tmp_path):
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_transactions_are_on_the_disk_when_they_end(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        asked = ("synchronous", "journal_mode", "secure_delete")
        found = [ledger._database.execute(f"pragma {name}").fetchone()[0] for name in asked]
    assert found == [3, "delete", 1]


def test_a_letter_that_was_being_sent_is_unknown_afterwards(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2), letter(3)])
        begin(ledger, "2:a")
    with open_ledger(tmp_path) as ledger:
        two, three = ledger.standings()
        assert (two.state, two.reason, two.tries) == (State.UNKNOWN, STOPPED, 1)
        assert three.state is State.PLANNED
        assert [one.state for one in ledger.attempts("2:a")] == [State.UNKNOWN]
        with pytest.raises(RuntimeError):
            begin(ledger, "2:a")
        with pytest.raises(RuntimeError):
            ledger.settle("2:a", OK)


def test_only_what_is_being_sent_can_be_accepted(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2)])
        with pytest.raises(RuntimeError):
            ledger.settle("2:a", OK)
        begin(ledger, "2:a")
        ledger.settle("2:a", OK)
        with pytest.raises(RuntimeError):
            begin(ledger, "2:a")
        with pytest.raises(RuntimeError):
            ledger.settle("2:a", OK)
        ledger.plan([letter(2)])
        assert ledger.standings()[0].state is State.ACCEPTED


def test_a_stamp_is_kept_from_the_first_attempt_on(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 30, 9, 0, 5, 123, UTC)
    with open_ledger(tmp_path, clock=lambda: moment) as ledger:
        ledger.plan([letter(2)])
        stamp = ledger.stamp("2:a", "x.example")
        ledger.begin("2:a", stamp)
    with open_ledger(tmp_path) as ledger:
        assert ledger.stamp("2:a", "other.example") == stamp
    assert stamp.date == datetime(2026, 11, 30, 9, 0, 5, tzinfo=UTC)
    assert stamp.message_id.endswith("@x.example>")


def test_a_second_run_says_that_it_is_the_second_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2)])
        with pytest.raises(DeliveryError, match="Another packgen mail is at work"), open_ledger(tmp_path):
            pass
        with view_ledger(tmp_path) as view:
            assert view is not None
            assert [one.row for one in view.standings()] == [2]
    program = (
        "import os, pathlib, sys; from packgen.deliver.mail.ledger import open_ledger\n"
        "with open_ledger(pathlib.Path(sys.argv[1])) as ledger:\n"
        "    ledger.begin('2:a', ledger.stamp('2:a', 'x.example')); os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, tmp_path], check=False).returncode == -9
    with open_ledger(tmp_path) as ledger:
        assert [one.state for one in ledger.standings()] == [State.UNKNOWN]


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_file_that_is_no_ledger_is_refused_and_left(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(OutputError, match="is damaged, or is no ledger") as caught, open_ledger(tmp_path):
        pass
    assert caught.value.exit_code == 7
    assert (tmp_path / NAME).read_bytes() == data


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("pragma user_version = 2", "later version"),
        ("pragma application_id = 7", "no ledger"),
        ("create table other (x)", "no ledger"),
        ("create trigger t after update on letter begin delete from letter; end", "no ledger"),
        ("drop table attempt", "no ledger"),
    ],
)
def test_a_database_of_somebody_else_is_refused(tmp_path: Path, statement: str, words: str) -> None:
    with open_ledger(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / NAME)
    database.execute(statement)
    database.commit()
    database.close()
    with pytest.raises(OutputError, match=words), open_ledger(tmp_path):
        pass


@pytest.mark.parametrize(
    "change",
    [
        "state = 'nonsense'",
        "moment = 'yesterday'",
        "row = 'x'",
        "code = x'00'",
        "tries = 'many'",
        "moment = '2026-01-01'",
    ],
)
def test_values_that_nobody_wrote_are_refused(tmp_path: Path, change: str) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2)])
        ledger._database.execute(f"update letter set {change}")
        with pytest.raises(OutputError, match="is damaged"):
            ledger.standings()


def test_a_ledger_that_was_cut_short_is_damaged(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(row) for row in range(2, 200)])
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:8192])
    with pytest.raises(OutputError, match="is damaged"), open_ledger(tmp_path):
        pass


@pytest.mark.parametrize("name", [NAME, f"{NAME}-journal", f"{NAME}-wal"])
@pytest.mark.parametrize("kind", ["link", "hard link", "folder", "pipe"])
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    folder, other = tmp_path / "packs", tmp_path / "other"
    folder.mkdir()
    other.write_bytes(b"mine")
    path = folder / name
    make: dict[str, Callable[[], None]] = {
        "link": lambda: path.symlink_to(other),
        "hard link": lambda: path.hardlink_to(other),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
    }
    make[kind]()
    with pytest.raises(OutputError, match=r"is refused: it is"), open_ledger(folder):
        pass
    assert other.read_bytes() == b"mine"


def test_a_lock_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".packgen-mail.lock").symlink_to(tmp_path / "other")
    with pytest.raises(OutputError, match="cannot be used: it is a link"), open_ledger(tmp_path):
        pass
    assert not (tmp_path / "other").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"), open_ledger(tmp_path / "none"):
        pass


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        with open_ledger(tmp_path) as ledger:
            ledger.plan([letter(row) for row in range(2, 6)])
            fill(tmp_path / "ballast")
            with pytest.raises(OutputError, match="the disk is full"):
                begin(ledger, "2:a")
            assert ledger.standings()[0].state is State.PLANNED
            enlarge(tmp_path)
            begin(ledger, "2:a")
            ledger.settle("2:a", OK)
        with open_ledger(tmp_path) as ledger:
            assert [one.state for one in ledger.standings()][:2] == [State.ACCEPTED, State.PLANNED]


def test_a_pack_made_anew_takes_the_place_of_one_that_never_went(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2), letter(3), letter(4)])
        ledger.settle("2:a", Outcome(State.DEFERRED, 451, "later"))
        begin(ledger, "3:a")
        ledger.settle("3:a", OK)
        fresh = [letter(2, "b"), letter(3, "b"), letter(4)]
        assert {key: one.key for key, one in ledger.earlier(fresh).items()} == {"3:b": "3:a"}
        ledger.plan(fresh)
        assert [(one.key, one.state) for one in ledger.standings()] == [
            ("2:b", State.PLANNED),
            ("3:a", State.ACCEPTED),
            ("3:b", State.PLANNED),
            ("4:a", State.PLANNED),
        ]
        assert ledger.attempts("2:a") == ()


def test_an_address_that_got_a_pack_under_another_name_is_known(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2)])
        begin(ledger, "2:a")
        ledger.settle("2:a", OK)
        renamed = letter(2, "b", "renamed", "S2@x.example")
        assert set(ledger.earlier([renamed])) == {"renamed:b"}
        # two students with one address, both in this run
        assert ledger.earlier([letter(2), letter(3, address="s2@x.example")]) == {}


def test_forgetting_keeps_what_was_sent_from_going_twice_and_nothing_else(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.plan([letter(2), letter(3)])
        begin(ledger, "2:a")
        ledger.settle("2:a", Outcome(State.ACCEPTED, 250, "queued"))
        ledger.settle("3:a", Outcome(State.REFUSED, 550, "nobody"))
        ledger.forget()
        [left] = ledger.standings()
        assert left[:3] == ("2:a", None, State.ACCEPTED)
        assert (left.reason, left.address, left.due) == ("", "", None)
        ledger.plan([letter(2), letter(3)])
        assert [(one.key, one.row, one.address) for one in ledger.standings()] == [
            ("3:a", 3, "s3@x.example"),
            ("2:a", None, ""),
        ]
        ledger.forget()
    data = (tmp_path / NAME).read_bytes()
    assert b"x.example" not in data
    assert b"nobody" not in data
    assert b"queued" not in data

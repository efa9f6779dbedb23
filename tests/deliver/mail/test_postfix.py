"""A real mail server: Postfix takes what is sent and delivers it, and the mailboxes are counted."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from packgen.batch import manifest
from packgen.deliver.mail.ledger import open_ledger
from packgen.deliver.mail.letter import Letter, Sender, State
from packgen.deliver.mail.post import send_all
from packgen.errors import DeliveryError, OutputError, PartDeliveredError, UncertainError
from tests.deliver.mail.classes import box, letters_of, make_class
from tests.deliver.mail.install import command
from tests.deliver.mail.postfix import Port, Postfix, running
from tests.deliver.mail.quick import Quick
from tests.deliver.mail.servers import FAST, sender_at
from tests.support.absent import skip_unless_ci
from tests.support.disks import enlarge, small_disk
from tests.support.soak import SOAK

ROOT = Path(__file__).resolve().parents[3]
STUDENTS, KILLS = (500, 100) if SOAK else (150, 30)


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    """A Postfix with mailboxes for rows 2 to 901. Only root can start one; without it CI is no failure."""
    path = command()
    if path is None:
        skip_unless_ci("Postfix is missing: run `make mail-tools`")
    if os.geteuid() != 0:
        pytest.skip("only root can start a Postfix")
    with running(path, (box(row) for row in range(2, 902))) as postfix:
        yield postfix


def send(folder: Path, letters: list[Letter], sender: Sender) -> Quick:
    quick = Quick()
    with open_ledger(folder) as ledger:
        send_all(ledger, letters, sender, domain="school.example", rate=FAST, tell=quick.told, clock=quick.clock)
    return quick


def states(folder: Path) -> dict[int, State]:
    with open_ledger(folder) as ledger:
        return {one.row: one.state for one in ledger.standings() if one.row is not None}


def shifted(letters: list[Letter], by: int) -> list[Letter]:
    """Return letters to other students' mailboxes, so that a test finds them empty."""
    return [letter._replace(address=f"{box(letter.row + by)}@school.example") for letter in letters]


def packs_in(server: Postfix, student: str) -> list[str]:
    """Return the sha256 of each pack in a student's mailbox."""
    found = []
    for message in server.messages(student):
        assert message["To"] == f"{student}@school.example"
        assert [message["Cc"], message["Bcc"]] == [None, None]
        [attachment] = message.iter_attachments()
        found.append(hashlib.sha256(attachment.get_content()).hexdigest())
    return found


def test_students_get_their_own_pack_once_though_the_sender_is_killed_many_times(
    server: Postfix, tmp_path: Path
) -> None:
    folder = tmp_path / "class"
    make_class(folder, STUDENTS)
    program = [sys.executable, "-m", "tests.deliver.mail.kills", str(folder), str(server.ports[Port.OPEN]), str(KILLS)]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["killed"] == KILLS
    unknown = told["unknown"]
    assert 1 <= len(unknown) <= KILLS
    found = states(folder)
    assert {row for row, state in found.items() if state is not State.ACCEPTED} == set(unknown)

    server.wait_until_idle()
    letters = letters_of(folder)
    with open_ledger(folder) as ledger:  # as a teacher would who asks each of them
        for letter in letters:
            if letter.row in unknown:
                ledger.resolve(letter.key, sent=bool(server.messages(box(letter.row))))
    send(folder, letters, sender_at(server.ports[Port.OPEN]))
    server.wait_until_idle()

    made = {entry.row: entry.sha256 for entry in manifest.read(folder).values()}
    got = {row: packs_in(server, box(row)) for row in made if row is not None}
    lost = [row for row, packs in got.items() if not packs]
    twice = [row for row, packs in got.items() if len(packs) > 1]
    wrong = [row for row, packs in got.items() if set(packs) - {made[row]}]
    assert (len(got), lost, twice, wrong) == (STUDENTS, [], [], [])
    assert set(states(folder).values()) == {State.ACCEPTED}


def test_a_greylist_only_costs_time(server: Postfix, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    make_class(folder, 12)
    letters = shifted(letters_of(folder), 600)
    quick = send(folder, letters, sender_at(server.ports[Port.GREYLISTED]))
    assert quick.waited >= 60
    assert set(states(folder).values()) == {State.ACCEPTED}
    with open_ledger(folder) as ledger:
        tries = [[one.state for one in ledger.attempts(letter.key)] for letter in letters]
        stamps = [ledger.stamp(letter.key, "x.example").message_id for letter in letters]
    assert tries == [[State.DEFERRED, State.ACCEPTED]] * 12
    server.wait_until_idle()
    for letter, stamp in zip(letters, stamps, strict=True):
        [message] = server.messages(box(letter.row + 600))
        assert message["Message-ID"] == stamp


def test_a_server_with_a_full_disk_defers_until_it_has_room(server: Postfix, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    make_class(folder, 4)
    letters = shifted(letters_of(folder), 620)
    with pytest.raises(DeliveryError):
        send(folder, letters, sender_at(server.ports[Port.FULL]))
    with open_ledger(folder) as ledger:
        found = {(one.state, one.code) for one in ledger.standings()}
    assert found == {(State.DEFERRED, 452)}
    send(folder, letters, sender_at(server.ports[Port.OPEN]))
    server.wait_until_idle()
    assert [len(server.messages(box(row + 620))) for row in range(2, 6)] == [1, 1, 1, 1]


@pytest.mark.parametrize("room", [0, 1, 2, 3])
def test_a_full_disk_under_the_ledger_loses_and_doubles_nothing(server: Postfix, tmp_path: Path, room: int) -> None:
    """The disk has so many blocks of 4 KiB left when the run begins."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk):
        folder = disk / "class"
        make_class(folder, 25)
        letters = shifted(letters_of(folder), 640 + 30 * room)
        with open_ledger(folder):
            pass
        fill(disk / "filler", room)
        with pytest.raises((OutputError, UncertainError)):
            send(folder, letters, sender_at(server.ports[Port.OPEN]))
        enlarge(disk)
        server.wait_until_idle()
        delivered = {letter.row for letter in letters if server.messages(box(letter.row + 640 + 30 * room))}
        with open_ledger(folder) as ledger:
            for one in ledger.standings():
                if one.state is State.UNKNOWN:
                    ledger.resolve(one.key, sent=one.row in delivered)
        assert {row for row, state in states(folder).items() if state is State.ACCEPTED} == delivered
        send(folder, letters, sender_at(server.ports[Port.OPEN]))
        server.wait_until_idle()
        assert [len(server.messages(box(letter.row + 640 + 30 * room))) for letter in letters] == [1] * 25


def fill(path: Path, room: int) -> None:
    """Fill a disk with a file, but for some blocks of 4 KiB."""
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        file.truncate(max(path.stat().st_size - 4096 * room, 0))


def test_who_is_not_there_or_gets_too_much_costs_no_other(server: Postfix, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    make_class(folder, 5)
    letters = shifted(letters_of(folder), 800)
    letters[1] = letters[1]._replace(address="stranger@school.example")
    composed = letters[3].compose
    letters[3] = letters[3]._replace(compose=lambda stamp: composed(stamp) + 60 * (b"x" * 70 + b"\r\n"))
    with pytest.raises(PartDeliveredError, match="rows 3 and 5") as caught:
        send(folder, letters, sender_at(server.ports[Port.NARROW]))
    assert "stranger" not in str(caught.value)
    with open_ledger(folder) as ledger:
        found = {one.row: one for one in ledger.standings()}
    assert (found[3].state, found[3].code) == (State.REFUSED, 550)
    assert found[5].state is State.REFUSED  # Postfix says what it takes (RFC 1870), so it is not even tried
    assert found[5].reason.endswith("bytes, and the server takes 3,000")
    server.wait_until_idle()
    assert [len(server.messages(box(row + 800))) for row in range(2, 7)] == [1, 0, 1, 0, 1]

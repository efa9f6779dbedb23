"""Exactly once: random faults and kills at every step of the ledger and of the sender, counted against a server."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import pytest

from packgen.deliver.mail import ledger as ledger_module
from packgen.deliver.mail.database import opened
from packgen.deliver.mail.ledger import open_ledger
from packgen.deliver.mail.letter import Letter, MessageIdentity, Outcome, State
from packgen.deliver.mail.post import send_all
from packgen.deliver.mail.status import resolve
from packgen.errors import DeliveryError, PackgenError
from tests.deliver.mail.quick import Quick

LETTERS = 40
ACCEPTED, REFUSED, DEFERRED, UNKNOWN = State.ACCEPTED, State.REFUSED, State.DEFERRED, State.UNKNOWN


class Killed(BaseException):
    """The process is no more."""


class Fate:
    """Decides when the process dies. A dead one does nothing any more, not even in its handlers."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.dead, self.kills, self.likely = chance, False, 0, 0.01

    def step(self) -> None:
        if self.dead:
            raise Killed
        if self.chance.random() < self.likely:
            self.dead = True
            self.kills += 1
            raise Killed


class Mortal:
    """A database whose program may die before and after each statement."""

    def __init__(self, database: sqlite3.Connection, fate: Fate) -> None:
        self._database, self._fate = database, fate
        database.execute("pragma synchronous = off")  # what the disk does is SQLite's business, and not tried here

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        self._fate.step()
        cursor = self._database.execute(*arguments)
        self._fate.step()
        return cursor

    @property
    def in_transaction(self) -> bool:
        return self._database.in_transaction

    def close(self) -> None:
        self._database.close()  # what was not committed is rolled back, as by a dead program's hot journal


class World:
    """A server, and all that it has."""

    def __init__(self, chance: random.Random, fate: Fate) -> None:
        self.chance, self.fate, self.calm = chance, fate, False
        self.boxes: dict[str, list[bytes]] = {}
        self.bad = set[str]()

    def __enter__(self) -> Self:
        self.fate.step()
        if not self.calm and self.chance.random() < 0.1:
            raise DeliveryError("There is no server.")
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        self.fate.step()
        fault = (
            ""
            if self.calm
            else self.chance.choice(["", "", "", "4 rcpt", "4 end", "421", "lost", "taken", "not taken", "login"])
        )
        if address in self.bad:
            return Outcome(REFUSED, 550, "no such user")
        if fault == "4 rcpt":
            return Outcome(DEFERRED, 450, "greylisted")
        if fault == "login":
            raise DeliveryError("The login is refused.")
        begin()
        self.fate.step()
        if fault == "421":
            return Outcome(DEFERRED, 421, "closing")
        if fault == "lost":
            return Outcome(DEFERRED, 0, "lost before the end")
        if fault == "4 end":
            return Outcome(DEFERRED, 452, "full")
        if fault != "not taken":
            self.boxes.setdefault(address, []).append(message)
        self.fate.step()
        if fault in ("taken", "not taken"):
            return Outcome(UNKNOWN, 0, "lost after the end")
        return Outcome(ACCEPTED, 250, "ok")


def letter(row: int) -> Letter:
    key = f"{row:064x}:{row * 7:064x}"

    def compose(stamp: MessageIdentity) -> bytes:
        return f"{stamp.message_id} {stamp.date.isoformat()} {key}".encode()

    return Letter(key, row, f"s{row}@x.example", compose)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_each_message_goes_once_or_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    fate = Fate(chance)
    world = World(chance, fate)
    monkeypatch.setattr(ledger_module, "opened", lambda path: Mortal(opened(path), fate))
    letters = [letter(row) for row in range(2, 2 + LETTERS)]
    world.bad = {letters[3].address, letters[20].address}
    quick = Quick()

    def run() -> None:
        fate.dead = False
        with suppress(Killed, PackgenError), open_ledger(tmp_path, clock=quick.clock.now) as ledger:
            send_all(ledger, letters, world, domain="x.example", rate=20, tell=quick.told, clock=quick.clock)

    runs = 0
    while runs < 30 or fate.kills < 15:
        run()
        runs += 1
        # a message that the server has is never one that would be sent again
        fate.likely = 0
        fate.dead = False
        with open_ledger(tmp_path) as ledger:
            open_addresses = {one.address for one in ledger.standings() if one.state in ledger_module.OPEN}
        fate.likely = 0.01
        assert not open_addresses & world.boxes.keys()
    fate.likely, world.calm = 0, True
    run()
    with open_ledger(tmp_path) as ledger:
        standings = {one.row: one for one in ledger.standings()}
    for row, standing in standings.items():
        if standing.state is UNKNOWN:
            assert row is not None
            resolve(tmp_path, row, sent=standing.address in world.boxes)
    run()
    with open_ledger(tmp_path) as ledger:
        states = Counter(one.state for one in ledger.standings())
    assert states == {ACCEPTED: LETTERS - 2, REFUSED: 2}
    assert fate.kills >= 15
    lost = [one.row for one in letters if one.address not in world.boxes and one.address not in world.bad]
    doubled = [address for address, box in world.boxes.items() if len(box) > 1]
    wrong = [one.row for one in letters for text in world.boxes.get(one.address, []) if one.key.encode() not in text]
    assert (lost, doubled, wrong) == ([], [], [])


def test_a_message_that_is_tried_again_is_the_same_to_the_letter(tmp_path: Path) -> None:
    seen: list[bytes] = []

    class Twice(World):
        def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
            begin()
            seen.append(message)
            return Outcome(DEFERRED, 451, "later") if len(seen) < 3 else Outcome(ACCEPTED, 250, "ok")

    quick = Quick()
    fate = Fate(random.Random(0))
    fate.likely = 0
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        send_all(
            ledger,
            [letter(2)],
            Twice(random.Random(0), fate),
            domain="x.example",
            rate=20,
            tell=quick.told,
            clock=quick.clock,
        )
    assert len(seen) == 3
    assert len(set(seen)) == 1

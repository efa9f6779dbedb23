"""Runs of mail that are killed at random moments: a program of its own, so that it may fork and begins none anew.

    python -m tests.deliver.mail.kills FOLDER PORT KILLS

Every child is a copy of this process, in which all is imported, and sends what there is left to send. A third of the
kills come from outside, when a number of messages has been sent; a third at some call of a function after that; and a
third at some call after the ledger has it that the next message is being sent, where the most is at stake.

The last line printed is a JSON object: how many were killed, and the rows that are unknown in the end.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from packgen.deliver.mail.ledger import Ledger, open_ledger
from packgen.deliver.mail.letter import Letter, Outcome, Sender, State
from packgen.deliver.mail.post import Step, send_all
from packgen.errors import UncertainError
from tests.deliver.mail.classes import letters_of
from tests.deliver.mail.servers import FAST, sender_at

_CALLS = 14_000
"""Calls of functions, and returns from them, that a message takes; most are to compose it."""

_CALLS_FROM_BEGIN = 520
"""Those of them after the ledger has it that it is being sent."""


class Assassin:
    """Kills this process at a call of a function, in Python or in C, or at the return from one."""

    def __init__(self, messages: int, calls: int, *, begun: bool) -> None:
        """Choose the moment.

        Args:
            messages: that are sent before it.
            calls: between that and the moment.
            begun: whether they are counted from where the next message begins.
        """
        self._messages, self._calls, self._begun = messages, calls, begun

    def sent(self) -> None:
        """Know that a message was sent."""
        self._messages -= 1
        if self._messages == 0 and not self._begun:
            sys.setprofile(self._count)

    def begins(self) -> None:
        """Know that a message is being sent."""
        if self._messages == 0 and self._begun:
            sys.setprofile(self._count)

    def _count(self, *_: Any) -> None:
        self._calls -= 1
        if self._calls <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """A sender that tells when a message begins."""

    def __init__(self, sender: Sender, begins: Callable[[], None]) -> None:
        self._sender, self._begins = sender, begins

    def __enter__(self) -> Watched:
        self._sender.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        self._sender.__exit__(*told)

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        def begun() -> None:
            begin()
            self._begins()

        return self._sender.send(address, message, begun)


def send(folder: Path, port: int, letters: list[Letter], told: Callable[[], None], begins: Callable[[], None]) -> None:
    """Send what is left of a class."""

    def tell(step: Step) -> None:
        if step.state is State.ACCEPTED:
            told()

    with open_ledger(folder) as ledger:
        send_all(ledger, letters, Watched(sender_at(port), begins), domain="school.example", rate=FAST, tell=tell)


def killed(run: Callable[[Callable[[], None], Callable[[], None]], None], chance: random.Random, kind: int) -> bool:
    """Run in a process of its own, and kill it; tell whether it was killed before its end."""
    messages = chance.randint(1, 7)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            if kind == 0:
                run(lambda: _count_on(writing), lambda: None)
            else:
                begun = kind == 2
                calls = chance.randint(1, _CALLS_FROM_BEGIN if begun else _CALLS)
                assassin = Assassin(messages, calls, begun=begun)
                run(assassin.sent, assassin.begins)
            status = 0
        except UncertainError:
            status = 0
        finally:
            sys.setprofile(None)
            os._exit(status)
    os.close(writing)
    if kind == 0:
        for _ in range(messages):
            if not os.read(reading, 1):
                break
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL), f"a run ended with {ended}"
    return ended == -signal.SIGKILL


def _count_on(pipe: int) -> None:
    os.write(pipe, b".")


def unknown_of(ledger: Ledger) -> list[int]:
    return [one.row for one in ledger.standings() if one.state is State.UNKNOWN and one.row is not None]


def main(folder: Path, port: int, kills: int) -> None:
    """Kill runs, then let one run to its end."""
    letters = letters_of(folder)
    chance = random.Random(10)

    def run(told: Callable[[], None], begins: Callable[[], None]) -> None:
        send(folder, port, letters, told, begins)

    done = 0
    while done < kills:
        assert killed(run, chance, done % 3), f"all was sent after {done} kills"
        done += 1
    with suppress(UncertainError):
        run(lambda: None, lambda: None)
    with open_ledger(folder) as ledger:
        sys.stdout.write(json.dumps({"killed": done, "unknown": unknown_of(ledger)}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

"""Send all letters of a run, each once, no faster than the rate limit."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from packgen.deliver.mail.interrupt import after_this
from packgen.deliver.mail.ledger import OPEN, STOPPED, Ledger
from packgen.deliver.mail.letter import Letter, Outcome, Sender, State
from packgen.deliver.mail.pauses import PAUSES, ServerWatch
from packgen.deliver.mail.standing import Standing
from packgen.deliver.mail.tally import Tally
from packgen.errors import DeliveryError, OutputError, PackgenError

TRIES = 5
"""How often a letter is tried in a run."""

_LONG = 10
"""Seconds of waiting that people are told of."""


class Clock(NamedTuple):
    """The functions by which a run reads the time and waits; tests pass their own.

    Attributes:
        now: returns the time, with a time zone.
        seconds: monotonic clock in seconds.
        sleep: waits for a number of seconds.
    """

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    sleep: Callable[[float], None]


CLOCK = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)


class Step(NamedTuple):
    """Progress of a run.

    Attributes:
        row: row of the letter that was just tried; None during a wait.
        state: state of that letter.
        done: number of letters that are accepted, refused or unknown.
        total: number of letters in this run.
        wait: seconds until the next attempt, if it is a long wait.
        stopping: whether Ctrl-C was pressed: the run stops after this letter, and a second Ctrl-C stops it at once.
    """

    row: int | None
    state: State | None
    done: int
    total: int
    wait: float = 0
    stopping: bool = False


def send_all(
    ledger: Ledger,
    letters: Sequence[Letter],
    sender: Sender,
    *,
    domain: str,
    rate: float,
    tell: Callable[[Step], None],
    again: bool = False,
    clock: Clock = CLOCK,
) -> Tally:
    """Send each letter that has not been sent, one after another; return the tally when all have been sent.

    All letters are planned first. Accepted and unknown letters are skipped. A deferred letter is tried again after
    growing pauses, at most `TRIES` times in a run, and a letter that was refused in an earlier run is tried once more.
    After Ctrl-C the letter that is being sent is finished; a second Ctrl-C stops at once.

    Args:
        ledger: ledger of the batch.
        letters: letters to all students, each with its own key.
        sender: the sender; it connects only if there is something to send.
        domain: domain of the sender's address, for Message-IDs.
        rate: maximum number of letters a minute.
        tell: called with the progress, which has no names or addresses.
        again: whether students who were sent another pack earlier are sent this one too.
        clock: reads the time and waits.

    Raises:
        Interrupted: Ctrl-C was pressed.
        DeliveryError: nothing was sent, in this run or earlier: the server cannot be used or accepts no letter.
        PartDeliveredError: some letters were sent and some were not.
        UncertainError: of some letters it is unknown whether they were sent.
        OutputError: a pack or the ledger cannot be read or written; the message says what was sent.
    """
    return _Run(ledger, letters, sender, domain, rate, tell, clock).run(again=again)


class Interrupted(KeyboardInterrupt):
    """Ctrl-C was pressed during a run.

    Attributes:
        tally: tally of the run at that time.
    """

    def __init__(self, tally: Tally) -> None:
        super().__init__()
        self.tally = tally


class _Run:
    """One run: a queue of letters, ordered by the time at which they may be tried."""

    def __init__(
        self,
        ledger: Ledger,
        letters: Sequence[Letter],
        sender: Sender,
        domain: str,
        rate: float,
        tell: Callable[[Step], None],
        clock: Clock,
    ) -> None:
        self._ledger, self._sender, self._domain, self._tell, self._clock = ledger, sender, domain, tell, clock
        self._letters = letters
        self._interval = 60 / rate
        self._free = clock.seconds()
        self._queue: list[tuple[float, int, Letter]] = []
        self._known: dict[str, Standing] = {}
        self._states: dict[str, State] = {}
        self._due: dict[str, datetime] = {}
        self._tries: dict[str, int] = {}
        self._server = ServerWatch()

    def run(self, *, again: bool) -> Tally:
        """Send the letters; see `send_all`."""
        if len({letter.key for letter in self._letters}) != len(self._letters):
            raise ValueError("two letters with one key")
        held = {} if again else self._ledger.earlier(self._letters)
        letters = [letter for letter in self._letters if letter.key not in held]
        self._ledger.plan(letters)
        self._known = {one.key: one for one in self._ledger.standings()}
        self._states = {letter.key: self._known[letter.key].state for letter in letters}
        for number, letter in enumerate(letters):
            self._enqueue(letter, number)
        try:
            if self._queue:
                with self._sender:
                    self._send_queue()
        except KeyboardInterrupt as stop:
            raise Interrupted(self._tally()) from stop
        except OutputError as error:
            raise OutputError(f"{error} {self._tally().summary()}") from error
        except PackgenError as error:
            raise self._tally().complaint(str(error)) or error from error
        problem = self._tally().complaint()
        if problem is not None:
            raise problem
        return self._tally()

    def _enqueue(self, letter: Letter, number: int) -> None:
        """Add a letter to the queue if it is to be sent; letters that were refused before come last."""
        known = self._known[letter.key]
        wait = 0.0
        if known.state is State.DEFERRED and known.due is not None:
            wait = min(max((known.due - self._clock.now()).total_seconds(), 0), PAUSES[-1])
            self._due[letter.key] = known.due
        if known.state is State.REFUSED:
            number += len(self._letters)
        if known.state in OPEN:
            heapq.heappush(self._queue, (self._clock.seconds() + wait, number, letter))

    def _send_queue(self) -> None:
        while self._queue:
            moment, number, letter = heapq.heappop(self._queue)
            self._wait_until(max(moment, self._free))
            self._free = self._clock.seconds() + self._interval
            outcome, pause = self._send(letter)
            if outcome.state is State.DEFERRED and self._tries[letter.key] < TRIES:
                heapq.heappush(self._queue, (self._clock.seconds() + pause, number, letter))
            self._tell(self._step(letter.row, outcome.state))
            if self._queue:
                self._free = max(self._free, self._clock.seconds() + self._server.pause_after(outcome))

    def _wait_until(self, moment: float) -> None:
        wait = moment - self._clock.seconds()
        if wait > max(self._interval, _LONG):
            self._tell(self._step(None, None, wait=wait))
        while wait > 0:
            self._clock.sleep(wait)
            wait = moment - self._clock.seconds()

    def _send(self, letter: Letter) -> tuple[Outcome, float]:
        """Try a letter once; return the outcome, and the seconds until it may be tried again.

        Raises:
            DeliveryError: no more letters can be sent.
            OutputError: the pack or the ledger cannot be read or written.
        """
        stamp = self._ledger.stamp(letter.key, self._domain)
        message = letter.compose(stamp)

        def begin() -> None:
            self._ledger.begin(letter.key, stamp)
            self._states[letter.key] = State.SENDING

        with after_this(lambda: self._tell(self._step(letter.row, None, stopping=True))):
            try:
                outcome = self._sender.send(letter.address, message, begin)
            except BaseException as error:
                if self._states[letter.key] is State.SENDING:
                    self._settle_failed(letter, error)
                raise
            return outcome, self._settle(letter, outcome)

    def _settle(self, letter: Letter, outcome: Outcome) -> float:
        key = letter.key
        self._tries[key] = self._tries.get(key, 0) + 1
        pause = 0.0
        if outcome.state is State.DEFERRED:
            pause = PAUSES[min(self._known[key].tries + self._tries[key], len(PAUSES)) - 1]
            self._due[key] = self._clock.now() + timedelta(seconds=pause)
        try:
            self._ledger.settle(key, outcome, self._due[key] if pause else None)
        except OutputError as error:
            if self._states[key] is not State.SENDING:
                raise
            raise OutputError(
                f"What came of row {letter.row} could not be written down: it is {outcome.state} ({outcome.reason}), "
                f"but packgen will call it unknown. {error}"
            ) from error
        self._states[key] = outcome.state
        return pause

    def _settle_failed(self, letter: Letter, error: BaseException) -> None:
        """Record the state of a letter after an error: a `DeliveryError` means that the server did not accept it."""
        if isinstance(error, DeliveryError):
            self._settle(letter, Outcome(State.DEFERRED, 0, "not sent: nothing more could be sent"))
            return
        with suppress(OutputError):  # the next run will mark it as unknown
            self._settle(letter, Outcome(State.UNKNOWN, 0, STOPPED))

    def _step(self, row: int | None, state: State | None, *, wait: float = 0, stopping: bool = False) -> Step:
        done = sum(one not in (State.PLANNED, State.DEFERRED, State.SENDING) for one in self._states.values())
        return Step(row, state, done, len(self._states), wait, stopping)

    def _tally(self) -> Tally:
        tally = Tally()
        for letter in self._letters:
            state = self._states.get(letter.key)
            if state is None:
                tally.held.append(letter.row)
            elif state is State.ACCEPTED and self._known[letter.key].state is State.ACCEPTED:
                tally.before.append(letter.row)
            else:
                tally.add(state, letter.row)
        tally.due = min(
            (self._due[key] for key, state in self._states.items() if state is State.DEFERRED and key in self._due),
            default=None,
        )
        return tally

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import pytest

from packgen.deliver.mail.ledger import Ledger, open_ledger
from packgen.deliver.mail.letter import Letter, MessageIdentity, Outcome, State
from packgen.deliver.mail.pauses import PAUSES
from packgen.deliver.mail.post import TRIES, Interrupted, send_all
from packgen.deliver.mail.tally import Tally
from packgen.errors import DeliveryError, OutputError, PartDeliveredError, UncertainError
from tests.deliver.mail.quick import Quick

OK = Outcome(State.ACCEPTED, 250, "ok")
LATER = Outcome(State.DEFERRED, 451, "later")
GONE = Outcome(State.DEFERRED, 0, "the connection was lost")
BAD = Outcome(State.REFUSED, 550, "no such user")
DOUBT = Outcome(State.UNKNOWN, 0, "lost")


class Scripted:
    """A sender whose outcomes are given by address, one after another, then OK; an exception is raised."""

    def __init__(self, quick: Quick, script: dict[int, Sequence[Outcome | BaseException]] | None = None) -> None:
        self.quick, self.script = quick, {row: list(told) for row, told in (script or {}).items()}
        self.offered: list[tuple[float, int]] = []
        self.entered = 0

    def __enter__(self) -> Self:
        self.entered += 1
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        row = int(address.partition("@")[0])
        self.offered.append((self.quick.seconds(), row))
        begin()
        script = self.script.get(row)
        told = script.pop(0) if script else OK
        if isinstance(told, BaseException):
            raise told
        return told


def letters(*rows: int, pack: str = "a") -> list[Letter]:
    return [Letter(f"{row}:{pack}", row, f"{row}@x.example", lambda stamp: b"x\r\n") for row in rows]


def run(
    ledger: Ledger, quick: Quick, sender: Scripted, some: list[Letter], rate: float = 20, again: bool = False
) -> Tally:
    return send_all(
        ledger, some, sender, domain="x.example", rate=rate, tell=quick.told, clock=quick.clock, again=again
    )


def states(ledger: Ledger) -> dict[int | None, State]:
    return {one.row: one.state for one in ledger.standings()}


def test_no_more_than_so_many_a_minute(tmp_path: Path) -> None:
    quick = Quick()
    sender = Scripted(quick)
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        run(ledger, quick, sender, letters(2, 3, 4, 5), rate=20)
    assert sender.offered == [(0, 2), (3, 3), (6, 4), (9, 5)]


def test_what_has_been_sent_counts_neither_for_the_rate_nor_needs_a_server(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        run(ledger, quick, Scripted(quick), letters(2, 3))
        before, second = quick.seconds(), Scripted(quick)
        assert run(ledger, quick, second, letters(2, 3)).before == [2, 3]
        assert (second.entered, quick.seconds()) == (0, before)
        run(ledger, quick, second, letters(2, 3, 4))
        assert [row for _, row in second.offered] == [4]


def test_a_bad_address_does_not_stop_the_rest_and_the_next_run_tries_it_last(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        with pytest.raises(PartDeliveredError, match=r"^2 messages were sent\. Refused by the server: row 3\.$"):
            run(ledger, quick, Scripted(quick, {3: [BAD]}), letters(2, 3, 4))
        second = Scripted(quick)
        assert run(ledger, quick, second, letters(2, 3, 4, 5)).accepted == [3, 5]
        assert [row for _, row in second.offered] == [5, 3]


def test_what_is_deferred_is_tried_with_growing_pauses_and_then_left(tmp_path: Path) -> None:
    quick = Quick()
    sender = Scripted(quick, {2: [LATER] * 6})
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        words = (
            r"1 message was sent\. Put off by the server: row 2\. Run the same command again after 2026-11-30 \d\d:38"
        )
        with pytest.raises(PartDeliveredError, match=words):
            run(ledger, quick, sender, letters(2, 3))
        assert [row for _, row in sender.offered] == [2, 3, 2, 2, 2, 2]
        times = [moment for moment, row in sender.offered if row == 2]
        assert [round(later - one) for one, later in itertools.pairwise(times)] == [60, 120, 300, 600]
        assert len(times) == TRIES
        # another run waits for the same moment, and goes on with the pauses
        assert run(ledger, quick, sender, letters(2, 3)).accepted == [2]
        times = [moment for moment, row in sender.offered if row == 2]
        assert [round(later - one) for one, later in itertools.pairwise(times[4:])] == [PAUSES[4], PAUSES[5]]
    assert next(step.wait for step in quick.steps if step.row is None) == pytest.approx(57)


def test_where_the_server_is_away_all_wait_and_then_stop(tmp_path: Path) -> None:
    quick = Quick()
    sender = Scripted(quick, {row: [GONE] * 3 for row in range(2, 12)})
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        with pytest.raises(DeliveryError, match=r"could not be reached 7 times running: the connection was lost\. No"):
            run(ledger, quick, sender, letters(*range(2, 12)))
        assert len(sender.offered) == 7
        assert quick.seconds() >= sum(PAUSES[:5])
        assert run(ledger, quick, Scripted(quick), letters(*range(2, 12))).accepted == list(range(2, 12))


def test_a_login_that_is_refused_stops_all_at_once_and_leaves_no_doubt(tmp_path: Path) -> None:
    quick = Quick()
    sender = Scripted(quick, {4: [DeliveryError("The login is refused.")]})
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        with pytest.raises(
            PartDeliveredError, match=r"^The login is refused\. 2 messages were sent\. .*row 4\..*row 5\."
        ):
            run(ledger, quick, sender, letters(2, 3, 4, 5))
        assert [row for _, row in sender.offered] == [2, 3, 4]
        assert states(ledger) == {2: State.ACCEPTED, 3: State.ACCEPTED, 4: State.DEFERRED, 5: State.PLANNED}


def test_what_is_unknown_is_named_and_not_sent_again(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        for _ in range(2):
            sender = Scripted(quick, {3: [DOUBT]})
            with pytest.raises(UncertainError, match=r"whether they were sent: row 3\..*--resolve ROW"):
                run(ledger, quick, sender, letters(2, 3))
        assert sender.offered == []
        ledger.resolve("3:a", sent=False)
        assert run(ledger, quick, Scripted(quick), letters(2, 3)).accepted == [3]


def test_an_error_in_the_middle_leaves_the_letter_unknown(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        with pytest.raises(ZeroDivisionError):
            run(ledger, quick, Scripted(quick, {3: [ZeroDivisionError()]}), letters(2, 3, 4))
        assert states(ledger) == {2: State.ACCEPTED, 3: State.UNKNOWN, 4: State.PLANNED}


def test_another_pack_for_the_same_student_goes_only_when_asked_for(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        run(ledger, quick, Scripted(quick), letters(2))
        anew = letters(2, 3, pack="b")
        with pytest.raises(PartDeliveredError, match="another pack was sent to them before: row 2"):
            run(ledger, quick, Scripted(quick), anew)
        second = Scripted(quick)
        tally = run(ledger, quick, second, anew, again=True)
        assert (tally.accepted, tally.before) == ([2], [3])


def test_a_pack_that_has_changed_stops_the_run(tmp_path: Path) -> None:
    def changed(stamp: MessageIdentity) -> bytes:
        raise DeliveryError("The pack of row 3 has changed.")

    quick = Quick()
    two, three, four = letters(2, 3, 4)
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        with pytest.raises(
            PartDeliveredError, match=r"row 3 has changed\. 1 message was sent\. Not tried: rows 3 and 4"
        ):
            run(ledger, quick, Scripted(quick), [two, three._replace(compose=changed), four])
        assert states(ledger)[3] is State.PLANNED


def test_when_the_ledger_cannot_be_written_the_truth_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger:
        settle = ledger.settle

        def full(key: str, *told: object) -> None:
            if key == "3:a":
                raise OutputError("The disk is full.")
            settle(key, *told)  # type: ignore[arg-type]

        monkeypatch.setattr(ledger, "settle", full)
        words = r"row 3 could not be written down: it is accepted \(ok\).*disk is full\. 1 message was sent.*row 3"
        with pytest.raises(OutputError, match=words):
            run(ledger, quick, Scripted(quick), letters(2, 3, 4))
    with open_ledger(tmp_path) as ledger:
        assert states(ledger) == {2: State.ACCEPTED, 3: State.UNKNOWN, 4: State.PLANNED}


def test_ctrl_c_waits_for_the_letter_and_a_second_does_not(tmp_path: Path) -> None:
    class Interrupting(Scripted):
        def __init__(self, quick: Quick, times: int) -> None:
            super().__init__(quick)
            self.times = times

        def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
            outcome = super().send(address, message, begin)
            if address.startswith("3"):
                for _ in range(self.times):
                    os.kill(os.getpid(), signal.SIGINT)
            return outcome

    before = signal.getsignal(signal.SIGINT)
    for times, third in ((1, State.ACCEPTED), (2, State.UNKNOWN)):
        quick = Quick()
        folder = tmp_path / str(times)
        folder.mkdir()
        with open_ledger(folder, clock=quick.clock.now) as ledger:
            with pytest.raises(Interrupted) as stop:
                run(ledger, quick, Interrupting(quick, times), letters(2, 3, 4))
            assert states(ledger) == {2: State.ACCEPTED, 3: third, 4: State.PLANNED}
        assert stop.value.tally.waiting == [4]
        assert quick.steps[-1].stopping
        assert signal.getsignal(signal.SIGINT) is before


def test_progress_has_rows_and_counts_alone(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path, clock=quick.clock.now) as ledger, pytest.raises(PartDeliveredError):
        run(ledger, quick, Scripted(quick, {3: [BAD]}), letters(2, 3))
    assert [(step.row, step.state, step.done, step.total) for step in quick.steps] == [
        (2, State.ACCEPTED, 1, 2),
        (3, State.REFUSED, 2, 2),
    ]


def test_two_letters_with_one_key_are_a_bug(tmp_path: Path) -> None:
    quick = Quick()
    with open_ledger(tmp_path) as ledger, pytest.raises(ValueError, match="one key"):
        run(ledger, quick, Scripted(quick), letters(2, 2))

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from packgen.deliver.mail.database import NAME
from packgen.deliver.mail.ledger import open_ledger
from packgen.deliver.mail.letter import Letter, Outcome, State
from packgen.deliver.mail.status import forget, read_status, resolve, write_report
from packgen.errors import DeliveryError, OutputError, UncertainError

MOMENT = datetime(2026, 11, 30, 9, tzinfo=UTC)
WHEN = MOMENT.astimezone().strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a letter in each state that stays."""
    with open_ledger(tmp_path, clock=lambda: MOMENT) as ledger:
        ledger.plan([Letter(f"{row}:a", row, f"s{row}@x.example", lambda stamp: b"") for row in range(2, 7)])
        ledger.settle("4:a", Outcome(State.REFUSED, 550, "=cmd|' /C calc'!A0"))
        ledger.settle("5:a", Outcome(State.DEFERRED, 451, "later"), MOMENT)
        for key, outcome in (("2:a", Outcome(State.ACCEPTED, 250, "ok")), ("3:a", Outcome(State.UNKNOWN, 0, "lost"))):
            ledger.begin(key, ledger.stamp(key, "x.example"))
            ledger.settle(key, outcome)
    return tmp_path


def test_what_is_known_is_told_by_row(folder: Path) -> None:
    status = read_status(folder)
    assert status.lines() == [
        f"2  accepted  {WHEN}  250  ok",
        f"3  unknown   {WHEN}       lost",
        f"4  refused   {WHEN}  550  =cmd|' /C calc'!A0",
        f"5  deferred  {WHEN}  451  later",
        f"6  planned   {WHEN}",
    ]
    assert status.counts() == dict.fromkeys(
        (State.PLANNED, State.ACCEPTED, State.REFUSED, State.DEFERRED, State.UNKNOWN), 1
    )
    assert [len(one.attempts) for one in status.letters] == [1, 1, 1, 1, 0]
    assert not status.running


def test_what_a_killed_run_left_is_told_as_unknown_but_not_while_it_runs(folder: Path) -> None:
    with open_ledger(folder) as ledger:
        ledger.begin("6:a", ledger.stamp("6:a", "x.example"))
        status = read_status(folder)
        assert status.running
        assert status.letters[-1].standing.state is State.SENDING
        with pytest.raises(DeliveryError, match="Another packgen mail"):
            resolve(folder, 3, sent=True)
    assert read_status(folder).letters[-1].standing.state is State.UNKNOWN


def test_where_nothing_was_sent_no_ledger_is_made(tmp_path: Path) -> None:
    for ask in (read_status, forget, lambda path: resolve(path, 2, sent=True)):
        with pytest.raises(DeliveryError, match="Nothing has been sent from"):
            ask(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "state", "words"), [(True, "accepted", "counts as"), (False, "planned", "will be sent")]
)
def test_a_person_resolves_what_is_unknown(folder: Path, sent: bool, state: str, words: str) -> None:
    assert resolve(folder, 3, sent=sent).startswith(f"The message of row 3 of {WHEN} {words}")
    assert read_status(folder).letters[1].standing.state == state
    with pytest.raises(DeliveryError, match=r"row 3 is not unknown\. No message is\."):
        resolve(folder, 3, sent=sent)


def test_what_is_not_unknown_is_not_resolved(folder: Path) -> None:
    with pytest.raises(DeliveryError, match=r"row 2 is not unknown\. Unknown: row 3\."):
        resolve(folder, 2, sent=False)


def test_of_two_unknown_of_a_row_the_older_is_resolved_first(folder: Path) -> None:
    with open_ledger(folder) as ledger:
        ledger.plan([Letter("9:b", 3, "n@x.example", lambda stamp: b"")])
        ledger.begin("9:b", ledger.stamp("9:b", "x.example"))
    with open_ledger(folder, clock=lambda: MOMENT + timedelta(days=1)):
        pass  # a killed run's letter becomes unknown now
    assert resolve(folder, 3, sent=True).endswith("Another message of this row is still unknown.")
    with open_ledger(folder) as ledger:
        assert {one.key: one.state for one in ledger.standings() if one.row == 3} == {
            "3:a": State.ACCEPTED,
            "9:b": State.UNKNOWN,
        }


def test_nothing_is_forgotten_while_something_is_unknown(folder: Path) -> None:
    with pytest.raises(UncertainError, match=r"whether these were sent: row 3\.") as told:
        forget(folder)
    assert told.value.exit_code == 12
    resolve(folder, 3, sent=True)
    assert "2 digests are left" in forget(folder)
    status = read_status(folder)
    assert (status.letters, status.forgotten) == ((), 2)
    assert b"x.example" not in (folder / NAME).read_bytes()


def test_a_report_opens_in_a_spreadsheet_without_harm(folder: Path) -> None:
    path = folder / "report.csv"
    with open_ledger(folder) as ledger:
        for _ in range(2):  # the second in the place of the first
            write_report(ledger.standings(), path)
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert found[0] == ["row", "state", "when", "code", "reason"]
    assert found[3] == ["4", "refused", WHEN, "550", "'=cmd|' /C calc'!A0"]
    assert len(found) == 6
    assert "@" not in path.read_text()


def test_a_report_never_takes_the_place_of_a_roster(folder: Path) -> None:
    roster = folder / "class.csv"
    roster.write_text("name,email\nA,a@x.example\n")
    with open_ledger(folder) as ledger, pytest.raises(OutputError, match="not a report of mail that packgen made"):
        write_report(ledger.standings(), roster)
    assert roster.read_text().startswith("name,")

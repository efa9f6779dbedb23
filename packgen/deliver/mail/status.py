"""Report and change the state of a batch's messages: by row, without names and addresses."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from packgen.deliver.mail.database import NAME, reporting_errors, require_ordinary
from packgen.deliver.mail.ledger import Ledger, open_ledger, view_ledger
from packgen.deliver.mail.letter import State
from packgen.deliver.mail.standing import Attempt, Standing
from packgen.deliver.mail.tally import rows, shown
from packgen.errors import DeliveryError, UncertainError, harmless
from packgen.files import FileKind, write_whole

_HEADINGS = ("row", "state", "when", "code", "reason")

REPORT = FileKind("a report of mail", ".csv", ",".join(_HEADINGS).encode(), b"")
"""A report, by which a roster of the same name is not written over."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of cells that a spreadsheet takes for a formula."""


class Shown(NamedTuple):
    """A letter in the ledger, with its attempts."""

    standing: Standing
    attempts: tuple[Attempt, ...]


class MailStatus(NamedTuple):
    """The state of all letters of a batch.

    Attributes:
        letters: letters by row.
        forgotten: number of accepted letters whose other data were deleted by `forget`.
        running: whether letters are being sent now.
    """

    letters: tuple[Shown, ...]
    forgotten: int
    running: bool

    def counts(self) -> dict[State, int]:
        """Return the number of letters in each state, without states that have none."""
        found = Counter(one.standing.state for one in self.letters)
        return {state: found[state] for state in State if found[state]}

    def lines(self) -> list[str]:
        """Return a line for each letter: row, state, when, code and reason."""
        table = [cells(one.standing) for one in self.letters]
        widths = [max((len(row[column]) for row in table), default=0) for column in range(len(_HEADINGS))]
        return ["  ".join(f"{cell:{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in table]


def read_status(folder: Path) -> MailStatus:
    """Return the state of a batch's letters. Letters that a killed run was sending are marked as unknown.

    Raises:
        DeliveryError: nothing has been sent from this folder yet.
        OutputError: the ledger cannot be used.
    """
    _require_ledger(folder)
    try:
        with open_ledger(folder) as ledger:
            return _status(ledger, running=False)
    except DeliveryError:  # a run is sending
        with view_ledger(folder) as ledger:
            return _status(ledger, running=True) if ledger is not None else MailStatus((), 0, True)


def _status(ledger: Ledger, *, running: bool) -> MailStatus:
    standings = ledger.standings()
    letters = tuple(Shown(one, ledger.attempts(one.key)) for one in standings if one.row is not None)
    return MailStatus(letters, len(standings) - len(letters), running)


def resolve(folder: Path, row: int, *, sent: bool) -> str:
    """Record what the user has found out about an unknown letter; return a sentence that says so.

    Args:
        folder: folder of the batch.
        row: row of the letter. If two letters of a row are unknown, since the roster has changed, it is the older one.
        sent: whether the student has the message; if not, the next run sends it.

    Raises:
        DeliveryError: no letter of this row is unknown, or a run is sending.
        OutputError: the ledger cannot be used.
    """
    _require_ledger(folder)
    with open_ledger(folder) as ledger:
        unknown = [one for one in ledger.standings() if one.state is State.UNKNOWN]
        found = sorted((one for one in unknown if one.row == row), key=lambda one: one.when)
        if not found:
            others = f" Unknown: {rows(one.row for one in unknown if one.row)}." if unknown else " No message is."
            raise DeliveryError(f"The message of row {row} is not unknown.{others} See packgen mail --status.")
        ledger.resolve(found[0].key, sent=sent)
    what = "counts as sent" if sent else "will be sent with the next --send"
    more = " Another message of this row is still unknown." if len(found) > 1 else ""
    return f"The message of row {row} of {shown(found[0].when)} {what}.{more}"


def forget(folder: Path) -> str:
    """Delete rows, addresses, times and replies from the ledger; return a sentence that says what remains.

    The key of each accepted letter remains, so that it is still not sent twice.

    Raises:
        DeliveryError: nothing has been sent from this folder, or a run is sending.
        UncertainError: some messages are unknown; they have to be resolved first.
        OutputError: the ledger cannot be used.
    """
    _require_ledger(folder)
    with open_ledger(folder) as ledger:
        unknown = [one.row for one in ledger.standings() if one.state is State.UNKNOWN and one.row is not None]
        if unknown:
            raise UncertainError(
                f"Nobody can tell yet whether these were sent: {rows(unknown)}. Run packgen mail --resolve ROW sent, "
                "or unsent, first. Nothing was forgotten."
            )
        ledger.forget()
        left = len(ledger.standings())
    return (
        f"Rows, addresses and answers are deleted from {NAME}. {left} digests are left, so that packs that were sent "
        "are not sent again; delete the file to be rid of them too."
    )


def write_report(standings: Iterable[Standing], path: Path) -> None:
    """Write row, state, time, code and reason of each letter as CSV that is safe to open in spreadsheets.

    Raises:
        OutputError: it cannot be written, or another file of this name exists.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for one in standings:
        if one.row is not None:
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULAS) else cell for cell in cells(one)])
    write_whole(path, out.getvalue().encode(), REPORT)


def cells(one: Standing) -> tuple[str, str, str, str, str]:
    """Return row, state, time, code and reason of a letter."""
    return str(one.row or ""), str(one.state), shown(one.when), str(one.code or ""), harmless(one.reason)


def _require_ledger(folder: Path) -> None:
    path = folder / NAME
    with reporting_errors(path):
        if not require_ordinary(path):
            raise DeliveryError(harmless(f"Nothing has been sent from {folder} yet: it has no {NAME}."))

"""What the ledger knows of a letter, read with the mistrust that a file deserves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from packgen.deliver.mail.letter import State
from packgen.errors import harmless

COLUMNS = "key, row, state, moment, code, reason, tries, due, address"
"""Of a letter in the ledger, in the order of `Standing`."""


class Standing(NamedTuple):
    """What is known of a letter.

    Attributes:
        key: of the letter.
        row: of the roster when it was planned last; None once the ledger has been told to forget.
        state: the same.
        when: it came to be so.
        code: the server's last, 0 for none.
        reason: one harmless line without names and addresses.
        tries: how often it has been tried.
        due: a deferred letter is not tried again before.
        address: empty once forgotten.
    """

    key: str
    row: int | None
    state: State
    when: datetime
    code: int
    reason: str
    tries: int
    due: datetime | None
    address: str

    @property
    def student(self) -> str:
        """Return the digest of who it is for."""
        return self.key.partition(":")[0]


class Attempt(NamedTuple):
    """What came of trying once; see `Standing`."""

    state: State
    when: datetime
    code: int
    reason: str


def standing(row: tuple[object, ...]) -> Standing:
    """Return what is known of a letter from a row of the ledger, with the columns `COLUMNS`.

    Raises:
        ValueError: nobody wrote this.
    """
    key, number, state, moment, code, reason, tries, due, address = row
    if not isinstance(key, str) or not isinstance(number, int | None) or not isinstance(address, str | None):
        raise ValueError("this is not what was written")
    if not isinstance(code, int) or not isinstance(tries, int):
        raise ValueError("this is not what was written")
    when = read_moment(moment)
    return Standing(
        key,
        number,
        State(str(state)),
        when,
        code,
        harmless(str(reason)),
        tries,
        read_moment(due) if due else None,
        address or "",
    )


def written(moment: datetime) -> str:
    """Return a moment as it stands in the ledger."""
    return moment.astimezone(UTC).isoformat()


def read_moment(moment: object) -> datetime:
    """Return a moment of the ledger.

    Raises:
        ValueError: nobody wrote this.
    """
    read = datetime.fromisoformat(str(moment))
    if read.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return read


def attempt(row: tuple[object, ...]) -> Attempt:
    """Return an attempt from a row of the ledger: state, moment, code and reason.

    Raises:
        ValueError: nobody wrote this.
    """
    state, moment, code, reason = row
    if not isinstance(code, int):
        raise ValueError("this is not what was written")
    return Attempt(State(str(state)), read_moment(moment), code, harmless(str(reason)))

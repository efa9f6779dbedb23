"""Parse and check the rows of the ledger, whose file is untrusted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from packgen.deliver.mail.letter import State
from packgen.errors import harmless

COLUMNS = "key, row, state, moment, code, reason, tries, due, address"
"""Of a letter in the ledger, in the order of `Standing`."""


class Standing(NamedTuple):
    """A letter in the ledger.

    Attributes:
        key: key of the letter.
        row: row of the roster when the letter was last planned; None after `Ledger.forget`.
        state: state of the letter.
        when: time of the last change of state.
        code: last reply code of the server, 0 if there is none.
        reason: one sanitised line without names and addresses.
        tries: number of attempts.
        due: time before which a deferred letter is not tried again.
        address: address of the recipient; empty after `Ledger.forget`.
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
        """Return the digest of the recipient."""
        return self.key.partition(":")[0]


class Attempt(NamedTuple):
    """The outcome of one attempt; see `Standing`."""

    state: State
    when: datetime
    code: int
    reason: str


def standing(row: tuple[object, ...]) -> Standing:
    """Parse a row of the ledger with the columns `COLUMNS`.

    Raises:
        ValueError: packgen cannot have written the row.
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
    """Return a time as text for the ledger."""
    return moment.astimezone(UTC).isoformat()


def read_moment(moment: object) -> datetime:
    """Parse a time in the ledger.

    Raises:
        ValueError: packgen cannot have written it.
    """
    read = datetime.fromisoformat(str(moment))
    if read.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return read


def attempt(row: tuple[object, ...]) -> Attempt:
    """Parse an attempt from a row of the ledger: state, time, code and reason.

    Raises:
        ValueError: packgen cannot have written the row.
    """
    state, moment, code, reason = row
    if not isinstance(code, int):
        raise ValueError("this is not what was written")
    return Attempt(State(str(state)), read_moment(moment), code, harmless(str(reason)))

"""The ledger: the state of each letter, written to disk before it matters.

A letter is ``planned``, then ``sending``, which is on disk before the server can accept the message, and then has an
outcome. If a run was killed while a letter was ``sending``, the server may have the message: the letter becomes
``unknown``. packgen never sends an unknown letter again until the user has resolved it, so that killing a run cannot
cause a message to be sent twice.

Only one run at a time can hold the lock beside the ledger; the system releases it when the process ends (see
`packgen.batch.lock`).
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from packgen.batch.lock import LockedError, lock
from packgen.batch.regular import IrregularFileError
from packgen.deliver.mail.database import NAME, PRIVATE, create, damaged, opened, reporting_errors, require_ordinary
from packgen.deliver.mail.letter import Letter, MessageIdentity, Outcome, State
from packgen.deliver.mail.standing import COLUMNS, Attempt, Standing, attempt, read_moment, standing, written
from packgen.errors import DeliveryError, OutputError

_LOCK = ".packgen-mail.lock"

STOPPED = "packgen was stopped before the server had answered"
"""The reason of a letter that a kill left in doubt."""

OPEN = (State.PLANNED, State.DEFERRED, State.REFUSED)
"""States in which no server has the message, so that it may be sent."""

_GONE = (State.ACCEPTED, State.UNKNOWN, State.SENDING)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_ledger(folder: Path, *, clock: Callable[[], datetime] = _now) -> Iterator[Ledger]:
    """Lock and open the ledger of a batch's folder, creating it if need be.

    Letters that a killed run was sending become unknown.

    Args:
        folder: folder with the manifest.
        clock: returns the time, with a time zone.

    Raises:
        DeliveryError: another run is sending from the folder.
        OutputError: the ledger cannot be used: it is damaged, a link, of a later version, or the disk is full.
    """
    path = folder / NAME
    try:
        held = lock(folder / _LOCK, PRIVATE)
    except LockedError as error:
        raise DeliveryError(
            f"Another packgen mail is at work in {folder}. Wait until it has ended; nothing was sent by this one."
        ) from error
    except IrregularFileError as error:
        raise OutputError(f"{folder / _LOCK} cannot be used: {error}. Delete it.") from error
    except OSError:
        with reporting_errors(folder / _LOCK):
            raise
    try:
        with reporting_errors(path):
            if not require_ordinary(path):
                create(path)
            database = opened(path)
        try:
            ledger = Ledger(database, path, clock)
            ledger.recover()
            yield ledger
        finally:
            database.close()
    finally:
        os.close(held)


@contextmanager
def view_ledger(folder: Path) -> Iterator[Ledger | None]:
    """Open the ledger of a folder for reading, even while a run is sending; None if there is no ledger.

    Raises:
        OutputError: the ledger cannot be used.
    """
    path = folder / NAME
    with reporting_errors(path):
        database = opened(path) if require_ordinary(path) else None
    try:
        yield Ledger(database, path, _now) if database is not None else None
    finally:
        if database is not None:
            database.close()


class Ledger:
    """The letters of a folder and their states; see `open_ledger`.

    Each method is one transaction, which is on disk when the method returns. Each raises OutputError if the disk is
    full or the file has become unusable.
    """

    def __init__(self, database: sqlite3.Connection, path: Path, clock: Callable[[], datetime]) -> None:
        self._database, self._path, self._clock = database, path, clock

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with reporting_errors(self._path):
            self._database.execute("begin immediate")
            try:
                yield self._database
                self._database.execute("commit")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("rollback")
                raise

    def recover(self) -> None:
        """Mark the letters that a killed run was sending as unknown."""
        moment = written(self._clock())
        with self._transaction() as database:
            database.execute(
                "insert into attempt (key, state, code, reason, moment) "
                "select key, ?, 0, ?, ? from letter where state = ?",
                (State.UNKNOWN, STOPPED, moment, State.SENDING),
            )
            database.execute(
                "update letter set state = ?, code = 0, reason = ?, moment = ?, tries = tries + 1 where state = ?",
                (State.UNKNOWN, STOPPED, moment, State.SENDING),
            )

    def plan(self, letters: Iterable[Letter]) -> None:
        """Add all new letters as planned, and update the rows and addresses of the others.

        Letters to the same student with another pack that were never sent are deleted: that pack no longer exists.
        Letters that `forget` has reduced to their keys are not changed.
        """
        moment = written(self._clock())
        stale = "key > ? and key < ? and key != ? and state in (?, ?, ?)"
        with self._transaction() as database:
            for letter in letters:
                student = letter.key.partition(":")[0]
                others = (f"{student}:", f"{student};", letter.key, *OPEN)  # ";" comes after ":"
                database.execute(f"delete from attempt where key in (select key from letter where {stale})", others)
                database.execute(f"delete from letter where {stale}", others)
                database.execute(
                    "insert into letter (key, row, address, state, tries, code, reason, moment) "
                    "values (?, ?, ?, ?, 0, 0, '', ?) "
                    "on conflict (key) do update set row = excluded.row, address = excluded.address "
                    "where letter.row is not null",
                    (letter.key, letter.row, letter.address, State.PLANNED, moment),
                )

    def earlier(self, letters: Sequence[Letter]) -> dict[str, Standing]:
        """Return the new letters whose student or address was, or may have been, sent another pack earlier.

        Args:
            letters: all letters of this run. They do not count as earlier ones: two students may share an address.

        Returns:
            The standing of the earlier letter, by the key of the new one.
        """
        known = {one.key: one for one in self.standings()}
        current = {letter.key for letter in letters}
        gone = [one for one in known.values() if one.state in _GONE and one.key not in current]
        by_student = {one.student: one for one in gone}
        by_address = {one.address.casefold(): one for one in gone if one.address}
        found: dict[str, Standing] = {}
        for letter in letters:
            before = by_student.get(letter.key.partition(":")[0]) or by_address.get(letter.address.casefold())
            if before is not None and letter.key not in known:
                found[letter.key] = before
        return found

    def standings(self) -> tuple[Standing, ...]:
        """Return the standings of all letters by row; forgotten letters, which have no row, are last."""
        with reporting_errors(self._path):
            rows = self._database.execute(
                f"select {COLUMNS} from letter order by row is null, row, moment, key"
            ).fetchall()
        try:
            return tuple(standing(row) for row in rows)
        except (ValueError, TypeError) as error:
            raise damaged(self._path) from error

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """Return the attempts to send a letter, in order."""
        with reporting_errors(self._path):
            rows = self._database.execute(
                "select state, moment, code, reason from attempt where key = ? order by number", (key,)
            ).fetchall()
        try:
            return tuple(attempt(row) for row in rows)
        except (ValueError, TypeError) as error:
            raise damaged(self._path) from error

    def stamp(self, key: str, domain: str) -> MessageIdentity:
        """Return the stamp of a letter: that of its first attempt, else a new one, which `begin` will record.

        Args:
            key: key of a planned letter.
            domain: domain of the sender, for the right side of the Message-ID.
        """
        with reporting_errors(self._path):
            found = self._database.execute("select message_id, date from letter where key = ?", (key,)).fetchone()
        if found is None:
            raise KeyError("a letter that is not planned")
        if found[0] is None:
            return MessageIdentity(f"<{secrets.token_hex(16)}@{domain}>", self._clock().replace(microsecond=0))
        try:
            return MessageIdentity(str(found[0]), read_moment(found[1]))
        except (ValueError, TypeError) as error:
            raise damaged(self._path) from error

    def begin(self, key: str, stamp: MessageIdentity) -> None:
        """Record that a letter is being sent; only after that may a server be able to accept it."""
        with self._transaction() as database:
            done = database.execute(
                "update letter set state = ?, moment = ?, message_id = ?, date = ? "
                "where key = ? and state in (?, ?, ?)",
                (State.SENDING, written(self._clock()), stamp.message_id, written(stamp.date), key, *OPEN),
            ).rowcount
            if done != 1:
                raise RuntimeError("a letter that may have been sent must not be sent")

    def settle(self, key: str, outcome: Outcome, due: datetime | None = None) -> None:
        """Record the outcome of an attempt to send a letter.

        Args:
            key: key of the letter.
            outcome: the outcome. Only a letter that is being sent can become accepted or unknown.
            due: when a deferred letter may be tried again.
        """
        moment = written(self._clock())
        told_by = (outcome.state, outcome.code, outcome.reason, moment)
        before = (State.SENDING,) if outcome.state in (State.ACCEPTED, State.UNKNOWN) else (State.SENDING, *OPEN)
        with self._transaction() as database:
            done = database.execute(
                "update letter set state = ?, code = ?, reason = ?, moment = ?, tries = tries + 1, due = ? "
                f"where key = ? and state in ({', '.join('?' * len(before))})",
                (*told_by, written(due) if due else None, key, *before),
            ).rowcount
            if done != 1:
                raise RuntimeError("what came of a letter that was not being sent")
            database.execute(
                "insert into attempt (state, code, reason, moment, key) values (?, ?, ?, ?, ?)", (*told_by, key)
            )

    def resolve(self, key: str, *, sent: bool) -> None:
        """Record what the user has found out about an unknown letter: accepted, or planned again with its stamp."""
        state, reason = (State.ACCEPTED, "resolved: sent") if sent else (State.PLANNED, "resolved: unsent")
        moment = written(self._clock())
        with self._transaction() as database:
            done = database.execute(
                "update letter set state = ?, code = 0, reason = ?, moment = ? where key = ? and state = ?",
                (state, reason, moment, key, State.UNKNOWN),
            ).rowcount
            if done != 1:
                raise RuntimeError("only an unknown letter is resolved")
            database.execute(
                "insert into attempt (state, code, reason, moment, key) values (?, 0, ?, ?, ?)",
                (state, reason, moment, key),
            )

    def forget(self) -> None:
        """Delete all data but the keys of accepted letters, which prevent that any of them is sent twice."""
        with self._transaction() as database:
            database.execute("delete from attempt")
            database.execute("delete from letter where state != ?", (State.ACCEPTED,))
            database.execute(
                "update letter set row = null, address = null, message_id = null, date = null, reason = '', due = null"
            )
        with reporting_errors(self._path):
            self._database.execute("vacuum")

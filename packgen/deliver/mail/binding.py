"""Match the current rows of the roster to the packs that a batch made.

A pack belongs to the student whose digest is in its manifest entry; row numbers and file names are not used. If any
match is in doubt, nothing is sent to anybody. An error that affects one message only, such as a row without an address,
stops only that message.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from packgen.batch.failures import Cause, Failure
from packgen.batch.manifest import ManifestEntry
from packgen.batch.naming import identities
from packgen.batch.regular import read_regular
from packgen.batch.roster import Known, Roster, Student, read_roster, row_digest
from packgen.batch.table import LARGEST
from packgen.deliver.mail.addresses import AddressProblem, checked_address, require_allowed
from packgen.deliver.mail.printed import is_pack_of, require_reader
from packgen.deliver.packs import BatchFolder, BatchPack, read_batch
from packgen.errors import DeliveryError, OutputError, harmless
from packgen.options import EDITIONS

LARGEST_PACK = 18_000_000
"""Bytes of a pack that is mailed: as text it grows by a third, and most schools' servers take 25 MB."""

_AGAIN = "Run packgen batch again with this roster."
_CHANGED = Cause("the pack is missing, or is not the file that the batch made.", _AGAIN)
_NOBODYS = Cause("the batch made a pack for this row, and its student is not in the roster as it is now.", _AGAIN)
_WITHOUT = Cause(
    "there is no pack for this student: the row is new, or its name, address or edition has changed.", _AGAIN
)
_ASKS_OTHERWISE = Cause("the row has changed since the batch made its pack.", _AGAIN)
_MISNAMED = Cause(
    "the name that is printed in the pack is not the name in the row.",
    f"Look at the pack. If it is not this student's, report it to packgen; otherwise: {_AGAIN}",
)
_UNFINISHED = Cause("its pack is not made yet.", _AGAIN)
_NO_ADDRESS = Cause("there is no address.", "Write one, and run packgen batch again.", "email")


class Bound(NamedTuple):
    """A student with their pack.

    Attributes:
        student: the current row of the roster.
        address: address of the student, in ASCII.
        pack: pack of the student; its entry has the current row number.
    """

    student: Student
    address: str
    pack: BatchPack

    @property
    def key(self) -> str:
        """Unique key of this pack for this student; see `Letter`."""
        return f"{self.pack.entry.student}:{self.pack.entry.sha256}"


class Binding(NamedTuple):
    """The result of matching.

    Attributes:
        bound: students with their packs, in the roster's order.
        doubts: doubtful matches, by row; if there are any, nothing may be sent to anybody.
        refused: rows that get no message, in order.
        notes: remarks for the user on how the roster was read.
    """

    bound: tuple[Bound, ...]
    doubts: tuple[Failure, ...]
    refused: tuple[Failure, ...]
    notes: tuple[str, ...]


def bind(
    folder: Path,
    roster: Path,
    domains: Collection[str] = (),
    *,
    shared: bool = False,
    largest: int = LARGEST_PACK,
    progress: Callable[[int, int, str], None] | None = None,
) -> Binding:
    """Match students to packs; every pack is read, and its digest and the name printed in it are checked.

    Args:
        folder: folder of the batch.
        roster: the roster's file.
        domains: domains that messages may go to; see `allowed_domains`. If empty, all are allowed.
        shared: whether students may share an address.
        largest: largest size of a pack in bytes that can be sent.
        progress: called with the number of packs read, the number to read, and a text that names the next row.

    Raises:
        ContentError: the roster as a whole cannot be read.
        DeliveryError: the folder has no packs, or packs of an earlier version; or pypdfium2 is not installed.
        OutputError: a file cannot be read.
    """
    require_reader()
    batch = read_batch(folder)
    if any(pack.entry.cells is None or not pack.entry.title for pack in batch.packs):
        raise DeliveryError(
            harmless(
                f"The packs in {folder} are from an earlier version of packgen, which did not write down what is "
                "needed to mail them. Run packgen batch again; packs that have not changed stay as they are."
            )
        )
    read = read_roster(read_regular(roster, LARGEST, "The roster", "Name it with --roster."), str(roster), _ANYTHING)
    doubts: list[Failure] = []
    refused = [one.failure for one in read.refused]
    found = list(_matched(read, batch, doubts, refused))
    addressed = list(_addressed(found, domains, refused))
    if not shared:
        doubts += _sharing(addressed)
    bound: list[Bound] = []
    for done, one in enumerate(addressed):
        if progress is not None:
            progress(done, len(addressed), f"row {one.student.row}")
        if (one.pack.entry.size or 0) > largest:
            refused.append(Failure(one.student.row, (_too_large(largest),)))
        elif (cause := _doubt(one)) is None:
            bound.append(one)
        else:
            doubts.append(Failure(one.student.row, (cause,)))
    return Binding(tuple(bound), _in_order(doubts), _in_order(refused), read.notes)


class _Anything(Collection[str]):
    """A collection that contains every name: the batch has checked the names already."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ANYTHING = Known(
    topics=_Anything(),
    sections=lambda _: None,
    missing=lambda _: (),
    given=True,
    checked=False,
)


def _entries(batch: BatchFolder) -> list[ManifestEntry]:
    return [*(pack.entry for pack in batch.packs), *batch.unfinished]


def _matched(
    read: Roster, batch: BatchFolder, doubts: list[Failure], refused: list[Failure]
) -> Iterator[tuple[Student, BatchPack]]:
    """Yield students with their packs; record rows without a pack and packs without a row."""
    wrong = {one.student.row for one in read.refused}
    students = [*read.students, *(one.student for one in read.refused if one.student.name)]
    students.sort(key=lambda student: student.row)
    entries = _entries(batch)
    whose = dict(zip(_identities(students, {entry.student for entry in entries}), students, strict=True))
    packs = {pack.entry.student: pack for pack in batch.packs}
    unfinished = {entry.student: entry for entry in batch.unfinished}
    for identity, student in whose.items():
        if student.row in wrong:
            continue
        pack, entry = packs.get(identity), unfinished.get(identity)
        if pack is not None and pack.entry.cells == row_digest(student):
            yield student, pack._replace(entry=pack.entry._replace(row=student.row))
        elif pack is not None:
            doubts.append(Failure(student.row, (_ASKS_OTHERWISE,)))
        elif entry is not None and entry.problem:
            refused.append(Failure(student.row, (Cause(f"its pack could not be made: {entry.problem}"),)))
        elif entry is not None:
            refused.append(Failure(student.row, (_UNFINISHED,)))
        else:
            doubts.append(Failure(student.row, (_WITHOUT,)))
    for entry in entries:
        if entry.student not in whose and entry.row is not None:
            doubts.append(Failure(entry.row, (_NOBODYS,)))


def _identities(students: Sequence[Student], known: Collection[str]) -> list[str]:
    """Return the digest of each student; rows without an edition get the one for which most digests are known."""
    tries = [
        identities([(student.name, student.email, student.options["edition"] or edition) for student in students])
        for edition in EDITIONS
    ]
    return max(tries, key=lambda one: sum(identity in known for identity in one))


def _addressed(
    found: Sequence[tuple[Student, BatchPack]], domains: Collection[str], refused: list[Failure]
) -> Iterator[Bound]:
    for student, pack in found:
        try:
            if not student.email:
                refused.append(Failure(student.row, (_NO_ADDRESS,)))
                continue
            address = checked_address(student.email)
            require_allowed(address, domains)
        except AddressProblem as error:
            refused.append(Failure(student.row, (Cause(error.message, error.remedy, "email"),)))
        else:
            yield Bound(student, address, pack)


def _sharing(addressed: Sequence[Bound]) -> Iterator[Failure]:
    """Yield the rows that share an address, compared without regard to case, as most mail servers do."""
    rows: dict[str, list[int]] = {}
    for one in addressed:
        rows.setdefault(one.address.casefold(), []).append(one.student.row)
    for first, *others in rows.values():
        for row in others:
            message = f"row {first} has the same address."
            yield Failure(row, (Cause(message, "Mend one of them, or allow it with --shared-address.", "email"),))


def _doubt(one: Bound) -> Cause | None:
    """Return why a pack must not be mailed; None if it is the student's."""
    try:
        data = one.pack.read()
    except DeliveryError:
        return _CHANGED
    except OutputError as error:
        return Cause(str(error))
    return None if is_pack_of(data, one.student.name) else _MISNAMED


def _too_large(largest: int) -> Cause:
    return Cause(
        f"its pack has more than {largest / 1_000_000:g} MB, too much for this way of mailing.",
        "Give it to the student in another way, or make it smaller.",
    )


def _in_order(failures: Sequence[Failure]) -> tuple[Failure, ...]:
    return tuple(sorted(failures, key=lambda failure: failure.row))

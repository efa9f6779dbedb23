"""The folder of a batch: which packs are there, which are to be made, and writing them down one by one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.batch import manifest
from packgen.batch.lock import LockedError, lock
from packgen.batch.manifest import Journal, ManifestEntry
from packgen.batch.naming import FileOwner, file_names, identities
from packgen.batch.regular import IrregularFileError, is_regular, read_regular
from packgen.batch.roster import row_digest
from packgen.errors import OutputError
from packgen.files import unwritable, write_one_of_many
from packgen.parts import clear_parts

if TYPE_CHECKING:
    from types import TracebackType

    from packgen.batch.failures import Failure
    from packgen.batch.plan import BatchPlan, Planned
    from packgen.batch.roster import Student
    from packgen.built import FinishedPack

_LOCK = ".packgen-batch.lock"
_LARGEST = 1_000_000_000
"""Bytes of a pack."""


class Folder:
    """Packs and manifest of a batch, as a sink: each pack is there as soon as it was taken, whatever comes after it.

    Attributes:
        path: where it is.
        todo: packs that are missing or changed.
        kept: how many are there as they should be.
        gone: files of packs that no row asks for any more.
    """

    def __init__(self, path: Path, plan: BatchPlan, *, names: bool) -> None:
        """Look what is there; nothing is written.

        Args:
            path: may not exist yet.
            plan: the packs of the roster, and the rows of which none can be made.
            names: whether the manifest holds names and addresses.

        Raises:
            OutputError: the folder cannot be read.
        """
        self.path = path
        self._where = str(path)
        self._journal: Journal | None = None
        self._entries: dict[int, ManifestEntry] = {}
        self.todo: list[Planned] = []
        found = {file: entry for file, entry in manifest.read(path).items() if self._may_be_ours(file)}
        given = {entry.student: entry.file for entry in found.values()}
        planned = {one.student.row: one for one in plan.packs}
        problems = {one.student.row: one.failure.problem for one in plan.refused}
        students = [*(one.student for one in plan.packs), *(one.student for one in plan.refused if one.student.name)]
        students.sort(key=lambda student: student.row)
        people = _people(students, [plan.edition(student) for student in students])
        files = file_names(people, given, self._foreign(found))
        for student, person, file in zip(students, people, files, strict=True):
            entry = _entry(student, person, file, names=names)
            old = found.pop(file, None)
            one = planned.get(student.row)
            if one is None:
                entry = entry._replace(problem=problems[student.row])
            else:
                entry = _described(entry, one)
                if old is not None and self._is_as_it_should_be(old, one.key):
                    entry = entry._replace(key=old.key, pages=old.pages, size=old.size, sha256=old.sha256)
                else:
                    self.todo.append(one)
            self._entries[student.row] = entry
        self._keys = {one.student.row: one.key for one in self.todo}
        self.kept = len(plan.packs) - len(self.todo)
        self._gone = [entry._replace(row=None) for entry in found.values() if (path / entry.file).exists()]
        self.gone = tuple(entry.file for entry in self._gone)

    def name_of(self, row: int) -> str:
        """Return the name of the file of a row's pack, without its ending."""
        return self._entries[row].file.removesuffix(".pdf")

    def pages(self) -> tuple[int, ...]:
        """Return the pages of each pack that is there as it should be, in the roster's order."""
        return tuple(entry.pages for entry in self._entries.values() if entry.pages is not None)

    def __enter__(self) -> Folder:
        """Write down which files are ours, and clear away what was half written when a batch was killed.

        Raises:
            OutputError: the folder cannot be written to.
        """
        clear_parts(self.path)
        self._write()
        self._journal = Journal(self.path)
        return self

    def take(self, pack: FinishedPack) -> None:
        """Put the pack of a row that is to be made in its place, whole or not at all, and write it down.

        Raises:
            OutputError: it cannot be written; the message names the row, not the file.
            ValueError: no such row is to be made.
        """
        row = pack.row
        if row is None or row not in self._keys:
            raise ValueError(f"no pack of row {row} is to be made")
        entry = self._entries[row]
        try:
            write_one_of_many(self._where, entry.file, pack.pdf)
        except OutputError as error:
            raise OutputError(str(error).replace(str(self.path / entry.file), f"The pack of row {row}")) from None
        digest = hashlib.sha256(pack.pdf).hexdigest()
        entry = entry._replace(key=self._keys[row], pages=pack.pages, size=len(pack.pdf), sha256=digest)
        self._write_down(entry, row)

    def fail(self, failure: Failure) -> None:
        """Write down that a pack could not be made."""
        self._write_down(self._entries[failure.row]._replace(problem=failure.problem), failure.row)

    def _write_down(self, entry: ManifestEntry, row: int) -> None:
        self._entries[row] = entry
        if self._journal is not None:
            self._journal.add(entry)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the manifest; after a batch without an error write it whole, in the roster's order.

        Raises:
            OutputError: it cannot be written.
        """
        if self._journal is not None:
            self._journal.close()
        self._journal = None
        if kind is None:
            self._write()

    def _write(self) -> None:
        manifest.write(self.path, [*self._entries.values(), *self._gone])

    def _foreign(self, ours: Mapping[str, ManifestEntry]) -> set[str]:
        """Return the names, in small letters, of what is in the folder and is not ours: it must stay."""
        try:
            return {path.name.casefold() for path in self.path.iterdir()} - ours.keys()
        except FileNotFoundError:
            return set()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(
                f"The folder {self.path} cannot be read: {reason}. Name another with --output."
            ) from error

    def _is_as_it_should_be(self, entry: ManifestEntry, key: str) -> bool:
        """Tell whether a pack need not be made: nothing that decides it has changed, nor its file."""
        if entry.key != key or entry.sha256 is None:
            return False
        try:
            data = read_regular(self.path / entry.file, min(entry.size or 0, _LARGEST), "", "", follow=False)
        except (OSError, OutputError):
            return False
        return hashlib.sha256(data).hexdigest() == entry.sha256

    def _may_be_ours(self, file: str) -> bool:
        """Tell whether a file of the manifest is missing or an ordinary file; a folder or a link is not ours."""
        path = self.path / file
        return not os.path.lexists(path) or is_regular(path)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other batches out of a folder, which is made if need be. The system lets go if we are killed.

    Raises:
        OutputError: there is one already, or the folder cannot be made.
    """
    path = folder / _LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = lock(path)
    except IrregularFileError as error:
        raise OutputError(f"{path} cannot be used: {error}. Name another folder with --output.") from error
    except LockedError as error:
        message = f"Another batch is at work in {folder}. Wait until it is done, or name another folder with --output."
        raise OutputError(message) from error
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield
    finally:
        os.close(held)


def _people(students: Sequence[Student], editions: Sequence[str]) -> list[FileOwner]:
    told = [(student.name, student.email, edition) for student, edition in zip(students, editions, strict=True)]
    return [
        FileOwner(name, "" if edition == "student" else edition, identity)
        for (name, _, edition), identity in zip(told, identities(told), strict=True)
    ]


def _entry(student: Student, person: FileOwner, file: str, *, names: bool) -> ManifestEntry:
    return ManifestEntry(
        file=file,
        student=person.identity,
        row=student.row,
        columns=dict(student.columns),
        cells=row_digest(student),
        person={"name": student.name, "email": student.email} if names else {},
    )


def _described(entry: ManifestEntry, one: Planned) -> ManifestEntry:
    """Return an entry with what its pack holds."""
    exam = one.order.options.exam
    title, topics, sections = one.description
    return entry._replace(title=title, topics=topics, sections=sections, exam=exam.isoformat() if exam else None)

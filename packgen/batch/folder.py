"""The folder of a batch: which packs are complete, which are to be made; writes packs and their manifest entries."""

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
    from packgen.batch.failures import Failure
    from packgen.batch.plan import BatchPlan, Planned
    from packgen.batch.roster import Student
    from packgen.batch.worker import Made

_LOCK = ".packgen-batch.lock"
_LARGEST = 1_000_000_000
"""Bytes of a pack."""


class Folder:
    """Packs and manifest of a batch.

    Attributes:
        path: the folder.
        todo: packs that are missing or out of date.
        kept: number of packs that are up to date.
        gone: files of packs whose row has left the roster.
    """

    def __init__(self, path: Path, plan: BatchPlan, *, names: bool) -> None:
        """Compare the folder with the plan; nothing is written.

        Args:
            path: the folder, which need not exist yet.
            plan: the packs of the roster, and the refused rows.
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
        self.kept = len(plan.packs) - len(self.todo)
        self._gone = [entry._replace(row=None) for entry in found.values() if (path / entry.file).exists()]
        self.gone = tuple(entry.file for entry in self._gone)

    def begin(self) -> None:
        """Write the manifest, and delete temporary files that a killed batch has left.

        Raises:
            OutputError: the folder cannot be written to.
        """
        clear_parts(self.path)
        self._write()
        self._journal = Journal(self.path)

    def put(self, one: Planned, made: Made) -> None:
        """Write a pack atomically, and add its entry to the manifest.

        Raises:
            OutputError: the pack cannot be written; the message names the row, not the file.
        """
        row = one.student.row
        entry = self._entries[row]
        try:
            write_one_of_many(self._where, entry.file, made.pdf)
        except OutputError as error:
            raise OutputError(str(error).replace(str(self.path / entry.file), f"The pack of row {row}")) from None
        digest = hashlib.sha256(made.pdf).hexdigest()
        entry = entry._replace(key=one.key, pages=made.pages, size=len(made.pdf), sha256=digest)
        self._write_down(entry, row)

    def fail(self, failure: Failure) -> None:
        """Record in the manifest that a pack could not be made."""
        self._write_down(self._entries[failure.row]._replace(problem=failure.problem), failure.row)

    def _write_down(self, entry: ManifestEntry, row: int) -> None:
        self._entries[row] = entry
        if self._journal is not None:
            self._journal.add(entry)

    def close(self) -> None:
        """Close the manifest."""
        if self._journal is not None:
            self._journal.close()
        self._journal = None

    def end(self) -> None:
        """Rewrite the manifest in the roster's order.

        Raises:
            OutputError: the manifest cannot be written.
        """
        self.close()
        self._write()

    def _write(self) -> None:
        manifest.write(self.path, [*self._entries.values(), *self._gone])

    def _foreign(self, ours: Mapping[str, ManifestEntry]) -> set[str]:
        """Return the lower-case names of files in the folder that packgen did not write and must not replace."""
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
        """Tell whether a pack is up to date: neither its key nor its file has changed."""
        if entry.key != key or entry.sha256 is None:
            return False
        try:
            data = read_regular(self.path / entry.file, min(entry.size or 0, _LARGEST), "", "", follow=False)
        except (OSError, OutputError):
            return False
        return hashlib.sha256(data).hexdigest() == entry.sha256

    def _may_be_ours(self, file: str) -> bool:
        """Tell whether a file of the manifest is missing or an ordinary file; packgen writes no folders or links."""
        path = self.path / file
        return not os.path.lexists(path) or is_regular(path)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Lock a folder against other batches, and create it if need be. The system releases the lock of a killed process.

    Raises:
        OutputError: another batch has the lock, or the folder cannot be made.
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
    """Return a manifest entry completed with the title, topics, sections and exam of its pack."""
    exam = one.order.options.exam
    title, topics, sections = one.description
    return entry._replace(title=title, topics=topics, sections=sections, exam=exam.isoformat() if exam else None)

"""The folder of a batch: which packs are there, which are to be made, and writing them down one by one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.batch import manifest
from packgen.batch.manifest import Entry, Journal
from packgen.batch.naming import Person, file_names, identities
from packgen.errors import OutputError
from packgen.files import unwritable, write_one_of_many
from packgen.parts import clear_parts

if TYPE_CHECKING:
    from packgen.batch.plan import Planned
    from packgen.batch.roster import Student
    from packgen.batch.worker import Made

_LOCK = ".packgen-batch.lock"


class Folder:
    """Packs and manifest of a batch.

    Attributes:
        path: where it is.
        todo: packs that are missing or changed.
        kept: how many are there as they should be.
        gone: files of packs that no row asks for any more.
    """

    def __init__(self, path: Path, planned: Sequence[Planned], *, names: bool) -> None:
        """Look what is there; nothing is written.

        Args:
            path: may not exist yet.
            planned: the packs of the roster.
            names: whether the manifest holds names and addresses.

        Raises:
            OutputError: the folder cannot be read.
        """
        self.path = path
        self._where = str(path)
        self._journal: Journal | None = None
        found = manifest.read(path)
        given = {entry.student: entry.file for entry in found.values()}
        people = _people([one.student for one in planned], [one.order.options.edition for one in planned])
        files = file_names(people, given, self._foreign(found))
        self._entries: dict[int, Entry] = {}
        self.todo: list[Planned] = []
        for one, person, file in zip(planned, people, files, strict=True):
            entry = _entry(one.student, person, file, names=names)
            old = found.pop(file, None)
            if old is not None and self._is_as_it_should_be(old, one.key):
                entry = entry._replace(key=old.key, pages=old.pages, size=old.size, sha256=old.sha256)
            else:
                self.todo.append(one)
            self._entries[one.student.row] = entry
        self.kept = len(planned) - len(self.todo)
        self._gone = [entry._replace(row=None) for entry in found.values() if (path / entry.file).exists()]
        self.gone = tuple(entry.file for entry in self._gone)

    def begin(self) -> None:
        """Write down which files are ours, and clear away what was half written when a batch was killed.

        Raises:
            OutputError: the folder cannot be written to.
        """
        clear_parts(self.path)
        self._write()
        self._journal = Journal(self.path)

    def put(self, one: Planned, made: Made) -> None:
        """Put a pack in its place, whole or not at all, and write it down.

        Raises:
            OutputError: it cannot be written; the message names the row, not the file.
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

    def fail(self, one: Planned, problem: str) -> None:
        """Write down that a pack could not be made."""
        row = one.student.row
        self._write_down(self._entries[row]._replace(problem=problem), row)

    def _write_down(self, entry: Entry, row: int) -> None:
        self._entries[row] = entry
        if self._journal is not None:
            self._journal.add(entry)

    def close(self) -> None:
        """Let go of the manifest."""
        if self._journal is not None:
            self._journal.close()
        self._journal = None

    def end(self) -> None:
        """Write the manifest whole, in the roster's order.

        Raises:
            OutputError: it cannot be written.
        """
        self.close()
        self._write()

    def _write(self) -> None:
        manifest.write(self.path, [*self._entries.values(), *self._gone])

    def _foreign(self, ours: Mapping[str, Entry]) -> set[str]:
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

    def _is_as_it_should_be(self, entry: Entry, key: str) -> bool:
        """Tell whether a pack need not be made: nothing that decides it has changed, nor its file."""
        if entry.key != key or entry.sha256 is None:
            return False
        try:
            data = (self.path / entry.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == entry.sha256


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other batches out of a folder, which is made if need be. The system lets go if we are killed.

    Raises:
        OutputError: there is one already, or the folder cannot be made.
    """
    path = folder / _LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        _lock(lock, folder)
        yield
    finally:
        os.close(lock)


def _lock(file: int, folder: Path) -> None:
    try:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        message = f"Another batch is at work in {folder}. Wait until it is done, or name another folder with --output."
        raise OutputError(message) from error


def _people(students: Sequence[Student], editions: Sequence[str]) -> list[Person]:
    told = [(student.name, student.email, edition) for student, edition in zip(students, editions, strict=True)]
    return [
        Person(name, "" if edition == "student" else edition, identity)
        for (name, _, edition), identity in zip(told, identities(told), strict=True)
    ]


def _entry(student: Student, person: Person, file: str, *, names: bool) -> Entry:
    return Entry(
        file=file,
        student=person.identity,
        row=student.row,
        columns=dict(student.columns),
        person={"name": student.name, "email": student.email} if names else {},
    )

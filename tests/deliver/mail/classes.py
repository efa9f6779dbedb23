"""A class with a pack for each student: the folder of a batch, and what is to be mailed out of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from packgen.batch import manifest
from packgen.batch.manifest import ManifestEntry
from packgen.batch.naming import identities
from packgen.batch.roster import Student, row_digest
from packgen.deliver.mail.addresses import Mailbox
from packgen.deliver.mail.binding import Bound
from packgen.deliver.mail.letter import Letter
from packgen.deliver.mail.messages import messages_for
from packgen.deliver.packs import read_batch

TEACHER = Mailbox("Ms Okafor", "okafor@school.example")


NOTHING = {"topics": (), "profile": None, "edition": None, "seed": None}
"""What a row says that leaves all options to the command."""


def box(row: int) -> str:
    """Return what stands before the @ of a student's address."""
    return f"s{row}"


def make_class(folder: Path, count: int) -> None:
    """Write the packs of a class, and their manifest. Each pack is short, and like no other."""
    folder.mkdir()
    students = _students(count)
    names = [(student.name, student.email, "student") for student in students]
    entries = []
    for student, identity in zip(students, identities(names), strict=True):
        pack = f"%PDF-1.7\nThe pack of {student.name}\n%%EOF\n".encode()
        digest = hashlib.sha256(pack).hexdigest()
        (folder / f"khrushchev-{student.row}.pdf").write_bytes(pack)
        entry = ManifestEntry(f"khrushchev-{student.row}.pdf", identity, student.row, digest, 1, len(pack), digest)
        entries.append(entry._replace(cells=row_digest(student), title="Khrushchev in power"))
    manifest.write(folder, entries)


def letters_of(folder: Path) -> list[Letter]:
    """Return the letters of a class, in the roster's order."""
    packs = read_batch(folder).packs
    bound = [Bound(student, student.email, pack) for student, pack in zip(_students(len(packs)), packs, strict=True)]
    messages, failures = messages_for(bound, None)
    assert not failures
    return [message.letter(TEACHER) for message in messages]


def _students(count: int) -> list[Student]:
    return [
        Student(row, f"Śtudent {row}", f"{box(row)}@school.example", NOTHING, (), first=f"Śtudent {row}")
        for row in range(2, count + 2)
    ]

"""Rosters, packs and messages for tests of mail."""

from __future__ import annotations

import email
import email.policy
import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from packgen.batch.manifest import ManifestEntry
from packgen.batch.roster import Student
from packgen.deliver.mail.addresses import Mailbox
from packgen.deliver.mail.binding import Bound
from packgen.deliver.mail.letter import MessageIdentity
from packgen.deliver.packs import BatchPack

ROSTER = """\
name,email,form
"Berg, Anna",anna@school.example,12B
Łukasz Żółć,lukasz@school.example,12B
Zoë-Mae O’Brien ﬁ,zoe@School.Example,12B
Иван Петров,ivan@school.example,12B
Αλέξανδρος Παπαδόπουλος,alex@school.example,12A
Nguyễn Thị Ánh x̌óạ,anh@school.example,12A
"""

TOPIC = """\
schema: 1
id: stalin
title: Stalin
subject: History
level: A level
sections:
  - id: one
    title: One
    blocks:
      - type: prose
        text: Stalin died in March 1953.
"""

TEACHER = Mailbox("Ms Óscar, head", "okafor@school.example")
STAMP = MessageIdentity("<1@school.example>", datetime(2026, 11, 29, 9, 30, tzinfo=UTC))
PDF = b"%PDF-1.7 a pack \r\n.\r\n" + bytes(range(256)) * 20


def one(folder: Path, **told: str) -> Bound:
    """Return a student with a tiny file for a pack; fields of the student and of the manifest's entry by name."""
    path = folder / "anna.pdf"
    path.write_bytes(PDF)
    name = told.get("name", "Anna Berg")
    first = told.get("first", "") or name.partition(" ")[0] or name
    student = Student(
        2, name, "anna@school.example", {"topics": (), "profile": None, "edition": None, "seed": None}, (), first
    )
    entry = ManifestEntry(
        file=path.name,
        student="0" * 64,
        row=2,
        size=len(PDF),
        sha256=hashlib.sha256(PDF).hexdigest(),
        cells="1" * 64,
        title=told.get("title", "Khrushchev in power"),
        sections=tuple(filter(None, told.get("sections", "The rise;The fall").split(";"))),
        exam=told.get("exam"),
    )
    return Bound(student, told.get("address", "anna@school.example"), BatchPack(path, entry))


def read(message: bytes) -> EmailMessage:
    """Return a message as Python's own parser reads it."""
    found = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found

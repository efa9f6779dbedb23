"""Messages: each to one student, with one pack.

What is sent has lines of less than 79 characters of ASCII (quoted-printable and Base64, RFC 2045; names in headers as
RFC 2047 has them), so that any server takes it as it is. The same letter and stamp give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from typing import NamedTuple

from packgen.batch.failures import Cause, Failure
from packgen.batch.naming import is_reserved, slug
from packgen.deliver.mail.addresses import Mailbox
from packgen.deliver.mail.binding import Bound
from packgen.deliver.mail.letter import Letter, MessageIdentity
from packgen.deliver.mail.template import MissingFieldError, Template, usual_template, values_for
from packgen.deliver.packs import BatchPack

_POLICY = SMTP.clone(cte_type="7bit")
_NAMELESS = "revision-pack"
_NEED = re.compile("large-?print")
"""What the name of an attachment never tells, whatever the title says."""

_HTML = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{subject}</title></head>
<body>
{body}</body>
</html>
"""


class Message(NamedTuple):
    """A message that is ready but for who sends it, and when.

    Attributes:
        row: of the roster as it is now.
        key: see `Letter`.
        address: the only recipient.
        subject: one line.
        text: the message as plain text.
        html: the same as HTML, without what stands around it.
        attachment: the name of the attached file.
        pack: which is attached.
    """

    row: int
    key: str
    address: str
    subject: str
    text: str
    html: str
    attachment: str
    pack: BatchPack

    def letter(self, sender: Mailbox) -> Letter:
        """Return the message as what the ledger knows and a sender sends."""

        def compose(stamp: MessageIdentity) -> bytes:
            return self.composed(sender, stamp)

        return Letter(self.key, self.row, self.address, compose)

    def test(self, address: str) -> Message:
        """Return the message as somebody else gets it to look at, with a subject that says whose it is by its row."""
        return self._replace(address=address, subject=f"[Test, row {self.row}] {self.subject}")

    def composed(self, sender: Mailbox | None = None, stamp: MessageIdentity | None = None) -> bytes:
        """Return the message of RFC 5322 with CRLF.

        Without a sender and a stamp it is a draft: it has no From, Date or Message-ID, which the program that sends it
        puts in for whoever sends it, and ``X-Unsent: 1``, at which mail programs open it to be sent.

        Raises:
            DeliveryError: the pack is missing, or is not the file that the batch made.
            OutputError: the pack cannot be read.
        """
        message = EmailMessage(_POLICY)
        if sender is not None:
            local, _, domain = sender.address.rpartition("@")
            message["From"] = Address(sender.name, local, domain)
        local, _, domain = self.address.rpartition("@")
        message["To"] = Address("", local, domain)
        message["Subject"] = self.subject
        if stamp is not None:
            message["Date"] = stamp.date
            message["Message-ID"] = stamp.message_id
        else:
            message["X-Unsent"] = "1"
        message.set_content(self.text, cte="quoted-printable")
        page = _HTML.format(subject=escape(self.subject), body=self.html)
        message.add_alternative(page, subtype="html", cte="quoted-printable")
        message.add_attachment(self.pack.read(), "application", "pdf", cte="base64", filename=self.attachment)
        # "=_" stands in no part: in quoted-printable no "_" follows "=", and Base64 has none (RFC 2045, 6.7 and 6.8)
        boundary = hashlib.sha256(f"{self.key} {self.row}".encode()).hexdigest()[:32]
        message.set_boundary(f"=_{boundary}")
        next(message.iter_parts()).set_boundary(f"=_{boundary}.text")
        return message.as_bytes()


def messages_for(bound: Sequence[Bound], template: Template | None) -> tuple[list[Message], list[Failure]]:
    """Return the messages of all students, and the rows for which a field of the template has nothing.

    Args:
        bound: students with their packs.
        template: what messages say; None for the usual text.
    """
    messages: list[Message] = []
    failures: list[Failure] = []
    for one in bound:
        values = values_for(one)
        chosen = template or usual_template(exam=bool(values["exam-date"]))
        try:
            subject, text, html = chosen.filled(values)
        except MissingFieldError as missing:
            field = missing.args[0]
            cause = Cause(f"the template has {{{field}}}, and there is none for this pack.", _remedy(field))
            failures.append(Failure(one.student.row, (cause,)))
            continue
        name = attachment_name(values["title"])
        subject = subject.replace("=?", "= ?")  # else it would be read as an encoded word (RFC 2047, 2)
        messages.append(Message(one.student.row, one.key, one.address, subject, text, html, name, one.pack))
    return messages, failures


def attachment_name(title: str) -> str:
    """Return what a pack is called in a message: its title in small letters, digits and hyphens of ASCII."""
    name = slug(title)
    while _NEED.search(name):
        name = slug(_NEED.sub(" ", name))
    return f"{_NAMELESS if not name or is_reserved(name) else name}.pdf"


def _remedy(field: str) -> str:
    if field == "exam-date":
        return "Run packgen batch again with --exam-date, or leave the field out."
    return "Leave the field out."

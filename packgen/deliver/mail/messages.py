"""Compose messages: each is to one student, with one pack attached.

A composed message has lines of less than 79 ASCII characters (quoted-printable and Base64, RFC 2045; names in headers
are encoded by RFC 2047), so that any server accepts it unchanged. The same letter and stamp give the same bytes.
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
    """A message that is complete but for its sender, date and Message-ID.

    Attributes:
        row: current row of the roster.
        key: see `Letter`.
        address: the only recipient.
        subject: subject, on one line.
        text: body as plain text.
        html: body as HTML, without the html and body elements.
        attachment: name of the attached file.
        pack: the attached pack.
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
        """Return the letter for the ledger and the sender."""

        def compose(stamp: MessageIdentity) -> bytes:
            return self.composed(sender, stamp)

        return Letter(self.key, self.row, self.address, compose)

    def test(self, address: str) -> Message:
        """Return the message as a trial to another address, with the row in its subject."""
        return self._replace(address=address, subject=f"[Test, row {self.row}] {self.subject}")

    def composed(self, sender: Mailbox | None = None, stamp: MessageIdentity | None = None) -> bytes:
        """Return the message of RFC 5322 with CRLF.

        Without a sender and a stamp it is a draft: it has no From, Date or Message-ID, which the mail program adds, but
        ``X-Unsent: 1``, which makes mail programs open it for sending.

        Raises:
            DeliveryError: the pack is missing, or has changed since the batch.
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
        # "=_" cannot occur in a part: in quoted-printable "_" never follows "=", and Base64 has no "_" (RFC 2045)
        boundary = hashlib.sha256(f"{self.key} {self.row}".encode()).hexdigest()[:32]
        message.set_boundary(f"=_{boundary}")
        next(message.iter_parts()).set_boundary(f"=_{boundary}.text")
        return message.as_bytes()


def messages_for(bound: Sequence[Bound], template: Template | None) -> tuple[list[Message], list[Failure]]:
    """Return the messages of all students, and failures for the rows in which a field of the template is empty.

    Args:
        bound: students with their packs.
        template: subject and body; None for the default text.
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
        subject = subject.replace("=?", "= ?")  # otherwise it would be decoded as an encoded word (RFC 2047, 2)
        messages.append(Message(one.student.row, one.key, one.address, subject, text, html, name, one.pack))
    return messages, failures


def attachment_name(title: str) -> str:
    """Return the file name of an attached pack: its title in lower-case ASCII letters, digits and hyphens."""
    name = slug(title)
    while _NEED.search(name):
        name = slug(_NEED.sub(" ", name))
    return f"{_NAMELESS if not name or is_reserved(name) else name}.pdf"


def _remedy(field: str) -> str:
    if field == "exam-date":
        return "Run packgen batch again with --exam-date, or leave the field out."
    return "Leave the field out."

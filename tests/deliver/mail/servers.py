"""Senders to servers on this machine."""

from __future__ import annotations

from packgen.deliver.mail.connection import Server
from packgen.deliver.mail.letter import Sender
from packgen.deliver.mail.smtp import SmtpSender
from tests.deliver.mail.classes import TEACHER

FAST = 1e9
"""Messages a minute, so that nothing waits."""


def sender_at(port: int) -> Sender:
    """Return what sends to a server that wants neither encryption nor a login."""
    return SmtpSender(Server("127.0.0.1", port, tls=False, plain=True), TEACHER.address)

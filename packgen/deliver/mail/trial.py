"""Send some of the messages to the teacher as a trial, before any student gets one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from packgen.deliver.mail.addresses import Mailbox
from packgen.deliver.mail.letter import MessageIdentity, Outcome, Sender
from packgen.deliver.mail.messages import Message


def some_of(messages: Sequence[Message]) -> list[Message]:
    """Return the first, the middle and the last message, each once."""
    places = sorted({0, len(messages) // 2, len(messages) - 1})
    return [messages[place] for place in places if messages]


def send_trial(
    messages: Sequence[Message], address: str, mailbox: Mailbox, sender: Sender
) -> Iterator[tuple[int, Outcome]]:
    """Send messages to another address, without recording them in the ledger; yield the row and outcome of each.

    Args:
        messages: messages to students.
        address: address that they are sent to instead.
        mailbox: the sender's name and address.
        sender: the sender, not yet connected.

    Raises:
        DeliveryError: no more messages can be sent, or a pack has changed since the batch.
        OutputError: a pack cannot be read.
    """
    domain = mailbox.address.rpartition("@")[2]
    with sender:
        for message in messages:
            stamp = MessageIdentity(f"<{secrets.token_hex(16)}@{domain}>", datetime.now(UTC).replace(microsecond=0))
            yield message.row, sender.send(address, message.test(address).composed(mailbox, stamp), lambda: None)

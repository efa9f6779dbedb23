"""One message to one student, and what came of sending it: the types that all of mail shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, Self


class MessageIdentity(NamedTuple):
    """What a message is known by: made once for a letter, kept in the ledger, and used each time that it is tried.

    Attributes:
        message_id: with its angle brackets (RFC 5322, 3.6.4).
        date: with a time zone.
    """

    message_id: str
    date: datetime


class Letter(NamedTuple):
    """A message to one student. Its bytes are made only when it is sent: a class of packs does not fit in memory twice.

    Attributes:
        key: tells the student's pack from all others: the manifest's ``student`` digest, a colon, the file's sha256.
        row: of the roster, for people.
        address: the only recipient.
        compose: gives the message of RFC 5322 with CRLF; the same bytes for the same stamp. It reads the pack, and
            raises DeliveryError where that is no longer the file that the batch made.
    """

    key: str
    row: int
    address: str
    compose: Callable[[MessageIdentity], bytes]


class State(StrEnum):
    """What is known of a letter."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


class Outcome(NamedTuple):
    """What came of trying to send a letter.

    Attributes:
        state: accepted, refused (5xx), deferred (4xx, or the connection was lost before the message's end) or unknown
            (it was lost after the message's end and before the answer: RFC 1047).
        code: the server's, 0 for none.
        reason: what the server said, or what happened; one harmless line without the address or the name.
    """

    state: State
    code: int
    reason: str


class Sender(Protocol):
    """Takes messages to a server, one after another; a context manager that holds its connection."""

    def __enter__(self) -> Self:
        """Connect and log in.

        Raises:
            DeliveryError: nobody answers, the certificate is not valid, or the login fails: nothing can be sent.
        """

    def __exit__(self, *_: object) -> None:
        """Close the connection."""

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        """Send one message to one address; connect again if need be.

        Args:
            address: the recipient.
            message: as `Letter.compose` gives it.
            begin: is called once, just before the first byte that could make the server take the message (SMTP: before
                DATA). What it raises goes through, with nothing sent.

        Raises:
            DeliveryError: nothing more can be sent, as when the login is refused; this message was not taken either.
        """

"""Types that all modules of mail share: a message to a student, its state, and the outcome of sending it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, Self


class MessageIdentity(NamedTuple):
    """Message-ID and date of a message: made once for a letter, recorded in the ledger, and used for every attempt.

    Attributes:
        message_id: Message-ID with its angle brackets (RFC 5322, 3.6.4).
        date: date with a time zone.
    """

    message_id: str
    date: datetime


class Letter(NamedTuple):
    """A message to one student. Its bytes are composed only when it is sent, to save memory.

    Attributes:
        key: unique key of the student's pack: the manifest's ``student`` digest, a colon, the file's sha256.
        row: row of the roster, for messages to the user.
        address: the only recipient.
        compose: returns the message (RFC 5322) with CRLF line ends; the same bytes for the same stamp. It reads the
            pack, and raises DeliveryError if the file has changed since the batch.
    """

    key: str
    row: int
    address: str
    compose: Callable[[MessageIdentity], bytes]


class State(StrEnum):
    """State of a letter."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


class Outcome(NamedTuple):
    """Outcome of an attempt to send a letter.

    Attributes:
        state: accepted, refused (5xx), deferred (4xx, or the connection was lost before the message's end) or unknown
            (it was lost after the message's end and before the reply: RFC 1047).
        code: reply code of the server, 0 if there is none.
        reason: the server's text, or what happened; one sanitised line without the address or the name.
    """

    state: State
    code: int
    reason: str


class Sender(Protocol):
    """Sends messages to a server, one after another; a context manager that holds the connection."""

    def __enter__(self) -> Self:
        """Connect and log in.

        Raises:
            DeliveryError: no server answers, the certificate is not valid, or the login fails.
        """

    def __exit__(self, *_: object) -> None:
        """Close the connection."""

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        """Send one message to one address; reconnect if need be.

        Args:
            address: the recipient.
            message: a message from `Letter.compose`.
            begin: called once, just before the first byte after which the server could accept the message (SMTP: before
                DATA). If it raises, nothing is sent, and the exception is passed on.

        Raises:
            DeliveryError: no more messages can be sent, as when the login is refused; this one was not accepted either.
        """

"""Send by SMTP (RFC 5321), so that the outcome of each message is known whenever it can be.

If the connection is lost before the final dot of a message, the server must not deliver it. After the dot was sent,
only the server's reply tells whether it has accepted the message; without one the outcome is unknown (RFC 1047).
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable
from typing import Self

from packgen.deliver.mail.answers import ConnectionLostError, Reply, readable
from packgen.deliver.mail.connection import Connection, Credentials, Server, Timeouts, said
from packgen.deliver.mail.explained import WANTS_LOGIN, explained
from packgen.deliver.mail.letter import Outcome, State
from packgen.errors import DeliveryError

MESSAGES = 50
"""Messages over one connection: some servers take no more."""

IDLE = 60
"""Seconds after which a connection is not trusted to be there still."""

_LONGEST_LINE = 998
"""Bytes of a line of a message without its end (RFC 5322, 2.1.1)."""

_END = b".\r\n"
_TOO_LARGE = 552
_MAILBOX = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
"""An address that can stand between < and >: visible ASCII."""

_DOTS = re.compile(rb"^\.", re.MULTILINE)
_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n|\0")


class SmtpSender:
    """Sends messages to one server; reconnects if the connection is lost.

    Args:
        server: the server.
        address: address of the sender, to which bounces go.
        credentials: user and password, or None to send without a login.
        timeouts: seconds to wait.
        context: TLS context that verifies certificates; None for the system's.
        seconds: monotonic clock in seconds.
    """

    def __init__(
        self,
        server: Server,
        address: str,
        credentials: Credentials | None = None,
        timeouts: Timeouts = Timeouts(),  # noqa: B008 (it is never changed)
        context: ssl.SSLContext | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server, self._address, self._credentials, self._timeouts = server, address, credentials, timeouts
        self._context, self._seconds = context, seconds
        self._connection: Connection | None = None
        self._sent = 0
        self._used = 0.0

    def __enter__(self) -> Self:
        """Connect and log in; see `Sender`."""
        try:
            self._open()
        except ConnectionLostError as error:
            raise DeliveryError(f"The mail server cannot be used: {error}. Check --smtp and the network.") from error
        return self

    def __exit__(self, *raised: object) -> None:
        """Close the connection: with QUIT, but not after an exception, which may have interrupted a message."""
        if self._connection is not None:
            if not any(raised):
                self._connection.quit()
            else:
                self._connection.close()
        self._connection = None

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        """Send one message; see `Sender`."""
        _require_plain(message)
        mailbox = _ascii(address)
        if mailbox is None:
            return Outcome(State.REFUSED, 0, "the address cannot be sent to: it is not an address in ASCII")
        try:
            connection = self._ready()
        except ConnectionLostError as error:
            return Outcome(State.DEFERRED, 0, readable(str(error).encode()))
        try:
            outcome = self._transaction(connection, mailbox, message, begin)
        except BaseException:
            self._drop()  # a message may be incomplete, and the server must not accept it as complete
            raise
        self._sent += 1
        self._used = self._seconds()
        return outcome

    def _open(self) -> Connection:
        if self._context is None and not self._server.plain:
            self._context = ssl.create_default_context()  # once: it loads some hundred certificates
        self._connection = Connection(self._server, self._credentials, self._timeouts, self._context)
        self._sent = 0
        self._used = self._seconds()
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _ready(self) -> Connection:
        """Return a connection that is ready for a message: the open one, else a new one.

        Raises:
            ConnectionLostError: the server cannot be reached.
            DeliveryError: the server refuses the login.
        """
        connection = self._connection
        if connection is not None and self._sent:
            if self._sent >= MESSAGES or self._seconds() - self._used > IDLE:
                connection.quit()
                self._connection = None
            else:
                try:
                    if connection.command("RSET").code != 250:
                        self._drop()
                except ConnectionLostError:
                    self._drop()
        return self._connection or self._open()

    def _transaction(self, connection: Connection, mailbox: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        if connection.largest and len(message) > connection.largest:
            return Outcome(
                State.REFUSED, 0, f"the message has {len(message):,} bytes, and the server takes {connection.largest:,}"
            )
        try:
            size = f" SIZE={len(message)}" if "size" in connection.features else ""
            reply = connection.command(f"MAIL FROM:<{self._address}>{size}")
            if reply.code != 250:
                return self._not_from_here(reply, mailbox)
            reply = connection.command(f"RCPT TO:<{mailbox}>")
            if reply.code not in (250, 251, 252):
                return self._not_taken(reply, mailbox)
        except ConnectionLostError as error:
            return self._lost(error)
        begin()
        try:
            reply = connection.command("DATA")
            if reply.code != 354:
                return self._not_taken(reply, mailbox)
            connection.write(_stuffed(message))
            if connection.has_spoken():
                # A server that replies before the end has given up; this is not the reply to a complete message.
                return self._not_taken(connection.answer(self._timeouts.command), mailbox, broken=True)
            # One call that sends three bytes: if it fails, they were not sent.
            connection.write(_END)
        except ConnectionLostError as error:
            return self._lost(error)
        try:
            reply = connection.answer()
        except ConnectionLostError as error:
            self._drop()
            return Outcome(State.UNKNOWN, 0, f"{error} after the message's end")
        if 200 <= reply.code < 300:
            return Outcome(State.ACCEPTED, reply.code, self._shown(reply, mailbox))
        if reply.code < 400:
            self._drop()
            return Outcome(State.UNKNOWN, reply.code, self._shown(reply, mailbox))
        return self._not_taken(reply, mailbox)

    def _not_from_here(self, reply: Reply, mailbox: str) -> Outcome:
        """Return the outcome of a message after the server has refused MAIL.

        Raises:
            DeliveryError: the refusal does not concern the message: nothing can be sent from this address.
        """
        if reply.code >= 500 and reply.code not in (*WANTS_LOGIN, _TOO_LARGE):
            raise DeliveryError(
                f"{self._server} takes no message from this sender ({said(reply, self._address)}). Check --from and "
                "the login."
            )
        return self._not_taken(reply, mailbox)

    def _not_taken(self, reply: Reply, mailbox: str, *, broken: bool = False) -> Outcome:
        """Return the outcome of a message after a reply that does not accept it.

        Args:
            reply: the reply.
            mailbox: address of the recipient.
            broken: whether the reply came out of sequence, so that the connection cannot be used again.

        Raises:
            DeliveryError: the server requires another login.
        """
        if reply.code in WANTS_LOGIN:
            raise DeliveryError(
                f"{self._server} refused to send ({said(reply, mailbox, self._address)}). {explained(reply)}"
            )
        if broken or reply.code == 421 or reply.code < 400:
            self._drop()
        state = State.REFUSED if reply.code >= 500 else State.DEFERRED
        return Outcome(state, reply.code, self._shown(reply, mailbox))

    def _lost(self, error: ConnectionLostError) -> Outcome:
        self._drop()
        return Outcome(State.DEFERRED, 0, str(error))

    def _shown(self, reply: Reply, mailbox: str) -> str:
        return readable(reply.text, (mailbox, self._address))


def _require_plain(message: bytes) -> None:
    """Check that any server can transport a message unchanged: 7-bit (no 8BITMIME), with CRLF line ends."""
    if not message.isascii() or _BARE.search(message) or not message.endswith(b"\r\n"):
        raise ValueError("a message is lines of ASCII that end in CRLF")
    if max(map(len, message.split(b"\r\n"))) > _LONGEST_LINE:
        raise ValueError("a line of a message is too long")


def _stuffed(message: bytes) -> bytes:
    """Return a message with dot-stuffing: each line that begins with a dot gets a second one (RFC 5321, 4.5.2)."""
    return _DOTS.sub(b"..", message)


def _ascii(address: str) -> str | None:
    """Return an address in the ASCII form that needs no SMTPUTF8, or None if there is none."""
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    mailbox = f"{local}@{domain}"
    return mailbox if len(mailbox) <= 254 and _MAILBOX.fullmatch(mailbox) else None

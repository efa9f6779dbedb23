"""Sending by SMTP (RFC 5321), in the one way in which it can be told what came of each message.

Everything up to the dot that ends a message can be lost without harm: the server must not deliver what has no end. Once
the dot has gone, only the server's answer says whether it has the message; without one nobody knows (RFC 1047).
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
    """Sends messages to one server over one connection after another.

    Args:
        server: to send to.
        address: that messages come from and bounces go to.
        credentials: who logs in, if anybody does.
        timeouts: seconds to wait.
        context: says which certificates are valid; None for those that the system trusts.
        seconds: a clock that never goes back.
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
        """Close the connection: with a word, unless something went wrong, when it may be in the middle of a message."""
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
            self._drop()  # it may be in the middle of a message, which the server must not take for whole
            raise
        self._sent += 1
        self._used = self._seconds()
        return outcome

    def _open(self) -> Connection:
        if self._context is None and not self._server.plain:
            self._context = ssl.create_default_context()  # once: it reads some hundred certificates
        self._connection = Connection(self._server, self._credentials, self._timeouts, self._context)
        self._sent = 0
        self._used = self._seconds()
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _ready(self) -> Connection:
        """Return a connection that listens: the one that is open, else a new one.

        Raises:
            ConnectionLostError: there is no server.
            DeliveryError: it refuses the login now.
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
                # A server that speaks before the end has given up; what it says is no answer to a whole message.
                return self._not_taken(connection.answer(self._timeouts.command), mailbox, broken=True)
            # One call that sends three bytes: where it fails, they have not gone.
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
        """Return what a refused MAIL means for the message.

        Raises:
            DeliveryError: it has nothing to do with the message: nothing can be sent from this address.
        """
        if reply.code >= 500 and reply.code not in (*WANTS_LOGIN, _TOO_LARGE):
            raise DeliveryError(
                f"{self._server} takes no message from this sender ({said(reply, self._address)}). Check --from and "
                "the login."
            )
        return self._not_taken(reply, mailbox)

    def _not_taken(self, reply: Reply, mailbox: str, *, broken: bool = False) -> Outcome:
        """Return what an answer means that does not accept a message.

        Args:
            reply: the answer.
            mailbox: the recipient's.
            broken: whether server and sender no longer agree on where they are.

        Raises:
            DeliveryError: the server wants another login.
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
    """Return if a message can go through any server as it is: 7 bits (without 8BITMIME), lines that end in CRLF."""
    if not message.isascii() or _BARE.search(message) or not message.endswith(b"\r\n"):
        raise ValueError("a message is lines of ASCII that end in CRLF")
    if max(map(len, message.split(b"\r\n"))) > _LONGEST_LINE:
        raise ValueError("a line of a message is too long")


def _stuffed(message: bytes) -> bytes:
    """Return a message with a second dot in front of each line that begins with one (RFC 5321, 4.5.2)."""
    return _DOTS.sub(b"..", message)


def _ascii(address: str) -> str | None:
    """Return an address as servers take it without SMTPUTF8, or None where that cannot be."""
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    mailbox = f"{local}@{domain}"
    return mailbox if len(mailbox) <= 254 and _MAILBOX.fullmatch(mailbox) else None

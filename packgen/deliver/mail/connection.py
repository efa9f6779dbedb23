"""An SMTP connection to a mail server: verified TLS, login, and replies read within limits.

smtplib is not used: it sends a message and its final dot in one call, so that after a lost connection nobody can tell
whether the dot was sent; it reads replies of unlimited length; and it cannot log in with a non-ASCII password.
"""

from __future__ import annotations

import base64
import ipaddress
import socket
import ssl
from contextlib import suppress
from typing import NamedTuple

from packgen.deliver.mail.answers import Answers, ConnectionLostError, Reply, readable
from packgen.deliver.mail.explained import explained
from packgen.errors import DeliveryError

GREETING = "[127.0.0.1]"
"""What packgen calls itself: an address literal (RFC 5321, 4.1.3). The name or address of a teacher's computer would go
into the header of each message that a student gets."""

_CHUNK = 65_536
_GOODBYE = 5
"""Seconds to wait for the answer to QUIT, which does not matter."""


class Credentials(NamedTuple):
    """User and password; the repr does not show them."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(...)"


class Server(NamedTuple):
    """A mail server.

    Attributes:
        host: host name or IP address, in lower case, without brackets.
        port: port number.
        tls: whether the connection begins with TLS (smtps); if not, STARTTLS is required unless ``plain``.
        plain: whether the connection is not encrypted: only to this computer, and without a login.
    """

    host: str
    port: int
    tls: bool = False
    plain: bool = False

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Timeouts(NamedTuple):
    """Seconds to wait for a connection, a reply, one write of a message, and the reply to its end.

    The last is the ten minutes of RFC 5321 (4.5.3.2.6): with a shorter one, more outcomes would be unknown.
    """

    connect: float = 30
    command: float = 120
    data: float = 180
    end: float = 600


class Connection:
    """A connection that is ready for the MAIL command.

    Args:
        server: the server to connect to.
        credentials: user and password, or None to send without a login.
        timeouts: seconds to wait.
        context: TLS context that verifies certificates; None only for a plain server.

    Attributes:
        features: parameters of the server's extensions, by keyword in lower case.
        largest: largest message size in bytes that the server accepts, 0 if it does not say (RFC 1870).

    Raises:
        ConnectionLostError: the server is unreachable, is busy, or disconnects.
        DeliveryError: the server cannot be used: its certificate is not valid, it has no TLS, or it refuses the login.
    """

    def __init__(
        self, server: Server, credentials: Credentials | None, timeouts: Timeouts, context: ssl.SSLContext | None
    ) -> None:
        if server.plain and credentials is not None:
            raise ValueError("no password goes over a connection that is not encrypted")
        self._server, self._timeouts, self._context = server, timeouts, context
        self.features: dict[str, str] = {}
        self._socket = self._connected()
        try:
            self._answers = Answers(self._socket)
            self._require_near()
            if server.tls:
                self._wrap()
            reply = self.answer(timeouts.command)
            if reply.code != 220:
                raise ConnectionLostError(f"{server} is not ready ({said(reply)})")
            self._hello()
            if not server.tls and not server.plain:
                self._start_tls()
            if credentials is not None:
                self._log_in(credentials)
        except BaseException:
            self.close()
            raise
        size = self.features.get("size", "")
        self.largest = int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0

    def _connected(self) -> socket.socket:
        server = self._server
        try:
            connection = socket.create_connection((server.host, server.port), self._timeouts.connect)
        except TimeoutError as error:
            raise ConnectionLostError(f"{server} does not answer") from error
        except (OSError, UnicodeError) as error:
            reason = readable(str(getattr(error, "strerror", None) or error).encode()).lower()
            raise ConnectionLostError(f"{server} cannot be reached ({reason})") from error
        # TCP_NODELAY: a message and its final dot are two writes, and the system would delay the second one.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _require_near(self) -> None:
        """Check that a connection without TLS is to this computer, by its IP address: "localhost" may mean anything."""
        if self._server.plain and not ipaddress.ip_address(self._socket.getpeername()[0]).is_loopback:
            raise DeliveryError(f"{self._server} is another computer: nothing goes there without encryption.")

    def _wrap(self) -> None:
        server, context = self._server, self._context
        if context is None:
            raise ValueError("nothing says which certificates are valid")
        try:
            self._socket.settimeout(self._timeouts.connect)
            self._socket = context.wrap_socket(self._socket, server_hostname=server.host)
        except ssl.SSLCertVerificationError as error:
            raise DeliveryError(
                f"The certificate of {server} is not valid ({readable(error.verify_message.encode())}), so nothing is "
                "sent there. Check the server's name, or ask IT."
            ) from error
        except ssl.SSLError as error:
            raise DeliveryError(
                f"{server} does not speak TLS as it should. Ask IT for the server and its port."
            ) from error
        except OSError as error:
            raise ConnectionLostError("the connection was lost") from error
        self._answers = Answers(self._socket)

    def _hello(self) -> None:
        reply = self.command(f"EHLO {GREETING}")
        self.features = _features(reply.text)
        if reply.code in (500, 502):
            reply = self.command(f"HELO {GREETING}")
            self.features = {}
        if reply.code != 250:
            raise ConnectionLostError(f"{self._server} does not want to talk ({said(reply)})")

    def _start_tls(self) -> None:
        """Start TLS (RFC 3207), and discard what the server offered before."""
        server = self._server
        if "starttls" not in self.features:
            raise DeliveryError(
                f"{server} offers no encryption (STARTTLS), so nothing is sent there. Use smtps:// and its port, or "
                "ask IT."
            )
        reply = self.command("STARTTLS")
        if reply.code != 220:
            raise ConnectionLostError(f"{server} does not start TLS ({said(reply)})")
        if self._answers.has_more():
            raise DeliveryError(
                f"{server} said more than it should before encryption, so nothing is sent there. Ask IT."
            )
        self._wrap()
        self._hello()

    def _log_in(self, credentials: Credentials) -> None:
        """Log in with PLAIN (RFC 4616) or LOGIN."""
        server, ways = self._server, self.features.get("auth", "").upper().split()
        if "PLAIN" in ways:
            reply = self.command("AUTH PLAIN " + _base64("\0".join(("", *credentials))))
        elif "LOGIN" in ways:
            reply = self.command("AUTH LOGIN")
            for secret in credentials:
                if reply.code == 334:
                    reply = self.command(_base64(secret))
        elif ways:
            offered = readable(" ".join(ways).encode())
            raise DeliveryError(f"{server} takes no passwords, only {offered}. Ask IT for another way to send.")
        else:
            raise DeliveryError(f"{server} takes no login. Run packgen mail logout to send without, or ask IT.")
        if 400 <= reply.code < 500:
            raise ConnectionLostError(f"{server} cannot check the login now ({said(reply, credentials.user)})")
        if reply.code != 235:
            raise DeliveryError(f"{server} refused the login ({said(reply, credentials.user)}). {explained(reply)}")

    def command(self, line: str) -> Reply:
        """Send a command line and return the reply.

        Raises:
            ConnectionLostError: there is no reply.
        """
        if not line.isascii() or not line.isprintable():
            raise ValueError("a command is a line of ASCII")
        self._send(f"{line}\r\n".encode("ascii"), self._timeouts.command)
        return self.answer(self._timeouts.command)

    def write(self, data: bytes) -> None:
        """Send a part of a message.

        Raises:
            ConnectionLostError: not all of it could be sent.
        """
        for start in range(0, len(data), _CHUNK):
            self._send(data[start : start + _CHUNK], self._timeouts.data)

    def _send(self, data: bytes, seconds: float) -> None:
        try:
            self._socket.settimeout(seconds)
            self._socket.sendall(data)
        except TimeoutError:
            raise ConnectionLostError("the server did not listen in time") from None
        except OSError as error:
            raise ConnectionLostError("the connection was lost") from error

    def has_spoken(self) -> bool:
        """Tell whether the server has sent something unexpectedly, or has disconnected."""
        return self._answers.has_more()

    def answer(self, seconds: float | None = None) -> Reply:
        """Return the next reply.

        Args:
            seconds: time limit; None for that of the reply to the end of a message.

        Raises:
            ConnectionLostError: there is no reply.
        """
        return self._answers.read(self._timeouts.end if seconds is None else seconds)

    def quit(self) -> None:
        """Send QUIT, and close the connection."""
        with suppress(ConnectionLostError):
            self._send(b"QUIT\r\n", _GOODBYE)
            self.answer(_GOODBYE)
        self.close()

    def close(self) -> None:
        """Close the connection without QUIT."""
        with suppress(OSError):
            self._socket.close()


def said(reply: Reply, *hidden: str) -> str:
    """Return the code and the sanitised text of a reply; see `readable`."""
    return f"{reply.code} {readable(reply.text, hidden)}".strip()


def _features(text: bytes) -> dict[str, str]:
    """Parse the extensions in a reply to EHLO (RFC 5321, 4.1.1.1); some servers write AUTH=LOGIN."""
    found: dict[str, str] = {}
    for line in text.decode("ascii", "replace").split("\n")[1:]:
        key, _, value = line.strip().replace("AUTH=", "AUTH ").partition(" ")
        found[key.lower()] = f"{found.get(key.lower(), '')} {value}".strip()
    return found


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")

"""Microsoft Graph as a `Sender`: a ``POST /me/sendMail`` for each message.

The message is sent in MIME format, base64-encoded as ``text/plain``, so that it arrives as composed: both texts, the
attachment's name, and the Message-ID as far as Exchange preserves it. A request may have 4 MB, so a message may have
three quarters of that (`LARGEST`).

Each message uses a new connection. If a server closed a persistent connection at the wrong moment, the outcome of a
message would be unknown; and at twenty messages a minute the cost of connecting does not matter.
"""

from __future__ import annotations

import base64
import http.client
import math
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from email.parser import BytesHeaderParser
from email.policy import SMTP
from typing import Protocol, Self
from urllib.parse import urlsplit

from packgen.deliver.mail.graph_answers import GraphResponse, asks_to_log_in, outcome_of
from packgen.deliver.mail.letter import Outcome, State
from packgen.deliver.mail.proxies import Route, route_to
from packgen.errors import DeliveryError

BASE = "https://graph.microsoft.com/v1.0"
LARGEST = 3_000_000
"""Bytes of a message: in base64 they are 4 MB, the most that Graph takes in a request."""

LARGEST_PACK = 2_100_000
"""Bytes of a pack: in base64, in lines of 76 characters, with some 100 kB to spare for the rest of the message."""

_LONGEST_PAUSE = 15 * 60
_LONGEST_ANSWER = 100_000
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Tokens(Protocol):
    """Provides access tokens for Microsoft Graph."""

    def token(self, *, anew: bool = False) -> str:
        """Return an access token that is valid for some minutes at least.

        Args:
            anew: whether to request a new token, since the server refused the cached one.

        Raises:
            DeliveryError: nobody is logged in, or Microsoft refuses.
        """


class GraphSender:
    """Sends through the mailbox of the user who is logged in to Microsoft. See `Sender`.

    Args:
        tokens: see `Tokens`.
        base: URL of the service; HTTPS, or HTTP for this computer only.
        timeout: timeout of each request in seconds.
        context: TLS context that verifies certificates; the system's by default.
        sleep: waits for a number of seconds.
        clock: monotonic clock in seconds.
    """

    def __init__(
        self,
        tokens: Tokens,
        base: str = BASE,
        *,
        timeout: float = 60,
        context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._path = f"{parts.path.rstrip('/')}/me/sendMail"
        self._secure = parts.scheme == "https"
        if not self._secure and (parts.scheme != "http" or self._host not in _LOOPBACK):
            raise ValueError(f"{base} is neither HTTPS nor on this machine")
        self._context = context or ssl.create_default_context()
        self._tokens, self._timeout, self._sleep, self._clock = tokens, timeout, sleep, clock
        self._quiet_until = -math.inf

    def __enter__(self) -> Self:
        self._tokens.token()
        try:
            connection = self._connected()
        except OSError as error:
            raise DeliveryError(f"Nothing was sent: Microsoft Graph cannot be reached ({_why(error)}).") from error
        connection.close()
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: no connection is kept open."""

    def send(self, address: str, message: bytes, begin: Callable[[], None]) -> Outcome:
        """Send one message to the one address that it names. See `Sender.send`.

        Raises:
            DeliveryError: this message was not accepted, even if ``begin`` was called, and no other would be.
            ValueError: the message has another recipient, or more than one.
        """
        if _recipients(message) != [address]:  # Graph takes the recipients from the message
            raise ValueError("a message for Microsoft Graph has to name its one recipient, and no other")
        if len(message) > LARGEST:
            return Outcome(State.REFUSED, 413, too_large(len(message)))
        self._wait()
        body = base64.b64encode(message)
        begun = False

        def begin_once() -> None:
            nonlocal begun
            if not begun:
                begin()
            begun = True

        answer = self._post(body, begin_once, self._tokens.token())
        if isinstance(answer, GraphResponse) and asks_to_log_in(answer):
            answer = self._post(body, begin_once, self._tokens.token(anew=True))
        if isinstance(answer, Outcome):
            return answer
        if answer.pause:
            self._quiet_until = self._clock() + answer.pause
        return outcome_of(answer)

    def _wait(self) -> None:
        """Wait as long as the server has asked for.

        Raises:
            DeliveryError: the wait would be too long for an interactive command.
        """
        left = self._quiet_until - self._clock()
        if left > _LONGEST_PAUSE:
            minutes = math.ceil(left / 60)
            raise DeliveryError(f"Microsoft Graph asks for a pause of {minutes} minutes. Run the same command then.")
        if left > 0:
            self._sleep(left)

    def _post(self, body: bytes, begin: Callable[[], None], token: str) -> GraphResponse | Outcome:
        """Send a request; return the response, or the outcome of the message if there is none."""
        try:
            connection = self._connected()
        except OSError as error:
            return Outcome(State.DEFERRED, 0, f"Microsoft Graph could not be reached ({_why(error)})")
        try:
            begin()
            whole = False
            try:
                connection.putrequest("POST", self._path, skip_accept_encoding=True)
                connection.putheader("Authorization", f"Bearer {token}")
                connection.putheader("Content-Type", "text/plain")
                connection.putheader("Content-Length", str(len(body)))
                connection.endheaders(body)
                whole = True  # an error before this line means that the request was not sent in full
                return _read(connection)
            except (OSError, http.client.HTTPException) as error:
                if whole:
                    return Outcome(State.UNKNOWN, 0, f"the connection was lost before the answer ({_why(error)})")
                with suppress(
                    OSError, http.client.HTTPException
                ):  # it may have responded before it had read the whole request
                    return _read(connection)
                return Outcome(State.DEFERRED, 0, f"the connection was lost while sending ({_why(error)})")
        finally:
            connection.close()

    def _connected(self) -> http.client.HTTPConnection:
        """Return a new connection.

        Raises:
            DeliveryError: the certificate is not valid.
            OSError: the server cannot be reached.
        """
        if not self._secure:
            connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        else:
            route = route_to(self._host, self._port)
            connection = self._through(route)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            raise DeliveryError(
                f"The certificate of {self._host} is not valid ({error.verify_message}). "
                "Where a filter of the school stands between, ask IT to install its certificate on this computer."
            ) from error
        return connection

    def _through(self, route: Route | None) -> http.client.HTTPSConnection:
        if route is None:
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._context)
        connection = http.client.HTTPSConnection(route.host, route.port, timeout=self._timeout, context=self._context)
        connection.set_tunnel(self._host, self._port, dict(route.headers))
        return connection


def too_large(size: int) -> str:
    """Return the reason why a message of ``size`` bytes cannot be sent."""
    return f"the message has {size / 1e6:.1f} MB, and Microsoft Graph takes {LARGEST / 1e6:.0f} MB"


def _read(connection: http.client.HTTPConnection) -> GraphResponse:
    response = connection.getresponse()
    body = b""
    with suppress(OSError, http.client.HTTPException):  # the status is enough
        body = response.read(_LONGEST_ANSWER)
    return GraphResponse.of(response.status, response.getheader("Retry-After", ""), body)


def _recipients(message: bytes) -> list[str]:
    headers = BytesHeaderParser(policy=SMTP).parsebytes(message)
    fields = [field for name in ("to", "cc", "bcc") for field in headers.get_all(name, [])]
    return [address.addr_spec for field in fields for address in field.addresses]


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return type(error).__name__

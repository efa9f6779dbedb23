"""A Microsoft Graph on this machine: takes what the documentation of sendMail says, and fails in each way that it says.

https://learn.microsoft.com/en-us/graph/api/user-sendmail, https://learn.microsoft.com/en-us/graph/errors and
https://learn.microsoft.com/en-us/graph/throttling.
"""

from __future__ import annotations

import base64
import binascii
import json
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

LARGEST_REQUEST = 4 * 1024 * 1024


class Fault(NamedTuple):
    """What the server does instead of taking a message, once.

    Attributes:
        status: what it answers; 0 for no answer.
        code: of the error.
        pause: seconds in the header Retry-After.
        drop: "before" or "after" it has read the request: it breaks the connection.
            "never": it does not, and does not answer either.
        taken: whether it takes the message all the same.
    """

    status: int = 0
    code: str = ""
    pause: str = ""
    drop: str = ""
    taken: bool = False


class GraphServer(ThreadingHTTPServer):
    """The server, and what came to it.

    Attributes:
        token: the one that it accepts.
        faults: the next ones, first first.
        requests: how many there were.
        taken: the messages that it took.
    """

    daemon_threads = True

    def __init__(self, *, narrow: bool = False) -> None:
        """Listen on a free port.

        Args:
            narrow: whether the system takes only some kilobytes that the server has not read.
        """
        super().__init__(("127.0.0.1", 0), _Handler)
        if narrow:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.token = "good"
        self.faults: list[Fault] = []
        self.requests = 0
        self.taken: list[EmailMessage] = []
        self.closing = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1.0"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that are gone."""


class _Handler(BaseHTTPRequestHandler):
    server: GraphServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        self.server.requests += 1
        fault = self.server.faults.pop(0) if self.server.faults else None
        length = int(self.headers["Content-Length"])
        if fault and fault.drop == "before":
            return self._reset()
        if fault and fault.status == 413:  # says so without reading all of it
            return self._answer(413, fault.code)
        body = self.rfile.read(length)
        if fault is None or fault.taken:
            status, code = self._take(body)
            if fault is None:
                return self._answer(status, code)
            assert status == 202, code
        assert fault is not None
        if fault.drop == "never":
            self.server.closing.wait(5)
        if fault.drop:
            return self._reset()
        return self._answer(fault.status, fault.code, fault.pause)

    def do_GET(self) -> None:
        self._answer(405, "Request_BadRequest")

    def _take(self, body: bytes) -> tuple[int, str]:
        """Return a status, and the code of an error."""
        if self.path != "/v1.0/me/sendMail":
            return 404, "ResourceNotFound"
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return 401, "InvalidAuthenticationToken"
        if self.headers["Content-Type"] != "text/plain":
            return 415, "UnsupportedMediaType"
        if len(body) > LARGEST_REQUEST:
            return 413, "RequestEntityTooLarge"
        try:
            raw = base64.b64decode(body, validate=True)
        except binascii.Error:
            return 400, "ErrorMimeContentInvalidBase64String"
        message = message_from_bytes(raw, policy=SMTP)
        whole = all(message[name] for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"))
        bare = b"\n" in raw.replace(b"\r\n", b"")
        if not whole or bare or any(part.defects for part in message.walk()):
            return 400, "ErrorMimeContentInvalid"
        self.server.taken.append(message)
        return 202, ""

    def _answer(self, status: int, code: str, pause: str = "") -> None:
        told = {"error": {"code": code, "message": "Not for ada@school.example.", "innerError": {}}} if code else None
        body = json.dumps(told).encode() if told else b""
        self.close_connection = True
        self.send_response(status)
        if pause:
            self.send_header("Retry-After", pause)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


@contextmanager
def graph_server(context: ssl.SSLContext | None = None, *, narrow: bool = False) -> Iterator[GraphServer]:
    """Run a server; with TLS if there is a context."""
    server = GraphServer(narrow=narrow)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()

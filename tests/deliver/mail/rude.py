"""A mail server that misbehaves at one moment as it is told, and otherwise takes every message."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

READY = b"220 rude.example ESMTP\r\n"


class Message(NamedTuple):
    """A message that the server has taken."""

    address: str
    text: bytes


class Rude:
    """The server.

    Args:
        faults: by stage, what to do there instead, once each: bytes to answer, after which it goes on, or with which it
            hangs up if they end in DROP; b"" waits until the client gives up.
        offers: what it answers to EHLO after its name.
        tls: shown with STARTTLS.

    Attributes:
        taken: messages.
        heard: all lines of commands.
        connections: how many there were.
    """

    def __init__(
        self, faults: dict[str, list[bytes]], offers: tuple[str, ...] = (), tls: ssl.SSLContext | None = None
    ) -> None:
        self.faults = {stage: list(actions) for stage, actions in faults.items()}
        self.offers, self.tls = offers, tls
        self.taken: list[Message] = []
        self.heard: list[bytes] = []
        self.connections = 0
        self._listening = socket.socket()
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen()
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            client.settimeout(10)
            with contextlib.suppress(OSError, _Dropped):
                self._talk(client)
            client.close()

    def _talk(self, client: socket.socket) -> None:
        self._say(client, "connect", READY)
        self._talk_on(client)

    def _talk_on(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        address = ""
        while line := lines.readline():
            self.heard.append(line.rstrip(b"\r\n"))
            verb = line[:4].upper().strip()
            if verb == b"EHLO":
                answer = [b"rude.example", *(one.encode() for one in self.offers)]
                self._say(
                    client, "ehlo", b"".join(b"250-%s\r\n" % one for one in answer[:-1]) + b"250 %s\r\n" % answer[-1]
                )
            elif verb == b"STAR" and self.tls is not None:
                self._say(client, "starttls", b"220 go\r\n")
                with self.tls.wrap_socket(client, server_side=True) as wrapped:
                    self._talk_on(wrapped)
                return
            elif verb == b"AUTH":
                self._say(client, "auth", b"235 2.7.0 welcome\r\n")
            elif verb in (b"MAIL", b"RSET", b"NOOP"):
                self._say(client, verb.decode().lower(), b"250 2.1.0 ok\r\n")
            elif verb == b"RCPT":
                address = line.partition(b"<")[2].partition(b">")[0].decode()
                self._say(client, "rcpt", b"250 2.1.5 ok\r\n")
            elif verb == b"DATA":
                if not self._say(client, "data", b"354 go on\r\n"):
                    continue
                self._take(client, lines, address)
            elif verb == b"QUIT":
                self._say(client, "quit", b"221 bye\r\n")
                return
            else:
                client.sendall(b"500 what?\r\n")

    def _take(self, client: socket.socket, lines: BinaryIO, address: str) -> None:
        text = [lines.readline()]
        early = self._fault("body")
        if early is not None:
            self._act(client, early)
        while (line := lines.readline()) != b".\r\n":
            if not line:
                raise _Dropped
            text.append(line.removeprefix(b"."))
        whole = Message(address, b"".join(text))
        late = self._fault("taken")
        if late is not None:
            self.taken.append(whole)
            self._act(client, late)
            return
        if self._say(client, "end", b"250 2.0.0 ok: queued\r\n"):
            self.taken.append(whole)

    def _say(self, client: socket.socket, stage: str, usual: bytes) -> bool:
        """Answer; tell whether it was as usual."""
        fault = self._fault(stage)
        if fault is None:
            client.sendall(usual)
            return True
        self._act(client, fault)
        return False

    def _fault(self, stage: str) -> bytes | None:
        waiting = self.faults.get(stage)
        return waiting.pop(0) if waiting else None

    def _act(self, client: socket.socket, action: bytes) -> None:
        if action == SILENT:
            with contextlib.suppress(OSError):
                while client.recv(65_536):
                    pass
            raise _Dropped
        if action == RESET:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise _Dropped
        client.sendall(action.removesuffix(DROP))
        if action.endswith(DROP):
            raise _Dropped


SILENT = b""
DROP = b"<drop>"
RESET = b"<reset>"


class _Dropped(Exception):
    pass


@contextlib.contextmanager
def rude(
    faults: dict[str, list[bytes]], offers: tuple[str, ...] = (), tls: ssl.SSLContext | None = None
) -> Iterator[Rude]:
    """Give a server that runs."""
    server = Rude(faults, offers, tls)
    try:
        yield server
    finally:
        server.close()

"""A policy service for Postfix that greylists: who comes for the first time is asked to come again (SMTP 450)."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def greylist() -> Iterator[int]:
    """Run the service; give its port.

    The protocol is Postfix's (SMTPD_POLICY_README): lines ``name=value``, an empty line, and as much in answer.
    """
    seen: set[str] = set()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while told := _request(self):
                recipient = told["recipient"]
                action = "dunno" if recipient in seen else "450 4.7.1 Greylisted, try again later"
                seen.add(recipient)
                self.wfile.write(f"action={action}\n\n".encode("ascii"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def _request(handler: socketserver.StreamRequestHandler) -> dict[str, str]:
    """Return a request; nothing at the end of the connection."""
    told: dict[str, str] = {}
    for line in handler.rfile:
        if line == b"\n":
            break
        name, _, value = line.decode("utf-8").rstrip("\n").partition("=")
        told[name] = value
    return told

"""A proxy such as schools have: it lets programs out that say who they are, and passes on what it cannot read."""

from __future__ import annotations

import shutil
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite


@contextmanager
def proxy() -> Iterator[tuple[int, list[str]]]:
    """Run a proxy; give its port, and a list of what it was asked for: where to, and who asks."""
    seen: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            where = self.rfile.readline().decode("ascii").removesuffix(" HTTP/1.1\r\n").removesuffix(" HTTP/1.0\r\n")
            fields = dict(line.decode("ascii").strip().split(": ", 1) for line in iter(self.rfile.readline, b"\r\n"))
            seen.extend((where, fields.get("Proxy-Authorization", "")))
            host, _, port = where.removeprefix("CONNECT ").partition(":")
            with socket.create_connection((host, int(port))) as other, other.makefile("rwb", buffering=0) as stream:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_copy, args=(stream, self.wfile), daemon=True)
                back.start()
                _copy(self.connection.makefile("rb", buffering=0), stream)
                other.shutdown(socket.SHUT_WR)
                back.join()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_address[1], seen
        server.shutdown()


def _copy(source: SupportsRead[bytes], target: SupportsWrite[bytes]) -> None:
    shutil.copyfileobj(source, target)

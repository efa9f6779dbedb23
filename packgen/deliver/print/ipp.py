"""Ask CUPS by IPP how a job ended: lpstat shows no job-state, and CUPS 2.4 reports the same reason for every end.

One operation, Get-Job-Attributes (RFC 8011, 4.3.4), in the encoding of RFC 8010.
"""

from __future__ import annotations

import http.client
import socket
import struct
from collections.abc import Iterator

_TIMEOUT = 15
"""Seconds that the server may take."""

_LARGEST = 1_000_000
_GET_JOB_ATTRIBUTES = 0x0009
_OPERATION, _END = 0x01, 0x03
_ENUM, _KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x23, 0x44, 0x45, 0x47, 0x48
_FIRST_VALUE_TAG = 0x10
"""Lower tags begin a group of attributes (RFC 8010, 3.5.1)."""


def job_state(server: str, number: int) -> int | None:
    """Return a job's job-state: 7 canceled, 8 aborted, 9 completed (RFC 8011, 5.3.7); None if the server does not say.

    Args:
        server: path of a socket, or host and port, as ``lpstat -H`` prints it.
        number: number of the job.
    """
    request = b"".join(
        [
            struct.pack(">BBHI", 1, 1, _GET_JOB_ATTRIBUTES, 1),
            bytes([_OPERATION]),
            _attribute(_CHARSET, "attributes-charset", "utf-8"),
            _attribute(_LANGUAGE, "attributes-natural-language", "en"),
            _attribute(_URI, "job-uri", f"ipp://localhost/jobs/{number}"),
            _attribute(_KEYWORD, "requested-attributes", "job-state"),
            bytes([_END]),
        ]
    )
    try:
        connection = _Socket(server) if server.startswith("/") else http.client.HTTPConnection(server, timeout=_TIMEOUT)
        try:
            headers = {"Content-Type": "application/ipp", "Host": "localhost"}
            connection.request("POST", f"/jobs/{number}", request, headers)
            answer = connection.getresponse()
            data = answer.read(_LARGEST) if answer.status == http.client.OK else b""
        finally:
            connection.close()
        found = [value for tag, name, value in _attributes(data) if (tag, name) == (_ENUM, b"job-state")]
    except (OSError, http.client.HTTPException, struct.error):
        return None
    return int.from_bytes(found[0], "big") if found else None


def _attribute(tag: int, name: str, value: str) -> bytes:
    key, text = name.encode("ascii"), value.encode("ascii")
    return struct.pack(f">BH{len(key)}sH{len(text)}s", tag, len(key), key, len(text), text)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield tag, name and value of the attributes of a response.

    Raises:
        struct.error: the response is truncated.
    """
    place = 8  # skip the version, the status and the request's number
    while place < len(data) and data[place] != _END:
        tag = data[place]
        place += 1
        if tag < _FIRST_VALUE_TAG:
            continue
        parts = []
        for _ in range(2):
            (length,) = struct.unpack_from(">H", data, place)
            parts.append(data[place + 2 : place + 2 + length])
            place += 2 + length
        yield tag, parts[0], parts[1]


class _Socket(http.client.HTTPConnection):
    """HTTP through a Unix domain socket, on which CUPS listens."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_TIMEOUT)
        self._path = path

    def connect(self) -> None:
        family = getattr(socket, "AF_UNIX", None)
        if family is None:
            raise OSError("no such sockets here")
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(_TIMEOUT)
        self.sock.connect(self._path)

"""Read the replies of a mail server within limits, and sanitise their text for messages."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_LINE = 4_096
"""Bytes of a line of an answer; RFC 5321 (4.5.3.1.5) allows 512."""

MOST_LINES = 100

LONGEST_REASON = 300

_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])(.*))?", re.DOTALL)
_ADDRESS = re.compile(r"<?[^\s<>@]+(?:@|=40|%40)[^\s<>]+>?")
_WORDS = re.compile(r"[^\W_]{3,}")


class Reply(NamedTuple):
    """A reply of a server (RFC 5321, 4.2).

    Attributes:
        code: reply code, from 200 to 599.
        text: lines of the reply as received, without the code.
    """

    code: int
    text: bytes


class ConnectionLostError(OSError):
    """The server has disconnected, does not reply in time, or does not speak SMTP; the text is one sanitised line."""


class Answers:
    """Reads the replies of a server, line by line.

    Args:
        connection: socket connected to the server.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._unread = b""

    def has_more(self) -> bool:
        """Tell, without waiting, whether there is unread data, or the server has disconnected."""
        if not self._unread:
            try:
                self._connection.settimeout(0)
                self._unread = self._connection.recv(LONGEST_LINE)
            except (BlockingIOError, ssl.SSLWantReadError):
                return False
            except OSError:
                return True
        return True

    def read(self, seconds: float) -> Reply:
        """Return the next reply.

        Args:
            seconds: time limit for the complete reply.

        Raises:
            ConnectionLostError: no reply comes in time, or it is malformed.
        """
        end = time.monotonic() + seconds
        lines: list[bytes] = []
        code = b""
        while len(lines) < MOST_LINES:
            match = _LINE.fullmatch(self._line(end))
            if match is None or code not in (b"", match[1]):
                raise ConnectionLostError("the server gave an answer that is not SMTP")
            code = match[1]
            lines.append(match[3] or b"")
            if match[2] != b"-":
                return Reply(int(code), b"\n".join(lines))
        raise ConnectionLostError("the server's answer does not end")

    def _line(self, end: float) -> bytes:
        while b"\n" not in self._unread:
            if len(self._unread) > LONGEST_LINE:
                raise ConnectionLostError("the server's answer does not end")
            self._unread += self._received(end)
        line, _, self._unread = self._unread.partition(b"\n")
        return line.removesuffix(b"\r")

    def _received(self, end: float) -> bytes:
        left = end - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)
            data = self._connection.recv(LONGEST_LINE)
        except TimeoutError:
            raise ConnectionLostError("the server did not answer in time") from None
        except OSError as error:
            raise ConnectionLostError("the connection was lost") from error
        if not data:
            raise ConnectionLostError("the server closed the connection")
        return data


def readable(text: bytes, hidden: Iterable[str] = ()) -> str:
    """Return the text of a reply as one line of ASCII without addresses.

    Args:
        text: text of the reply.
        hidden: addresses to remove, in whole and in part: servers often say whose mailbox is full.
    """
    line = "".join(c if c.isascii() and c.isprintable() else " " for c in text.decode("utf-8", "replace"))
    line = _ADDRESS.sub("[...]", line)
    for address in hidden:
        for word in sorted(_WORDS.findall(address.partition("@")[0]), key=len, reverse=True):
            line = re.sub(re.escape(word), "[...]", line, flags=re.IGNORECASE)
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_REASON else line[:LONGEST_REASON] + "..."

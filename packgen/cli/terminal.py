"""Output of commands: results on standard output, all other text on standard error."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from packgen.errors import DeliveryError, harmless

_PATIENCE = 1.0
"""Seconds of silence before work is worth a progress line."""

_PAUSE = 0.1
"""Seconds between two drawings of the progress line."""


def say(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """Print a warning or a hint on standard error."""
    with suppress(OSError):  # the exit code still reports the outcome
        sys.stderr.write(text + "\n")


def say_json(value: object) -> None:
    """Print a result as ASCII JSON, which any encoding of standard output can represent."""
    import json

    ascii_only = sys.stdout.encoding.lower().replace("-", "") != "utf8"
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    say("".join([c if harmless(c, one_line=False) == c else f"\\u{ord(c):04x}" for c in text]))


def count(number: int, noun: str) -> str:
    """Return ``1 page`` or ``32 pages``."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def require_yes(question: str, otherwise: str, *, sure: bool) -> None:
    """Ask a question on a terminal, and return if the answer is yes; without a terminal return without asking.

    Args:
        question: a question to answer with yes or no.
        otherwise: message of the error if the answer is no.
        sure: whether to return without asking.

    Raises:
        DeliveryError: the answer is no.
    """
    if sure or not sys.stdin.isatty():
        return
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise DeliveryError(otherwise)


class _Harmless:
    """A stream that escapes control characters, so that no printed text can control the terminal.

    Attributes:
        stream: the wrapped stream.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text with control characters escaped."""
        return self.stream.write(harmless(text, one_line=False))

    def writelines(self, lines: Any) -> None:
        """Write texts with control characters escaped."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def prepare() -> None:
    """Make printing safe: unencodable characters and closed streams raise no error, control characters are escaped."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started packgen, as in `packgen list >&-`
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (stays open)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, _Harmless):
            setattr(sys, name, _Harmless(stream))


def give_up_stdout() -> None:
    """Discard further output after a write error on standard output: Python would flush it again at exit, and fail."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


class Progress:
    """A progress line on standard error, redrawn in place and erased at the end.

    It appears only on a terminal, and only after a second. Call it with the number of items done, the total, and the
    name of the current item.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._on = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._draw("")

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show the progress, unless it was shown very recently."""
        now = time.monotonic()
        if self._on and now >= self._next:
            self._next = now + _PAUSE
            self._shown = True
            self._draw(f"{done} of {total}: {what}")

    def _draw(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        stream = sys.stderr.stream if isinstance(sys.stderr, _Harmless) else sys.stderr
        stream.write(f"\r{harmless(text)[:width]}\x1b[K")
        sys.stderr.flush()

"""Delay Ctrl-C while a message is being sent, so that its outcome is known."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def after_this(waiting: Callable[[], None]) -> Iterator[None]:
    """Delay Ctrl-C to the end of the block; a second one takes effect at once.

    Outside the main thread, and if Ctrl-C is ignored, nothing is delayed.

    Args:
        waiting: called at the first Ctrl-C, to report that the program will stop soon.
    """
    before = signal.getsignal(signal.SIGINT)
    wanted = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal wanted
        if wanted and callable(before):
            before(number, frame)
        wanted = True
        waiting()

    try:
        if not callable(before):
            raise ValueError("Ctrl-C is ignored, or is not Python's")
        signal.signal(signal.SIGINT, note)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if wanted:
        before(signal.SIGINT, None)

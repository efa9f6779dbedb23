"""Ctrl-C while a message is being sent: the message is finished first, so that it is known what came of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def after_this(waiting: Callable[[], None]) -> Iterator[None]:
    """Put off Ctrl-C to the end of the block; a second one takes effect at once.

    Outside the main thread, and where Ctrl-C is ignored, nothing is put off.

    Args:
        waiting: is called at the first, to say that the program will stop soon.
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

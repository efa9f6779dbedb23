"""Builds that are killed at random moments: a program of its own, so that it may fork and begins none anew.

Every child is a copy of this process, in which all is imported, and does what `packgen build` does from there on.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from packgen.build import build
from packgen.cache.store import Store
from packgen.options import PackOptions
from tests.support.soak import SOAK
from tests.support.written import write_pack

KILLS = 25 if SOAK else 8
TOPICS = PackOptions(content=Path("content"), topics=("first", "second"), sheets=("learn", "recall"))


def begun(output: str) -> int:
    """Begin a build, and return its process."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        write_pack(build(replace(TOPICS, cache=Path("cache"))), Path(output))
        status = 0
    finally:
        os._exit(status)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def cleared() -> None:
    Store(Path("cache"), b"").clear()
    assert not Path("cache").exists()


def main() -> None:
    """Kill builds, and see that the pack is as it was, and that the next build makes the same one."""
    good = build(TOPICS).pdf
    begin = time.monotonic()
    assert ended(begun("pack.pdf")) == 0
    longest = time.monotonic() - begin
    chance = random.Random(4)
    killed = 0
    for attempt in range(20 * KILLS):
        if attempt % 4 != 3:  # of four builds, one finds what those before it may have kept
            cleared()
        child = begun("pack.pdf")
        # Half of the kills come at the end, where the cache and the pack are written.
        time.sleep(longest * (chance.uniform(0.0, 1.0) if attempt % 2 else chance.uniform(0.7, 1.0)))
        os.kill(child, signal.SIGKILL)
        killed += ended(child) == -signal.SIGKILL
        assert Path("pack.pdf").read_bytes() == good
        assert ended(begun("after.pdf")) == 0
        assert Path("after.pdf").read_bytes() == good
        assert not list(Path("cache").rglob("*-journal"))
        if killed >= KILLS:
            break
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main()

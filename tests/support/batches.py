"""Work for batches that costs nothing: functions of a module, so that other processes find them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from packgen.batch.engine import Wanting
from packgen.batch.worker import Failed, Made, Order

DEATHS = "PACKGEN_TEST_DEATHS"
"""Variable with a folder: a file ``7`` in it with the text ``2`` kills the next two workers that take row 7."""


def content_of(order: Order) -> bytes:
    return f"%PDF row {order.row} {order.options.student} {order.options.topics} {order.options.seed}".encode()


def tiny(order: Order) -> Made:
    """Return a file of some bytes."""
    return Made(content_of(order), 1)


def slow(order: Order) -> Made:
    time.sleep(0.002)
    return tiny(order)


def failing(order: Order) -> Made | Failed:
    return Failed("it went wrong.") if order.row == 3 else tiny(order)


def deadly(order: Order) -> Made:
    """Die over the rows that are to die."""
    die(order.row)
    return tiny(order)


def die(row: int) -> None:
    mark = Path(os.environ[DEATHS], str(row))
    if mark.exists() and (left := int(mark.read_text())):
        mark.write_text(str(left - 1))
        os.kill(os.getpid(), signal.SIGKILL)


def out_of_order(order: Order) -> Made:
    """Fail as only a bug does."""
    raise RuntimeError("out of order")


def square(number: int) -> int:
    return number * number


def deadly_square(number: int) -> int:
    die(number)
    return number * number


_stock: list[bytes] = []


def needy(number: int, supplies: bytes | None = None) -> int | Wanting:
    """Want supplies once a process."""
    if supplies is not None:
        _stock[:] = [supplies]
    return number + len(_stock[0]) if _stock else Wanting()

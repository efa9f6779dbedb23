"""Engines: where packs are made. One protocol; the work is the same function, in this process or in many.

An engine hands out futures. `drive` keeps it busy, and sees to it that a worker that is killed costs nothing but
another try of its own pack.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from packgen.errors import OutputError

_HOPELESS = 3
"""Orders lost, with none done, after which no more are tried."""

_NONE_WORKS = "Every process that was started for the work died. Try it with --jobs 1, which needs no other process."

_Order = TypeVar("_Order")
_Result = TypeVar("_Result")

IN_FLIGHT = 3
"""Packs handed to each worker at once, so that none waits for the next."""


class Lost:
    """Stands for the result of a pack over which a worker died as often as it may."""


class Wanting:
    """What a worker returns that lacks the supplies: it gets the same pack again, with them."""


class Engine(Protocol):
    """Runs work somewhere.

    Attributes:
        slots: how much to hand it at once.
        tries: times that a worker may die over one pack.
        death: what the future raises when a worker died.
    """

    slots: int
    tries: int
    death: tuple[type[Exception], ...]

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run a function of a module, in time."""

    def supply(self, supplies: bytes) -> Any:
        """Return what to submit for supplies that many packs share."""

    def renew(self) -> None:
        """Be ready again after a worker died."""

    def close(self) -> None:
        """Stop; what has not begun is dropped."""


def drive(
    engine: Engine, work: Callable[..., _Result | Wanting], orders: Iterable[_Order], supplies: Callable[[], bytes]
) -> Iterator[tuple[_Order, _Result | Lost]]:
    """Yield each order with its result, in the order in which they are done.

    When a worker dies, all that it may have worked on is tried again, one at a time: the next death then tells whose
    fault it is, and the others are not charged for it.

    Args:
        engine: where to work.
        work: a function of a module that takes an order, and the supplies where it said that it lacks them.
        orders: what to do.
        supplies: makes the supplies, when the first worker lacks them.

    Raises:
        OutputError: the engine is gone.
        Exception: what the work raised.
    """
    return _Drive(engine, work, orders, supplies).results()


@dataclass
class _Submission(Generic[_Order]):
    """An order under way: what is submitted after it, and how often a worker died over it."""

    order: _Order
    supplies: tuple[Any, ...] = ()
    deaths: int = 0


class _Drive(Generic[_Order, _Result]):
    """A batch under way."""

    def __init__(
        self,
        engine: Engine,
        work: Callable[..., _Result | Wanting],
        orders: Iterable[_Order],
        supplies: Callable[[], bytes],
    ) -> None:
        self._engine = engine
        self._work = work
        self._left = iter(orders)
        self._make_supplies = supplies
        self._supplies: tuple[Any, ...] = ()
        self._done = False
        self._lost = 0
        self._suspects: deque[_Submission[_Order]] = deque()
        self._flying: dict[Future[_Result | Wanting], _Submission[_Order]] = {}

    def results(self) -> Iterator[tuple[_Order, _Result | Lost]]:
        """Yield the results."""
        while self._fill():
            dead = yield from self._collect(FIRST_COMPLETED)
            if dead:
                while self._flying:
                    dead += yield from self._collect(ALL_COMPLETED)
                self._engine.renew()
                self._supplies = ()  # they may have been lost with the worker
                for task in dead:
                    task.deaths += 1
                    task.supplies = ()
                    if task.deaths < self._engine.tries:
                        self._suspects.append(task)
                    else:
                        self._lost += 1
                        yield task.order, Lost()
                if self._lost >= _HOPELESS and not self._done:
                    raise OutputError(_NONE_WORKS)

    def _fill(self) -> bool:
        """Hand out work while there is room, suspects alone; tell whether any is under way."""
        if self._suspects:
            if not self._flying:
                self._submit(self._suspects.popleft())
            return True
        for order in islice(self._left, self._engine.slots - len(self._flying)):
            self._submit(_Submission(order))
        return bool(self._flying)

    def _submit(self, task: _Submission[_Order]) -> None:
        try:
            future = self._engine.submit(self._work, task.order, *task.supplies)
        except self._engine.death as error:  # it happened before we came
            future = Future()
            future.set_exception(error)
        self._flying[future] = task

    def _collect(self, when: str) -> Generator[tuple[_Order, _Result | Lost], None, list[_Submission[_Order]]]:
        """Wait, yield what is done, and return that over which a worker died."""
        dead = []
        done = [future for future in self._flying if future.done()]  # in this process they always are
        if not done or when == ALL_COMPLETED:
            done = list(wait(self._flying, return_when=when).done)
        for future in done:
            task = self._flying.pop(future)
            try:
                result = future.result()
            except self._engine.death:
                dead.append(task)
            except CancelledError:
                raise OutputError("The engine went away. Run the same command again to go on.") from None
            else:
                if isinstance(result, Wanting):
                    self._supplies = self._supplies or (self._engine.supply(self._make_supplies()),)
                    task.supplies = self._supplies
                    self._submit(task)
                else:
                    self._done = True
                    yield task.order, result
        return dead


class InProcess:
    """Works here and now."""

    slots = 1
    tries = 1
    death: tuple[type[Exception], ...] = (BrokenExecutor,)

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Do the work and return it done."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def supply(self, supplies: bytes) -> bytes:
        """Return them as they are."""
        return supplies

    def renew(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


class Pool:
    """A pool of processes on this machine.

    Args:
        jobs: how many.
    """

    tries = 3
    death: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self.slots = jobs * IN_FLIGHT
        self._jobs = jobs
        self._pool = self._new()

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand the work to the pool; the first time, that starts its processes."""
        with _interrupts_later():
            return self._pool.submit(work, *arguments)

    def supply(self, supplies: bytes) -> bytes:
        """Return them as they are: a few processes get them once each."""
        return supplies

    def renew(self) -> None:
        """Start other processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new()

    def close(self) -> None:
        """Let go of the processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> Executor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_begin)


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Keep Ctrl-C until what is inside is done: processes started there never hear it, not even before `_begin`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Prepare a process of the pool: Ctrl-C is for its parent alone, and without that it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)

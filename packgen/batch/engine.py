"""Engines run the work of a batch: in this process, in a pool of processes, or on a cluster, by one protocol.

An engine returns futures. `drive` keeps it busy and retries after a worker has died, so that a killed worker costs only
another attempt at its own pack.
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
    """The result of a pack on which workers have died as often as the engine allows."""


class Wanting:
    """A worker's answer that it has no supplies; the same order is then submitted again with the supplies."""


class Engine(Protocol):
    """Runs functions and returns futures.

    Attributes:
        slots: number of submissions that may be under way.
        tries: how often workers may die on one order before it is given up.
        death: exception types that a future raises when its worker has died.
        patience: seconds without any result after which `check` is called; None if nothing needs checking.
    """

    slots: int
    tries: int
    death: tuple[type[Exception], ...]
    patience: float | None

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run a module-level function; return the future of its result."""

    def supply(self, supplies: bytes) -> Any:
        """Return the argument that passes the shared supplies to a worker."""

    def renew(self) -> None:
        """Recover after a worker has died."""

    def check(self) -> None:
        """Check that the work can still be done.

        Raises:
            OutputError: it cannot.
        """

    def close(self) -> None:
        """Stop; work that has not begun is cancelled."""


def drive(
    engine: Engine, work: Callable[..., _Result | Wanting], orders: Iterable[_Order], supplies: Callable[[], bytes]
) -> Iterator[tuple[_Order, _Result | Lost]]:
    """Yield each order with its result, in order of completion.

    When a worker dies, every order that it may have been working on is tried again, one at a time: the next death then
    identifies the order that causes it, and no attempt is counted against the others.

    Args:
        engine: runs the work.
        work: a module-level function that takes an order, and the supplies once it has returned `Wanting`.
        orders: what to make.
        supplies: makes the supplies; called when a worker first asks for them.

    Raises:
        OutputError: the engine is gone.
        Exception: an error that ``work`` raised.
    """
    return _Drive(engine, work, orders, supplies).results()


@dataclass
class _Submission(Generic[_Order]):
    """An order under way, the supplies to submit with it, and how often a worker has died on it."""

    order: _Order
    supplies: tuple[Any, ...] = ()
    deaths: int = 0


class _Drive(Generic[_Order, _Result]):
    """The state of one call of `drive`."""

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
        """Yield the orders with their results."""
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
        """Submit orders while slots are free, suspects one at a time; tell whether any is under way."""
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
        except self._engine.death as error:  # the worker died before this submission
            future = Future()
            future.set_exception(error)
        self._flying[future] = task

    def _collect(self, when: str) -> Generator[tuple[_Order, _Result | Lost], None, list[_Submission[_Order]]]:
        """Wait, yield the results, and return the submissions on which a worker died."""
        dead = []
        done = [future for future in self._flying if future.done()]  # with `InProcess` all of them are
        if not done or when == ALL_COMPLETED:
            done = self._awaited(when)
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

    def _awaited(self, when: str) -> list[Future[_Result | Wanting]]:
        """Return what is done, at least one future; after some time with none of them, check the engine."""
        while not (done := wait(self._flying, self._engine.patience, when).done):
            self._engine.check()
        return list(done)


class InProcess:
    """Runs the work in this process, at once."""

    slots = 1
    tries = 1
    death: tuple[type[Exception], ...] = (BrokenExecutor,)
    patience: float | None = None

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run the work and return a completed future."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def supply(self, supplies: bytes) -> bytes:
        """Return the supplies unchanged."""
        return supplies

    def renew(self) -> None:
        """Do nothing."""

    def check(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class Pool:
    """A pool of processes on this machine.

    Args:
        jobs: number of processes.
    """

    tries = 3
    death: tuple[type[Exception], ...] = (BrokenExecutor,)
    patience: float | None = None

    def __init__(self, jobs: int) -> None:
        self.slots = jobs * IN_FLIGHT
        self._jobs = jobs
        self._pool = self._new()

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Submit the work to the pool; the first submission starts its processes."""
        with _interrupts_later():
            return self._pool.submit(work, *arguments)

    def supply(self, supplies: bytes) -> bytes:
        """Return the supplies unchanged: each of the few processes receives them once."""
        return supplies

    def renew(self) -> None:
        """Replace the pool's processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new()

    def check(self) -> None:
        """Do nothing: a pool tells of each process that dies."""

    def close(self) -> None:
        """Shut down the pool."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> Executor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_begin)


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Block Ctrl-C inside the block: processes started there inherit that, and so ignore it even before `_begin`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Prepare a process of the pool: it ignores Ctrl-C, which its parent handles, and ends when its parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)

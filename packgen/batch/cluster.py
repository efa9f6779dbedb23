"""An engine that runs on a Dask cluster (`packgen.batch.engine`). Only this module imports Dask, and only on demand."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from time import monotonic
from typing import Any

from packgen.batch.engine import IN_FLIGHT
from packgen.errors import OutputError, UsageProblem

_FETCHES = 3
"""Times a result is fetched from a cluster that loses it on the way."""

_PATIENCE = 10.0
"""Seconds to wait for a scheduler and its workers, from the first attempt to connect."""

_NO_SCHEDULER = "what answers is no scheduler"


class _Forgotten(Exception):
    """The cluster has lost an order, but still answers."""


class Dask:
    """A running Dask cluster.

    Dask's own executor is not used: it checks a future again after fetching its result. If the worker that holds the
    result has died in the meantime, the executor reports a failure although Dask is computing the result again.

    Args:
        address: address of the scheduler.

    Raises:
        UsageProblem: Dask is not installed, or the address is not valid.
        OutputError: no scheduler answers, or it has no workers.
    """

    tries = 2
    """After those that Dask makes by itself, which charges all that a dead worker had before it."""

    patience: float | None = 60.0

    def __init__(self, address: str) -> None:
        try:
            from dask import distributed
        except ImportError:
            message = '--scheduler needs Dask, which is not installed. Install it: pip install "packgen[dask]"'
            raise UsageProblem(message) from None
        _silence_logs()
        end = monotonic() + _PATIENCE
        _find(address)
        try:
            self._client = distributed.Client(address, timeout=_left(end), set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:  # ImportError: incompatible versions
            raise _silent(address, str(error).partition("\n")[0].rstrip(".")) from error
        self._address = address
        try:
            self._find_worker(_left(end), "has no workers")
        except OutputError:
            self.close()
            raise
        self.slots = IN_FLIGHT * max(1, sum(self._client.ncores().values()))
        self.death: tuple[type[Exception], ...] = (distributed.scheduler.KilledWorker, _Forgotten)

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Submit the work to the cluster."""
        future: Future[Any] = Future()
        there = self._client.submit(work, *arguments, pure=False)
        there.add_done_callback(lambda there: self._settle(future, there))
        return future

    def _settle(self, future: Future[Any], there: Any) -> None:
        """Copy the result or the error of a Dask future to our future."""
        try:
            future.set_result(_fetch(there))
        except CancelledError:
            if self._client.status == "running":  # a worker died, and Dask has not yet noticed what it lost
                future.set_exception(_Forgotten())
            else:
                future.cancel()
                future.set_running_or_notify_cancel()
        except BaseException as error:
            future.set_exception(error)

    def supply(self, supplies: bytes) -> Any:
        """Return a reference to supplies that were sent to the cluster once."""
        return self._client.scatter(supplies, broadcast=True)

    def renew(self) -> None:
        """Do nothing: Dask restarts workers itself."""

    def check(self) -> None:
        """Check that the cluster has a worker, or gets one soon.

        Raises:
            OutputError: it has none.
        """
        with suppress(OSError):  # the scheduler is gone: the futures tell that
            self._find_worker(_PATIENCE, "has lost all its workers")

    def _find_worker(self, seconds: float, otherwise: str) -> None:
        try:
            self._client.wait_for_workers(1, timeout=seconds)
        except TimeoutError as error:
            message = f"The Dask scheduler at {self._address} {otherwise}. Start some, and run the same command again."
            raise OutputError(message) from error

    def close(self) -> None:
        """Disconnect from the cluster."""
        self._client.close()


def _find(address: str) -> None:
    """Check that a Dask scheduler answers: Dask itself would wait for ever for a server of another kind.

    Raises:
        UsageProblem: the address is not valid.
        OutputError: no scheduler answers in time.
    """
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend
    from distributed.security import Security

    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        host, port = parse_host_port(place)
        if not host or not 0 < int(port) < 1 << 16:
            raise ValueError(port)
        arguments = Security().get_connection_args("client")
    except (ValueError, RuntimeError, TypeError, OSError) as error:
        message = f'--scheduler cannot be "{address}". Write an address such as tcp://host:8786.'
        raise UsageProblem(message) from error
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(asyncio.run(asyncio.wait_for(_identity(address, arguments), _PATIENCE)))
        except Exception as error:  # a server with another protocol can cause any error
            answers.append(error)

    # A daemon thread, because a host name lookup can take longer than the time limit and cannot be cancelled.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    answer = answers[0] if answers else TimeoutError()
    if isinstance(answer, Exception):
        raise _silent(address, _reason(answer)) from answer
    if not isinstance(answer, dict) or answer.get("type") != "Scheduler":
        raise _silent(address, _NO_SCHEDULER)


def _reason(error: Exception) -> str:
    """Return why no scheduler answered."""
    from distributed.comm import CommClosedError

    if isinstance(error, CommClosedError):
        return "the connection was closed"
    if isinstance(error, TimeoutError) or str(error).startswith("Timed out"):
        return f"no answer within {_PATIENCE:.0f} s"
    if isinstance(error, OSError | TypeError):  # such as a missing certificate
        return str(error).partition("\n")[0].rstrip(".")
    return _NO_SCHEDULER  # it sent something that is not a Dask message


async def _identity(address: str, arguments: dict[str, Any]) -> Any:
    """Return what a server of Dask says of itself."""
    from distributed.comm import connect

    comm = await connect(address, timeout=_PATIENCE, **arguments)
    try:
        await comm.write({"op": "identity", "reply": True})
        return await comm.read()
    finally:
        comm.abort()


def _silent(address: str, reason: str) -> OutputError:
    """Return the error for an address at which no scheduler answers."""
    return OutputError(
        f"No Dask scheduler answers at {address} ({reason}). Start one, or name another with --scheduler."
    )


def _left(end: float) -> float:
    """Return the seconds until ``end``, or a small positive number if it has passed."""
    return max(0.5, end - monotonic())


def _fetch(there: Any) -> Any:
    """Return the result of a Dask future.

    Raises:
        CancelledError: Dask has lost the result, or the cluster is gone.
    """
    for _ in range(_FETCHES):
        try:
            return there.result()
        except OSError:
            if there.status == "error":
                raise
            # The worker that held the result has died: Dask computes it again, unless the cluster is gone too.
    raise CancelledError


def _silence_logs() -> None:
    """Disable Dask's logs in this process: they are tracebacks of errors that are raised as well."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logger = logging.getLogger(name)
            logger.handlers = [logging.NullHandler()]

"""A Dask cluster as an engine (`packgen.batch.engine`): Dask is imported only here, and only when it is asked for."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
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
    """A cluster has lost an order, but is there."""


class Dask:
    """A Dask cluster that is there already.

    Its own executor is not used: it looks at a future once more when it has the result, and where the worker that keeps
    the result has died by then it takes what is to be computed anew for a failure.

    Args:
        address: of its scheduler.

    Raises:
        UsageProblem: Dask is not installed, or the address is none.
        OutputError: no scheduler answers, or it has no workers.
    """

    tries = 2
    """After those that Dask makes by itself, which charges all that a dead worker had before it."""

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
        except (OSError, ValueError, TypeError, ImportError) as error:  # the last for versions that do not go together
            raise _silent(address, str(error).partition("\n")[0].rstrip(".")) from error
        try:
            self._client.wait_for_workers(1, timeout=_left(end))
        except TimeoutError as error:
            self.close()
            message = f"The Dask scheduler at {address} has no workers. Start some, and run the same command again."
            raise OutputError(message) from error
        self.slots = IN_FLIGHT * max(1, sum(self._client.ncores().values()))
        self.death: tuple[type[Exception], ...] = (distributed.scheduler.KilledWorker, _Forgotten)

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand the work to the cluster."""
        future: Future[Any] = Future()
        there = self._client.submit(work, *arguments, pure=False)
        there.add_done_callback(lambda there: self._settle(future, there))
        return future

    def _settle(self, future: Future[Any], there: Any) -> None:
        """Hand on what a future of Dask has come to."""
        try:
            future.set_result(_fetch(there))
        except CancelledError:
            if self._client.status == "running":  # a worker has died, and what it had was not in time to be found lost
                future.set_exception(_Forgotten())
            else:
                future.cancel()
                future.set_running_or_notify_cancel()
        except BaseException as error:
            future.set_exception(error)

    def supply(self, supplies: bytes) -> Any:
        """Return them as the cluster keeps them, so that they cross the network once."""
        return self._client.scatter(supplies, broadcast=True)

    def renew(self) -> None:
        """Nothing to do: Dask starts workers anew by itself."""

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()


def _find(address: str) -> None:
    """See to it that a Dask scheduler answers: Dask itself waits for ever for a server of another kind.

    Raises:
        UsageProblem: it is no address.
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
        except Exception as error:  # whatever a server that speaks another language makes of it
            answers.append(error)

    # A thread that the process does not wait for: to look up the name of a host can take longer, and nothing stops it.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    answer = answers[0] if answers else TimeoutError()
    if isinstance(answer, Exception):
        raise _silent(address, _reason(answer)) from answer
    if not isinstance(answer, dict) or answer.get("type") != "Scheduler":
        raise _silent(address, _NO_SCHEDULER)


def _reason(error: Exception) -> str:
    """Return why there was no answer of a scheduler."""
    from distributed.comm import CommClosedError

    if isinstance(error, CommClosedError):
        return "the connection was closed"
    if isinstance(error, TimeoutError) or str(error).startswith("Timed out"):
        return f"no answer within {_PATIENCE:.0f} s"
    if isinstance(error, OSError | TypeError):  # such as a certificate that is missing
        return str(error).partition("\n")[0].rstrip(".")
    return _NO_SCHEDULER  # it has sent what is no message of Dask's


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
    """Return what to tell of an address at which no scheduler answers."""
    return OutputError(
        f"No Dask scheduler answers at {address} ({reason}). Start one, or name another with --scheduler."
    )


def _left(end: float) -> float:
    """Return the seconds that are left, and a little where there are none."""
    return max(0.5, end - monotonic())


def _fetch(there: Any) -> Any:
    """Return what a future of Dask has come to.

    Raises:
        CancelledError: Dask has lost it, or the cluster is gone.
    """
    for _ in range(_FETCHES):
        try:
            return there.result()
        except OSError:
            if there.status == "error":
                raise
            # Whoever had the result has died: it is computed anew, or the cluster is gone too.
    raise CancelledError


def _silence_logs() -> None:
    """Have Dask write no logs in this process: they are tracebacks, and what matters of them is raised as well."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logger = logging.getLogger(name)
            logger.handlers = [logging.NullHandler()]

"""A Dask cluster as an engine (`packgen.batch.engine`): Dask is imported only here, and only when it is asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

from packgen.batch.engine import IN_FLIGHT
from packgen.errors import OutputError, UsageProblem

_FETCHES = 3
"""Times a result is fetched from a cluster that loses it on the way."""

_PATIENCE = "10s"
"""How long to wait for a scheduler to answer."""


class _Forgotten(Exception):
    """A cluster has lost an order, but is there."""


class Dask:
    """A Dask cluster that is there already.

    Its own executor is not used: it looks at a future once more when it has the result, and where the worker that keeps
    the result has died by then it takes what is to be computed anew for a failure.

    Args:
        address: of its scheduler.

    Raises:
        UsageProblem: Dask is not installed.
        OutputError: no scheduler answers.
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
        try:
            self._client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            what = str(error).partition("\n")[0].rstrip(".")
            message = f"No Dask scheduler answers at {address} ({what}). Start one, or name another with --scheduler."
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

"""A Dask cluster on this machine: ``python -m tests.support.cluster WORKERS`` runs one until its input ends.

It says its scheduler's address as its first line. All that Dask logs goes to standard error.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

_SETTINGS = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",  # deaths over a task before Dask itself gives it up
    "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "spawn",
    # By default a cluster gives a worker up that is not there 15 s after a death, even if it is only being restarted
    # after another one; with no worker left, nothing would ever be done.
    "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "1 hour",
    "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "info",
}


class Cluster(NamedTuple):
    """A cluster that is running.

    Attributes:
        address: of its scheduler.
        pid: of its scheduler's process, which leads the group that all its processes are in.
        log: the file of all that it and its workers say.
    """

    address: str
    pid: int
    log: Path


@contextmanager
def running(workers: int, log: Path, **environment: str) -> Iterator[Cluster]:
    """Start a cluster of so many processes, and end it with all of them.

    Args:
        workers: how many.
        log: where what they say is written.
        environment: variables that they get.
    """
    command = [sys.executable, "-m", "tests.support.cluster", str(workers)]
    own = {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(log.parent)}
    given = {**os.environ, **_SETTINGS, **own, **environment}
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=given, start_new_session=True
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            address = process.stdout.readline().decode().strip()
            if not address:
                raise RuntimeError(f"no cluster came up:\n{log.read_text()}")
            yield Cluster(address, process.pid, log)
            process.stdin.close()
            process.wait(20)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def main(workers: int) -> None:
    """Run a cluster until the input ends."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # without Bokeh there is no dashboard; its server starts all the same
        worker_dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=False,
    ) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Whole batches on a real Dask cluster: its scheduler and two workers, processes of this machine."""

from __future__ import annotations

import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from packgen.batch.cluster import Dask
from packgen.batch.engine import drive
from packgen.batch.run import BatchOptions, BatchReport, run_batch
from packgen.batch.worker import Order
from packgen.errors import OutputError, UsageProblem
from packgen.options import PackOptions
from tests.support import batches
from tests.support.cluster import ROOT, Cluster, running

STUDENTS = 36
NAMES = [f"Wilhelmina Quackenbush the {number}" for number in range(1, STUDENTS + 1)]
Folder = dict[str, bytes]


@pytest.fixture
def roster(desk: Path) -> Path:
    """Students who have two topics between them."""
    rows = [f"{name},{('stalin', 'khrushchev', 'stalin;khrushchev')[row % 3]}" for row, name in enumerate(NAMES)]
    path = desk / "12b.csv"
    path.write_text("\n".join(["name,topics", *rows, ""]), encoding="utf-8")
    return path


def make(roster: Path, scheduler: str | None, progress: Callable[..., Any] | None = None) -> tuple[BatchReport, Folder]:
    """Make a batch from nothing; return what came of it and every file that is there."""
    output = roster.parent / ("dask" if scheduler else "here")
    options = BatchOptions(roster, output, PackOptions(sheets=("learn",)), scheduler=scheduler)
    report = run_batch(options, progress)
    return report, {path.name: path.read_bytes() for path in output.iterdir() if not path.name.startswith(".")}


def is_said(name: str, log: Path) -> bool:
    """Tell whether a log says a name or a good part of it."""
    said = log.read_text(encoding="utf-8", errors="replace")
    return re.search("|".join(name.split()[:2]), said, re.IGNORECASE) is not None


def test_a_batch_is_the_same_as_in_process_and_names_nobody(roster: Path, cluster: Cluster) -> None:
    report, files = make(roster, cluster.address)
    assert (report.made, report.failed) == (STUDENTS, ())
    assert len(files) == STUDENTS + 1
    assert files == make(roster, None)[1]
    assert "Register worker" in cluster.log.read_text()
    assert not is_said(NAMES[0], cluster.log)


def test_a_worker_that_is_killed_on_the_way_costs_nothing(roster: Path, cluster: Cluster) -> None:
    rows: list[str] = []

    def progress(done: int, _total: int, row: str) -> None:
        if row.startswith("row"):
            rows.append(row)
            if done == 5:
                os.kill(workers(cluster)[0], signal.SIGKILL)

    report, files = make(roster, cluster.address, progress)
    assert (report.made, report.failed) == (STUDENTS, ())
    assert Counter(rows) == {f"row {row}": 1 for row in range(2, STUDENTS + 2)}
    assert files == make(roster, None)[1]
    assert appears("was killed by signal 9", cluster.log)
    assert not is_said(NAMES[0], cluster.log)


def workers(cluster: Cluster) -> list[int]:
    """The processes of a cluster's workers."""
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        return [int(pid) for pid in client.run(os.getpid).values()]


def appears(words: str, log: Path) -> bool:
    """Tell whether a log comes to say something within ten seconds."""
    for _ in range(200):
        if words in log.read_text(encoding="utf-8", errors="replace"):
            return True
        time.sleep(0.05)
    return False


def test_what_dask_logs_of_an_order_that_fails_names_nobody(cluster: Cluster) -> None:
    engine = Dask(cluster.address)
    order = Order(7, PackOptions(student=NAMES[0]))
    with pytest.raises(RuntimeError, match="out of order"):
        list(drive(engine, batches.out_of_order, [order], bytes))
    engine.close()
    assert appears("Compute Failed", cluster.log)
    assert not is_said(NAMES[0], cluster.log)


def test_a_cluster_that_goes_away_is_told_and_another_goes_on(
    roster: Path, tmp_path: Path, cluster: Cluster, capfd: pytest.CaptureFixture[str]
) -> None:
    with running(1, tmp_path / "log") as own:

        def progress(done: int, _total: int, row: str) -> None:
            if done == 5 and row.startswith("row"):
                os.killpg(own.pid, signal.SIGKILL)

        with pytest.raises(OutputError, match="Run the same command again to go on"):
            make(roster, own.address, progress)
    assert capfd.readouterr() == ("", "")  # no tracebacks of Dask's
    report, files = make(roster, cluster.address)
    assert report.kept >= 5
    assert report.made == STUDENTS - report.kept
    assert files == make(roster, None)[1]


def test_a_cluster_that_loses_all_its_workers_is_told(
    roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask itself would wait for other workers without end."""
    pytest.importorskip("distributed")
    monkeypatch.setattr("packgen.batch.cluster._PATIENCE", 5.0)
    monkeypatch.setattr(Dask, "patience", 0.5)
    with running(0, tmp_path / "log") as own:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(tmp_path)}
        command = [sys.executable, "-m", "distributed.cli.dask_worker", own.address, "--no-nanny", "--nthreads", "1"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as worker:

            def progress(done: int, _total: int, row: str) -> None:
                if done == 5 and row.startswith("row"):
                    worker.kill()

            try:
                with pytest.raises(
                    OutputError, match=r"has lost all its workers\. Start some, and run the same command"
                ):
                    make(roster, own.address, progress)
            finally:
                worker.kill()


def run(roster: Path, scheduler: str) -> subprocess.CompletedProcess[str]:
    """Run the command itself, a little less patiently."""
    code = (
        "import sys; from packgen.batch import cluster; from packgen.cli.main import run\n"
        "cluster._PATIENCE = 1.0\n"
        "run(sys.argv[1:])"
    )
    asked = ["batch", "--roster", str(roster), "--sheets", "learn", "--scheduler", scheduler, "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, env=environment)


def test_a_scheduler_that_is_not_there_is_one_line(roster: Path, cluster: Cluster) -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        done = run(roster, address)
    assert done.stderr == (
        f"No Dask scheduler answers at {address} (no answer within 1 s). Start one, or name another with --scheduler.\n"
    )
    assert (done.returncode, done.stdout) == (OutputError.exit_code, "")


REPLIES = {"silent": None, "echo": b"", "text": b"SSH-2.0-OpenSSH_9.2p1\r\n", "huge": b"\xff" * 8, "closed": b"."}


@contextmanager
def server(reply: bytes | None) -> Iterator[int]:
    """A server on this machine that takes connections and answers in no language of Dask's."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            if reply == b".":
                return
            self.request.sendall(reply or b"")
            while data := self.request.recv(4096):
                if reply == b"":
                    self.request.sendall(data)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """The other end goes away at any time."""

    with Server(("127.0.0.1", 0), Handler) as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield found.server_address[1]
        finally:
            found.shutdown()
            thread.join()


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_a_server_of_another_kind_is_one_line(desk: Path, reply: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("packgen.batch.cluster._PATIENCE", 1.0)
    with server(reply) as port, pytest.raises(OutputError) as caught:
        Dask(f"tcp://127.0.0.1:{port}")
    assert re.fullmatch(
        rf"No Dask scheduler answers at tcp://127\.0\.0\.1:{port} "
        r"\((no answer within 1 s|what answers is no scheduler|the connection was closed)\)\. "
        r"Start one, or name another with --scheduler\.",
        str(caught.value),
    )


@pytest.mark.parametrize(
    "address", ["", "host", ":8786", "foo://host:1", "http://host:80", "tcp://host:99999", "tcp://host:x"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(UsageProblem, match=r"--scheduler cannot be .* Write an address such as tcp://host:8786\."):
        Dask(address)


def test_a_worker_is_no_scheduler(cluster: Cluster) -> None:
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        worker = next(iter(client.scheduler_info()["workers"]))
    with pytest.raises(OutputError, match="what answers is no scheduler"):
        Dask(worker)


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("packgen.batch.cluster._PATIENCE", 3.0)
    with running(0, tmp_path / "log") as empty, pytest.raises(OutputError, match="has no workers"):
        Dask(empty.address)

"""Rough treatment: builds at once, killed builds, full disks. What comes out is right."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from packgen.build import build
from packgen.options import PackOptions
from tests.cache.desk import lay
from tests.cache.kills import KILLS

COMMAND = [sys.executable, "-m", "packgen", "build", "--quiet", "--topics", "first,second", "--sheets", "learn,recall"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    lay(tmp_path)
    return tmp_path


def start(desk: Path, output: str, *more: str, cache: Path | None = None) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "-o", output, "--cache-dir", str(cache or desk / "cache"), *more]
    return subprocess.Popen(command, cwd=desk, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> str:
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    return errors.decode()


def wanted(desk: Path) -> bytes:
    options = PackOptions(
        content=desk / "content", topics=("first", "second"), sheets=("learn", "recall"), no_cache=True
    )
    return build(options).pdf


def test_builds_at_once(desk: Path) -> None:
    good = wanted(desk)
    for _ in range(3):  # the first finds nothing, the others find what the first made
        running = [start(desk, f"{number}.pdf") for number in range(3)]
        for process in running:
            ended(process)
        assert {(desk / f"{number}.pdf").read_bytes() for number in range(3)} == {good}
    assert {path.name for path in (desk / "cache" / "packgen-2").iterdir()} == {"CACHEDIR.TAG", "sheets.sqlite"}


def test_a_build_while_the_cache_is_cleared(desk: Path) -> None:
    good = wanted(desk)
    ended(start(desk, "0.pdf"))
    clear = [sys.executable, "-m", "packgen", "cache", "clear", "--cache-dir", "cache"]
    for _ in range(4):
        running = [start(desk, f"{number}.pdf") for number in range(2)]
        subprocess.run(clear, cwd=desk, check=True, stdout=subprocess.DEVNULL)
        for process in running:
            ended(process)
        assert {(desk / f"{number}.pdf").read_bytes() for number in range(2)} == {good}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has neither fork nor SIGKILL")
def test_a_killed_build_leaves_nothing_that_a_later_one_trips_over(desk: Path) -> None:
    command = [sys.executable, "-m", "tests.cache.kills"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == KILLS


def test_a_full_disk_under_the_cache_does_not_stop_a_build(desk: Path, small_disk: Path) -> None:
    good = wanted(desk)
    (small_disk / "filler").write_bytes(bytes(200_000))
    for _ in range(2):
        assert "cache" not in ended(start(desk, "pack.pdf", cache=small_disk / "cache"))
        assert (desk / "pack.pdf").read_bytes() == good
    filler = os.open(small_disk / "filler", os.O_WRONLY | os.O_APPEND)
    with suppress(OSError):  # no space left
        while True:
            os.write(filler, bytes(4096))
    os.close(filler)
    assert ended(start(desk, "pack.pdf", cache=small_disk / "cache")) == ended(start(desk, "pack.pdf", "--no-cache"))
    assert (desk / "pack.pdf").read_bytes() == good


def test_a_database_that_somebody_else_holds_does_not_stop_a_build(desk: Path) -> None:
    good = wanted(desk)
    ended(start(desk, "pack.pdf"))
    database = desk / "cache" / "packgen-2" / "sheets.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert ended(start(desk, "pack.pdf")) == ended(start(desk, "pack.pdf", "--no-cache"))
    assert (desk / "pack.pdf").read_bytes() == good


def test_a_cache_that_is_a_file_does_not_stop_a_build(desk: Path) -> None:
    (desk / "file").write_text("mine", encoding="utf-8")
    for place in (desk / "file", desk / "file" / "below", Path(os.devnull)):
        ended(start(desk, "pack.pdf", cache=place))
    assert (desk / "pack.pdf").read_bytes() == wanted(desk)
    assert (desk / "file").read_text(encoding="utf-8") == "mine"

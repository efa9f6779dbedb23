from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from packgen.batch import engine as engines
from packgen.batch.cluster import Dask
from packgen.batch.engine import InProcess, Lost, Pool, drive
from packgen.errors import OutputError, UsageProblem
from tests.support import batches
from tests.support.batches import deadly_square, needy, square


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(2)
    yield made
    made.close()


def _made(name: str, request: pytest.FixtureRequest) -> engines.Engine:
    if name == "dask":
        return Dask(request.getfixturevalue("cluster").address)
    return Pool(2) if name == "pool" else InProcess()


@pytest.fixture(params=["in process", "pool", "dask"])
def engine(request: pytest.FixtureRequest) -> Iterator[engines.Engine]:
    """Each engine."""
    made = _made(request.param, request)
    yield made
    made.close()


@pytest.fixture(params=["pool", "dask"])
def outside(request: pytest.FixtureRequest) -> Iterator[engines.Engine]:
    """Each engine whose workers are other processes."""
    made = _made(request.param, request)
    yield made
    made.close()


def outcome(engine: engines.Engine, work: Any, orders: Any, supplies: bytes = b"") -> dict[int, Any]:
    found: dict[int, Any] = {}
    for order, result in drive(engine, work, orders, lambda: supplies):
        assert order not in found, "nothing is done twice"
        found[order] = result
    return found


def test_on_any_engine_the_same_comes_out(engine: engines.Engine) -> None:
    assert outcome(engine, square, range(50)) == {number: number * number for number in range(50)}


def test_supplies_go_to_each_process_that_lacks_them(engine: engines.Engine) -> None:
    batches._stock.clear()
    assert outcome(engine, needy, range(40), b"abc") == {number: number + 3 for number in range(40)}


def test_an_error_of_the_work_itself_is_raised(engine: engines.Engine) -> None:
    with pytest.raises(TypeError):
        outcome(engine, square, [None])


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_that_is_killed_costs_its_own_order_another_try(
    outside: engines.Engine, deaths: Path, times: int
) -> None:
    (deaths / "7").write_text(str(times))
    assert outcome(outside, deadly_square, range(30)) == {number: number * number for number in range(30)}
    assert (deaths / "7").read_text() == "0"


def test_an_order_over_which_workers_die_again_and_again_is_lost_and_no_other(
    outside: engines.Engine, deaths: Path
) -> None:
    (deaths / "3").write_text("99")
    found = outcome(outside, deadly_square, range(20))
    assert isinstance(found.pop(3), Lost)
    assert found == {number: number * number for number in range(20) if number != 3}


def test_after_three_deaths_an_order_is_lost_and_no_other(pool: Pool, deaths: Path) -> None:
    for number in (3, 4, 5, 29):
        (deaths / str(number)).write_text("9")
    found = outcome(pool, deadly_square, range(30))
    assert sorted(number for number, result in found.items() if isinstance(result, Lost)) == [3, 4, 5, 29]
    assert all(result == number**2 for number, result in found.items() if not isinstance(result, Lost))
    assert (deaths / "29").read_text() == "6"


def test_where_no_worker_ever_works_it_ends_soon(pool: Pool, deaths: Path) -> None:
    for number in range(1000):
        (deaths / str(number)).write_text("9")
    with pytest.raises(OutputError, match="Every process that was started for the work died"):
        outcome(pool, deadly_square, range(1000))


def test_orders_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def orders() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    results = drive(InProcess(), square, orders(), bytes)
    next(results)
    assert taken == [0]


def test_processes_end_with_their_parent_even_if_it_is_killed() -> None:
    code = (
        "import os, time\n"
        "from packgen.batch.engine import Pool\n"
        "if __name__ == '__main__':\n"
        "    pool = Pool(2)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    script = Path(os.environ.get("TMPDIR", "/tmp")) / f"parent-{os.getpid()}.py"
    script.write_text(code)
    try:
        with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=_path()) as parent:
            assert parent.stdout is not None
            child = int(parent.stdout.readline())
            parent.kill()
        for _ in range(100):
            if not _is_running(child):
                break
            time.sleep(0.05)
        assert not _is_running(child)
    finally:
        script.unlink()


def _path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_without_dask_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(UsageProblem) as caught:
        Dask("tcp://host:8786")
    assert (
        str(caught.value) == '--scheduler needs Dask, which is not installed. Install it: pip install "packgen[dask]"'
    )


def test_ctrl_c_is_not_for_the_workers(pool: Pool) -> None:
    assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN

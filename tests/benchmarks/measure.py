"""What a process costs, and what many runs of it say.

On a shared machine wall time says little, so this counts CPU: user plus system time of a process and its children.
Processes that are compared run in turn, and their ratio is taken within each round.

This module and those that import it stay small on purpose: a child's peak memory counts from that of the process which
starts it (Linux takes it over at exec), so what is heavy runs in children of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Command = Callable[[int], Sequence[str]]
"""Makes the command of a round, and whatever it needs beforehand."""


class FailedError(Exception):
    """A measured process did not end well; the text says which and why."""


class Cost(NamedTuple):
    """What one process took: CPU in seconds and memory at its peak in MiB."""

    cpu: float
    peak: float


class Spread(NamedTuple):
    """The median of some measurements, the least and the greatest."""

    median: float
    low: float
    high: float

    def shown(self, digits: int, unit: str = "") -> str:
        """Return such as ``0.33 (0.31–0.36)``."""
        median, low, high = (f"{value:,.{digits}f}" for value in self)
        return f"{median}{unit} ({low}–{high})" if low != high else f"{median}{unit}"


def spread(values: Sequence[float]) -> Spread:
    """Return how values lie; there must be one at least."""
    return Spread(statistics.median(values), min(values), max(values))


def cpu(costs: Sequence[Cost]) -> Spread:
    """Return how the CPU seconds of some runs lie."""
    return spread([cost.cpu for cost in costs])


def peak(costs: Sequence[Cost]) -> float:
    """Return the greatest memory of some runs, in MiB."""
    return max(cost.peak for cost in costs)


def ratios(ours: Sequence[Cost], theirs: Sequence[Cost]) -> Spread:
    """Return the ratio of CPU seconds in pairs: of the same round, as far as both have been run."""
    return spread([mine.cpu / its.cpu for mine, its in zip(ours, theirs, strict=False)])


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end, with bytecode read and written as on any desk.

    Raises:
        FailedError: it ended with another code than 0.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    log = folder / "last-run.log"
    with log.open("wb") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise FailedError(f"exit code {process.returncode}: {' '.join(command)[:300]}\n{end}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def alternate(
    commands: Mapping[str, Command], rounds: Mapping[str, int], folder: Path, *, warm: bool = False
) -> dict[str, list[Cost]]:
    """Run commands in turn, each as often as its number of rounds says.

    Args:
        commands: by name.
        rounds: for each name.
        folder: for what they print.
        warm: first run each once unmeasured, so that what they read is in memory.

    Raises:
        FailedError: one of them failed.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(-1 if warm else 0, max(rounds.values())):
        for name, command in commands.items():
            if turn < rounds[name]:
                cost = run(command(turn), folder)
                if turn >= 0:
                    costs[name].append(cost)
    return costs

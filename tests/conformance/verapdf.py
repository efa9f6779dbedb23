"""The real veraPDF from Python, and from a shell: ``python -m tests.conformance.verapdf FILE...``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.conformance.install import classpath

FLAVOURS = ("ua1", "2a")
"""What every pack conforms to: PDF/UA-1 and PDF/A-2a."""

_FEW = 6
"""Files that are not worth a second run."""


class Failure(NamedTuple):
    """A broken rule: its clause and test in veraPDF's profile, how often, and the first place."""

    clause: str
    test: int
    times: int
    message: str
    context: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test} x{self.times}: {self.message}\n    at {self.context}"


class Result(NamedTuple):
    """veraPDF's verdict on one file for one flavour; ``error`` says why it could not read the file."""

    path: Path
    flavour: str
    passed: bool
    checks: int
    failures: tuple[Failure, ...]
    error: str

    def __str__(self) -> str:
        head = f"{'pass' if self.passed else 'FAIL'} {self.flavour} {self.path}"
        return "\n".join(
            [f"{head}: {self.error}" if self.error else head, *(f"  {failure}" for failure in self.failures)]
        )


def verapdf(paths: Iterable[Path], flavours: Sequence[str] = FLAVOURS) -> list[Result]:
    """Check files: a result for each file and flavour, in order.

    A few are checked in one run of Java, which takes a second to warm up; many in two runs at the same time.

    Raises:
        RuntimeError: Java stopped, or did not answer for each file and flavour.
    """
    paths = list(paths)
    runs = 2 if len(paths) > _FEW else 1
    shares = [share for start in range(runs) if (share := paths[start::runs])]
    with ThreadPoolExecutor(runs) as pool:
        found = [result for results in pool.map(lambda share: _run(share, flavours), shares) for result in results]
    return sorted(found, key=lambda result: (paths.index(result.path), flavours.index(result.flavour)))


def _run(paths: Sequence[Path], flavours: Sequence[str]) -> list[Result]:
    command = ["java", "-cp", classpath(), "VeraCheck", ",".join(flavours), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(paths) * len(flavours):
        raise RuntimeError(f"veraPDF stopped with exit code {done.returncode}:\n{done.stderr.strip()}")
    return [_result(json.loads(line)) for line in lines]


def complaints(results: Iterable[Result]) -> str:
    """Return what failed, for an assertion: empty when all passed."""
    return "\n".join(str(result) for result in results if not result.passed)


def _result(line: dict) -> Result:  # JSON of VeraCheck.java
    failures = tuple(Failure(**failure) for failure in line.get("failures", ()))
    checks, error = line.get("checks", 0), line.get("error", "")
    return Result(Path(line["path"]), line["flavour"], line.get("passed", False), checks, failures, error)


def main(arguments: list[str]) -> int:
    """Print a verdict for each file and flavour; 1 if any fails."""
    results = verapdf(map(Path, arguments))
    sys.stdout.write("".join(f"{result}\n" for result in results))
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

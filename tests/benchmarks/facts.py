"""What is in PDF files, and on what machine this runs: ``python facts.py FILE...`` prints pages and words as JSON."""

from __future__ import annotations

import datetime
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Facts(NamedTuple):
    """What a file holds."""

    pages: int
    words: int
    size: int


def facts(paths: Sequence[Path]) -> dict[Path, Facts]:
    """Return what files hold, read in a process of its own."""
    command = [sys.executable, __file__, *map(str, paths)]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    counts: list[tuple[int, int]] = json.loads(said)
    return {path: Facts(*found, path.stat().st_size) for path, found in zip(paths, counts, strict=True)}


def _look(path: str) -> tuple[int, int]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        words = sum(len(page.get_textpage().get_text_bounded().split()) for page in document)
        return len(document), words


def versions(names: Sequence[str]) -> str:
    """Return the versions of packages in words."""
    found = []
    for name in names:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def machine() -> str:
    """Return processor, cores, memory, system and Python in words."""
    processor = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor}, {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, {python}"


def day() -> str:
    """Return the date of SOURCE_DATE_EPOCH, or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else datetime.datetime.now(datetime.UTC)
    return moment.date().isoformat()


if __name__ == "__main__":
    sys.stdout.write(json.dumps([_look(path) for path in sys.argv[1:]]))

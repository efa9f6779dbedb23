"""A disk of a few kilobytes, for tests of what happens when it is full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a tmpfs of 256 KiB on a folder; skip the test with the reason where that is missing or forbidden."""
    try:
        _mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder))
    except OSError as error:
        pytest.skip(f"no small disk can be mounted: {error}")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no small disk can be mounted: {error.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def enlarge(folder: Path) -> None:
    """Make a small disk one of 16 MiB."""
    _mount("-o", "remount,size=16m", str(folder))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], capture_output=True, text=True, check=True)

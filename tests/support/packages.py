"""Debian's packages that tests and benchmarks need, installed by root with apt-get."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence


class CannotInstallError(Exception):
    """Something is missing that may not, or could not, be installed; the text says what to do."""


def install_packages(missing: str, packages: Sequence[str], *, answers: str = "") -> None:
    """Install packages, and remove none.

    Args:
        missing: what they bring, as messages name it.
        packages: their names.
        answers: to what they ask, in the form of debconf-set-selections.

    Raises:
        CannotInstallError: there is no apt-get, this is not root, or apt-get fails.
    """
    by_hand = f"install {' '.join(packages)} (Debian, Ubuntu), then run this again"
    if shutil.which("apt-get") is None:
        raise CannotInstallError(f"{missing} is missing and there is no apt-get here: {by_hand}")
    if os.geteuid() != 0:
        raise CannotInstallError(f"{missing} is missing and only root can add it: {by_hand}")
    if answers:
        run(["debconf-set-selections"], answers)
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "--no-remove", *packages])


def run(command: Sequence[str], told: str = "") -> None:
    """Run a command that asks nothing.

    Args:
        command: its words.
        told: what it reads.

    Raises:
        CannotInstallError: it fails.
    """
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, input=told, capture_output=True, text=True, env=quiet, check=False)
    if done.returncode:
        raise CannotInstallError(f"{' '.join(command)} failed:\n{(done.stderr or done.stdout).strip()}")

"""Fetch the real CUPS for the tests of printing. Does nothing where all is there.

    python tests/deliver/print/install.py

It comes from Debian's packages, and is installed only when missing and only by root or through sudo. The tests run a
CUPS of their own on a loopback port; the system's is not touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDERS = ("/usr/sbin", "/usr/bin", "/sbin", "/bin")
"""Where the tools are, for a PATH without them."""

SERVER = Path("/usr/lib/cups")
"""Backends, filters and daemons of CUPS."""

_COMMANDS = ("cupsd", "lp", "lpstat", "lpoptions", "lpadmin", "cancel", "cupsdisable", "cupsenable", "cupsreject")
_FILTERS = ("pdftopdf",)
_PACKAGES = ("cups-daemon", "cups-client", "cups", "cups-filters")


def tool(name: str) -> str | None:
    """Return the path of a tool, None where it is missing."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(FOLDERS))


def missing() -> list[str]:
    """Return what is not there, in words; empty where the tests of printing can run."""
    commands = [f"the command {name}" for name in _COMMANDS if tool(name) is None]
    return commands + [f"the filter {name}" for name in _FILTERS if not (SERVER / "filter" / name).exists()]


def install() -> str:
    """Make ``missing()`` empty; return what went wrong, or nothing."""
    by_hand = f"install {' '.join(_PACKAGES)} (Debian, Ubuntu), then run this again"
    if shutil.which("apt-get") is None:
        return f"CUPS is missing and there is no apt-get here: {by_hand}"
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and shutil.which("sudo") is None:
        return f"CUPS is missing and only root can add it: {by_hand}"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    add = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *_PACKAGES]
    for command in (["apt-get", "update", "-qq"], add):
        done = subprocess.run([*sudo, *command], capture_output=True, text=True, env=quiet, check=False)
        if done.returncode:
            return f"{' '.join(command[:2])} failed; {by_hand}:\n{(done.stderr or done.stdout).strip()}"
    return ""


def main() -> int:
    """Install, and say what happened; 0 for ready, 2 for not."""
    before = missing()
    problem = install() if before else ""
    if problem or missing():
        sys.stderr.write(f"{problem or 'still missing: ' + ', '.join(missing())}\n")
        return 2
    sys.stdout.write("CUPS is ready.\n" if before else "CUPS was ready already.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

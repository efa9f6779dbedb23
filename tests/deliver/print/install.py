"""Fetch the real CUPS for the tests of printing. Does nothing where all is there.

    python -m tests.deliver.print.install

The tests run a CUPS of their own on a loopback port; the system's is not touched.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.support.packages import CannotInstallError, install_packages

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


def main() -> int:
    """Install, and say what happened; 0 for ready, 2 for not."""
    if not missing():
        sys.stdout.write("CUPS was ready already.\n")
        return 0
    try:
        install_packages("CUPS", _PACKAGES)
    except CannotInstallError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    if missing():
        sys.stderr.write(f"still missing: {', '.join(missing())}\n")
        return 2
    sys.stdout.write("CUPS is ready.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

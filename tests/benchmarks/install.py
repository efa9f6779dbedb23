"""Fetch the system's libraries that WeasyPrint needs to be measured at its best. Does nothing where all is there.

python -m tests.benchmarks.install
"""

from __future__ import annotations

import subprocess
import sys

from tests.support.packages import CannotInstallError, install_packages

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def state() -> str:
    """Return what is missing: ``Pango``, without which WeasyPrint does not start, ``HarfBuzz-Subset`` or nothing.

    WeasyPrint is loaded in a process of its own, which may fail.
    """
    asked = "import weasyprint.text.ffi as ffi; print(ffi.harfbuzz_subset is None)"
    tried = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    if tried.returncode:
        return "Pango"
    return "HarfBuzz-Subset" if tried.stdout.strip() == "True" else ""


def main() -> int:
    """Install, and say what happened; 0 for ready, 2 for not."""
    missing = state()
    if not missing:
        print("WeasyPrint's libraries are there already.")
        return 0
    try:
        install_packages(missing, PACKAGES)
    except CannotInstallError as problem:
        print(problem, file=sys.stderr)
        return 2
    print("WeasyPrint's libraries are ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fetch the system's libraries that WeasyPrint needs to be measured at its best. Does nothing where all is there.

    python -m tests.benchmarks.install

They come from Debian's packages, and are installed only when missing and only by root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

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
    by_hand = f"install {' '.join(PACKAGES)} (Debian, Ubuntu) and run this again"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"{missing} is missing, and only root can add it with apt-get: {by_hand}", file=sys.stderr)
        return 2
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", *command], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"apt-get failed: {by_hand}\n{done.stderr.strip()}", file=sys.stderr)
            return 2
    print("WeasyPrint's libraries are ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

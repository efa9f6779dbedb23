"""Fetch Postfix, a real mail server, for the tests of mail. Does nothing where it is there.

    python tests/deliver/mail/install.py

It comes from Debian's packages, and is installed only when missing and only by root, without a configuration: it serves
nobody, and the tests start one of their own. Where another mail server is installed, it is left alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGE = "postfix"
_CHOICE = "postfix postfix/main_mailer_type select No configuration\n"
_ADMIN = ("/usr/sbin", "/sbin")
"""Folders in which Debian has Postfix; they are not on everybody's PATH."""


class CannotInstallError(Exception):
    """Postfix is missing, and this script may not, or could not, fetch it; the text says what to do."""


def command() -> str | None:
    """Return the path of Postfix; None where it is missing."""
    return shutil.which("postfix", path=os.pathsep.join((os.environ.get("PATH", ""), *_ADMIN)))


def install() -> None:
    """Fetch Postfix where it is missing.

    Raises:
        CannotInstallError: no root, no apt-get, no network, or another mail server would have to go.
    """
    if command() is not None:
        return
    by_hand = f"install {PACKAGE} (Debian, Ubuntu), then run this again"
    if shutil.which("apt-get") is None:
        raise CannotInstallError(f"Postfix is missing and there is no apt-get here: {by_hand}")
    if os.geteuid() != 0:
        raise CannotInstallError(f"Postfix is missing and only root can add it: {by_hand}")
    _run(["debconf-set-selections"], _CHOICE)
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "--no-remove", PACKAGE])


def _run(arguments: list[str], told: str = "") -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(arguments, input=told, capture_output=True, text=True, env=quiet, check=False)
    if done.returncode:
        raise CannotInstallError(f"{' '.join(arguments)} failed:\n{(done.stderr or done.stdout).strip()}")


def main() -> int:
    """Install, and say what happened; 0 for ready, 2 for not."""
    before = command()
    try:
        install()
    except CannotInstallError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write("Postfix was ready already.\n" if before else "Postfix is ready.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fetch Postfix, a real mail server, for the tests of mail. Does nothing where it is there.

    python -m tests.deliver.mail.install

It is installed without a configuration: it serves nobody, and the tests start their own. Another mail server that
is installed is left alone.
"""

from __future__ import annotations

import os
import shutil
import sys

from tests.support.packages import CannotInstallError, install_packages

_CHOICE = "postfix postfix/main_mailer_type select No configuration\n"
_ADMIN = ("/usr/sbin", "/sbin")
"""Folders in which Debian has Postfix; they are not on everybody's PATH."""


def command() -> str | None:
    """Return the path of Postfix; None where it is missing."""
    return shutil.which("postfix", path=os.pathsep.join((os.environ.get("PATH", ""), *_ADMIN)))


def main() -> int:
    """Install, and say what happened; 0 for ready, 2 for not."""
    if command() is not None:
        sys.stdout.write("Postfix was ready already.\n")
        return 0
    try:
        install_packages("Postfix", ["postfix"], answers=_CHOICE)
    except CannotInstallError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write("Postfix is ready.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

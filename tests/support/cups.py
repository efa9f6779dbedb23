"""A CUPS of the tests' own on a loopback port, with printers that keep what they are sent in a folder."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.deliver.print.install import SERVER, tool

_CONF = """\
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
MaxLogSize 0
PreserveJobHistory Yes
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""

_FILES = """\
ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
Printcap
ServerBin {folder}/bin
DataDir /usr/share/cups
User {user}
Group {group}
"""

_TRAY = """\
#!/bin/sh
# The printer: a backend that keeps pages and options of each job, and does as the files in its folder say.
if [ $# = 0 ]; then echo 'direct tray "Unknown" "tray"'; exit 0; fi
folder=${DEVICE_URI#tray:}
[ -n "$6" ] && exec <"$6"
if [ -e "$folder/empty" ]; then
  echo 'STATE: +media-empty-error' >&2
  while [ -e "$folder/empty" ]; do sleep 0.05; done
  echo 'STATE: -media-empty-error' >&2
  sleep 0.1
fi
[ -e "$folder/jam" ] && exit 4
[ -e "$folder/broken" ] && exit 1
cat >"$folder/$1.pdf" || exit 1
printf '%s\\n' "$3" "$4" "$5" >"$folder/$1.part" && mv "$folder/$1.part" "$folder/$1.txt"
"""


class Received(NamedTuple):
    """A job as the printer received it."""

    title: str
    copies: int
    options: dict[str, str]
    pdf: bytes


class PrivateCups:
    """The server. Set ``CUPS_SERVER`` to its address, and stop it in the end."""

    def __init__(self, ppd: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="packgen-cups-"))
        self.tray = self.folder / "tray"
        root = os.geteuid() == 0
        owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())  # CUPS runs no filters as root
        self.port = _free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.socket = str(self.folder / "cups.sock")
        for name in ("root", "spool", "cache", "state", "tmp", "tray", "bin/backend"):
            (self.folder / name).mkdir(parents=True)
        for path in SERVER.iterdir():
            if path.name != "backend":
                (self.folder / "bin" / path.name).symlink_to(path)
        for path in (SERVER / "backend").iterdir():
            (self.folder / "bin/backend" / path.name).symlink_to(path)
        backend = self.folder / "bin/backend/tray"
        backend.write_text(_TRAY, encoding="ascii")
        backend.chmod(0o755)
        shutil.copy(ppd, self.folder / "tray.ppd")
        group = grp.getgrgid(owner.pw_gid).gr_name
        values = {"folder": self.folder, "port": self.port, "user": owner.pw_name, "group": group}
        for name, text in (("cupsd.conf", _CONF), ("cups-files.conf", _FILES)):
            (self.folder / name).write_text(text.format(**values), encoding="ascii")
        if root:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        become = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if root else {}
        command = [str(tool("cupsd")), "-f", "-c", f"{self.folder}/cupsd.conf", "-s", f"{self.folder}/cups-files.conf"]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **become)  # type: ignore[call-overload]
        self._wait()
        self.run("lpadmin", "-p", "staffroom", "-E", "-v", f"tray:{self.tray}", "-P", f"{self.folder}/tray.ppd")
        uri = f"ipp://{self.address}/printers/staffroom"
        self.run("lpadmin", "-p", "everywhere", "-E", "-v", uri, "-m", "everywhere")
        self.run("lpadmin", "-p", "staffroom", "-o", "printer-error-policy=abort-job")

    def run(self, name: str, *arguments: str) -> str:
        """Run a tool of CUPS, and return what it prints."""
        environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C"}
        command = [str(tool(name)), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=30).stdout

    def say(self, word: str, *, on: bool = True) -> None:
        """Put paper out (``empty``), jam the printer (``jam``) or let it fail (``broken``), or mend it."""
        if on:
            (self.tray / word).touch()
        else:
            (self.tray / word).unlink()

    def received(self) -> list[Received]:
        """Return the jobs that the printer received, in order."""
        found = []
        for path in sorted(self.tray.glob("*.txt"), key=lambda path: int(path.stem)):
            title, copies, options = path.read_text(encoding="utf-8").splitlines()
            pairs = [part.partition("=") for part in options.split()]
            pdf = path.with_suffix(".pdf").read_bytes()
            found.append(Received(title, int(copies), {name: value for name, _, value in pairs}, pdf))
        return found

    def empty_tray(self) -> None:
        """Forget what was received, mend the printer and cancel what waits."""
        self.run("cancel", "-a")
        for path in self.tray.iterdir():
            path.unlink()
        self.run("cupsenable", "staffroom")

    def stop(self) -> None:
        """End the server, and delete its folder."""
        self._server.terminate()
        self._server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        for _ in range(500):
            if self._server.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        log = self.folder / "error.log"
        raise RuntimeError(f"cupsd did not start: {log.read_text() if log.exists() else self._server.returncode}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

"""A Postfix of our own: configuration, queue and data in a folder, ports of this machine, a Maildir for each student.

Each `Port` is a way in with troubles of its own.
"""

from __future__ import annotations

import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from pathlib import Path

from tests.deliver.mail.greylist import greylist

DOMAIN = "school.example"
_LONGEST = 60
"""Seconds until a delivery that has not come is a failure."""

_MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{domain}
mydestination =
mynetworks = 127.0.0.0/8
local_recipient_maps =
alias_maps =
alias_database =
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = texthash:{home}/config/mailboxes
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
smtpd_relay_restrictions = reject_unauth_destination
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
in_flow_delay = 0
"""

_MASTER = """\
{ports}
cleanup    unix n - n -     0 cleanup
qmgr       unix n - n 300   1 qmgr
rewrite    unix - - n -     - trivial-rewrite
bounce     unix - - n -     0 bounce
defer      unix - - n -     0 bounce
trace      unix - - n -     0 bounce
flush      unix n - n 1000? 0 flush
proxymap   unix - - n -     - proxymap
error      unix - - n -     - error
retry      unix - - n -     - error
virtual    unix - n n -     - virtual
anvil      unix - - n -     1 anvil
postlog    unix-dgram n - n - 1 postlogd
"""


class Port(StrEnum):
    """A way in."""

    OPEN = "takes everything for students"
    GREYLISTED = "takes a message for a student the second time only (450)"
    FULL = "has no room on its disk (452)"
    NARROW = "takes no message of more than 3 kB (552)"


class Postfix:
    """A Postfix that runs.

    Attributes:
        ports: their numbers.
    """

    def __init__(self, home: Path, ports: Mapping[Port, int]) -> None:
        self._mail = home / "mail"
        self.ports = ports

    def messages(self, student: str) -> list[EmailMessage]:
        """Return what is in a student's mailbox, named by what stands before the @."""
        found = sorted((self._mail / student / "new").glob("*"))
        return [message_from_bytes(path.read_bytes(), policy=SMTP) for path in found]

    def wait_for(self, students: Iterable[str]) -> None:
        """Wait until each of some students has a message at least."""
        end = time.monotonic() + _LONGEST
        missing = set(students)
        while missing:
            missing = {one for one in missing if not any((self._mail / one / "new").glob("*"))}
            assert time.monotonic() < end, f"{len(missing)} messages were not delivered"
            time.sleep(0.05 if missing else 0)

    def wait_until_idle(self, queue: Path | None = None) -> None:
        """Wait until all that was accepted is delivered."""
        queue = queue or self._mail.with_name("queue")
        end = time.monotonic() + _LONGEST
        while any(path.is_file() for name in ("incoming", "active", "maildrop") for path in (queue / name).rglob("*")):
            assert time.monotonic() < end, "Postfix does not finish"
            time.sleep(0.05)


@contextmanager
def running(command: str, students: Iterable[str]) -> Iterator[Postfix]:
    """Run a Postfix; needs root.

    Args:
        command: its path.
        students: who has a mailbox, each named by what stands before the @.
    """
    home = Path(tempfile.mkdtemp(prefix="packgen-postfix-"))  # pytest's folders are closed to Postfix's own user
    with greylist() as policy:
        try:
            ports = _configure(home, students, policy)
            _do(command, home, "start")
            try:
                yield Postfix(home, ports)
            finally:
                _do(command, home, "stop")
        finally:
            shutil.rmtree(home)


def _configure(home: Path, students: Iterable[str], policy: int) -> dict[Port, int]:
    home.chmod(0o755)
    for name in ("config", "queue", "data", "mail"):
        (home / name).mkdir()
    server, owner = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    shutil.chown(home / "data", server.pw_uid, server.pw_gid)
    shutil.chown(home / "mail", owner.pw_uid, owner.pw_gid)
    main = _MAIN.format(home=home, domain=DOMAIN, user=owner.pw_uid, group=owner.pw_gid)
    (home / "config" / "main.cf").write_text(main)
    mailboxes = "".join(f"{student}@{DOMAIN} {student}/\n" for student in students)
    (home / "config" / "mailboxes").write_text(mailboxes)
    own = {
        Port.OPEN: "",
        Port.GREYLISTED: f"-o smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:{policy}",
        Port.FULL: f"-o queue_minfree={2**62}",
        Port.NARROW: "-o message_size_limit=3000",
    }
    ports = dict(zip(own, _free_ports(len(own)), strict=True))
    lines = [f"127.0.0.1:{ports[port]} inet n - n - - smtpd {options}" for port, options in own.items()]
    (home / "config" / "master.cf").write_text(_MASTER.format(ports="\n".join(lines)))
    return ports


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _do(command: str, home: Path, what: str) -> None:
    done = subprocess.run([command, "-c", str(home / "config"), what], capture_output=True, text=True, check=False)
    log = home / "log"
    assert not done.returncode, f"postfix {what}: {done.stderr}{log.read_text() if log.exists() else ''}"

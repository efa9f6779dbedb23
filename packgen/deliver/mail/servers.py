"""Parse the setting mail.server."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from packgen.deliver.mail.connection import Server
from packgen.errors import UsageProblem, harmless

GRAPH = "graph"
_PORTS = {"smtp": 587, "smtps": 465}
_FORMS = "smtp://host:587, smtps://host:465 or graph"


class MailServer(NamedTuple):
    """The server and user in mail.server.

    Attributes:
        server: the server.
        user: user in the URL, as in smtp://okafor@host:587, with %40 for an @ in it; may be empty.
        near: whether the host is this computer; then TLS is not required unless there is a login.
    """

    server: Server
    user: str
    near: bool


def read_server(text: str) -> MailServer:
    """Parse the URL of a mail server.

    Raises:
        UsageProblem: it is not such a URL, or contains a password.
    """
    if not text.isprintable():  # urlsplit would remove line breaks
        raise _unusable("it has control characters")
    try:
        parts = urlsplit(text.strip())
        port, host, user = parts.port, parts.hostname or "", unquote(parts.username or "")
    except ValueError as error:
        raise _unusable("its host or port cannot be") from error
    if parts.password is not None:
        # The text is not quoted, since it contains the password.
        raise UsageProblem(
            "The mail server has a password in it, where others can read it. Take it out (smtp://host:587), and run "
            "packgen mail login, which keeps it in the system's own store."
        )
    if parts.scheme not in _PORTS or not host or port == 0:
        raise _unusable(f'"{harmless(text)}" is none')
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _unusable("nothing may stand after the port")
    if not user.isprintable() or not _may_be_host(host):
        raise _unusable("its user or host cannot be")
    host = host.removesuffix(".")
    server = Server(host, port or _PORTS[parts.scheme], tls=parts.scheme == "smtps")
    return MailServer(server, user, _is_near(host))


def _may_be_host(host: str) -> bool:
    if ":" in host:
        try:
            ipaddress.IPv6Address(host)
        except ValueError:
            return False
        return True
    parts = host.removesuffix(".").split(".")
    return len(host) < 254 and all(part.replace("-", "").isalnum() for part in parts)


def _is_near(host: str) -> bool:
    """Tell whether a host name means this computer; `Connection` checks the IP address as well."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unusable(reason: str) -> UsageProblem:
    return UsageProblem(f"The mail server has to be {_FORMS}: {reason}.")

"""Find the HTTP proxy for a server: in many schools programs can reach the internet only through a proxy."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass


class Route(NamedTuple):
    """A proxy, and the headers to send to it."""

    host: str
    port: int | None
    headers: Mapping[str, str]


def route_to(host: str, port: int | None) -> Route | None:
    """Return the proxy for an HTTPS server; None to connect directly.

    It is taken from the environment (``https_proxy``, ``no_proxy``), or from the settings of Windows or macOS.
    """
    proxy = getproxies().get("https", "")
    if not proxy or proxy_bypass(host if port is None else f"{host}:{port}"):
        return None
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if not parts.hostname:
        return None
    headers = {}
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Proxy-Authorization"] = "Basic " + base64.b64encode(login).decode("ascii")
    return Route(parts.hostname, parts.port or 80, headers)

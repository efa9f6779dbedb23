"""The way to a server on the web: many schools let programs out through a proxy alone, which the system names."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass


class Route(NamedTuple):
    """A proxy, and what to tell it."""

    host: str
    port: int | None
    headers: Mapping[str, str]


def route_to(host: str, port: int | None) -> Route | None:
    """Return the proxy for an HTTPS server; None to go straight to it.

    It comes from the environment (``https_proxy``, ``no_proxy``), or from the settings of Windows or macOS.
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

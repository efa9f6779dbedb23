"""Validate addresses and domains, and check them against the domains that a school allows.

Only the plain form of RFC 5321 (4.1.2: dot-string and domain) is accepted: schools use no other, and quoted local
parts, address literals, comments, groups and lists are typical of attacks and mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_SENDER = re.compile(r"(?P<name>[^<>@]*?)\s*<(?P<address>[^<>]*)>")
_FORMULA = ("=", "+", "-", "@")
_LONGEST = 254
_LONGEST_LOCAL = 64
_LONGEST_DOMAIN = 253
_NAMED = re.compile(r"[\s,;]+")


class AddressProblem(ValueError):
    """A text is not a valid address, or not an allowed one; the arguments are the message and the remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class Mailbox(NamedTuple):
    """The sender of messages: the display name, which may be empty, and the address."""

    name: str
    address: str


def checked_address(text: str) -> str:
    """Return a valid address in ASCII, with its domain in lower case; international domains are IDNA-encoded.

    Raises:
        AddressProblem: the text is not such an address. The message does not quote it.
    """
    remedy = "Write one such as anna@school.example."
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise AddressProblem("this is no address.", remedy)
    if not local.isascii():
        raise AddressProblem(
            "the address has letters before the @ that many mail servers do not take.", "Use one in plain letters."
        )
    if local.startswith(_FORMULA):
        raise AddressProblem("the address begins with a sign that spreadsheets take for a formula.", remedy)
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        raise AddressProblem("this is no address.", remedy)
    domain = checked_domain(domain)
    if len(local) + 1 + len(domain) > _LONGEST:
        raise AddressProblem("the address is too long.", remedy)
    return f"{local}@{domain}"


def checked_domain(text: str) -> str:
    """Return a valid domain in lower-case ASCII.

    Raises:
        AddressProblem: the text is not a mail domain. The message does not quote it.
    """
    problem = AddressProblem("what stands after the @ is no domain.", "Write an address such as anna@school.example.")
    try:
        domain = text.encode("idna").decode("ascii").lower() if not text.isascii() else text.lower()
    except UnicodeError:
        raise problem from None
    labels = domain.split(".")
    if len(domain) > _LONGEST_DOMAIN or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        raise problem
    if labels[-1].isdecimal():
        raise problem
    return domain


def allowed_domains(setting: str) -> tuple[str, ...]:
    """Return the domains in a setting, separated by commas.

    Raises:
        AddressProblem: one of them is not valid.
    """
    named = [name.removeprefix("@") for name in _NAMED.split(setting) if name]
    try:
        return tuple(checked_domain(name) for name in named)
    except AddressProblem:
        raise AddressProblem("is no domain.", "Write one such as school.example.") from None


def require_allowed(address: str, domains: Collection[str]) -> None:
    """Check that an address is in one of the allowed domains; if there are none, every address is allowed.

    Args:
        address: an address from `checked_address`.
        domains: domains from `allowed_domains`; they do not include their subdomains.

    Raises:
        AddressProblem: the address is not allowed.
    """
    if domains and address.rpartition("@")[2] not in domains:
        told = " or ".join(domains)
        raise AddressProblem(
            f"the address is not at {told}.", "Mend it, or name its domain with --domain or mail.domain as well."
        )


def read_sender(text: str) -> Mailbox:
    """Parse a sender of the form ``okafor@school.example`` or ``Ms Okafor <okafor@school.example>``.

    Raises:
        AddressProblem: the text has another form.
    """
    match = _SENDER.fullmatch(text.strip())
    name, address = (match["name"].strip().strip('"').strip(), match["address"]) if match else ("", text.strip())
    try:
        if not name.isprintable() or any(sign in name for sign in ('"', "\\", "=?")):
            raise AddressProblem("the name has a character that it cannot have.", "")
        return Mailbox(name, checked_address(address.strip()))
    except AddressProblem:
        raise AddressProblem("is no address.", 'Write it as in "Ms Okafor <okafor@school.example>".') from None

"""Passwords of mail servers: from the system's credential store (keyring) or the environment, never from a file.

A password belongs to one server, port and user. A packgen.toml by somebody else can name another server, but no
password is sent to it: the store has none for it, and PACKGEN_MAIL_PASSWORD is used only if PACKGEN_MAIL_SERVER, which
is not a setting, names the same server. Commands read the environment and pass it on as a `GivenLogin`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple

from packgen.deliver.mail.connection import Credentials, Server
from packgen.deliver.mail.servers import MailServer, read_server
from packgen.errors import DeliveryError, UsageProblem, harmless

PASSWORD = "PACKGEN_MAIL_PASSWORD"
USER = "PACKGEN_MAIL_USER"
SERVER = "PACKGEN_MAIL_SERVER"

_SERVICE = "packgen"
_INSTEAD = f"Or set {PASSWORD}, {USER} and {SERVER} in the environment."


class GivenLogin(NamedTuple):
    """The login in the environment: the values of the variables `PASSWORD`, `USER` and `SERVER`, None if not set."""

    password: str | None
    user: str | None
    server: str | None


NO_LOGIN = GivenLogin(None, None, None)
"""What an environment gives in which none of the variables is set."""


def find_credentials(named: MailServer, address: str, given: GivenLogin) -> Credentials | None:
    """Return the user and password for a server, or None to send without a login.

    Args:
        named: the server.
        address: address of the sender: the user, if no other is named.
        given: the login in the environment.

    Raises:
        DeliveryError: a user is named and there is no password for it, or the environment's is for another server.
    """
    user = login_name(named, address, given)
    if given.password is not None and _is_meant(named, given):
        return Credentials(user, given.password)
    if given.password is not None and not named.near:
        raise DeliveryError(
            f"{PASSWORD} is set, but {SERVER} does not name {named.server}, so it is not sent there. If it is "
            f"for that server, set {SERVER}={named.server}; if not, unset {PASSWORD}."
        )
    wanted = bool(named.user)
    if named.near and not wanted:
        return None
    password = _read(named.server, user, wanted=wanted)
    if password is None and wanted:
        raise DeliveryError(
            f"There is no password for {named.server} and this user. Run packgen mail login. {_INSTEAD}"
        )
    return Credentials(user, password) if password is not None else None


def login_name(named: MailServer, address: str, given: GivenLogin) -> str:
    """Return the user for the login: that in the server's URL, else PACKGEN_MAIL_USER, else the sender's address."""
    return named.user or given.user or address


def keep_password(server: Server, user: str, password: str) -> None:
    """Store a password in the system's credential store.

    Raises:
        UsageProblem: the password is empty, or contains control characters.
        DeliveryError: there is no store, or it refuses.
    """
    if not password or not password.isprintable():
        raise UsageProblem("A password has at least one character, and no control characters. Nothing was kept.")
    keyring = _keyring()
    with _reporting_store_errors():
        keyring.set_password(_SERVICE, _entry(server, user), password)


def drop_password(server: Server, user: str) -> bool:
    """Delete a password from the system's credential store; return whether there was one.

    Raises:
        DeliveryError: there is no store, or it refuses.
    """
    keyring = _keyring()
    with _reporting_store_errors():
        if keyring.get_password(_SERVICE, _entry(server, user)) is None:
            return False
        keyring.delete_password(_SERVICE, _entry(server, user))
    return True


def _read(server: Server, user: str, *, wanted: bool) -> str | None:
    """Return the stored password; None if there is none, or if there is no store and none is required."""
    try:
        keyring = _keyring()
    except DeliveryError:
        if wanted:
            raise
        # Many relays need no login. One that does refuses the first message; `packgen mail login` then says what to do.
        return None
    with _reporting_store_errors():
        found = keyring.get_password(_SERVICE, _entry(server, user))
    return found if isinstance(found, str) else None


def _entry(server: Server, user: str) -> str:
    return f"{user} at {server}"


def _is_meant(named: MailServer, given: GivenLogin) -> bool:
    """Tell whether the password in the environment is for this server, by host and port."""
    told = given.server or ""
    try:
        meant = read_server(told if "://" in told else f"smtp://{told}").server
    except UsageProblem:
        return False
    return (meant.host, meant.port) == (named.server.host, named.server.port)


def _keyring() -> ModuleType:
    """Return the keyring module, which accesses the system's credential store.

    Raises:
        DeliveryError: it is not installed, or there is no usable store.
    """
    try:
        import keyring
        from keyring.backends.fail import Keyring as NoStore
    except ImportError as error:
        raise DeliveryError(
            f'To keep a password, install packgen with pip install "packgen[mail]". {_INSTEAD}'
        ) from error
    backend = keyring.get_keyring()
    if isinstance(backend, NoStore):
        raise DeliveryError(
            "This computer has no store for passwords that packgen can use (Linux needs a keyring such as GNOME "
            f"Keyring or KWallet). {_INSTEAD}"
        )
    for one in getattr(backend, "backends", [backend]):
        if "plaintext" in type(one).__name__.lower():
            raise DeliveryError(
                f"The store for passwords that is set up here keeps them in clear. Use another. {_INSTEAD}"
            )
    return keyring


@contextmanager
def _reporting_store_errors() -> Iterator[None]:
    """Turn errors of a credential store into one message, which contains no part of the entry.

    Raises:
        DeliveryError: instead of such an error.
    """
    from keyring.errors import KeyringError

    try:
        yield
    except (KeyringError, OSError) as error:
        kind = harmless(type(error).__name__)
        raise DeliveryError(
            f"The system's store for passwords cannot be used ({kind}). Unlock it, and try again. {_INSTEAD}"
        ) from error

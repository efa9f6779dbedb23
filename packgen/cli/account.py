"""The mail account: server, sender, allowed domains and rate, from the options of a command or from settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from packgen.cli import terminal
from packgen.deliver.mail.addresses import AddressProblem, Mailbox, allowed_domains, read_sender
from packgen.errors import SettingsError, UsageProblem, harmless
from packgen.settings import in_force, load_settings

if TYPE_CHECKING:
    from packgen.deliver.mail.letter import Sender
    from packgen.deliver.mail.passwords import GivenLogin


class Account(NamedTuple):
    """The mail options of a command, None if not given; then the setting is used."""

    smtp: str | None
    from_: str | None
    domain: str | None
    rate: float | None
    client_id: str | None
    tenant: str | None

    def server(self) -> str:
        """Return the mail server.

        Raises:
            UsageProblem: neither the option nor the setting is given.
        """
        found = in_force("mail.server", self.smtp)
        if found is None:
            raise UsageProblem(
                "No mail server is named. Write server under [mail] in packgen.toml, or --smtp smtp://host:587. "
                "Without one, --drafts makes drafts for your mail program."
            )
        return found

    def server_source(self) -> str:
        """Return the source of the mail server: the option, or the settings file as messages name it."""
        return "--smtp" if self.smtp is not None else load_settings()["mail.server"].source

    def mailbox(self) -> Mailbox:
        """Return the sender's name and address.

        Raises:
            UsageProblem: neither the option nor the setting is given, or --from is not valid.
            SettingsError: mail.from is not valid.
        """
        found = in_force("mail.from", self.from_)
        if found is None:
            raise UsageProblem(
                "It is not said who the messages come from. Write from under [mail] in packgen.toml, or --from ADDRESS."
            )
        try:
            return read_sender(found)
        except AddressProblem as error:
            raise _wrong("mail.from", "--from", self.from_, error) from error

    def domains(self) -> tuple[str, ...]:
        """Return the domains that messages may go to; empty if all are allowed.

        Raises:
            UsageProblem: --domain is not valid.
            SettingsError: mail.domain is not valid.
        """
        found = in_force("mail.domain", self.domain)
        try:
            return allowed_domains(found) if found is not None else ()
        except AddressProblem as error:
            raise _wrong("mail.domain", "--domain", self.domain, error) from error

    def per_minute(self) -> float:
        """Return the maximum number of messages a minute."""
        return float(in_force("mail.rate", self.rate) or 1)

    def largest_pack(self, *, drafts: bool) -> int:
        """Return the largest size of a pack in bytes.

        Args:
            drafts: whether drafts are written, which packgen does not send.
        """
        from packgen.deliver.mail.binding import LARGEST_PACK

        server = in_force("mail.server", self.smtp)
        if drafts or server is None or not _is_graph(server):
            return LARGEST_PACK
        from packgen.deliver.mail import graph

        return graph.LARGEST_PACK

    def sender(self) -> Sender:
        """Return the sender for the server."""
        from packgen.deliver.mail.senders import open_sender

        client_id, tenant = self._school()
        return open_sender(
            self.server(), self.mailbox().address, client_id=client_id, tenant=tenant, given=_given_login()
        )

    def login(self) -> None:
        """Ask for the password of the server and store it, or log in to Microsoft.

        Raises:
            UsageProblem: no server is named, or there is no terminal to ask on.
            DeliveryError: there is no store for passwords, or the login failed.
        """
        if _is_graph(self.server()):
            from packgen.deliver.mail import microsoft

            name = microsoft.login(*self._school())
            terminal.say(harmless(f"Logged in to Microsoft as {name}."))
            return
        from packgen.deliver.mail.passwords import keep_password, login_name
        from packgen.deliver.mail.servers import read_server

        named = read_server(self.server())
        user = login_name(named, self.mailbox().address, _given_login())
        keep_password(named.server, user, _password(f"Password of {user} at {named.server}: "))
        terminal.say(harmless(f"The password of {user} at {named.server} is kept in the system's own store."))

    def logout(self) -> None:
        """Delete what `login` has stored.

        Raises:
            UsageProblem: no server is named.
            DeliveryError: there is no store for passwords, or it refuses.
        """
        if _is_graph(self.server()):
            from packgen.deliver.mail import microsoft

            terminal.say("Logged out." if microsoft.logout(*self._school()) else "Nobody was logged in.")
            return
        from packgen.deliver.mail.passwords import drop_password, login_name
        from packgen.deliver.mail.servers import read_server

        named = read_server(self.server())
        dropped = drop_password(named.server, login_name(named, self.mailbox().address, _given_login()))
        terminal.say("The password is deleted." if dropped else "No password was kept.")

    def _school(self) -> tuple[str | None, str | None]:
        """Return client id and tenant, None if not given."""
        return in_force("mail.client-id", self.client_id), in_force("mail.tenant", self.tenant)


def _given_login() -> GivenLogin:
    """Return the login in the environment."""
    from packgen.deliver.mail.passwords import PASSWORD, SERVER, USER, GivenLogin

    return GivenLogin(*(os.environ.get(name) for name in (PASSWORD, USER, SERVER)))


def _is_graph(server: str) -> bool:
    from packgen.deliver.mail.servers import GRAPH

    return server.strip().lower() == GRAPH


def _password(prompt: str) -> str:
    """Return a password typed without echo, or the first line of piped standard input."""
    import getpass
    import sys

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise UsageProblem("No password was given. Nothing was kept.") from None


def _wrong(setting: str, option: str, given: object, error: AddressProblem) -> UsageProblem | SettingsError:
    kind, where = (SettingsError, setting) if given is None else (UsageProblem, option)
    return kind(f"{where} {error.message} {error.remedy}")

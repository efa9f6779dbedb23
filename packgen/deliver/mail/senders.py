"""Senders: what takes messages to the server that the setting mail.server names."""

from __future__ import annotations

from packgen.deliver.mail.letter import Sender
from packgen.deliver.mail.passwords import NO_LOGIN, GivenLogin, find_credentials
from packgen.deliver.mail.servers import GRAPH, read_server


def open_sender(
    server: str,
    address: str,
    *,
    client_id: str | None = None,
    tenant: str | None = None,
    given: GivenLogin = NO_LOGIN,
) -> Sender:
    """Return the sender that takes messages to a server; it connects when it is entered.

    Args:
        server: as mail.server names it.
        address: that messages come from; the user who logs in, where no other is named.
        client_id: for Microsoft Graph, as the school registered it.
        tenant: for Microsoft Graph, the school's.
        given: the login that the environment gives.

    Raises:
        UsageProblem: the server cannot be, or a setting is missing.
        DeliveryError: the password cannot be had.
    """
    if server.strip().lower() == GRAPH:
        from packgen.deliver.mail.graph import GraphSender
        from packgen.deliver.mail.microsoft import MicrosoftTokens

        return GraphSender(MicrosoftTokens(client_id, tenant))
    from packgen.deliver.mail.smtp import SmtpSender

    named = read_server(server)
    credentials = find_credentials(named, address, given)
    plain = named.near and not named.server.tls and credentials is None
    return SmtpSender(named.server._replace(plain=plain), address, credentials)

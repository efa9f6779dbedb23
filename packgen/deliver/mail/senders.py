"""Choose the `Sender` for the server in the setting mail.server."""

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
    """Return the sender for a server; it connects when its context is entered.

    Args:
        server: the value of mail.server.
        address: address of the sender; also the user for the login, if no other is named.
        client_id: client id for Microsoft Graph, as the school registered it.
        tenant: the school's tenant, for Microsoft Graph.
        given: the login in the environment.

    Raises:
        UsageProblem: the server is not valid, or a setting is missing.
        DeliveryError: the password cannot be read.
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

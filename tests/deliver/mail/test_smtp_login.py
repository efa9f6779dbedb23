"""TLS and login, against aiosmtpd and a server that is rude."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from packgen.deliver.mail.connection import Credentials, Server, Timeouts
from packgen.deliver.mail.letter import State
from packgen.deliver.mail.smtp import SmtpSender
from packgen.errors import DeliveryError
from tests.deliver.mail.certificate import certificate
from tests.deliver.mail.rude import DROP, Rude, rude

TIMEOUTS = Timeouts(connect=10, command=10, data=10, end=10)
WHO = Credentials("okafor@school.example", "pässword ✓")
TEXT = b"Subject: x\r\n\r\n.\r\n..two\r\nend\r\n"


class Taken(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.bodies.append(envelope.original_content)
        return "250 2.0.0 taken"

    def handle_message(self, message: Any) -> None:
        pass


@contextmanager
def served(*, tls_first: bool = False, ways: list[str] | None = None, **options: Any) -> Iterator[tuple[int, Taken]]:
    """Give a real server's port, and what it has taken. It lets in who has the password."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, told: Any) -> AuthResult:
        assert isinstance(told, LoginPassword)
        right = told == LoginPassword(WHO.user.encode(), WHO.password.encode())
        return AuthResult(success=right, handled=False)

    class Here(Controller):
        def factory(self) -> SMTP:
            return SMTP(self.handler, hostname="here.example", **options)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    taken = Taken()
    options.update(authenticator=check, auth_exclude_mechanism=ways)
    if tls_first:
        options["auth_require_tls"] = False  # aiosmtpd knows only of STARTTLS
    controller = Here(taken, hostname="127.0.0.1", port=port, ssl_context=certificate().server if tls_first else None)
    controller.start()
    try:
        yield port, taken
    finally:
        controller.stop()


def sender(
    port: int, credentials: Credentials | None, *, tls: bool = False, host: str = "127.0.0.1", trusting: bool = True
) -> SmtpSender:
    context = certificate().client if trusting else ssl.create_default_context()
    return SmtpSender(Server(host, port, tls=tls), "okafor@school.example", credentials, TIMEOUTS, context)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # TLS came first
@pytest.mark.parametrize("ways", [["LOGIN"], ["PLAIN"]])
@pytest.mark.parametrize("tls", [False, True])
def test_a_message_goes_over_tls_with_a_login(ways: list[str], tls: bool) -> None:
    options: dict[str, Any] = {} if tls else {"tls_context": certificate().server, "require_starttls": True}
    with (
        served(tls_first=tls, ways=ways, auth_required=True, **options) as (port, taken),
        sender(port, WHO, tls=tls) as one,
    ):
        began: list[int] = []
        outcome = one.send("s@school.example", TEXT, lambda: began.append(len(taken.bodies)))
    assert outcome == (State.ACCEPTED, 250, "2.0.0 taken")
    assert (began, taken.bodies) == ([0], [TEXT])


def test_a_wrong_password_is_told_and_never_shown() -> None:
    wrong = WHO._replace(password="wrong-secret")
    with (
        served(tls_context=certificate().server) as (port, _),
        pytest.raises(DeliveryError, match=r"refused the login \(535 5\.7\.8.*password is wrong") as told,
    ):
        sender(port, wrong).__enter__()
    assert "wrong-secret" not in str(told.value)
    assert "okafor" not in str(told.value)
    assert "wrong-secret" not in repr(wrong)


def test_a_server_that_wants_a_login_says_so() -> None:
    with (
        served(tls_context=certificate().server, auth_required=True) as (port, _),
        sender(port, None) as one,
        pytest.raises(DeliveryError, match="wants a login first: run packgen mail login"),
    ):
        one.send("s@school.example", TEXT, lambda: None)


@pytest.mark.parametrize(
    ("host", "trusting", "words"), [("127.0.0.1", False, "self-signed"), ("localhost", True, "mismatch")]
)
@pytest.mark.parametrize("tls", [False, True])
def test_a_certificate_that_is_not_valid_stops_all(host: str, trusting: bool, words: str, tls: bool) -> None:
    options: dict[str, Any] = {} if tls else {"tls_context": certificate().server}
    with served(tls_first=tls, **options) as (port, _), pytest.raises(DeliveryError, match=f"certificate.*{words}"):
        sender(port, WHO, tls=tls, host=host, trusting=trusting).__enter__()


def test_without_starttls_nothing_is_said() -> None:
    with rude({}, offers=("AUTH PLAIN LOGIN",)) as server, pytest.raises(DeliveryError, match="offers no encryption"):
        sender(server.port, WHO).__enter__()
    assert server.heard == [b"EHLO [127.0.0.1]"]


def test_a_plain_connection_never_has_a_login() -> None:
    with rude({}, offers=("AUTH PLAIN",)) as server, pytest.raises(ValueError, match="not encrypted"):
        SmtpSender(Server("127.0.0.1", server.port, plain=True), "o@school.example", WHO).__enter__()
    assert server.heard == []


def test_a_plain_connection_is_only_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    with rude({}) as server:
        monkeypatch.setattr("socket.socket.getpeername", lambda self: ("192.0.2.1", 25), raising=False)
        with pytest.raises(DeliveryError, match="is another computer"):
            SmtpSender(Server("localhost", server.port, plain=True), "o@school.example").__enter__()
    assert server.heard == []


def test_what_is_said_before_encryption_is_not_taken_for_what_is_said_after() -> None:
    said = b"220 go\r\n250-here\r\n250 AUTH PLAIN\r\n"
    with (
        rude({"starttls": [said]}, offers=("STARTTLS",), tls=certificate().server) as server,
        pytest.raises(DeliveryError, match="said more than it should"),
    ):
        sender(server.port, WHO).__enter__()


@contextmanager
def refusing(answer: bytes) -> Iterator[Rude]:
    with rude({"auth": [answer]}, offers=("STARTTLS", "AUTH PLAIN"), tls=certificate().server) as server:
        yield server


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
            b"https://aka.ms/smtp_auth_disabled for more information.\r\n",
            "end of December 2026.*Ask IT to allow authenticated SMTP",
        ),
        (
            b"535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.\r\n",
            "The user or the password is wrong",
        ),
        (
            b"535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated "
            b"successfully. Contact your administrator.\r\n",
            "security rule",
        ),
        (b"535 5.7.3 Authentication unsuccessful [X]\r\n", "or Microsoft 365 has passwords for SMTP switched off"),
        (b"550 5.7.30 Basic authentication is not supported for Client Submission.\r\n", "--drafts"),
        (
            b"535-5.7.8 Username and Password not accepted. For more information, go to\r\n"
            b"535 5.7.8  https://support.google.com/mail/?p=BadCredentials a1 - gsmtp\r\n",
            "app passwords only",
        ),
        (
            b"534-5.7.9 Application-specific password required. For more information, go to\r\n"
            b"534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1 - gsmtp\r\n",
            "app passwords only",
        ),
        (
            b"535 5.7.8 Error: authentication failed: okafor@school.example\r\n",
            r"\[\.\.\.\]\)\. The user or the password",
        ),
        (b"538 5.7.11 Encryption required\r\n", "another kind of connection"),
        (b"504 5.5.4 Mechanism not supported\r\n", "Ask IT which user"),
        (b"454 4.7.0 Too many login attempts, please try again later.\r\n", "cannot check the login now"),
        (b"421 4.7.0 Try again later, closing connection.\r\n" + DROP, "cannot check the login now"),
    ],
)
def test_a_login_that_is_refused_is_explained(answer: bytes, words: str) -> None:
    with refusing(answer) as server, pytest.raises(DeliveryError, match=words) as told:
        sender(server.port, WHO).__enter__()
    assert "okafor" not in str(told.value)


@pytest.mark.parametrize(
    ("offers", "words"),
    [((), "takes no login"), (("AUTH XOAUTH2 GSSAPI",), r"takes no passwords, only XOAUTH2 GSSAPI")],
)
def test_a_server_that_takes_no_passwords_is_told(offers: tuple[str, ...], words: str) -> None:
    with (
        rude({}, offers=("STARTTLS", *offers), tls=certificate().server) as server,
        pytest.raises(DeliveryError, match=words),
    ):
        sender(server.port, WHO).__enter__()
    assert not any(line.startswith(b"AUTH") for line in server.heard)


def test_aiosmtpd_without_8bitmime_and_with_a_size_takes_the_same_message() -> None:
    with (
        served(data_size_limit=40) as (port, taken),
        SmtpSender(Server("127.0.0.1", port, plain=True), "o@school.example", timeouts=TIMEOUTS) as one,
    ):
        small, large = (one.send("s@school.example", TEXT + more, lambda: None) for more in (b"", b"x" * 50 + b"\r\n"))
    assert (small.state, large.state, large.code) == (State.ACCEPTED, State.REFUSED, 0)
    assert taken.bodies == [TEXT]

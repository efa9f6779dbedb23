from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoStore
from keyring.errors import KeyringLocked

from packgen.deliver.mail.connection import Credentials, Server
from packgen.deliver.mail.passwords import (
    NO_LOGIN,
    PASSWORD,
    GivenLogin,
    drop_password,
    find_credentials,
    keep_password,
)
from packgen.deliver.mail.senders import open_sender
from packgen.deliver.mail.servers import read_server
from packgen.errors import DeliveryError, UsageProblem


class InMemory(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("okafor@school.example is locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class PlaintextKeyring(InMemory):
    priority = 1


@pytest.fixture(autouse=True)
def store() -> Iterator[InMemory]:
    found = InMemory()
    before = keyring.get_keyring()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("text", "server", "user", "near"),
    [
        ("smtp://smtp.School.example:587", Server("smtp.school.example", 587), "", False),
        ("smtp://smtp.school.example", Server("smtp.school.example", 587), "", False),
        ("SMTPS://smtp.school.example./", Server("smtp.school.example", 465, tls=True), "", False),
        ("smtp://okafor%40school.example@relay:25", Server("relay", 25), "okafor@school.example", False),
        ("smtp://localhost:25", Server("localhost", 25), "", True),
        ("smtp://127.3.2.1", Server("127.3.2.1", 587), "", True),
        ("smtp://[::1]:2525", Server("::1", 2525), "", True),
        ("smtp://[2001:db8::1]", Server("2001:db8::1", 587), "", False),
        ("smtp://bücher.example", Server("bücher.example", 587), "", False),
        ("smtp://localhost.evil.example", Server("localhost.evil.example", 587), "", False),
    ],
)
def test_a_server_is_read(text: str, server: Server, user: str, near: bool) -> None:
    assert read_server(text) == (server, user, near)


@pytest.mark.parametrize(
    "text",
    ["", "smtp.school.example", "smtp.school.example:587", "http://x", "smtp://", "smtp://x:99999", "smtp://x:port", "smtp://x:0",
     "smtp://x/path", "smtp://x?tls=no", "smtp://x#a", "smtp://[::1", "smtp://[zz]", "smtp://a b", "smtp://-", "smtp://a..b",
     "smtp://u%0d%0a@x", "smtp://x\r\n.y"],
)  # fmt: skip
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match=r"has to be smtp://host:587, smtps://host:465 or graph"):
        read_server(text)


@pytest.mark.parametrize("text", ["smtp://okafor:hunter2@x", "smtps://:hunter2@x:465", "smtp://okafor:@x"])
def test_a_password_in_the_address_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(UsageProblem, match=r"has a password in it.*packgen mail login") as told:
        open_sender(text, "o@x.example")
    assert "hunter2" not in str(told.value)


def test_graph_needs_its_ids() -> None:
    with pytest.raises(UsageProblem, match="needs client-id and tenant"):
        open_sender("graph", "o@x.example")


SCHOOL = read_server("smtp://smtp.school.example:587")
ADDRESS = "okafor@school.example"


def test_a_password_is_for_one_server_port_and_user(store: InMemory) -> None:
    assert find_credentials(SCHOOL, ADDRESS, NO_LOGIN) is None
    keep_password(SCHOOL.server, ADDRESS, "secret")
    assert find_credentials(SCHOOL, ADDRESS, NO_LOGIN) == Credentials(ADDRESS, "secret")
    for other in ("smtp://evil.example:587", "smtp://smtp.school.example:25"):
        assert find_credentials(read_server(other), ADDRESS, NO_LOGIN) is None
    assert find_credentials(SCHOOL, "other@school.example", NO_LOGIN) is None
    with pytest.raises(DeliveryError, match=r"no password for smtp\.school\.example:587"):
        find_credentials(read_server("smtp://head@smtp.school.example:587"), ADDRESS, NO_LOGIN)
    assert drop_password(SCHOOL.server, ADDRESS)
    assert not drop_password(SCHOOL.server, ADDRESS)
    assert store.kept == {}


def test_a_password_in_the_environment_goes_only_to_the_server_named_there() -> None:
    for named in (None, "evil.example:587", "smtp.school.example:25", "smtps://smtp.school.example", "nonsense://"):
        with pytest.raises(DeliveryError, match="is not sent there") as told:
            find_credentials(SCHOOL, ADDRESS, GivenLogin("secret", None, named))
        assert "secret" not in str(told.value)
    for named in ("smtp.school.example:587", "SMTP.school.example", "smtp://smtp.school.example:587"):
        given = GivenLogin("secret", None, named)
        assert find_credentials(SCHOOL, ADDRESS, given) == Credentials(ADDRESS, "secret")
    given = given._replace(user="office")
    assert find_credentials(SCHOOL, ADDRESS, given) == Credentials("office", "secret")
    # a relay of this computer, which wants none, is not told it either
    assert find_credentials(read_server("smtp://localhost:25"), ADDRESS, given) is None


def test_this_computer_is_not_asked_for_a_password_unless_a_user_is_named(store: InMemory) -> None:
    store.locked = True
    assert find_credentials(read_server("smtp://localhost:25"), ADDRESS, NO_LOGIN) is None
    with pytest.raises(DeliveryError, match=r"cannot be used \(KeyringLocked\)") as told:
        find_credentials(read_server("smtp://u@localhost:25"), ADDRESS, NO_LOGIN)
    assert "okafor" not in str(told.value)


@pytest.mark.parametrize(
    ("backend", "words"), [(NoStore, "has no store for passwords"), (PlaintextKeyring, "keeps them in clear")]
)
def test_without_a_store_that_keeps_secrets_nothing_is_kept(backend: type[KeyringBackend], words: str) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(DeliveryError, match=f"{words}.*{PASSWORD}"):
        keep_password(SCHOOL.server, ADDRESS, "secret")
    assert find_credentials(SCHOOL, ADDRESS, NO_LOGIN) is None  # a relay that wants no login needs no store


def test_without_keyring_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    with pytest.raises(DeliveryError, match=r'pip install "packgen\[mail\]"'):
        keep_password(SCHOOL.server, ADDRESS, "secret")
    assert find_credentials(SCHOOL, ADDRESS, NO_LOGIN) is None


@pytest.mark.parametrize("password", ["", "a\nb"])
def test_a_password_that_is_none_is_not_kept(store: InMemory, password: str) -> None:
    with pytest.raises(UsageProblem, match="Nothing was kept"):
        keep_password(SCHOOL.server, ADDRESS, password)
    assert store.kept == {}

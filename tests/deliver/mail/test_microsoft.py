"""The login to Microsoft by msal's own seams: no test reaches the real one."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msal
import msal_extensions
import pytest
import requests

from packgen.deliver.mail import microsoft
from packgen.deliver.mail.microsoft import MicrosoftTokens, login, logout
from packgen.errors import DeliveryError, UsageProblem

CLIENT = "01234567-89ab-cdef-0123-456789abcdef"
SCHOOL = "school.example"
SCOPES = ["https://graph.microsoft.com/Mail.Send"]
OKAFOR = {"username": "okafor@school.example", "home_account_id": "1"}
FORMER = {"username": "former@school.example", "home_account_id": "2"}


class Application:
    """Stands for msal.PublicClientApplication: answers as told, and remembers what it was asked.

    An answer that is an exception is raised.
    """

    def __init__(self, *accounts: dict[str, Any], answer: Any = None) -> None:
        self.accounts = list(accounts)
        self.answer = answer
        self.asked: list[tuple[Any, ...]] = []

    def get_accounts(self) -> list[dict[str, Any]]:
        return list(self.accounts)

    def remove_account(self, account: dict[str, Any]) -> None:
        self.accounts.remove(account)

    def acquire_token_interactive(self, scopes: list[str], **options: Any) -> Any:
        self.accounts.append(OKAFOR)
        return self._answer("interactive", scopes, options)

    def acquire_token_silent_with_error(self, scopes: list[str], account: dict[str, Any], **options: Any) -> Any:
        return self._answer("silent", scopes, {"account": account, **options})

    def _answer(self, *asked: Any) -> Any:
        self.asked.append(asked)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def made(application: Application) -> Callable[[str, str], Application]:
    return lambda client_id, tenant: application


def tokens(application: Application) -> MicrosoftTokens:
    return MicrosoftTokens(CLIENT, SCHOOL, made(application))


def refused(number: str) -> dict[str, Any]:
    text = f"AADSTS{number}: okafor@school.example may not. Trace ID: 1"
    return {"error": "invalid_grant", "error_description": text}


GOOD = {"access_token": "good", "id_token_claims": {"preferred_username": "Okafor@school.example"}}


@pytest.mark.parametrize("anew", [False, True])
def test_a_token_is_renewed_in_silence(anew: bool) -> None:
    known = Application(OKAFOR, answer=GOOD)
    assert tokens(known).token(anew=anew) == "good"
    assert known.asked == [("silent", SCOPES, {"account": OKAFOR, "force_refresh": anew})]


def test_who_is_not_logged_in_is_told_to() -> None:
    with pytest.raises(DeliveryError, match=r"Nobody is logged in to Microsoft\. Run packgen mail login first"):
        tokens(Application()).token()
    with pytest.raises(DeliveryError, match=r"has run out\. Run packgen mail login"):
        tokens(Application(OKAFOR, answer=None)).token()


def test_a_login_asks_which_account_and_takes_the_place_of_the_one_before() -> None:
    known = Application(FORMER, answer=GOOD)
    assert login(CLIENT, SCHOOL, made(known)) == "Okafor@school.example"
    assert known.asked == [("interactive", SCOPES, {"prompt": "select_account", "timeout": 300})]
    assert known.accounts == [OKAFOR]


def test_a_login_that_fails_leaves_the_one_before() -> None:
    known = Application(FORMER, answer=refused("53003"))
    with pytest.raises(DeliveryError, match="conditional access"):
        login(CLIENT, SCHOOL, made(known))
    assert FORMER in known.accounts


def test_nobody_waits_for_a_login_for_ever() -> None:
    known = Application(answer=RuntimeError("Timeout. No auth response arrived."))
    with pytest.raises(DeliveryError, match="Nobody logged in within 5 minutes"):
        login(CLIENT, SCHOOL, made(known))


def test_logout_forgets_everybody() -> None:
    known = Application(FORMER, OKAFOR)
    assert logout(CLIENT, SCHOOL, made(known))
    assert known.accounts == []
    assert not logout(CLIENT, SCHOOL, made(known))


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        ("65001", "consent to the permission Mail.Send"),
        ("700016", "Ask IT for the right one"),
        ("50011", "http://localhost"),
        ("7000218", "public client flows"),
        ("99999", "error[?]code=99999"),
    ],
)
def test_an_error_of_microsofts_is_explained_without_its_text(number: str, advice: str) -> None:
    with pytest.raises(DeliveryError, match=rf"\(AADSTS{number}\)\. .*{advice}") as caught:
        tokens(Application(OKAFOR, answer=refused(number))).token()
    assert "okafor" not in str(caught.value)


@pytest.mark.parametrize("answer", [{}, {"error": "access_denied"}, {"access_token": None, "error_description": 7}])
def test_an_answer_without_a_token_is_no_login(answer: dict[str, Any]) -> None:
    with pytest.raises(DeliveryError, match="It did not come to a login at Microsoft"):
        tokens(Application(OKAFOR, answer=answer)).token()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (requests.exceptions.ConnectionError("Name or service not known"), r"login\.microsoftonline\.com cannot be"),
        (msal_extensions.persistence.PersistenceDecryptionError(), "cannot be read. Run packgen mail login again"),
        (ValueError("Unable to get authority configuration"), r"does not know the tenant of mail\.tenant"),
    ],
)
def test_trouble_underneath_is_told_in_a_line(error: Exception, message: str) -> None:
    with pytest.raises(DeliveryError, match=message):
        tokens(Application(OKAFOR, answer=error)).token()


# -- msal's own application


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """What msal.PublicClientApplication was made with, on a computer with a home and a store that encrypts."""
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def make(*arguments: Any, **options: Any) -> Application:
        calls.append((arguments, options))
        return Application(OKAFOR, answer=GOOD)

    class Encrypted(msal_extensions.FilePersistence):  # type: ignore[misc]
        is_encrypted = True

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(msal, "PublicClientApplication", make)
    monkeypatch.setattr(msal_extensions, "build_encrypted_persistence", Encrypted)
    return calls


@pytest.mark.parametrize("tenant", [SCHOOL, "a-b.sch.uk", CLIENT.upper()])
def test_msal_is_given_the_school_and_the_systems_store(built: list[Any], tmp_path: Path, tenant: str) -> None:
    assert MicrosoftTokens(CLIENT, tenant).token() == "good"
    [(arguments, options)] = built
    assert arguments == (CLIENT,)
    assert options.pop("authority") == f"https://login.microsoftonline.com/{tenant}"
    cache = options.pop("token_cache")
    assert isinstance(cache, msal_extensions.PersistedTokenCache)
    assert cache._persistence.get_location() == str(tmp_path / "packgen" / "microsoft-tokens")
    assert not options


@pytest.mark.parametrize("client_id", ["packgen", CLIENT + "0", CLIENT + "\n", f"{CLIENT}/../x"])
def test_a_client_id_that_is_none_is_refused(built: list[Any], client_id: str) -> None:
    with pytest.raises(UsageProblem, match=r"mail\.client-id is no id"):
        MicrosoftTokens(client_id, SCHOOL)
    assert not built


@pytest.mark.parametrize(
    "tenant", ["school", ".example", "a..b", "-a.example", "evil.example/x", "a.example?", "x@a.example", "a.b\n"]
)
def test_a_tenant_that_is_none_never_gets_into_an_address(built: list[Any], tenant: str) -> None:
    with pytest.raises(UsageProblem, match=r"mail\.tenant is neither an id nor a domain"):
        MicrosoftTokens(CLIENT, tenant)
    assert not built


@pytest.mark.parametrize(("client_id", "tenant"), [(None, None), (CLIENT, None), (None, SCHOOL), ("", SCHOOL)])
def test_what_is_missing_is_named(built: list[Any], client_id: str | None, tenant: str | None) -> None:
    for use in (MicrosoftTokens, login, logout):
        with pytest.raises(UsageProblem, match="needs client-id and tenant"):
            use(client_id, tenant)
    assert not built


def test_nothing_is_asked_for_before_it_is_needed(built: list[Any]) -> None:
    MicrosoftTokens(CLIENT, SCHOOL)
    assert not built


def test_tokens_are_never_kept_in_plain_text(built: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(msal_extensions, "build_encrypted_persistence", msal_extensions.FilePersistence)
    with pytest.raises(DeliveryError, match="in plain text, so packgen does not keep it"):
        MicrosoftTokens(CLIENT, SCHOOL).token()

    def none(location: str) -> None:
        raise ImportError("Unable to import module 'gi'")

    monkeypatch.setattr(msal_extensions, "build_encrypted_persistence", none)
    with pytest.raises(DeliveryError, match=r"no safe place for a login .* python3-gi"):
        MicrosoftTokens(CLIENT, SCHOOL).token()
    assert not built
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_computer_without_a_home_keeps_no_login(built: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microsoft, "files", lambda: [Path("packgen.toml")])
    with pytest.raises(DeliveryError, match="no login can be kept"):
        login(CLIENT, SCHOOL)


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name.startswith("msal"):
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DeliveryError, match=r'pip install "packgen\[microsoft\]"'):
        MicrosoftTokens(CLIENT, SCHOOL).token()

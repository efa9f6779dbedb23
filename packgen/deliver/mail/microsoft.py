"""Log in to Microsoft with a browser, store the tokens in the system's credential store, and renew them silently.

msal implements the protocol, and msal-extensions stores the tokens: in the keychain of macOS, encrypted for the user by
Windows, or in the Secret Service of Linux; never in plain text. The school registers the app (docs/mail.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from packgen.errors import DeliveryError, UsageProblem
from packgen.settings import files

if TYPE_CHECKING:
    import msal

SCOPES = ("https://graph.microsoft.com/Mail.Send",)
AUTHORITY = "https://login.microsoftonline.com"
_STORE = "microsoft-tokens"
_MINUTES = 5
"""Minutes that a person has for logging in."""

_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DOMAIN = re.compile(
    r"(?=.{4,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_NUMBER = re.compile(r"AADSTS([0-9]{4,9})")

_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "65001": "Ask IT to give the administrator's consent to the permission Mail.Send.",
        "65004": "The permission was not given in the browser. Try again, or ask IT for the administrator's consent.",
        "90094": "Ask IT to give the administrator's consent to the permission Mail.Send.",
        "700016": "No program with this mail.client-id is registered at the school. Ask IT for the right one.",
        "90002": "There is no tenant of this name. Ask IT for mail.tenant.",
        "50011": "Ask IT to add http://localhost as a redirect URI, under “Mobile and desktop applications”.",
        "7000218": "Ask IT to allow public client flows for the program.",
        "50105": "Ask IT to assign you to the program.",
        "50020": "This account is not one of the school's. Log in with your school account.",
        "53000": "The school lets only its own devices in. Log in on one, or ask IT.",
        "53003": "A conditional access policy of the school stands in the way. Ask IT.",
        "50173": "Your password has changed. Run packgen mail login.",
        "700082": "The login is too old. Run packgen mail login.",
        "70043": "The login is too old. Run packgen mail login.",
    }
)
"""What to do about errors of Microsoft's login, by their numbers, which are always told: Microsoft may change them."""


class Application(Protocol):
    """The part of ``msal.PublicClientApplication`` that is used."""

    def get_accounts(self) -> list[dict[str, Any]]:
        """Return the accounts that are logged in."""

    def remove_account(self, account: dict[str, Any]) -> None:
        """Remove an account and its tokens."""

    def acquire_token_interactive(self, scopes: list[str], **options: Any) -> dict[str, Any]:
        """Log in with a browser."""

    def acquire_token_silent_with_error(
        self, scopes: list[str], account: dict[str, Any], **options: Any
    ) -> dict[str, Any] | None:
        """Return a token of a logged-in account without asking the user."""


Maker = Callable[[str, str], Application]
"""Makes an application for a client id and a tenant."""


class MicrosoftTokens:
    """Tokens of the account that logged in with `login`; see `packgen.deliver.mail.graph.Tokens`.

    The credential store and Microsoft are not accessed before the first call of `token`.

    Args:
        client_id: client id of the app, as the school registered it; None if not set.
        tenant: id or domain of the school's tenant; None if not set.
        application: makes the `Application`; tests pass their own.

    Raises:
        UsageProblem: the client id or the tenant is missing, or is not valid.
    """

    def __init__(self, client_id: str | None, tenant: str | None, application: Maker | None = None) -> None:
        self._school = _school(client_id, tenant)
        self._make = application or _application
        self._application: Application | None = None

    def token(self, *, anew: bool = False) -> str:
        """Return an access token. See `packgen.deliver.mail.graph.Tokens`.

        Raises:
            DeliveryError: nobody is logged in, msal is not installed, there is no credential store, or Microsoft cannot
                be reached or refuses.
        """
        with _reporting_store_errors():
            if self._application is None:
                self._application = self._make(*self._school)
            accounts = self._application.get_accounts()
            if not accounts:
                raise DeliveryError("Nobody is logged in to Microsoft. Run packgen mail login first.")
            found = self._application.acquire_token_silent_with_error(
                list(SCOPES), account=accounts[0], force_refresh=anew
            )
        if found is None:
            raise DeliveryError("The login to Microsoft has run out. Run packgen mail login.")
        return _token(found)


def login(client_id: str | None, tenant: str | None, application: Maker | None = None) -> str:
    """Let the user log in with a browser, replacing an earlier login; return the account's name.

    Args:
        client_id: see `MicrosoftTokens`.
        tenant: see `MicrosoftTokens`.
        application: see `MicrosoftTokens`.

    Raises:
        UsageProblem: the client id or the tenant is missing, or is not valid.
        DeliveryError: the login failed; the message says why.
    """
    school = _school(client_id, tenant)
    with _reporting_store_errors():
        known = (application or _application)(*school)
        try:
            found = known.acquire_token_interactive(list(SCOPES), prompt="select_account", timeout=_MINUTES * 60)
        except RuntimeError as error:  # how msal reports a timeout
            raise DeliveryError(f"Nobody logged in within {_MINUTES} minutes. Run packgen mail login again.") from error
        _token(found)
        name = str(found.get("id_token_claims", {}).get("preferred_username", ""))
        for account in known.get_accounts():
            if account.get("username", "").casefold() != name.casefold():
                known.remove_account(account)
    return name


def logout(client_id: str | None, tenant: str | None, application: Maker | None = None) -> bool:
    """Remove the stored login; return whether there was one.

    Args:
        client_id: see `MicrosoftTokens`.
        tenant: see `MicrosoftTokens`.
        application: see `MicrosoftTokens`.

    Raises:
        UsageProblem: the client id or the tenant is missing, or is not valid.
        DeliveryError: the store cannot be read, or Microsoft cannot be reached.
    """
    school = _school(client_id, tenant)
    with _reporting_store_errors():
        known = (application or _application)(*school)
        accounts = known.get_accounts()
        for account in accounts:
            known.remove_account(account)
    return bool(accounts)


def _school(client_id: str | None, tenant: str | None) -> tuple[str, str]:
    """Return the validated client id and tenant, which become parts of URLs.

    Raises:
        UsageProblem: one of them is missing, or is not valid.
    """
    if not client_id or not tenant:
        raise UsageProblem(
            "Microsoft Graph needs client-id and tenant under [mail] in packgen.toml, or --client-id and --tenant. "
            "IT gives you both; see docs/mail.md."
        )
    if not _GUID.fullmatch(client_id):
        raise UsageProblem("mail.client-id is no id such as 01234567-89ab-cdef-0123-456789abcdef. Ask IT for it.")
    if not (_GUID.fullmatch(tenant) or _DOMAIN.fullmatch(tenant)):
        raise UsageProblem("mail.tenant is neither an id nor a domain such as school.example. Ask IT for it.")
    return client_id, tenant


def _application(client_id: str, tenant: str) -> msal.PublicClientApplication:
    try:
        import msal
    except ImportError as error:
        raise DeliveryError('Microsoft Graph needs more: pip install "packgen[microsoft]".') from error
    return msal.PublicClientApplication(client_id, authority=f"{AUTHORITY}/{tenant}", token_cache=_cache())


def _cache() -> Any:
    """Return a token cache in the system's credential store.

    Raises:
        DeliveryError: there is no store, or none that encrypts.
    """
    import msal_extensions

    homes = files()[1:]
    if not homes:
        raise DeliveryError("There is no folder of yours on this computer, so no login can be kept.")
    try:
        kept = msal_extensions.build_encrypted_persistence(str(homes[0].with_name(_STORE)))
    except Exception as error:  # each system has its own errors, and Linux those of a C library
        raise DeliveryError(
            "There is no safe place for a login on this computer, and it is never kept in plain text. On Linux this "
            "needs a keyring that is unlocked, and PyGObject with libsecret (Debian: python3-gi, gir1.2-secret-1)."
        ) from error
    if not kept.is_encrypted:
        raise DeliveryError("This computer would keep the login in plain text, so packgen does not keep it.")
    return msal_extensions.PersistedTokenCache(kept)


@contextmanager
def _reporting_store_errors() -> Iterator[None]:
    """Turn errors of msal into `DeliveryError`; their texts are not shown, since they may name people.

    Raises:
        DeliveryError: Microsoft cannot be reached, does not know the tenant, or the store cannot be read.
    """
    try:
        yield
    except DeliveryError:
        raise
    except ValueError as error:
        raise DeliveryError("Microsoft does not know the tenant of mail.tenant. Ask IT for it.") from error
    except OSError as error:
        if type(error).__module__.startswith("requests"):
            host = AUTHORITY.removeprefix("https://")
            raise DeliveryError(f"{host} cannot be reached. Look whether this computer is on line.") from error
        raise DeliveryError("The login that is kept cannot be read. Run packgen mail login again.") from error


def _token(found: Mapping[str, Any]) -> str:
    """Return the access token in a response of msal.

    Raises:
        DeliveryError: there is none; the message has the error's number, and the remedy.
    """
    if isinstance(token := found.get("access_token"), str):
        return token
    number = _NUMBER.search(str(found.get("error_description", "")))
    if number is None:
        raise DeliveryError("It did not come to a login at Microsoft. Run packgen mail login.")
    advice = _ADVICE.get(number[1], f"IT finds what it means at {AUTHORITY}/error?code={number[1]}.")
    raise DeliveryError(f"Microsoft refused the login (AADSTS{number[1]}). {advice}")

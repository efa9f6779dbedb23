"""Explain to teachers why a well-known mail service refused a login, and what to do."""

from __future__ import annotations

from packgen.deliver.mail.answers import Reply

_LOGIN = "run packgen mail login"
_GOOGLE = (
    "Google takes app passwords only, not the usual one. Make one in the Google account (Security, 2-Step "
    f"Verification, App passwords), then {_LOGIN}."
)
_OTHER_WAYS = (
    'Or use --smtp graph (Microsoft Graph), or --drafts, which needs no login. See "Microsoft 365" in docs/mail.md.'
)

_BY_WORDS = (
    ("user credentials were incorrect", f"The user or the password is wrong. Check both, then {_LOGIN}."),
    (
        "is disabled",
        "Microsoft 365 has passwords for SMTP switched off for this account or the whole school; from the end of "
        "December 2026 that is so everywhere unless the school turns them on. Ask IT to allow authenticated SMTP for "
        "this account. " + _OTHER_WAYS,
    ),
    (
        "5.7.30",
        "Microsoft 365 takes no passwords for SMTP here. Ask IT whether the school can turn them on. " + _OTHER_WAYS,
    ),
    (
        "5.7.139",
        "Microsoft 365 does not allow this login: passwords for SMTP are switched off for the account or the school, "
        "or a security rule stands against it. Ask IT to allow authenticated SMTP for this account. " + _OTHER_WAYS,
    ),
    (
        "5.7.3 ",
        "The user or the password is wrong, or Microsoft 365 has passwords for SMTP switched off. Ask IT whether "
        "authenticated SMTP is allowed for this account. " + _OTHER_WAYS,
    ),
    ("application-specific", _GOOGLE),
    ("5.7.14", f"Google wants you to log in on the web first. Do so, then {_LOGIN}. {_GOOGLE}"),
    ("google", f"The user or the password is wrong. {_GOOGLE}"),
    ("gsmtp", f"The user or the password is wrong. {_GOOGLE}"),
)
"""What an answer holds, in small letters, and what that means; the first that fits counts."""

_BY_CODE = {
    530: f"The server wants a login first: {_LOGIN}.",
    534: f"The server does not take this kind of password. Ask IT for an app password, then {_LOGIN}.",
    535: f"The user or the password is wrong. Check both, then {_LOGIN}.",
    538: "The server takes a login only over another kind of connection. Use smtps:// and its port, or ask IT.",
}

WANTS_LOGIN = frozenset(_BY_CODE)
"""Codes with which a server takes nothing without another login, whatever the command was (RFC 4954, 6)."""


def explained(reply: Reply) -> str:
    """Return an explanation of a refused login, and the remedy, in sentences."""
    text = reply.text.decode("ascii", "replace").lower()
    for words, meaning in _BY_WORDS:
        if words in text:
            return meaning
    return _BY_CODE.get(reply.code, f"Ask IT which user and password this server takes, then {_LOGIN}.")

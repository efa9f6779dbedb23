"""Interpret the responses of Microsoft Graph: the outcome of a message, or the error if no message can be sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from packgen.deliver.mail.letter import Outcome, State
from packgen.errors import DeliveryError

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")

_STOPS: Mapping[str, str] = MappingProxyType(
    {
        "ErrorAccessDenied": "Ask IT to let this program send mail for you: the delegated permission Mail.Send of "
        "Microsoft Graph, with the administrator's consent.",
        "Authorization_RequestDenied": "Ask IT for the delegated permission Mail.Send of Microsoft Graph, with the "
        "administrator's consent.",
        "ErrorSendAsDenied": "mail.from is not the address of the mailbox that is logged in. Set it to that address, "
        "or ask IT for the right to send as it.",
        "MailboxNotEnabledForRESTAPI": "The account that is logged in has no mailbox in Exchange Online. Log in with "
        "one that has, or ask IT where the mailbox is.",
        "MailboxNotSupportedForRESTAPI": "The mailbox is of a kind that Microsoft Graph does not serve. Ask IT for one "
        "in Exchange Online.",
        "ErrorExceededMessageLimit": "The mailbox has sent as much as it may in a day. Run the same command tomorrow.",
        "ErrorMessageSubmissionBlocked": "Microsoft has stopped this mailbox from sending. Ask IT to unblock it.",
        "ErrorAccountSuspend": "Microsoft has stopped this mailbox from sending. Log in to Outlook on the web, which "
        "says why.",
        "ErrorQuotaExceeded": "The mailbox is full. Make room in it, and run the same command again.",
    }
)
"""Error codes after which no message can go, and what to do, wherever the fault lies with the account or the school."""

_LATER = (408, 429, 503, 509)
"""Statuses of which the documentation says that the same request may be made again: nothing was taken."""


class GraphResponse(NamedTuple):
    """A response of Microsoft Graph.

    Attributes:
        status: HTTP status code.
        code: error code, such as ``ErrorAccessDenied``; empty if there is none.
        pause: seconds to wait before the next request.
    """

    status: int
    code: str
    pause: float

    @classmethod
    def of(cls, status: int, retry_after: str, body: bytes) -> GraphResponse:
        """Return the response for a status, a Retry-After header and a body.

        Only the error code is taken from the body: the error message may name people.
        """
        return cls(status, _code(body), float(retry_after) if re.fullmatch(r"[0-9]{1,6}", retry_after) else 0)


def asks_to_log_in(answer: GraphResponse) -> bool:
    """Tell whether the token was refused, so that a new one may be accepted."""
    return answer.status == 401 and answer.code not in _STOPS


def outcome_of(answer: GraphResponse) -> Outcome:
    """Return the outcome of a message from the response.

    Raises:
        DeliveryError: this message was not accepted, and no other will be.
    """
    status, code = answer.status, answer.code
    shown = f"Microsoft Graph answered {status}" + (f", {code}" if code else "")
    if status == 202:
        return Outcome(State.ACCEPTED, status, "accepted")
    if code in _STOPS and status >= 400:
        raise DeliveryError(f"{shown}. {_STOPS[code]}")
    if status == 413:
        return Outcome(State.REFUSED, status, f"{shown}: the message is too large")
    if status in _LATER:
        return Outcome(State.DEFERRED, status, f"{shown}: not now")
    if status == 400:
        return Outcome(State.REFUSED, status, shown)
    if 300 <= status < 500:
        raise DeliveryError(f"{shown}. {_remedy(status)}")
    # Only 202 means that the message was sent: Graph is known to return 200 for a message that it dropped. In spite of
    # an error of the server or of a gateway (5xx), the mailbox may have accepted the message.
    return Outcome(State.UNKNOWN, status, f"{shown}, which does not say whether it was sent")


def _remedy(status: int) -> str:
    if status == 401:
        return "The login is not accepted any more. Run packgen mail login."
    if status == 403:
        return (
            "The school does not let this program send. Ask IT about the permission Mail.Send, conditional access, and "
            "licences of the mailbox."
        )
    if status == 404:
        return "The account that is logged in has no mailbox that Microsoft Graph can find. Ask IT."
    return (
        "Something between this computer and Microsoft Graph stands in the way. Ask IT whether a proxy or filter does."
    )


def _code(body: bytes) -> str:
    """Return the error code in a JSON body; empty if there is none."""
    try:
        code = json.loads(body)["error"]["code"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""

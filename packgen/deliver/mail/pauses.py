"""How long to wait after a letter is deferred, or if the server is unreachable or refuses every letter."""

from __future__ import annotations

from packgen.deliver.mail.letter import Outcome, State
from packgen.errors import DeliveryError

PAUSES = (60, 120, 300, 600, 1200, 2400, 3600)
"""Seconds from a letter's nth deferral to the next time that it is tried; the last goes on for ever."""

_ALL_REFUSED = 5
"""Letters that a server refuses, all with the same code and none accepted, until it is clear that no other would do."""

_LOST_BEFORE_WAITING = 2
"""Letters running that found no server, or a busy one, until all wait."""

_LOST_AT_MOST = 6
"""Letters running that found no server until the run ends."""

_NO_SERVER = (0, 421)
"""Codes of deferrals that have to do with the server (RFC 5321, 3.8) or the connection, not with the letter."""


class ServerWatch:
    """Watches the outcomes of a run for a server that is unreachable or refuses every letter."""

    def __init__(self) -> None:
        self._lost = 0
        self._refusals: list[int] = []
        self._accepts = False

    def pause_after(self, outcome: Outcome) -> float:
        """Return the seconds to wait before the next letter, given the last outcome.

        Raises:
            DeliveryError: the server stays unreachable, or refuses every letter.
        """
        if outcome.state is State.DEFERRED and outcome.code in _NO_SERVER:
            return self._pause_without_server(outcome)
        self._lost = 0
        self._accepts |= outcome.state is State.ACCEPTED
        if outcome.state is State.REFUSED:
            self._refusals.append(outcome.code)
            same = outcome.code and self._refusals == [outcome.code] * _ALL_REFUSED
            if same and not self._accepts:
                raise DeliveryError(
                    f"The server refused the first {_ALL_REFUSED} messages for the same reason, so no other was tried: "
                    f"{outcome.code} {outcome.reason}."
                )
        return 0

    def _pause_without_server(self, outcome: Outcome) -> float:
        self._lost += 1
        if self._lost > _LOST_AT_MOST:
            raise DeliveryError(f"The server could not be reached {self._lost} times running: {outcome.reason}.")
        return PAUSES[self._lost - _LOST_BEFORE_WAITING] if self._lost >= _LOST_BEFORE_WAITING else 0

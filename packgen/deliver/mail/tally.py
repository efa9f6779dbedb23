"""Count the outcomes of a run, and summarise them for the user."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from packgen.deliver.mail.letter import State
from packgen.errors import DeliveryError, PackgenError, PartDeliveredError, UncertainError

_SHOWN = 20
"""Rows that a message lists."""


@dataclass
class Tally:
    """The outcomes of a run.

    Attributes:
        accepted: rows whose message the server accepted in this run.
        before: rows whose pack was accepted in an earlier run; nothing was sent to them.
        held: rows that were sent another pack earlier; nothing was sent to them.
        refused, deferred, unknown: rows in this state now.
        waiting: rows that were not tried in this run.
        due: when the first deferred letter may be tried again.
    """

    accepted: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    deferred: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    due: datetime | None = None

    def add(self, state: State, row: int) -> None:
        """Add a letter with its last state."""
        lists = {
            State.ACCEPTED: self.accepted,
            State.REFUSED: self.refused,
            State.DEFERRED: self.deferred,
            State.UNKNOWN: self.unknown,
            State.SENDING: self.unknown,
            State.PLANNED: self.waiting,
        }
        lists[state].append(row)

    def summary(self) -> str:
        """Return sentences with the counts, and the rows that need attention."""
        lines = [f"{messages(len(self.accepted))} sent." if self.accepted else "No message was sent."]
        if self.before:
            lines.append(f"{len(self.before)} had been sent before.")
        if self.held:
            lines.append(f"Not sent, since another pack was sent to them before: {rows(self.held)}.")
        if self.refused:
            lines.append(f"Refused by the server: {rows(self.refused)}.")
        if self.deferred:
            when = f" Run the same command again after {shown(self.due)}." if self.due else ""
            lines.append(f"Put off by the server: {rows(self.deferred)}.{when}")
        if self.waiting and (self.accepted or self.before or self.refused or self.deferred or self.unknown):
            lines.append(f"Not tried: {rows(self.waiting)}. Run the same command again.")
        if self.unknown:
            lines.append(
                f"Nobody can tell whether they were sent: {rows(self.unknown)}. Ask these students, then run packgen "
                "mail --resolve ROW sent, or unsent."
            )
        return " ".join(lines)

    def complaint(self, cause: str = "") -> PackgenError | None:
        """Return the error that a run ends with; None if every letter has been sent.

        Args:
            cause: sentence that says why the run stopped early.
        """
        text = f"{cause} {self.summary()}".strip()
        if self.unknown:
            return UncertainError(text)
        if not (self.refused or self.deferred or self.waiting or self.held):
            return None
        return PartDeliveredError(text) if self.accepted or self.before else DeliveryError(text)


def rows(numbers: Iterable[int]) -> str:
    """Return rows in words: "row 7", "rows 3, 5 and 9"."""
    found = sorted(set(numbers))
    if len(found) == 1:
        return f"row {found[0]}"
    if len(found) > _SHOWN:
        return f"rows {', '.join(map(str, found[:_SHOWN]))} and {len(found) - _SHOWN} more"
    return f"rows {', '.join(map(str, found[:-1]))} and {found[-1]}"


def messages(count: int) -> str:
    """Return "1 message was" or "7 messages were"."""
    return "1 message was" if count == 1 else f"{count} messages were"


def shown(moment: datetime) -> str:
    """Return a time in the local time zone: 2026-11-29 10:42."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")

"""Show and change the state of a batch's messages in the ledger."""

from __future__ import annotations

from pathlib import Path

from packgen.cli import terminal
from packgen.errors import UsageProblem, harmless


def show_status(folder: Path, report: Path | None, *, as_json: bool) -> None:
    """Show the state of each message.

    Raises:
        DeliveryError: nothing has been sent from the folder.
        OutputError: the ledger cannot be read, or the report cannot be written.
    """
    from packgen.deliver.mail.status import read_status, write_report

    found = read_status(folder)
    if report is not None:
        write_report([one.standing for one in found.letters], report)
    if as_json:
        letters = [
            {
                "row": one.standing.row,
                "state": str(one.standing.state),
                "when": one.standing.when.isoformat(),
                "code": one.standing.code,
                "reason": one.standing.reason,
                "tries": one.standing.tries,
            }
            for one in found.letters
        ]
        terminal.say_json({"messages": letters, "forgotten": found.forgotten, "running": found.running})
        return
    for line in found.lines():
        terminal.say(harmless(line))
    told_of = [f"{count:,} {state}" for state, count in found.counts().items()]
    if found.forgotten:
        told_of.append(f"{found.forgotten:,} accepted and forgotten")
    running = " A run is at work now." if found.running else ""
    terminal.note(f"{', '.join(told_of) or 'no message'}.{running}")


def resolve(folder: Path, row: int, found: str) -> None:
    """Record what the user has found out about an unknown message.

    Raises:
        UsageProblem: ``found`` is neither sent nor unsent.
        DeliveryError: no message of this row is unknown.
    """
    from packgen.deliver.mail import status

    if found not in ("sent", "unsent"):
        raise UsageProblem(f'--resolve cannot be "{harmless(found)}". Write --resolve {row} sent, or unsent.')
    terminal.say(status.resolve(folder, row, sent=found == "sent"))


def forget(folder: Path, *, sure: bool) -> None:
    """Delete all data from the ledger of a folder except the keys that prevent sending twice.

    Raises:
        DeliveryError: nothing has been sent from the folder, or the user answers no.
        UncertainError: some messages are unknown.
    """
    from packgen.deliver.mail import status

    terminal.require_yes("Delete rows, addresses and answers from the ledger?", "Nothing was deleted.", sure=sure)
    terminal.say(harmless(status.forget(folder)))

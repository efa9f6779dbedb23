"""Send the messages of `packgen mail`: to the students, or some of them to the teacher as a test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from packgen.cli import terminal
from packgen.cli.mailing import Mails, describe_time, states_of
from packgen.deliver.mail.addresses import AddressProblem, checked_address, require_allowed
from packgen.errors import DeliveryError, UsageProblem, harmless

if TYPE_CHECKING:
    from packgen.cli.account import Account
    from packgen.deliver.mail.post import Step


def send(mails: Mails, account: Account, report: Path | None, *, again: bool, sure: bool, quiet: bool) -> None:
    """Send the messages that have not been sent.

    Raises:
        DeliveryError: nothing was sent.
        PartDeliveredError: some messages were not sent, or some rows have no message.
        UncertainError: of some messages it is unknown whether they were sent.
    """
    from packgen.deliver.mail.ledger import open_ledger
    from packgen.deliver.mail.post import Interrupted, send_all
    from packgen.deliver.mail.status import write_report

    mailbox, sender = account.mailbox(), account.sender()
    left = len(mails.messages) - len(states_of(mails, again=again))
    what = terminal.count(left, "message")
    if left:
        through = f"through {account.server()} ({account.server_source()}) from {mailbox.address}"
        terminal.note(harmless(f"{what} to send {through}, {describe_time(left, account)}."))
        terminal.require_yes(f"Send {what}?", "Nothing was sent.", sure=sure)
    with open_ledger(mails.folder) as ledger:
        try:
            with terminal.Progress(wanted=not quiet) as progress:
                tally = send_all(
                    ledger,
                    mails.letters(mailbox),
                    sender,
                    domain=mailbox.address.rpartition("@")[2],
                    rate=account.per_minute(),
                    tell=lambda step: _tell(step, progress),
                    again=again,
                )
        except Interrupted as stop:
            terminal.note(stop.tally.summary())
            raise
        finally:
            if report is not None:
                write_report([one for one in ledger.standings() if one.row is not None], report)
    if not quiet:
        terminal.say(tally.summary())
    mails.require_all("sent")


def send_test(mails: Mails, account: Account, address: str) -> None:
    """Send some of the messages to the teacher.

    Raises:
        UsageProblem: the address is not valid, or not in an allowed domain.
        DeliveryError: a message was not sent.
    """
    from packgen.deliver.mail.letter import State
    from packgen.deliver.mail.trial import send_trial, some_of

    try:
        own = checked_address(address)
        require_allowed(own, account.domains())
    except AddressProblem as error:
        raise UsageProblem(f"--test-to: {error.message} {error.remedy}".strip()) from error
    chosen = some_of(mails.messages)
    failed = []
    for row, outcome in send_trial(chosen, own, account.mailbox(), account.sender()):
        terminal.say(harmless(f"row {row}  {outcome.state}  {outcome.reason}".rstrip()))
        if outcome.state is not State.ACCEPTED:
            failed.append(row)
    if failed:
        raise DeliveryError(f"{len(failed)} of {terminal.count(len(chosen), 'test message')} did not go; see above.")
    terminal.note("These went to you alone. No student has been sent anything.")


def _tell(step: Step, progress: terminal.Progress) -> None:
    """Show the progress of a run."""
    if step.stopping:
        terminal.note("Stopping when this message is done. Ctrl-C again stops at once.")
    elif step.wait:
        terminal.note(f"Waiting {step.wait / 60:.0f} minutes for the server; Ctrl-C stops, and nothing is lost.")
    else:
        progress(step.done, step.total, f"row {step.row}")

"""What `packgen mail` does in each of its ways, and what it says of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packgen.batch.failures import Failure, told
from packgen.batch.manifest import NAME
from packgen.cli import terminal
from packgen.deliver.mail.addresses import AddressProblem, Mailbox, checked_address, require_allowed
from packgen.errors import DeliveryError, PartDeliveredError, UsageProblem, harmless

if TYPE_CHECKING:
    from packgen.cli.account import Account
    from packgen.deliver.mail.letter import Letter
    from packgen.deliver.mail.messages import Message
    from packgen.deliver.mail.post import Step


class Mails(NamedTuple):
    """The messages of a run.

    Attributes:
        folder: of the batch.
        messages: to be sent, in the roster's order.
        refused: rows that get none.
    """

    folder: Path
    messages: tuple[Message, ...]
    refused: tuple[Failure, ...]

    def letters(self, mailbox: Mailbox) -> list[Letter]:
        """Return the messages as the ledger knows them."""
        return [message.letter(mailbox) for message in self.messages]

    def require_all(self, done: str) -> None:
        """Return if there is a message for every row.

        Raises:
            PartDeliveredError: there is none for some rows, which have been told.
        """
        if self.refused:
            what = terminal.count(len(self.refused), "row")
            raise PartDeliveredError(f"For {what} no message can be {done}; see above. Put it right, and run it again.")


def batch_folder(folder: Path | None) -> Path:
    """Return the folder of a batch: the one that is named, else the one that we are in.

    Raises:
        UsageProblem: none is named, and we are in none.
    """
    if folder is None and not Path(NAME).exists():
        raise UsageProblem("Name the folder of a batch: packgen mail packs/class-12b.")
    return folder or Path()


def prepare(
    folder: Path,
    roster: Path,
    template: Path | None,
    account: Account,
    *,
    shared: bool,
    largest: int,
    quiet: bool,
) -> Mails:
    """Return the messages for all students, after everything has been checked and all that is wrong has been told.

    Raises:
        DeliveryError: there is a doubt about who gets what, or no message at all.
        PackgenError: one of its kinds, for what else a person can put right.
    """
    from packgen.deliver.mail.binding import bind
    from packgen.deliver.mail.messages import messages_for
    from packgen.deliver.mail.template import read_template

    text = read_template(template) if template is not None else None
    with terminal.Progress(wanted=not quiet) as progress:
        binding = bind(folder, roster, account.domains(), shared=shared, largest=largest, progress=progress)
    messages, lacking = messages_for(binding.bound, text)
    for note in binding.notes if not quiet else ():
        terminal.note(harmless(f"{roster}: {note}"))
    doubts = sorted([*binding.doubts, *lacking], key=lambda failure: failure.row)
    for line in (*told(doubts, str(roster)), *told(binding.refused, str(roster))):
        terminal.note(harmless(line))
    if doubts:
        rows = terminal.count(len({failure.row for failure in doubts}), "row")
        raise DeliveryError(f"Nothing was sent: for {rows} it is not certain who gets what. Put that right first.")
    if not messages:
        raise DeliveryError("Nothing was sent: there is no message that can be. Put right what is wrong with the rows.")
    return Mails(folder, tuple(messages), binding.refused)


def show_plan(mails: Mails, account: Account, *, again: bool, as_json: bool, quiet: bool) -> None:
    """Say who would get what, and how long it would take."""
    states = _states(mails, again=again)
    if as_json:
        terminal.say_json(
            {
                "messages": [
                    {
                        "row": one.row,
                        "address": one.address,
                        "title": one.pack.entry.title,
                        "subject": one.subject,
                        "attachment": one.attachment,
                        "pages": one.pack.entry.pages,
                        "bytes": one.pack.entry.size,
                        "state": states.get(one.row, "to send"),
                    }
                    for one in mails.messages
                ],
                "refused": [{"row": one.row, "problem": one.problem} for one in mails.refused],
            }
        )
        return
    if quiet:
        return
    lines = [_line(one, states.get(one.row, "")) for one in mails.messages]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]) - 1)]
    for *cells, state in lines:
        shown = "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
        terminal.say(harmless(f"{shown}  {state}".rstrip()))
    left = len(mails.messages) - len(states)
    if not left:
        terminal.note("Nothing was sent, and nothing would be with --send.")
        return
    terminal.note(f"Nothing was sent. {terminal.count(left, 'message')} would be, {_time(left, account)}: add --send.")


def send(mails: Mails, account: Account, report: Path | None, *, again: bool, sure: bool, quiet: bool) -> None:
    """Send the messages that have not been sent.

    Raises:
        DeliveryError: nothing was sent.
        PartDeliveredError: some were not sent, or for some rows there are none.
        UncertainError: of some nobody knows whether they were sent.
    """
    from packgen.deliver.mail.ledger import open_ledger
    from packgen.deliver.mail.post import Interrupted, send_all
    from packgen.deliver.mail.status import write_report

    mailbox, sender = account.mailbox(), account.sender()
    left = len(mails.messages) - len(_states(mails, again=again))
    what = terminal.count(left, "message")
    if left:
        through = f"through {account.server()} ({account.server_source()}) from {mailbox.address}"
        terminal.note(harmless(f"{what} to send {through}, {_time(left, account)}."))
        _require_sure(f"Send {what}?", "Nothing was sent.", sure=sure)
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
            terminal.note(stop.tally.told())
            raise
        finally:
            if report is not None:
                write_report([one for one in ledger.standings() if one.row is not None], report)
    if not quiet:
        terminal.say(tally.told())
    mails.require_all("sent")


def send_test(mails: Mails, account: Account, address: str) -> None:
    """Send some of the messages to the teacher.

    Raises:
        UsageProblem: the address is none, or messages may not go there.
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


def show_status(folder: Path, report: Path | None, *, as_json: bool) -> None:
    """Say what is known of each message.

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
    """Write down what a person has found out about an unknown message.

    Raises:
        UsageProblem: it is neither sent nor unsent.
        DeliveryError: no message of this row is unknown.
    """
    from packgen.deliver.mail import status

    if found not in ("sent", "unsent"):
        raise UsageProblem(f'--resolve cannot be "{harmless(found)}". Write --resolve {row} sent, or unsent.')
    terminal.say(status.resolve(folder, row, sent=found == "sent"))


def forget(folder: Path, *, sure: bool) -> None:
    """Empty the ledger of a folder but for what keeps messages from going twice.

    Raises:
        DeliveryError: nothing has been sent from the folder, or the answer is no.
        UncertainError: some messages are unknown.
    """
    from packgen.deliver.mail import status

    _require_sure("Delete rows, addresses and answers from the ledger?", "Nothing was deleted.", sure=sure)
    terminal.say(harmless(status.forget(folder)))


def _states(mails: Mails, *, again: bool) -> dict[int, str]:
    """Return by row the messages that would not be sent, and why."""
    from packgen.deliver.mail.ledger import OPEN, view_ledger
    from packgen.deliver.mail.tally import shown

    with view_ledger(mails.folder) as ledger:
        if ledger is None:
            return {}
        letters = mails.letters(Mailbox("", ""))
        held = {} if again else ledger.earlier(letters)
        known = {one.key: one for one in ledger.standings()}
    found = {}
    for letter in letters:
        if letter.key in held:
            found[letter.row] = f"another pack was sent {shown(held[letter.key].when)}: see --again"
        elif letter.key in known and known[letter.key].state not in OPEN:
            found[letter.row] = f"{known[letter.key].state} {shown(known[letter.key].when)}"
    return found


def _line(message: Message, state: str) -> list[str]:
    entry = message.pack.entry
    pages = terminal.count(entry.pages or 0, "page")
    size = f"{max(1, round((entry.size or 0) / 1000)):,} kB"
    return [f"row {message.row}", message.address, entry.title, pages, size, state]


def _time(count: int, account: Account) -> str:
    """Return how long messages take: one goes at once, and each of the others has to wait."""
    rate = account.per_minute()
    minutes = max(0, count - 1) / rate
    about = f"{minutes * 60:.0f} seconds" if minutes < 2 else f"{minutes:.0f} minutes"
    return f"in about {about} at {rate:g} a minute" if minutes else "at once"


def _tell(step: Step, progress: terminal.Progress) -> None:
    """Show how far a run is."""
    if step.stopping:
        terminal.note("Stopping when this message is done. Ctrl-C again stops at once.")
    elif step.wait:
        terminal.note(f"Waiting {step.wait / 60:.0f} minutes for the server; Ctrl-C stops, and nothing is lost.")
    else:
        progress(step.done, step.total, f"row {step.row}")


def _require_sure(question: str, otherwise: str, *, sure: bool) -> None:
    """Ask where there is somebody to ask.

    Args:
        question: that yes or no answers.
        otherwise: what to say where the answer is no.
        sure: whether there is no need to.

    Raises:
        DeliveryError: the answer is no.
    """
    if sure or not sys.stdin.isatty():
        return
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise DeliveryError(otherwise)

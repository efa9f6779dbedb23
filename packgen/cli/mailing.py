"""Prepare the messages of `packgen mail`, and show which of them would be sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packgen.batch.failures import Failure, failure_messages
from packgen.batch.manifest import NAME
from packgen.cli import terminal
from packgen.deliver.mail.addresses import Mailbox
from packgen.errors import DeliveryError, PartDeliveredError, UsageProblem, harmless

if TYPE_CHECKING:
    from packgen.cli.account import Account
    from packgen.deliver.mail.letter import Letter
    from packgen.deliver.mail.messages import Message


class Mails(NamedTuple):
    """The messages of a run.

    Attributes:
        folder: folder of the batch.
        messages: messages to send, in the roster's order.
        refused: rows that get no message.
    """

    folder: Path
    messages: tuple[Message, ...]
    refused: tuple[Failure, ...]

    def letters(self, mailbox: Mailbox) -> list[Letter]:
        """Return the letters for the ledger and the sender."""
        return [message.letter(mailbox) for message in self.messages]

    def require_all(self, done: str) -> None:
        """Check that every row has a message.

        Raises:
            PartDeliveredError: some rows, already reported, have no message.
        """
        if self.refused:
            what = terminal.count(len(self.refused), "row")
            raise PartDeliveredError(f"For {what} no message can be {done}; see above. Put it right, and run it again.")


def batch_folder(folder: Path | None) -> Path:
    """Return the folder of a batch: the named one, else the current folder.

    Raises:
        UsageProblem: no folder is named, and the current one is not a batch's.
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
    """Check everything, report all problems, and return the messages for all students.

    Raises:
        DeliveryError: a match of a student to a pack is in doubt, or there is no message at all.
        PackgenError: a subclass, for any other error that the user can correct.
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
    for line in (*failure_messages(doubts, str(roster)), *failure_messages(binding.refused, str(roster))):
        terminal.note(harmless(line))
    if doubts:
        rows = terminal.count(len({failure.row for failure in doubts}), "row")
        raise DeliveryError(f"Nothing was sent: for {rows} it is not certain who gets what. Put that right first.")
    if not messages:
        raise DeliveryError("Nothing was sent: there is no message that can be. Put right what is wrong with the rows.")
    return Mails(folder, tuple(messages), binding.refused)


def show_plan(mails: Mails, account: Account, *, again: bool, as_json: bool, quiet: bool) -> None:
    """Show which pack each student would be sent, and how long sending would take."""
    states = states_of(mails, again=again)
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
    terminal.note(
        f"Nothing was sent. {terminal.count(left, 'message')} would be, {describe_time(left, account)}: add --send."
    )


def states_of(mails: Mails, *, again: bool) -> dict[int, str]:
    """Return, by row, why messages would not be sent."""
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


def describe_time(count: int, account: Account) -> str:
    """Return the time that sending takes: the first message is sent at once, the others by the rate limit."""
    rate = account.per_minute()
    minutes = max(0, count - 1) / rate
    about = f"{minutes * 60:.0f} seconds" if minutes < 2 else f"{minutes:.0f} minutes"
    return f"in about {about} at {rate:g} a minute" if minutes else "at once"

"""`packgen mail`: mail each student their own pack, once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, Quiet
from packgen.errors import UsageProblem, harmless

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_WORDS = ("login", "logout")


@app.command()
def mail(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER|login|logout",
            help="Folder of a batch. Or login or logout, to keep or delete a password in the system's own store.",
            show_default=False,
        ),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="FILE", help="The roster that the batch was made from.")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send the messages through the mail server.")] = False,
    drafts: Annotated[
        Path | None,
        typer.Option("--drafts", metavar="DIR", help="Write a draft for each student, and index.csv, to a folder."),
    ] = None,
    test_to: Annotated[
        str | None, typer.Option("--test-to", metavar="ADDRESS", help="Send three of the messages to yourself.")
    ] = None,
    status: Annotated[bool, typer.Option("--status", help="Say what has been sent so far.")] = False,
    resolve: Annotated[
        tuple[int, str] | None,
        typer.Option(
            "--resolve", metavar="ROW sent|unsent", help="Say of an unknown message whether the student has it."
        ),
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete names of rows, addresses and answers from the ledger.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Subject and text of the messages.")
    ] = None,
    smtp: Annotated[
        str | None,
        typer.Option("--smtp", metavar="URL", help="Mail server: smtp://host:587, smtps://host:465 or graph."),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="ADDRESS", help='Who it comes from: "Ms Okafor <o@school.example>".')
    ] = None,
    domain: Annotated[
        str | None, typer.Option("--domain", metavar="NAME,...", help="The only domains that messages go to.")
    ] = None,
    rate: Annotated[float | None, typer.Option("--rate", metavar="N", help="Messages a minute at most.")] = None,
    client_id: Annotated[
        str | None, typer.Option("--client-id", metavar="ID", help="Of the app that the school registered for Graph.")
    ] = None,
    tenant: Annotated[
        str | None, typer.Option("--tenant", metavar="ID", help="The school's Microsoft tenant, for Graph.")
    ] = None,
    shared_address: Annotated[
        bool, typer.Option("--shared-address", help="Let two students have one address.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Send to students who got another pack earlier, too.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write what came of each message to a CSV file.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send without asking.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Mail each student of a batch their own pack.

    Without --send, --drafts or --test-to it says who would get what, and sends nothing.
    """
    from packgen.cli import mailing
    from packgen.cli.account import Account

    asked = {
        "--send": send,
        "--drafts": drafts is not None,
        "--test-to": test_to is not None,
        "--status": status,
        "--resolve": resolve is not None,
        "--forget": forget,
    }
    chosen = [option for option, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise UsageProblem(f"{chosen[0]} and {chosen[1]} do not go together. Use one of them.")
    account = Account(smtp, from_, domain, rate, client_id, tenant)
    if folder is not None and str(folder) in _WORDS:
        if chosen:
            raise UsageProblem(f"{chosen[0]} does not go with {folder}. A folder of this name is ./{folder}.")
        (account.login if str(folder) == "login" else account.logout)()
        return
    batch = mailing.batch_folder(folder)
    if status or resolve is not None or forget:
        from packgen.cli import mail_status

        if resolve is not None:
            mail_status.resolve(batch, *resolve)
        elif forget:
            mail_status.forget(batch, sure=yes)
        else:
            mail_status.show_status(batch, report, as_json=as_json)
        return
    if roster is None:
        raise UsageProblem("Name the roster that the batch was made from: --roster class-12b.csv.")
    largest = account.largest_pack(drafts=drafts is not None)
    mails = mailing.prepare(
        batch, roster, template, account, shared=shared_address, largest=largest, quiet=quiet or as_json
    )
    if send:
        from packgen.cli import mail_send

        mail_send.send(mails, account, report, again=again, sure=yes, quiet=quiet)
    elif test_to is not None:
        from packgen.cli import mail_send

        mail_send.send_test(mails, account, test_to)
    elif drafts is not None:
        from packgen.deliver.mail.drafts import write_drafts

        write_drafts(drafts, mails.messages)
        if not quiet:
            terminal.say(harmless(f"{drafts}  {terminal.count(len(mails.messages), 'draft')} and index.csv written"))
        mails.require_all("written")
    else:
        mailing.show_plan(mails, account, again=again, as_json=as_json, quiet=quiet)
        mails.require_all("sent")

"""`packgen ticket`: a page for the print room."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packgen.cli import terminal
from packgen.cli.options import one_of
from packgen.errors import UsageProblem, harmless
from packgen.option_text import day, printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def ticket(
    path: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="A PDF, or the folder of a batch.")],
    copies: Annotated[int, typer.Option("--copies", metavar="N", min=1, max=9999, help="Copies of each file.")] = 1,
    sides: Annotated[
        str | None,
        typer.Option(
            "--sides",
            metavar="NAME",
            help="one-sided, long-edge or short-edge. Otherwise both sides, over the edge that goes with the pages.",
        ),
    ] = None,
    staple: Annotated[bool, typer.Option("--staple", help="Staple each copy.")] = False,
    punch: Annotated[
        str | None, typer.Option("--punch", metavar="EDGE", help="Punch each copy: left, right, top or bottom.")
    ] = None,
    fold: Annotated[
        str | None,
        typer.Option(
            "--fold", metavar="NAME", help="booklet, cut or none. Otherwise what packgen impose made the file for."
        ),
    ] = None,
    customer: Annotated[
        str | None, typer.Option("--for", metavar="TEXT", help='Who ordered, as in "Ms Okafor, History".')
    ] = None,
    wanted: Annotated[
        str | None, typer.Option("--by", metavar="DATE", help="Date wanted, as in 3/12/2026 or 2026-12-03.")
    ] = None,
    cost_a_side: Annotated[
        float | None,
        typer.Option("--cost-a-side", metavar="POUNDS", help="Price of a printed side. Otherwise the setting."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The ticket. Otherwise NAME.ticket.pdf beside it."),
    ] = None,
) -> None:
    """Make a ticket for the print room.

    It is one page that says what to print, how, for whom and by when; it names no student.
    """
    from packgen.deliver.print.order import Folding, PunchEdge, TicketOrder
    from packgen.deliver.print.paper import Sides, describe_paper
    from packgen.deliver.print.ticket import write_ticket
    from packgen.files import STDOUT
    from packgen.settings import in_force
    from packgen.variables import epoch_seconds

    if output == STDOUT:
        raise UsageProblem("A ticket goes to a file. Name one with --output, or leave --output out.")
    price = in_force("print.cost-a-side", cost_a_side)
    order = TicketOrder(
        copies=copies,
        sides=one_of(sides, Sides, "--sides"),
        staple=staple,
        punch=one_of(punch, PunchEdge, "--punch"),
        fold=one_of(fold, Folding, "--fold"),
        customer=printable(customer, "--for") if customer is not None else "",
        wanted=day(wanted, "--by") if wanted is not None else None,
        price=price,
        moment=epoch_seconds(),
    )
    report = write_ticket(path, order, output)
    for warning in report.warnings:
        terminal.note(harmless(f"warning: {warning}"))
    terminal.say(harmless(f"{report.output}  {describe_paper(report.use, price)}"))

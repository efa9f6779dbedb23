"""`packgen print`: print a file, the packs of a batch, or topics."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from packgen.cli.options import Quiet, one_of
from packgen.cli.pack_options import with_options
from packgen.errors import UsageProblem
from packgen.options import PackOptions

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@with_options("print", PackOptions)
def print_(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|FOLDER|JOB...]",
            help="A PDF, or the folder of a batch. With --status, --cancel or --release: jobs.",
            show_default=False,
        ),
    ] = None,
    printer: Annotated[
        str | None,
        typer.Option("--printer", metavar="NAME", help="Print queue. Otherwise the setting, or the default."),
    ] = None,
    copies: Annotated[int, typer.Option("--copies", metavar="N", min=1, max=9999, help="Copies of each file.")] = 1,
    sides: Annotated[
        str | None,
        typer.Option(
            "--sides",
            metavar="NAME",
            help="long-edge, short-edge or one-sided. Otherwise both sides, turned as the pages are.",
        ),
    ] = None,
    staple: Annotated[bool, typer.Option("--staple", help="Staple each copy, top left.")] = False,
    options: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="NAME=CHOICE", help="An option that the printer lists. May be repeated."),
    ] = None,
    hold: Annotated[bool, typer.Option("--hold", help="Hold the jobs until they are released.")] = False,
    rows: Annotated[
        str | None, typer.Option("--rows", metavar="ROWS", help="Print these rows of a batch only, as in 12-28,30.")
    ] = None,
    merged: Annotated[
        bool, typer.Option("--merged", help="Print a batch as one job, each pack from a new sheet on.")
    ] = False,
    job_names: Annotated[
        str, typer.Option("--job-names", metavar="KIND", help="What jobs of a batch are called: numbers or students.")
    ] = "numbers",
    cost_a_side: Annotated[
        float | None, typer.Option("--cost-a-side", metavar="PRICE", help="Price of a printed side, in pounds.")
    ] = None,
    sheets_to_ask: Annotated[
        int | None, typer.Option("--sheets-to-ask", metavar="N", help="Ask before more sheets than these are printed.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and say the paper; print nothing.")
    ] = False,
    wait: Annotated[
        float,
        typer.Option(
            "--wait", metavar="SECONDS", min=0, max=86400, help="Follow the jobs until so long nothing happens."
        ),
    ] = 30,
    status: Annotated[
        bool, typer.Option("--status", help="Show how jobs stand; without JOB, those under way.")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Cancel jobs.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Release held jobs.")] = False,
    *,
    pack: PackOptions,
    quiet: Quiet = False,
) -> None:
    """Print a file, the packs of a batch, or topics.

    It says how much paper that takes, and asks before it is much.
    """
    from packgen.deliver.print.choices import PrintChoices, parsed_options
    from packgen.deliver.print.paper import Sides
    from packgen.settings import in_force

    targets = targets or []
    if [status, cancel, release].count(True) > 1:
        raise UsageProblem("--status, --cancel and --release do not go together. Choose one.")
    if status or cancel or release:
        from packgen.cli.jobs import cancel_jobs, release_jobs, show_jobs

        chosen = show_jobs if status else cancel_jobs if cancel else release_jobs
        chosen(targets, in_force("print.printer", printer))
        return
    if job_names not in ("numbers", "students"):
        raise UsageProblem(f'--job-names cannot be "{job_names}". Choose numbers or students.')
    if merged and staple:
        raise UsageProblem("--merged makes one job of all packs, which --staple would staple together. Leave one out.")
    wishes = PrintChoices(copies, one_of(sides, Sides, "--sides"), staple, hold, parsed_options(options or ()))
    price = in_force("print.cost-a-side", cost_a_side)
    most = in_force("print.sheets-to-ask", sheets_to_ask)
    wanted = bool(pack.topics or pack.course or pack.tag)
    if len(targets) + wanted != 1:
        raise UsageProblem("Name one file, or the folder of a batch, or topics with --topics.")
    from packgen.cli.printing import PrintRequest, print_request
    from packgen.variables import with_environment

    if wanted:
        pack = with_environment(replace(pack, single_sided=wishes.sides is Sides.ONE_SIDED))
    print_request(
        PrintRequest(
            target=targets[0] if targets else "",
            build=pack if wanted else None,
            choices=wishes,
            printer=in_force("print.printer", printer),
            rows=rows,
            merged=merged,
            students=job_names == "students",
            price=price,
            sheets_to_ask=200 if most is None else most,
            yes=yes,
            dry_run=dry_run,
            wait=wait,
            quiet=quiet,
        )
    )

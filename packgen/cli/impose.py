"""`packgen impose`: lay a pack's pages out on larger sheets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from packgen.cli import terminal
from packgen.cli.options import AsJson, Quiet
from packgen.errors import UsageProblem, harmless, nearest

if TYPE_CHECKING:
    from packgen.imposition.impose import Edge, Fold, Imposed

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_ENDING, _PRINT = ".pdf", ".print.pdf"
_PAGE = {"a3": "A4", "a4": "A5", "two-up": "A5"}
"""The paper that half a sheet is, by fold."""


@app.command()
def impose(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PDF: a pack, or another file.", show_default=False)],
    booklet: Annotated[
        str | None,
        typer.Option(
            "--booklet",
            metavar="PAPER",
            help="A booklet to fold and staple: a3, A4 pages on A3, or a4, A5 pages on A4. Otherwise a3.",
        ),
    ] = None,
    two_up: Annotated[
        bool, typer.Option("--two-up", help="Each page twice on A4, beside each other, to cut into two copies.")
    ] = False,
    sides: Annotated[
        str,
        typer.Option("--sides", metavar="EDGE", help="Edge over which the printer flips: short-edge or long-edge."),
    ] = "short-edge",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help='The file to write; "-" is standard output. Otherwise NAME.print.pdf beside the PDF.',
        ),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Lay pages out as a booklet, or two to a sheet."""
    fold, edge = _fold(booklet, two_up=two_up), _edge(sides)
    from packgen.batch.regular import read_regular
    from packgen.files import PDF, STDOUT, require_writable, write_whole
    from packgen.imposition.impose import impose as laid_out
    from packgen.imposition.source import LARGEST, open_source

    target = output if output is not None else _beside(file)
    if target == STDOUT and as_json:
        raise UsageProblem("--json and --output - both want standard output. Write the PDF to a file.")
    if target == STDOUT and sys.stdout.isatty():
        raise UsageProblem("A PDF is not for a terminal. Send it to a program: packgen impose FILE -o - | lp")
    if file.exists() and target != STDOUT and target.exists() and target.samefile(file):
        raise UsageProblem(f"{target} is the file to read from. Write to another: the reading copy stays as it is.")
    kind = None if target == STDOUT else PDF
    require_writable(target, PDF)
    source = open_source(read_regular(file, LARGEST, "", "Name a PDF, such as packs/khrushchev.pdf."), str(file))
    made = laid_out(source, fold, edge)
    write_whole(target, made.data, kind)
    if source.repaired:
        terminal.note(harmless(f"warning: {file} was damaged, and something may be missing. Look at the pages first."))
    if made.is_small:
        terminal.note(f"warning: {_small(made, fold)}")
    if as_json:
        terminal.say_json(_plain(made, fold, edge, target))
    elif not quiet:
        for line in _summary(made, fold, edge, "standard output" if target == STDOUT else str(target)):
            (terminal.note if target == STDOUT else terminal.say)(harmless(line))


def _fold(booklet: str | None, *, two_up: bool) -> Fold:
    if two_up:
        if booklet is not None:
            raise UsageProblem("--booklet and --two-up do not go together. Choose one.")
        return "two-up"
    if booklet in (None, "a3"):
        return "a3"
    if booklet == "a4":
        return "a4"
    raise UsageProblem(f'--booklet cannot be "{booklet}". Write a3 (A4 pages) or a4 (A5 pages).')


def _edge(sides: str) -> Edge:
    from packgen.imposition.impose import Edge

    edges: tuple[Edge, ...] = get_args(Edge)
    for edge in edges:
        if edge == sides:
            return edge
    raise UsageProblem(f'--sides cannot be "{sides}". Write {" or ".join(edges)}.{nearest(sides, edges)}')


def _beside(file: Path) -> Path:
    """Return the default name of the imposed file."""
    if file.name.lower().endswith(_PRINT):
        raise UsageProblem(f"{file} is laid out for the printer already. Name the reading copy.")
    name = file.name[: -len(_ENDING)] if file.name.lower().endswith(_ENDING) else file.name
    return file.with_name(name + _PRINT)


def _small(made: Imposed, fold: Fold) -> str:
    size = made.size or 0.0
    remedy = "" if fold == "a3" else " --booklet a3 keeps A4 pages at full size."
    return f"type of {size:g} pt comes to {size * made.scale:.1f} pt on {_PAGE[fold]}.{remedy}"


def _summary(made: Imposed, fold: Fold, edge: Edge, shown: str) -> list[str]:
    """Return the instructions for printing and folding."""
    from packgen.imposition.folding import describe_signatures

    scale = f"pages at {100 * made.scale:.0f} %"
    lines = [f"{shown}  {terminal.count(made.sheets, 'sheet')} of {made.paper}, {scale}"]
    lines.append(f"Print on both sides, flipped on the {edge.replace('-', ' ')}, at actual size.")
    if fold == "two-up":
        lines.append("Cut the pile along the dashed line: two copies, in order.")
    elif made.sheets == 1:
        lines.append("Fold the sheet down the middle, the cover outside.")
    elif len(made.signatures) == 1:
        lines.append("Fold the pile down the middle, the cover outside, and staple through the fold.")
    else:
        lines.append(
            f"{describe_signatures(made.signatures)}: fold and staple each by itself, the first sheet outside."
        )
    if made.blanks:
        where = "at the end of each" if fold == "two-up" else "at the end"
        lines.append(f"{terminal.count(made.blanks, 'blank page')} {where}.")
    return lines


def _plain(made: Imposed, fold: Fold, edge: Edge, target: Path) -> dict[str, object]:
    return {
        "output": str(target),
        "kind": fold if fold == "two-up" else "booklet",
        "paper": made.paper,
        "sheets": made.sheets,
        "signatures": list(made.signatures),
        "sides": edge,
        "blank_pages": made.blanks,
        "scale": round(made.scale, 4),
        "type_size": made.size,
    }
